"""From the pipeline's state to findings: passages in the flow become passages in the document, with page and part."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from functools import cache
from itertools import pairwise
from operator import attrgetter
from typing import Any

from corpus.document import Span
from corpus.findings import Findings, Passage
from nlp.components.dates import page_dates
from nlp.state import State


def findings(state: State) -> Findings:
    """The findings of a state, in document offsets."""
    page_starts = [start for start, _ in state.document.pages]
    part_starts = [part.passage.span[0] for part in state.parts]

    def place(passage: Passage) -> Passage:
        span = state.flow.unbroken(passage.span)
        pieces: tuple[Span, ...] = ()
        if span is None:
            # a cell that a page break cut is whole in the flow, while the document has the rest of its row in between
            pieces = tuple(sorted(state.flow.origin(passage.span)))
            span = (pieces[0][0], pieces[-1][1])
            if not any(left[1] + 2 < right[0] for left, right in pairwise(pieces)):
                pieces = ()
        return Passage(
            span,
            pieces,
            max(bisect_right(page_starts, span[0]), 1),
            max(bisect_right(part_starts, passage.span[0]) - 1, 0),
            passage.certainty,
        )

    lists = {f.name: _placed(tuple(getattr(state, f.name)), place) for f in fields(Findings) if f.name != "head"}
    starts = [part.passage.span[0] for part in lists["parts"]]
    around = [
        replace(date, passage=Passage(span, (), bisect_right(page_starts, span[0]), max(bisect_right(starts, span[0]) - 1, 0)))
        for date in page_dates(state)
        for span in (date.passage.span,)
    ]
    lists["dates"] = tuple(sorted((*lists["dates"], *around), key=lambda date: date.passage.span))
    return Findings(head=state.head, **lists)


def _placed(value: Any, place: Callable[[Passage], Passage]) -> Any:
    """A finding, or a tuple of them, with all its passages in their places."""
    kind = value.__class__
    if kind is Passage:
        return place(value)
    if kind is tuple:
        return value if not value or value[0].__class__ in _ATOMS else tuple([_placed(part, place) for part in value])
    return kind(*[part if part.__class__ in _ATOMS else _placed(part, place) for part in _values(kind)(value)])


_ATOMS = frozenset((str, int, bool, type(None)))


@cache
def _values(kind: type) -> Callable[[Any], Iterable[Any]]:
    """A function that gives the values of a dataclass's fields, in order."""
    return attrgetter(*(field.name for field in fields(kind)))
