"""A document within a file, as the layout shows it before anything is known of what it says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from nlp.structure.lines import Line
from nlp.structure.numbering import Candidate, candidates


@dataclass(frozen=True)
class Stretch:
    """A document within the file: its pages, from 1, and its lines."""

    first: int
    last: int
    lines: list[Line]

    @cached_property
    def candidates(self) -> list[Candidate]:
        """The lines that may open an item; both the kind of the document and its items are told by them."""
        return candidates(self.lines)
