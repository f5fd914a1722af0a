"""Swedish date expressions: what stands in a text, and which days it covers.

`parse_dates` finds; an expression without a printed year is completed by `DateExpression.period(year)`, and `nearest_year`
chooses the year. Words are data: `corpus/vocabulary/calendar.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

from corpus.document import Span
from corpus.vocabulary import vocabulary
from nlp.wording.date_forms import FORMS, DateExpression, alternatives, anchors
from nlp.wording.diary import diary_numbers

Direction = Literal["past", "future"]


_SHORT = 300
"""Texts shorter than this, as titles and page headers, keep their dates until some thousand others have come."""


def parse_dates(text: str, diary: Sequence[tuple[Span, str]] | None = None) -> Sequence[DateExpression]:
    """The date expressions of a text, in order. Years within diary numbers (`diary`, where they are known) are none."""
    if diary is None:
        return _kept(text) if len(text) < _SHORT else _parsed(text, diary_numbers(text))
    return _parsed(text, diary)


@lru_cache(maxsize=5_000)
def _kept(text: str) -> Sequence[DateExpression]:
    """The dates of a short text, for which is asked again and again."""
    return _parsed(text, diary_numbers(text))


def _parsed(text: str, diary: Sequence[tuple[Span, str]]) -> Sequence[DateExpression]:
    numbers = [span for span, _ in diary]
    found: list[DateExpression] = []
    at = skip = 0
    for start, digits in anchors(text):
        while skip < len(numbers) and numbers[skip][1] <= start:
            skip += 1
        if start < at or (skip < len(numbers) and numbers[skip][0] <= start):
            continue
        for pattern, build in FORMS[digits]:
            match = pattern.match(text, start)
            expression = build(match) if match else None
            # one without a year has the days of a leap year
            if expression is not None and expression.days(expression.year or 2024) is not None:
                found.append(_qualified(text, expression, found[-1].span[1] if found else 0))
                at = expression.span[1]
                break
    return _with_neighbours_years(text, found)


def nearest_year(expression: DateExpression, near: date, direction: Direction | None = None) -> int | None:
    """The year of an expression without one: by its weekday, by the side of `near` on which it lies, by nearness.

    Where nothing else tells, the past weighs more than the future: minutes tell oftener of what was.
    """
    best: tuple[float, int] | None = None
    for year in (near.year - 1, near.year, near.year + 1):
        days = expression.days(year)
        if days is None or (expression.weekday is not None and days[0].weekday() != expression.weekday):
            continue
        distance: float = 0
        if days[1] < near:
            distance = (near - days[1]).days * (3 if direction == "future" else 0.6)
        elif days[0] > near:
            distance = (days[0] - near).days * (3 if direction == "past" else 1)
        if best is None or distance < best[0]:
            best = (distance, year)
    if best is None and expression.weekday is not None:  # the weekday is misprinted
        return nearest_year(expression._replace(weekday=None), near, direction)
    return best[1] if best else None


# What stands before an expression

_WORDS = vocabulary("calendar")
_WEEKDAYS = {spelling[:3]: int(number) for number, spellings in _WORDS["weekdays"].items() for spelling in spellings}
_BOUNDS = {" ".join(word.replace(".", " ").split()): kind for kind, phrases in _WORDS["bounds"].items() for word in phrases}
_FIRST = "".join(sorted({"d", *(word[0] for word in _BOUNDS), *(day[0] for day in _WEEKDAYS)}))
_BEFORE = re.compile(
    rf"(?:(?<!\w)(?=[{_FIRST}])|\Z)"  # one look at a first letter spares most places the rest
    rf"(?:(?<!\w)(?:den\s)?(?P<bound>{alternatives(word for words in _WORDS['bounds'].values() for word in words)})\s{{0,3}})?"
    rf"(?:(?<!\w)de[nt]\s)?"
    rf"(?:(?<!\w)(?P<weekday>(?:{alternatives(words[0] for words in _WORDS['weekdays'].values())})(?:en)?),?\s(?:den\s)?)?\Z",
    re.I,
)


_REACH = 60
"""Within how many characters what stands before an expression begins."""
_ARTICLE = re.compile(r"(?<!\w)de[nt]\s\Z", re.I)
_LAST_WORDS = (
    "den", "det", *{word.rpartition(" ")[2] for word in _BOUNDS},
    *(words[0] + ending for words in _WORDS["weekdays"].values() for ending in ("", "en")),
)  # fmt: skip
"""How whatever `_BEFORE` finds ends,"""
_NEAR = max(map(len, _LAST_WORDS)) + 10
"""and within how many characters: a few blanks and signs may follow."""


def _may_qualify(text: str, floor: int, start: int) -> bool:
    """Whether words of `_BEFORE` may stand before an offset: one look spares most expressions the search."""
    return text[max(floor, start - _NEAR) : start].casefold().rstrip().rstrip(",.").endswith(_LAST_WORDS)


def _qualified(text: str, expression: DateExpression, floor: int) -> DateExpression:
    """An expression with the words around it: `den`, the weekday, `till och med`, `utgången av`, `års utgång`."""
    start = expression.span[0]
    if expression.unit == "year" and (closing := _CLOSING.match(text, expression.span[1])):
        expression = expression._replace(span=(start, closing.end()), bound="end")
    if not _may_qualify(text, floor, start):
        return expression
    if (article := _ARTICLE.search(text, max(floor, start - 4), start)) and not _may_qualify(text, floor, article.start()):
        return expression._replace(span=(article.start(), expression.span[1]))
    before = _BEFORE.search(text, max(floor, start - _REACH), start)
    if before is None or before.start() == start:
        return expression
    weekday = _WEEKDAYS.get((before["weekday"] or "")[:3].casefold()) if before["weekday"] else None
    words = " ".join((before["bound"] or "").casefold().replace(".", " ").split())
    bound: Literal["both", "from", "until", "end"] = expression.bound
    begin = before.start()
    if words:
        kind = _BOUNDS[words]
        whole = expression.unit in ("month", "quarter", "season", "year")
        if (kind == "since" and not _BEGINS.search(text, max(0, begin - 40), begin)) or (
            words == "sedan" and _THEN.search(text, max(0, begin - 3), begin) and _GOES_ON.match(text, expression.span[1])
        ):
            kind = "about"
            begin = before.end("bound")
            begin += len(text[begin:start]) - len(text[begin:start].lstrip())
        if kind == "last_day":
            bound = "end" if whole else "both"
        elif kind in ("from", "since") and (whole or expression.first == expression.last):  # else it has its own end
            bound = "from"
        elif kind == "until":
            bound = "until"
    return expression._replace(span=(begin, expression.span[1]), weekday=weekday, bound=bound)


_CLOSING = re.compile(r"\sårs\s(?:utgång|slut)\b")
_BEGINS = re.compile(rf"\b(?:{alternatives(_WORDS['begins']['stems'])})|(?:\A|[.:;•\n\t–-])\s{{0,2}}\Z", re.I)
"""After these *från* says where something begins to hold; elsewhere it says what something dates from."""
_THEN, _GOES_ON = re.compile(r"(?:\A|[.,;\n])\s{0,2}\Z"), re.compile(r"\s?(?:[.,;(\n]|och\b|\Z)")
"""Around *sedan* with a day where it means *then*: a further member of a list, *Sedan 14 juni och 7 september*."""
_LIST = re.compile(r"\s*(?:[,;/&–-]|och|samt|eller|resp\.?|respektive|till)?\s*\Z")


def listed(text: str, left: DateExpression, right: DateExpression) -> bool:
    """Whether two days follow one another in a list, and in the calendar: *3 maj och 7 juni*."""
    gap = text[left.span[1] : right.span[0]]
    same = left.unit == right.unit == "day"
    return same and len(gap) < 12 and _LIST.match(gap) is not None and left.last[1:] <= right.first[1:]


def _with_neighbours_years(text: str, found: list[DateExpression]) -> list[DateExpression]:
    """Gives the members of a list (*3 maj, 7 juni och 4 oktober 2022*) the year that one of them bears."""
    for order in (range(len(found) - 2, -1, -1), range(1, len(found))):
        step = 1 if order.step < 0 else -1
        for at in order:
            this, other = found[at], found[at + step]
            if this.year is not None or other.year is None or this.unit != other.unit or this.unit != "day":
                continue
            left, right = (this, other) if step == 1 else (other, this)
            if listed(text, left, right):
                found[at] = this._replace(year=other.year + (other.last[0] if step == -1 else 0))
    return found
