"""What stands around an offset of the flow: its sentence or row, and the bodies and days that are named there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from corpus.document import Span
from corpus.findings import DateMention
from nlp.state import State
from nlp.who.bodies import defined_bodies, find_bodies

_BREAK = re.compile(r"[.!?][\s\"”)]{1,3}(?=[A-ZÅÄÖ§–-])|[\n;•]")

_LINE_END = re.compile(r",[ \t]?(?:[A-ZÅÄÖ][A-Za-zåäö]{1,4}[ \t]?)?\n[ \t]?\Z")
_IN_PLACE = re.compile(r"\si\s[A-ZÅÄÖ][a-zåäöé-]{2,30}(?!\w)")
_ACTING = re.compile(
    r"(?:\A|[.!?,]\s|\n|\boch\s)(?P<name>[A-ZÅÄÖ][a-zåäöé-]{2,30}(?<!en)(?<!et)(?<!na))\s(?:har\s)?"
    r"(?:ant(?:og|agit)|godkän(?:de|t)|förläng(?:de|t)|återremittera(?:de|t)|bordla(?:de|gt)|avslog|sade|besl(?:utade|utat|öt)|till?styrkte|tecknade)\b"
)
"""A municipality that does what bodies do, called by its name alone: *Alby godkände*."""
_ORGANISATION = re.compile(r"(?:Region|Regionen|Landstinget(?:\si)?)\s[A-ZÅÄÖ][\w-]+|[A-ZÅÄÖ][\w-]+\s(?:kommun|stad)(?!\w)")


@dataclass(slots=True)
class Context:
    """The flow with what earlier components have found in it."""

    state: State
    text: str
    days: list[DateMention]
    starts: list[int]
    defined: dict[str, str] = field(default_factory=dict)
    """The short forms that the document defines."""
    places: dict[str, bool] = field(default_factory=dict)
    """The names that were asked about, and whether the document uses each as that of a municipality or region."""

    @classmethod
    def of(cls, state: State) -> Context:
        """The surroundings of a document whose dates are found."""
        text = state.flow.text
        return cls(state, text, state.dates, [d.passage.span[0] for d in state.dates], defined_bodies(text))

    def bodies(self, span: Span) -> list[tuple[Span, str]]:
        """The bodies that a stretch names, those by a short form or the whole name that the document defines included."""
        found = [((s + span[0], e + span[0]), name) for (s, e), name in find_bodies(self.text[span[0] : span[1]])]
        for short, name in self.defined.items():
            own = self.own_body(span[0])
            called = own if own in (short, name) else name
            pattern = rf"(?<![\w-])(?:{re.escape(name)}(?:\s\({re.escape(short)}\))?|{re.escape(short)})(?![\w-])"
            whole = [m.span() for m in re.finditer(pattern, self.text[span[0] : span[1]])]
            spans = [(s + span[0], e + span[0]) for s, e in whole]
            found = [(b, n) for b, n in found if not any(s <= b[0] < e for s, e in spans)]
            found += [(s, called or name) for s in spans]
        return [self._with_place(span, name) for span, name in sorted(found)]

    def _with_place(self, span: Span, name: str) -> tuple[Span, str]:
        """A body with the municipality that is named after it: *kommunfullmäktige i Alby*."""
        place = _IN_PLACE.match(self.text, span[1])
        return (
            ((span[0], place.end()), f"{name}{place[0]}") if place and name.casefold().endswith("fullmäktige") else (span, name)
        )

    def own_body(self, offset: int) -> str | None:
        """The body to whose document an offset belongs."""
        parts = self.state.parts
        at = bisect_right([part.passage.span[0] for part in parts], offset) - 1
        return (parts[at].body if at >= 0 else None) or self.state.head.body

    def own_date(self, offset: int) -> str | None:
        """The day of the document to which an offset belongs."""
        parts = self.state.parts
        at = bisect_right([part.passage.span[0] for part in parts], offset) - 1
        return (parts[at].date if at >= 0 else None) or self.state.head.date

    def is_place(self, name: str) -> bool:
        """Whether the document uses a name as that of a municipality or region: *i Alby*, *Alby kommun*, *(Alby)*."""
        if name not in self.places:
            word = re.escape(name)
            pattern = rf"\b(?:i|Region|Landstinget) {word}(?![\w-])|\b{word}s? (?:kommun|stad|region|landsting)|\({word}\)"
            self.places[name] = bool(name) and name[0].isupper() and re.search(pattern, self.text) is not None
        return self.places[name]

    def organisation(self, span: Span) -> tuple[Span, str] | None:
        """The municipality or region that a stretch names last: *Region Norr antog den …*."""
        words = self.text[slice(*span)]
        named = [match.span() for match in _ORGANISATION.finditer(words)]
        named += [match.span("name") for match in _ACTING.finditer(words)]
        if not named:
            return None
        start, end = max(named)
        return (span[0] + start, span[0] + end), words[start:end]

    def clause(self, span: Span) -> Span:
        """The sentence around a span, from the line above on where a line break has cut it after a day."""
        start, end = self._sentence(span)
        day = self.day_above(span[0])
        return (self._sentence(day.passage.span)[0] if day else start), end

    def _sentence(self, span: Span) -> Span:
        """The sentence around a span in its block; of a cell, its part of the cell."""
        block = self.state.flow.blocks[self.state.flow.block_at(span[0])]
        start, end = max(block.span[0], span[0] - 300), min(block.span[1], span[1] + 200)
        for match in _BREAK.finditer(self.text, start, span[0]):
            if match[0] != "\n" or block.kind != "cell":
                start = match.end()
        after = (
            _BREAK.search(self.text, span[1], end) if block.kind != "cell" else re.search(r"[.]\s", self.text[span[1] : end])
        )
        if after is not None:
            end = after.end() if block.kind != "cell" else span[1] + after.end()
        return start, end

    def day_above(self, offset: int) -> DateMention | None:
        """The day at the end of the line above an offset, where a line break parts it from its paragraph: *den 3 maj,*.

        A body's short form may end the line: *den 3 maj, KS*.
        """
        gap = _LINE_END.search(self.text[max(0, offset - 11) : offset])
        at = bisect_left(self.starts, offset) - 1
        if gap is None or at < 0 or self.days[at].passage.span[1] != offset - len(gap[0]):
            return None
        return self.days[at] if self.days[at].start == self.days[at].end else None

    def row(self, span: Span) -> Span | None:
        """The table row around a span."""
        flow = self.state.flow
        at = flow.block_at(span[0])
        block = flow.blocks[at]
        if block.kind != "cell":
            return None
        first = last = at
        while first and flow.blocks[first - 1].kind == "cell" and flow.blocks[first - 1].row == block.row:
            first -= 1
        while last + 1 < len(flow.blocks) and flow.blocks[last + 1].kind == "cell" and flow.blocks[last + 1].row == block.row:
            last += 1
        return flow.blocks[first].span[0], flow.blocks[last].span[1]

    def is_heading(self, offset: int) -> bool:
        """Whether a sign at an offset opens an item or stands in a heading of the same kind."""
        item = self.state.item_at(offset)
        return item is not None and offset <= item.passage.span[0] + 8
