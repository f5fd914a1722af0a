"""What the components of the pipeline know and have found so far.

Each component is a plain function over the flow of a document and what earlier components have found; `nlp/pipeline.py`
registers it with spaCy. Until the bridge maps them, passages count in the flow: `Passage((start, end))` is enough.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from operator import attrgetter

from corpus.document import Document, Span
from corpus.findings import (
    Agreement,
    Assignment,
    Attendance,
    DateMention,
    Decision,
    Event,
    Head,
    Item,
    Motion,
    Name,
    Part,
    Reference,
    Reservation,
    Vote,
)
from corpus.flow import Flow
from nlp.structure.fronts import Front, fronts
from nlp.structure.lines import Line, lines
from nlp.structure.points import pieces_of
from nlp.structure.spans import Placed
from nlp.structure.tables import Table, tables
from nlp.wording.diary import diary_numbers

_PLACE = attrgetter("passage.span")


@dataclass(slots=True)
class State:
    """One document on its way through the pipeline (`doc._.state`); a component fills the field that bears its name."""

    document: Document
    flow: Flow
    lines: list[Line] = field(init=False)
    tables: list[Table] = field(init=False)
    fronts: list[Front] = field(init=False)
    diary: list[tuple[Span, str]] = field(init=False)
    """The diary numbers of the flow, see `diary_numbers`. All these are found as the state is made."""
    head: Head = field(default_factory=Head)
    parts: list[Part] = field(default_factory=list)
    attendance: list[Attendance] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    motions: list[Motion] = field(default_factory=list)
    votes: list[Vote] = field(default_factory=list)
    reservations: list[Reservation] = field(default_factory=list)
    assignments: list[Assignment] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    _pieces: dict[Span, list[Span]] = field(default_factory=dict)
    _dates: Placed[DateMention] | None = None
    _references: Placed[Reference] | None = None
    _lower: str = field(init=False)
    """The flow in lower case, letter by letter."""

    def __post_init__(self) -> None:
        self.lines = lines(self.flow)
        self.tables = tables(self.flow)
        self.fronts = fronts(self.document, self.lines)
        self.diary = diary_numbers(self.flow.text)
        self._lower = self.flow.text.replace("\u0130", "i").lower()  # the one letter that is two in lower case

    def tells(self, words: Iterable[str], span: Span) -> bool:
        """Whether a stretch of the flow has one of some words (in lower case), in whatever case."""
        stretch = self._lower[slice(*span)]
        return any(map(stretch.__contains__, words))

    def pieces_of(self, decision: Decision) -> list[Span]:
        """The lead-ins and points of a decision, see `points.pieces_of`; several components ask for them."""
        span = decision.passage.span
        if span not in self._pieces:
            self._pieces[span] = pieces_of(self.lines, span)
        return self._pieces[span]

    def dates_within(self, span: Span) -> list[DateMention]:
        """The dates that begin within a stretch of the flow."""
        if self._dates is None:
            self._dates = Placed(self.dates, _PLACE)
        return self._dates.within(span)

    def references_within(self, span: Span) -> list[Reference]:
        """The references that begin within a stretch of the flow."""
        if self._references is None:
            self._references = Placed(self.references, _PLACE)
        return self._references.within(span)

    def item_at(self, offset: int) -> Item | None:
        """The item that an offset of the flow stands in."""
        at = bisect_right(self.items, offset, key=lambda item: item.passage.span[0]) - 1
        return self.items[at] if at >= 0 and offset < self.items[at].passage.span[1] else None
