"""An agenda against its minutes: what was proposed, what was decided, and the difference in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from corpus.document import Document
from corpus.findings import Decision, Findings, Item
from corpus.store.documents import identifier
from corpus.swedish.keys import search_key
from index.histories.events import Source

Verdict = Literal["samma", "ändrat", "utan förslag", "utan beslut", "tillkom", "utgick"]
"""`utan förslag`: the agenda proposes nothing; `utan beslut`: the minutes tell of no decision; `tillkom` and `utgick`: the item
stands in the minutes alone, or in the agenda alone."""

Change = tuple[Literal["samma", "bort", "nytt"], str]
"""A stretch of words that both have, or only the proposal, or only the decision."""

_ALIKE = 0.5
"""The share of the words of the shorter title that two titles must have in common."""
_PROPOSAL = re.compile(r"(?:^|\n|\. )\s*(?:[\w ]{0,40}?förslag(?:et)?(?: till beslut)?|beslutsförslag)\s*:\s*", re.I)
_REST = re.compile(r"\n\s*(?:bilag(?:a|or)\b|beslutsunderlag\b|handlingar\b|föredragande\b|underlag\b)", re.I)
_LABEL = re.compile(r"(?:^|(?<=\n))\s*(?:\d{1,2}[.)]|[a-z]\)|[-–•])\s+")
_LEAD = re.compile(r"^[^.\n]{0,80}?\b(?:beslutar|beslutade|föreslås besluta)\b(?: (?:därför|således))?:?", re.I | re.M)
_WORD = re.compile(r"[^\W\d_]+|\d+(?:[-:.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Compared:
    """An item of an agenda and of its minutes. `difference` holds all words of both in order."""

    item: str | None
    agenda_item: str | None
    title: str | None
    verdict: Verdict
    proposed: str | None
    decided: str | None
    difference: tuple[Change, ...]
    sources: tuple[Source, ...]


def compare(agenda: tuple[Document, Findings], minutes: tuple[Document, Findings]) -> list[Compared]:
    """The items of minutes and of their agenda, in the order of the minutes; those that were dropped come last."""
    summoned, held = agenda[1].items, minutes[1].items
    pairs = _pairs(summoned, held)
    rows = [_compared(agenda, summoned[pairs[at]] if at in pairs else None, minutes, item) for at, item in enumerate(held)]
    dropped = [item for at, item in enumerate(summoned) if at not in pairs.values()]
    return rows + [_compared(agenda, item, minutes, None) for item in dropped]


def _pairs(summoned: Sequence[Item], held: Sequence[Item]) -> dict[int, int]:
    """For items of the minutes which of the agenda they are: those alike most first, and of equals the nearest in order."""
    scored = sorted(
        (-score, abs(there - here), here, there)
        for here, item in enumerate(held)
        for there, other in enumerate(summoned)
        if (score := _likeness(item, other)) >= _ALIKE
    )
    pairs: dict[int, int] = {}
    for _, _, here, there in scored:
        if here not in pairs and there not in pairs.values():
            pairs[here] = there
    return pairs


def _likeness(one: Item, other: Item) -> float:
    if one.secret or other.secret:
        return 0.0
    if set(one.dnr) & set(other.dnr):
        return 1.0
    left, right = _keys(one.title), _keys(other.title)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _keys(title: str | None) -> frozenset[str]:
    words = (match.group().casefold() for match in _WORD.finditer(title or ""))
    return frozenset(search_key(word) for word in words if len(word) > 2)


def _compared(
    agenda: tuple[Document, Findings], summoned: Item | None, minutes: tuple[Document, Findings], held: Item | None
) -> Compared:
    proposed = _proposed(agenda[1], summoned) if summoned else None
    decisions = [one for one in minutes[1].decisions if held and one.status == "decided" and _within(one, held)]
    decided = "\n".join(one.text for one in decisions) or None
    sources = [_source(minutes, held)] if held else []
    sources += [_source(agenda, summoned)] if summoned else []
    return Compared(
        held.number if held else None,
        summoned.number if summoned else None,
        (held.title if held else None) or (summoned.title if summoned else None),
        _verdict(summoned, held, proposed, decided),
        proposed,
        decided,
        tuple(_difference(proposed, decided)) if proposed and decided else (),
        tuple(sources),
    )


def _verdict(summoned: Item | None, held: Item | None, proposed: str | None, decided: str | None) -> Verdict:
    if summoned is None:
        return "tillkom"
    if held is None:
        return "utgick"
    if proposed is None:
        return "utan förslag"
    if decided is None:
        return "utan beslut"
    return "samma" if _plain(proposed) == _plain(decided) else "ändrat"


def _within(decision: Decision, item: Item) -> bool:
    return item.passage.span[0] <= decision.passage.span[0] < item.passage.span[1]


def _proposed(findings: Findings, item: Item) -> str | None:
    """What an agenda proposes under an item: the decisions that it proposes, its sections for that, or what stands behind
    *Förslag till beslut:*."""
    found = [one.text for one in findings.decisions if one.status != "quoted" and _within(one, item)]
    found = found or [section.text for section in item.sections if section.role in ("förslag", "beslut")]
    if not found:
        texts = [section.text for section in item.sections]
        found = [text[match.end() :] for text in texts if (match := _PROPOSAL.search(text))]
        found = [_REST.split(text)[0].partition("\t")[0] for text in found]
    return "\n".join(text.strip() for text in found if text.strip()) or None


def _plain(text: str) -> list[str]:
    """The words of a decision without numbers of points, lead-in and *att*."""
    bare = _LEAD.sub("", _LABEL.sub("", text))
    return [word for match in _WORD.finditer(bare) if (word := match.group().casefold()) != "att"]


def _difference(proposed: str, decided: str) -> Iterator[Change]:
    """The words of both as they stand, those that only one has apart (Ratcliff and Obershelp, by words)."""
    old, new = (_LABEL.sub("", text).split() for text in (proposed, decided))
    plain = [[word.strip('.,;:”"').casefold() for word in words] for words in (old, new)]
    for tag, start, end, other, last in SequenceMatcher(None, plain[0], plain[1], autojunk=False).get_opcodes():
        if tag == "equal":
            yield "samma", " ".join(new[other:last])
            continue
        if end > start:
            yield "bort", " ".join(old[start:end])
        if last > other:
            yield "nytt", " ".join(new[other:last])


def _source(document: tuple[Document, Findings], item: Item) -> Source:
    read, findings = document
    words = " ".join(read.words(item.passage.span).split())
    name, span = identifier(read.source.sha256), item.passage.span
    return Source(read.source.name, item.passage.page, words, name, item.number, span, findings.head.kind)
