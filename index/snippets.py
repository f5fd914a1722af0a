"""Snippets: the piece of a passage that shows best why it was found."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from corpus.document import Span
from corpus.swedish.keys import search_key
from index.analysis import runs
from index.matching import WORTH, How, Meeting, following, meetings
from index.query import Exact, Part, Phrase, Prefix, Word
from index.words import Words

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
    how: How


def snippet(text: str, spans: Sequence[Span], parts: Sequence[Part]) -> Snippet:
    """The window of the pieces of a text in which the parts of a query are answered best, each word counted once."""
    joined = " ".join(text[start:end] for start, end in spans)
    marks = _marks(joined, parts)
    first, last = _window(joined, marks)
    shown = [mark for mark in marks if first <= mark.span[0] and mark.span[1] <= last]
    whole = {mark.part for mark in shown if mark.how != "delar"}
    line, at, placed = "… " if first else "", first, list[Span]()
    for mark in shown:
        if (mark.how == "delar" and mark.part in whole) or mark.span[0] < at:
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
    """The places that answer a part of the query, in order; one that answers several counts for the one it answers best."""
    found: dict[Span, _Mark] = {}
    words = Words(text)
    for place, part in enumerate(parts):
        for meeting in islice(met(words, part), _MOST_MARKS):
            if meeting.span not in found or WORTH[found[meeting.span].how] < WORTH[meeting.how]:
                found[meeting.span] = _Mark(meeting.span, meeting.key, place, meeting.how)
    return [found[span] for span in sorted(found, key=lambda span: (span[0], -span[1]))]


def met(words: Words, part: Part) -> Iterator[Meeting]:
    """The places in a text that answer a part of a query; a facet or a day has none."""
    match part:
        case Word(form, long_names):
            yield from meetings(words, form, long_names)
        case Exact(form):
            yield from (Meeting(word.span, "exakt", form) for word in words.tokens if word.form == form)
        case Phrase(forms):
            yield from following(words, tuple(map(search_key, forms)), "fras")
        case Prefix(start):
            begin = {form for form in words.forms if form.startswith(start) or any(run.startswith(start) for run in runs(form))}
            yield from (Meeting(word.span, "början", word.form) for word in words.tokens if word.form in begin)


def _window(text: str, marks: Sequence[_Mark]) -> Span:
    """The best window, whole words: from a little before the mark from which on different words answer most."""
    best, first = 0.0, 0
    for at, mark in enumerate(marks):
        answers: dict[str, float] = {}
        for other in marks[at:]:
            if other.span[1] - mark.span[0] > _LENGTH - _BEFORE:
                break
            answers[other.key] = WORTH[other.how]
        if sum(answers.values()) > best:
            best, first = sum(answers.values()), mark.span[0]
    start = max(first - _BEFORE, 0)
    if start:
        start = text.find(" ", start, first) + 1 or first
    end = min(start + _LENGTH, len(text))
    if end < len(text):
        end = max(text.rfind(" ", start + _LENGTH // 2, end), start) or end
    return start, end
