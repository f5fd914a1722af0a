"""What stands where in a text: whether in any of many spans, or which of many entries within one; told by bisection."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate
from typing import Generic, TypeVar

from corpus.document import Span

Entry = TypeVar("Entry")


class Placed(Generic[Entry]):
    """Entries in the order of their places; those that begin within a span are told fast."""

    def __init__(self, entries: Iterable[Entry], place: Callable[[Entry], Span]) -> None:
        self._entries = list(entries)
        self._starts = [place(entry)[0] for entry in self._entries]

    def within(self, span: Span) -> list[Entry]:
        """The entries that begin within a span."""
        first = bisect_left(self._starts, span[0])
        return self._entries[first : bisect_left(self._starts, span[1], first)]


class Covered:
    """The offsets that spans cover, which may overlap and come in any order: `offset in Covered(spans)`."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))

    def __contains__(self, offset: int) -> bool:
        at = bisect_right(self._starts, offset)
        return at > 0 and offset < self._ends[at - 1]
