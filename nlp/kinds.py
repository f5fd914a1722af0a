"""The kind of a document, told by weighted evidence: its title, headers, labels and file name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from corpus.vocabulary import plain, vocabulary
from nlp.lines import Line
from nlp.numbering import candidates, series

_FIRST_LINES = 400
"""How many lines of a document are looked at."""
_TOP = 12
"""How many lines may hold the title."""
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


def title_kind(text: str) -> str | None:
    """The kind that a line names as a title (`Kallelse`, `Handlingsplan 2021 för …`), None where it names none."""
    words = plain(text)
    if not words or len(words) > 160:
        return None
    for kind, signs in _signs().items():
        if signs.title and signs.title.match(words):
            return kind
    return None


def tell_kind(lines: list[Line], furniture: Iterable[str], name: str | None) -> Kind:
    """The kind of a document: its lines, the texts of its page furniture, the file's name where it speaks for this document."""
    weights: dict[str, float] = defaultdict(float)
    evidence: dict[str, list[tuple[float, str]]] = defaultdict(list)

    def add(kind: str, weight: float, words: str) -> None:
        weights[kind] += weight
        evidence[kind].append((weight, words))

    head = lines[:_FIRST_LINES]
    starts = [plain(line.text[:200]) for line in head]
    headers = [plain(text) for text in dict.fromkeys(furniture)]
    for kind, signs in _signs().items():
        if signs.against and any(signs.against.match(words) for words in starts[:_TOP]):
            continue
        titled = 0.0
        for at, (line, words) in enumerate(zip(head[:_TOP], starts, strict=False)):
            if signs.title and len(words) < 160 and (match := signs.title.match(words)):
                short = line.marked or len(words) < 60
                weight = (4.0 if at < 4 else 3.0) if short else 3.0 if at < 4 and not line.text.endswith(".") else 1.5
                if weight > titled:
                    titled = weight
                    found = words[: max(match.end(), 40)]
        if titled:
            add(kind, titled, found)
        if signs.furniture and (header := next((text for text in headers if signs.furniture.search(text)), None)):
            add(kind, 2.0, header[:60])
        counted = 0.0
        for pattern in signs.lines:
            if counted < _LABELS_COUNT and (words := next((words for words in starts if pattern.match(words)), "")):
                add(kind, 0.75, words[:40])
                counted += 0.75
        if signs.name and name and (match := signs.name.search(name.casefold().replace("_", " "))):
            add(kind, 2.0, f"filnamn: {match[0]}")
    for kind, weight, words in _structure(lines):
        add(kind, weight, words)
    if not weights:
        return Kind("övrigt", 0.0, ())
    best = max(weights, key=lambda kind: weights[kind])
    words_of = tuple(words for _, words in sorted(evidence[best], key=lambda entry: -entry[0]))
    if weights[best] < vocabulary("kinds")["enough"]:
        return Kind("övrigt", weights[best], words_of)
    return Kind(best, weights[best], words_of)


def _structure(lines: list[Line]) -> list[tuple[str, float, str]]:
    """What the build of a document says: paragraphs with decisions are minutes."""
    groups = {line.block.group for line in lines if line.block.group is not None}
    if len(groups) > 1:
        return [("protokoll", 3.0, f"{len(groups)} punkter på en mötessida")]
    found = [one for one in candidates(lines, broken=False, signless=False) if one.form in ("sign", "prefix")]
    chain = series(found, lines)
    if not chain:
        return []
    decided = [line for line in lines if _DECIDED.match(line.text)]
    if not decided:
        return []
    if len(chain) == 1:
        return [("protokollsutdrag", 3.0, f"en enda paragraf med beslut, {lines[chain[0].line].text[:30]}")]
    return [("protokoll", 2.0, f"{len(chain)} paragrafer med beslut")]


_DECIDED = re.compile(r"(?:\w[\w -]{2,60}s )?beslut\W{0,2}$|[A-ZÅÄÖ][\w -]{2,60} beslutar?\b", re.IGNORECASE)
