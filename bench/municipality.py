"""Thirty years of a synthetic municipality as an archive that is read and annotated: documents and findings, made directly.

Words are drawn by Zipf's law from some 500,000 forms, most of them compounds that the lexicon's words make; 65,000 paragraphs
hold some 300,000 of them. The same seed gives the same archive.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from corpus.document import Block, Document, Source
from corpus.findings import Assignment, Decision, Findings, Head, Item, Member, Motion, Passage
from corpus.store import documents, ledger
from corpus.store.archive import Archive, create_archive
from corpus.store.ledger import Entry
from corpus.swedish import dictionaries
from corpus.swedish.dictionaries import BEGINS, ENDS, WORD

ITEMS = 20
"""Paragraphs of one file of minutes."""
_FORMS = 600_000
_COMMON = 10_000
"""Ranks of common words; the rarer ones fall off faster, as they do in large corpora."""
_WORDS = 130
"""Mean of a paragraph."""
_PIECE = re.compile(r"[a-zåäö].{3,8}\Z")
_FUNCTION_WORDS = (
    "och", "att", "i", "som", "av", "för", "är", "med", "till", "den", "på", "de", "inte", "om", "har", "en", "ett", "det",
    "samt", "vid", "från", "under", "kan", "ska", "efter", "enligt", "eller", "men", "nu", "även", "inom", "mellan", "över",
    "sig", "sin", "där", "vara", "blir", "hade", "också", "när", "då", "utan", "mot", "genom", "hos",
)  # fmt: skip
_BODIES = (
    "Kommunstyrelsen",
    "Kommunfullmäktige",
    "Socialnämnden",
    "Tekniska nämnden",
    "Kulturnämnden",
    "Bygg- och miljönämnden",
)
_KINDS = ("protokoll", "protokoll", "protokoll", "kallelse", "tjänsteskrivelse")
_PARTIES = ("S", "M", "C", "L", "KD", "V", "MP", "SD")
_ACTIONS = ("godkänna", "avslå", "bordlägga", "återremittera", "anteckna", "uppdra")
_NAMES = [f"{first} {last}" for first in ("Anna", "Bo", "Eva", "Lars", "Maj", "Nils", "Siv", "Ulf") for last in (
    "Almgren", "Bergdahl", "Cederlöf", "Dahlin", "Ekelund", "Fors", "Grahn", "Hedlund", "Isaksson", "Jonasson", "Kvist", "Lund",
    "Moberg", "Norén", "Olin", "Palm", "Quist", "Rask", "Sjögren", "Tegnér", "Uggla", "Viklund", "Wall", "Åberg", "Öman",
)]  # fmt: skip


def forms(seed: int) -> list[str]:
    """The vocabulary, most frequent first."""
    draw = np.random.default_rng(seed)
    pieces = sorted(dictionaries.pieces().items())
    pieces = [(form, roles) for form, roles in pieces if _PIECE.match(form) and form.isalpha()]
    firsts = [form for form, roles in pieces if roles & BEGINS]
    lasts = [form for form, roles in pieces if roles & ENDS and roles & WORD]
    draw.shuffle(lasts)
    simple = lasts[:5000]
    one, other = draw.integers(len(firsts), size=_FORMS), draw.zipf(1.3, size=_FORMS) % len(lasts)
    endings = np.array(("", "en", "et", "er", "s", "na"))[draw.integers(6, size=_FORMS)]
    made = (firsts[a] + lasts[b] + ending for a, b, ending in zip(one, other, endings, strict=True))
    return list(dict.fromkeys((*_FUNCTION_WORDS, *simple, *made)))


@dataclass(frozen=True, slots=True)
class Words:
    """Draws words by Zipf's law."""

    forms: list[str]
    draw: np.random.Generator
    rising: np.ndarray

    def some(self, count: int) -> list[str]:
        """So many words of running text."""
        return [self.forms[rank] for rank in np.searchsorted(self.rising, self.draw.random(count))]


def words(seed: int) -> Words:
    """The words of a municipality."""
    known = forms(seed)
    ranks = np.arange(len(known)) + 2.7
    shares = 1 / ranks / np.sqrt(np.maximum(1, ranks / _COMMON))
    return Words(known, np.random.default_rng(seed + 1), np.cumsum(shares) / shares.sum())


def municipality(folder: Path, sections: int, seed: int) -> Archive:
    """An archive of so many paragraphs, not indexed; the one that is there if it was made before."""
    archive = create_archive(folder)
    if documents.indexed(archive):
        return archive
    drawn = words(seed)
    with archive.transaction() as database:
        for number in range(sections // ITEMS):
            document, findings = _minutes(number, drawn)
            sha256 = document.source.sha256
            documents.put(database, sha256, documents.encode(document), documents.encode(findings))
            name = document.source.name
            ledger.put(database, [Entry(f"/in/{name}", name, 9, 1, "done", sha256, 1, 1)])
    return archive


def _minutes(number: int, drawn: Words) -> tuple[Document, Findings]:
    draw = drawn.draw
    day = date(1995, 1, 1) + timedelta(days=int(draw.integers(11_000)))
    body, kind = str(draw.choice(_BODIES)), str(draw.choice(_KINDS))
    text, blocks = "", list[Block]()
    items, decisions, motions, assignments = list[Item](), list[Decision](), list[Motion](), list[Assignment]()
    for place in range(1, ITEMS + 1):
        began = len(text)
        title = " ".join(drawn.some(4)).capitalize()
        for kind_of_block, line in _lines(place, title, drawn):
            blocks.append(Block(kind_of_block, (len(text), len(text) + len(line)), level=int(kind_of_block == "heading")))
            text += line + "\n"
        passage = Passage((began, len(text) - 1))
        who = [str(name) for name in draw.choice(_NAMES, 3)]
        dnr = f"KS {day.year}/{draw.integers(1, 2000)}"
        items.append(Item(passage, str(place), title, (dnr,), (who[0],)))
        decisions.append(Decision(passage, str(place), "", (), str(draw.choice(_ACTIONS)), "decided"))
        if place % 3 == 0:
            motions.append(Motion(passage, str(place), (Member(who[1], str(draw.choice(_PARTIES))),), "bifall", ""))
        if place % 4 == 0:
            assignments.append(Assignment(passage, str(place), "", (who[2],)))
    name = f"{body} {day} {number}.txt"
    sha256 = hashlib.sha256(name.encode()).hexdigest()
    document = Document(Source(name, sha256, "text/plain", len(text), "text/1"), text, ((0, len(text)),), tuple(blocks))
    head = Head(kind, f"{body} {day}", body, "Dalsjö kommun", day.isoformat())
    return document, Findings(
        head, items=tuple(items), decisions=tuple(decisions), motions=tuple(motions), assignments=tuple(assignments)
    )


def _lines(place: int, title: str, drawn: Words) -> Iterator[tuple[str, str]]:
    yield "heading", f"§ {place} {title}"
    left = max(20, int(drawn.draw.lognormal(np.log(_WORDS) - 0.18, 0.6)))
    while left > 0:
        count = min(left, int(drawn.draw.integers(25, 70)))
        yield "paragraph", " ".join(drawn.some(count)).capitalize() + "."
        left -= count
