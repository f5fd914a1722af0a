"""From the pipeline's state to findings: passages in the flow become passages in the document, with page and part."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import fields, is_dataclass, replace
from itertools import pairwise
from typing import Any

from corpus.findings import Findings, Passage
from nlp.state import State


def findings(state: State) -> Findings:
    """The findings of a state, in document offsets."""
    page_starts = [start for start, _ in state.document.pages]
    part_starts = [part.passage.span[0] for part in state.parts]

    def place(passage: Passage) -> Passage:
        # a cell that a page break cut is whole in the flow, while the document has the rest of its row in between
        pieces = tuple(sorted(state.flow.origin(passage.span)))
        span = (pieces[0][0], pieces[-1][1])
        gap = any(left[1] + 2 < right[0] for left, right in pairwise(pieces))
        return Passage(
            span,
            pieces if gap else (),
            max(bisect_right(page_starts, span[0]), 1),
            max(bisect_right(part_starts, passage.span[0]) - 1, 0),
            passage.certainty,
        )

    def mapped(value: Any) -> Any:
        if isinstance(value, Passage):
            return place(value)
        if isinstance(value, tuple | list):
            return tuple(mapped(element) for element in value)
        if is_dataclass(value) and not isinstance(value, type):
            changes = {
                f.name: mapped(old) for f in fields(value) if (old := getattr(value, f.name)).__class__ in (Passage, tuple)
            }
            return replace(value, **changes)
        return value

    lists = {f.name: mapped(getattr(state, f.name)) for f in fields(Findings) if f.name != "head"}
    return Findings(head=state.head, **lists)
