"""Date expressions of a document, those without a year completed from what stands around them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from spacy.tokens import Doc

from corpus.document import Span
from corpus.findings import DateMention, DateRole, Passage
from corpus.flow import Flow
from corpus.vocabulary import vocabulary
from nlp.state import State
from nlp.structure.tables import Table
from nlp.wording.calendar import Direction, listed, nearest_year, parse_dates
from nlp.wording.date_forms import DateExpression
from nlp.wording.trees import letter_tree

_LIST_GAP = re.compile(r"(?:[\s,;]|och|samt|[-–—•]){1,8}(?:\(?kl\.? [\d.:–-]{2,11}\)?)?(?:[\s,;]|och|samt){0,8}")
_PARTING = re.compile(r"[.!?;\n\t]\s?")
_SENTENCES = re.compile(r"[.!?]\s")
_SIGN_AFTER = re.compile(r"[,( \t\u00a0]{0,3}§")
_SIGN_BEFORE = re.compile(r"§\s?\d{1,4}[a-z]?,?[ \u00a0]?\(?\Z")
_YEAR_OF_SIGN = re.compile(r",?\s(?:[A-ZÅÄÖ][A-Za-zåäö]{1,4}\s)?§\s?\d{1,4}(?:\s?[a-h])?/(?P<year>(?:19|20)\d{2})(?!\d)")
"""The paragraph that was decided on the day before it, with its year: *den 17 september, SN § 68/2015*."""
_REACH = 60
"""How many characters before an expression are looked at for words that say what it is."""


def find_dates(state: State, doc: Doc) -> list[DateMention]:
    """Date expressions in text order; a year that nothing proves stays unknown."""
    flow = state.flow
    found = _Found(parse_dates(flow.text, state.diary), flow)
    due = _due_columns(state.tables)
    result = []
    year: int | None = None
    for at, expression in enumerate(found.expressions):
        before = found.expressions[at - 1] if at else None
        if expression.year is not None:
            year = expression.year
        elif before is None or year is None or not listed(flow.text, before, expression):
            year = _year(state, at, found, due)  # a day in a list is of the year of the day before it
        start, end = expression.period(year)
        role = _role(flow, expression, due)
        result.append(DateMention(Passage(expression.span), flow.words(expression.span), role, start, end))
    return result


class _Found:
    """The expressions of a document, and what is asked of many of them: told once, so that long lists take no longer."""

    def __init__(self, expressions: Sequence[DateExpression], flow: Flow) -> None:
        self.expressions = expressions
        self._flow = flow
        self._listed: dict[int, bool] = {}
        self._only_dates: dict[Span, bool] = {}
        self._line: Span = (0, 0)
        self._years = [at for at, e in enumerate(expressions) if e.unit == "year" and e.first[0] == e.last[0]]

    def within(self, span: Span) -> Sequence[DateExpression]:
        """The expressions that begin within a span."""
        first = bisect_left(self.expressions, span[0], key=lambda e: e.span[0])
        return self.expressions[first : bisect_left(self.expressions, span[1], key=lambda e: e.span[0])]

    def line(self, offset: int, block: Span) -> Span:
        """The line around an offset within its block."""
        if not self._line[0] <= offset < self._line[1]:
            start, end = self._flow.text.rfind("\n", block[0], offset) + 1, self._flow.text.find("\n", offset, block[1])
            self._line = max(start, block[0]), end if end >= 0 else block[1]
        return self._line

    def only_dates(self, line: Span) -> bool:
        """Whether a line holds dates and hardly anything else: a list of meetings, the first cell of a row."""
        if line not in self._only_dates:
            left = sum(e.span[1] - e.span[0] for e in self.within(line))
            self._only_dates[line] = len(self._flow.words(line).strip()) - left <= 12
        return self._only_dates[line]

    def listed(self, at: int) -> bool:
        """Whether a day stands in a list of at least three days: *3 februari, 5 maj och 1 september*."""
        if at not in self._listed:
            found, text = self.expressions, self._flow.text
            first = last = at
            while first and _LIST_GAP.fullmatch(text, found[first - 1].span[1], found[first].span[0]):
                first -= 1
            while last + 1 < len(found) and _LIST_GAP.fullmatch(text, found[last].span[1], found[last + 1].span[0]):
                last += 1
            listed = last - first >= 2 and all(e.unit == "day" for e in found[first : last + 1])
            self._listed |= dict.fromkeys(range(first, last + 1), listed)
        return self._listed[at]

    def year_before(self, at: int, begin: int) -> int | None:
        """The year that stands last before an expression, from the offset `begin` on."""
        before = bisect_left(self._years, at) - 1
        year = self.expressions[self._years[before]] if before >= 0 else None
        return year.year if year is not None and year.span[0] >= begin else None


def page_dates(state: State) -> Iterator[DateMention]:
    """The dates with a year in what the pages bear around the text, headers and footers; they count in the document's text."""
    document = state.document
    days = {state.head.date, *(part.date for part in state.parts)}
    for block in document.blocks:
        if block.kind != "furniture":
            continue
        words = document.words(block.span)
        for expression in parse_dates(words):
            (left, right), (start, end) = expression.span, expression.period()
            if end is not None:
                role: DateRole = "möte" if start in days else _role_by(words[:right])
                span = (block.span[0] + left, block.span[0] + right)
                yield DateMention(Passage(span), words[left:right], role, start, end)


def meeting_date(state: State, offset: int) -> date | None:
    """The day of the document, or of the part that holds an offset; else the end of the year that its title bears."""
    at = bisect_right([part.passage.span[0] for part in state.parts], offset) - 1
    part = state.parts[at] if at >= 0 else None
    for day in (part.date if part else None, state.head.date):
        if day:
            return date.fromisoformat(day)
    for title in (part.title if part else None, state.head.title, state.document.source.name):
        years = {e.year for e in parse_dates(title or "") if e.year is not None}
        if len(years) == 1:
            return date(years.pop() or 0, 12, 31)
    return None


def _year(state: State, at: int, found: _Found, due: set[Span]) -> int | None:
    """The year of an expression without one."""
    flow, expression = state.flow, found.expressions[at]
    start = expression.span[0]
    if expression.unit == "day" and (sign := _YEAR_OF_SIGN.match(flow.text, expression.span[1])):
        return int(sign["year"])
    near = meeting_date(state, start)
    block = flow.block_at(start)
    line = found.line(start, flow.blocks[block].span)
    if found.only_dates(line) or found.listed(at):
        if (year := found.year_before(at, line[0])) is not None:
            return year
        year = _heading_year(flow, block, found) or _title_year(state, start)
        if year is not None:
            return year
    if near is None:
        return None
    side = "future" if flow.blocks[block].span in due else _direction(flow, start)
    return nearest_year(expression, near, side or ("future" if expression.bound == "until" else None))


def _direction(flow: Flow, start: int) -> Direction | None:
    """On which side of the meeting a day lies: the nearest word before it in its sentence that tells."""
    before = _PARTING.split(flow.text[max(0, start - _REACH) : start])[-1]
    before = re.sub(r"(?i)\bsedan\s\Z", "", before)  # outside an expression it means *then*
    words = _directions()
    for word in reversed(re.findall(r"\w+", before.casefold())):
        if word in words:
            return words[word]
        if len(word) > 5 and word.endswith(("ade", "ades")):
            return "past"
    return None


@cache
def _directions() -> dict[str, Direction]:
    sides: tuple[Direction, Direction] = ("past", "future")
    return {word: side for side in sides for word in vocabulary("calendar")["direction"][side]}


def _heading_year(flow: Flow, block: int, found: _Found) -> int | None:
    """The year in the nearest heading or dateless line above a list of dates; `None` where it bears none or several."""
    for at in range(block - 1, max(block - 30, -1), -1):
        above = flow.blocks[at]
        here = found.within(above.span)
        years = {e.year for e in here if e.unit == "year" and e.year is not None}
        if len(years) == 1:
            return years.pop()
        if above.kind == "heading" or (not here and above.kind != "cell" and not flow.words(above.span).rstrip().endswith(":")):
            return None
    return None


def _title_year(state: State, offset: int) -> int | None:
    """The year that the title of the item around an offset bears, if it bears one."""
    item = state.item_at(offset)
    years = {e.year for e in parse_dates((item and item.title) or "") if e.unit == "year" and e.first[0] == e.last[0]}
    return years.pop() if len(years) == 1 else None


# What an expression is for


def _due_columns(tables: list[Table]) -> set[Span]:
    """The cells of the columns that hold days by which something is to be done."""
    found = set()
    for table in tables:
        column = table.column("deadline")
        if column is not None:
            found |= {row.cells[column].span for row in table.rows if column in row.cells}
    return found


@cache
def _role_words() -> tuple[re.Pattern[str], dict[str, DateRole]]:
    """The words in lower case that say what a date is for, as a pattern, and with the role of each."""
    roles: dict[DateRole, list[str]] = vocabulary("calendar")["roles"]
    of_word = {word.casefold(): role for role, words in roles.items() for word in words}
    return re.compile(rf"\b{letter_tree(of_word)}\b"), of_word


def _role(flow: Flow, expression: DateExpression, due: set[Span]) -> DateRole:
    """What a date is for: the nearest word before it that tells, within its sentence and line."""
    start, end = expression.span
    block = flow.blocks[flow.block_at(start)] if flow.blocks else None
    if block is not None and block.span in due:
        return "frist"
    if _SIGN_AFTER.match(flow.text, end) or _SIGN_BEFORE.search(flow.text, max(0, start - 12), start):
        return "referens"
    before = flow.text[max(0, start - _REACH) : start]
    if block is not None and block.kind != "cell":  # else what is above may be its heading
        above, _, line = before.rpartition("\n")
        before = line if line.strip() else f"{above}\n"  # alone on its line, its label is above
    return _role_by(_SENTENCES.split(before + flow.text[start:end])[-1])


def _role_by(words: str) -> DateRole:
    """What the last of the words says that tell a role."""
    pattern, roles = _role_words()
    telling = pattern.findall(words.casefold())
    return roles[telling[-1]] if telling else "annat"
