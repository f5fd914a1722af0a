"""A page as words and rules with coordinates: points, x from the left, y from the top.

What a page has hundreds of are structs of msgspec: made in half the time of dataclasses, and no work for the garbage collector.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import Struct


class Word(Struct, eq=False, gc=False):
    """A run of characters without a blank."""

    text: str
    x0: float
    x1: float
    y: float
    """Of the baseline."""
    size: float
    bold: bool
    order: int
    """Its place in the file's own order."""


@dataclass(slots=True, eq=False)
class Rule:
    """A drawn line, horizontal or vertical, from (x0, y0) to (x1, y1)."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        """Whether it lies."""
        return self.x1 - self.x0 >= self.y1 - self.y0


@dataclass(slots=True)
class Page:
    """What stands on a page."""

    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    turned: str = ""
    """The words that stand otherwise than the rest: stamps, signatures in the margin."""


class Line(Struct, eq=False, gc=False):
    """Words on one baseline, close to each other."""

    words: list[Word]
    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    order: int

    @property
    def top(self) -> float:
        """Its upper edge, as far as a font's size tells."""
        return self.y - self.size * 0.8

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.size * 0.22
