"""The kind of a document, told by weighted evidence: its title, headers, labels and file name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from corpus.vocabulary import plain, vocabulary
from nlp.structure.numbering import candidates, series
from nlp.structure.stretch import Stretch
from nlp.who.owner import organisations

_FIRST_LINES = 400
"""How many lines of a document are looked at."""
_TOP = 12
"""How many lines may hold the title."""
_HEADED = 4.0
"""The weight of page furniture in which the kind stands as a title does."""
_LETTERHEAD = 100
"""A line with the owner, the kind and the page number beside each other is no longer than this."""
_NUMBERED = r"(?:\d{1,2}\.? )?"
"""How signs begin that stand in headings, which may have a number; the pattern of all tries it once."""
_APART = re.compile(r"\t| {3,}")
_CAPITALS = re.compile(r"(?<=[a-zåäö] |[A-ZÅÄÖ] )[A-ZÅÄÖ]{6,30}(?![\w])")
_LABELS_COUNT = 3.0
"""The most that lines can add, so that many labels don't outweigh a title."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind with the sum of its evidence and the words of it, weightiest first."""

    name: str
    weight: float
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Signs:
    title: re.Pattern[str] | None
    furniture: re.Pattern[str] | None
    lines: tuple[re.Pattern[str], ...]
    name: re.Pattern[str] | None
    against: re.Pattern[str] | None


@cache
def _signs() -> dict[str, _Signs]:
    def either(patterns: list[str]) -> re.Pattern[str] | None:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns)) if patterns else None

    return {
        kind: _Signs(
            either(entry.get("title", [])),
            either(entry.get("furniture", [])),
            tuple(re.compile(pattern) for pattern in entry.get("lines", [])),
            either(entry.get("name", [])),
            either(entry.get("against", [])),
        )
        for kind, entry in vocabulary("kinds")["kinds"].items()
    }


@cache
def _any(place: Literal["title", "lines"]) -> re.Pattern[str]:
    """The signs of all kinds for a title, or for lines, as one pattern: what it doesn't match no sign does."""
    patterns = [pattern for entry in vocabulary("kinds")["kinds"].values() for pattern in entry.get(place, [])]
    numbered = [pattern.removeprefix(_NUMBERED) for pattern in patterns if pattern.startswith(_NUMBERED)]
    others = [f"(?:{pattern})" for pattern in patterns if not pattern.startswith(_NUMBERED)]
    return re.compile("|".join([*others, *([f"{_NUMBERED}(?:{'|'.join(numbered)})"] if numbered else [])]))


@lru_cache(maxsize=10_000)
def title_kind(text: str) -> str | None:
    """The kind that a line names as a title (`Kallelse`, `Ale kommun⇥KALLELSE⇥1 (4)`), None where it names none."""
    for words in map(plain, title_pieces(text)):
        if words and len(words) <= 160 and _any("title").match(words):
            for kind, signs in _signs().items():
                if signs.title and signs.title.match(words):
                    return kind
    return None


def title_pieces(text: str) -> list[str]:
    """What may be a title in a line: the line, what stands apart in it, what is set in capitals or follows an owner's name."""
    if len(text) > _LETTERHEAD:
        return [text]
    pieces = [text, *(_APART.split(text)[1:])]
    for piece in _APART.split(text):
        words = piece.strip()
        # Words set in capitals stand apart, whatever parts them from the name before.
        pieces += [words[match.start() :] for match in _CAPITALS.finditer(words)]
        if owner := next((name for name in organisations(words) if words.startswith(name + " ")), None):
            pieces.append(words[len(owner) + 1 :])
    return [piece.strip() for piece in pieces]


def tell_kind(stretch: Stretch, furniture: Sequence[str], name: str | None) -> Kind:
    """The kind of a document: its lines, the texts of its page furniture, the file's name where it speaks for this document."""
    weights: dict[str, float] = defaultdict(float)
    evidence: dict[str, list[tuple[float, str]]] = defaultdict(list)

    def add(kind: str, weight: float, words: str) -> None:
        weights[kind] += weight
        evidence[kind].append((weight, words))

    head = stretch.lines[:_FIRST_LINES]
    starts = [plain(line.text[:200]) for line in head]
    telling = list(filter(_any("lines").match, starts))
    titles = [
        (at, line, words)
        for at, line in enumerate(head[:_TOP])
        if line.width <= 2 or not line.block.column  # the rows of a list name documents too
        for piece in title_pieces(line.text)
        if len(words := plain(piece)) < 160 and _any("title").match(words)
    ]
    headers = [plain(text) for text in dict.fromkeys(furniture)]
    apart = {plain(piece) for text in furniture for piece in re.split(r"[\t\n]| {3,}", text)}
    for kind, signs in _signs().items():
        if signs.against and any(signs.against.match(words) for words in starts[:_TOP]):
            continue
        titled = 0.0
        for at, line, words in titles:
            if not signs.title or not (match := signs.title.match(words)):
                continue
            short = line.marked or len(words) < 60
            weight = (4.0 if at < 4 else 3.0) if short else 3.0 if at < 4 and not line.text.endswith(".") else 1.5
            if weight > titled:
                titled = weight
                found = words[: max(match.end(), 40)]
        if titled:
            add(kind, titled, found)
        if signs.furniture and (header := next((text for text in headers if signs.furniture.search(text)), None)):
            add(kind, _HEADED if signs.title and any(map(signs.title.match, apart)) else 2.0, header[:60])
        counted = 0.0
        for pattern in signs.lines:
            if counted < _LABELS_COUNT and (words := next(filter(pattern.match, telling), "")):
                add(kind, 0.75, words[:40])
                counted += 0.75
        if signs.name and name and (match := signs.name.search(name.casefold().replace("_", " "))):
            add(kind, 2.0, f"filnamn: {match[0]}")
    for kind, weight, words in _structure(stretch):
        add(kind, weight, words)
    if not weights:
        return Kind("övrigt", 0.0, ())
    best = max(weights, key=lambda kind: weights[kind])
    words_of = tuple(words for _, words in sorted(evidence[best], key=lambda entry: -entry[0]))
    if weights[best] < vocabulary("kinds")["enough"]:
        return Kind("övrigt", weights[best], words_of)
    return Kind(best, weights[best], words_of)


def _structure(stretch: Stretch) -> list[tuple[str, float, str]]:
    """What the build of a document says: paragraphs with decisions are minutes."""
    lines = stretch.lines
    groups = {line.block.group for line in lines if line.block.group is not None}
    if len(groups) > 1:
        return [("protokoll", 3.0, f"{len(groups)} punkter på en mötessida")]
    decided = [line for line in lines if "besl" in line.text.casefold() and _DECIDED.match(line.text)]
    if not decided:
        return []
    found = [one for one in stretch.candidates if one.form in ("sign", "prefix", "after")]
    chain = series(found, lines)
    if not chain and len(decided) > 1:
        # The § was lost or never printed: bare numbers, which an agenda or a plan has too, but hardly with what was decided.
        bare = [one for one in candidates(lines, broken=True) if one.form != "list"]
        chain = [one for one in series(bare, lines) if len(bare) > 3]
    if not chain:
        return []
    if len(chain) == 1:
        return [("protokollsutdrag", 3.0, f"en enda paragraf med beslut, {lines[chain[0].line].text[:30]}")]
    sure = chain[0].form != "bare" and len(chain) > 2 and len(decided) > 1
    return [("protokoll", 3.0 if sure else 2.0, f"{len(chain)} paragrafer med beslut")]


_DECIDED = re.compile(
    r"(?:\w[\w -]{2,60}s )?beslut\W{0,2}$"
    r"|[A-ZÅÄÖ][\w -]{2,60} (?:beslutar?|beslutade|beslöt)(?:\W{0,2}$"
    r"| (?:att|följande|således|enhälligt|enligt|föreslå|godkänna|för (?:egen|sin) del|med|i enlighet|utan)\b)",
    re.IGNORECASE,
)
"""A rule ("Nämnden beslutar om undantag") tells nothing of a meeting."""
