"""Snippets: the piece of a passage that shows best why it was found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.document import Span
from corpus.swedish.keys import search_key
from corpus.swedish.tokens import tokens
from index.analysis import likeness
from index.query import Part, Phrase, Prefix, Word

_LENGTH = 240
_BEFORE = 60
"""Characters shown before the first mark."""
_MOST_MARKS = 400


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text on one line, and the spans of what was found in it."""

    text: str
    marks: tuple[Span, ...]
    offset: int
    """Where it begins in the text that it was cut from."""


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    key: str
    part: int
    weight: float


def snippet(text: str, spans: Sequence[Span], parts: Sequence[Part]) -> Snippet:
    """The window of the pieces of a text in which the parts of a query are answered best, each word counted once."""
    joined = " ".join(text[start:end] for start, end in spans)
    marks = _marks(joined, parts)
    first, last = _window(joined, marks)
    shown = [mark for mark in marks if first <= mark.span[0] and mark.span[1] <= last]
    best = {mark.part: max(other.weight for other in shown if other.part == mark.part) for mark in shown}
    line, at, placed = "… " if first else "", first, list[Span]()
    for mark in shown:
        if mark.weight < best[mark.part] or mark.span[0] < at:
            continue  # a side of a compound tells nothing beside the compound itself
        line = _on(line, joined[at : mark.span[0]])
        placed.append((len(line), len(line) + mark.span[1] - mark.span[0]))
        line += joined[slice(*mark.span)]
        at = mark.span[1]
    line = _on(line, joined[at:last]).rstrip()
    starts = [0]
    for start, end in spans:
        starts.append(starts[-1] + end - start + 1)
    piece = min(bisect_right(starts, shown[0].span[0] if shown else first), len(spans)) - 1
    offset = spans[piece][0] + (shown[0].span[0] if shown else first) - starts[piece] if spans else 0
    return Snippet(line + (" …" if last < len(joined) else ""), tuple(placed), offset)


def _on(line: str, more: str) -> str:
    """A line with more text, its line breaks, tabs and double blanks as single blanks."""
    words = " ".join(more.split())
    before = " " if more[:1].isspace() and line and not line.endswith(" ") else ""
    after = " " if words and more[-1:].isspace() else ""
    return line + before + words + after


def _marks(text: str, parts: Sequence[Part]) -> list[_Mark]:
    known: dict[str, tuple[int, float] | None] = {}
    marks: list[_Mark] = []
    for token in tokens(text):
        if token.form not in known:
            weight, part = max(((_weight(part, token.form), -place) for place, part in enumerate(parts)), default=(0.0, 0))
            known[token.form] = (-part, weight) if weight else None
        if answered := known[token.form]:
            marks.append(_Mark(token.span, search_key(token.form), *answered))
            if len(marks) == _MOST_MARKS:
                break
    return marks


def _weight(part: Part, form: str) -> float:
    """How well a word of the text answers a part of the query."""
    match part:
        case Word(asked):
            return likeness(asked, form)
        case Phrase(forms):
            return max(likeness(asked, form) if likeness(asked, form) == 3.0 else 0.0 for asked in forms)
        case Prefix(start):
            return 3.0 if form.startswith(start) else 0.0
    return 0.0


def _window(text: str, marks: Sequence[_Mark]) -> Span:
    """The best window, whole words: from a little before the mark from which on different words answer most."""
    best, first = 0.0, 0
    for at, mark in enumerate(marks):
        answers: dict[str, float] = {}
        for other in marks[at:]:
            if other.span[1] - mark.span[0] > _LENGTH - _BEFORE:
                break
            answers[other.key] = other.weight
        if sum(answers.values()) > best:
            best, first = sum(answers.values()), mark.span[0]
    start = max(first - _BEFORE, 0)
    if start:
        start = text.find(" ", start, first) + 1 or first
    end = min(start + _LENGTH, len(text))
    if end < len(text):
        end = max(text.rfind(" ", start + _LENGTH // 2, end), start) or end
    return start, end
