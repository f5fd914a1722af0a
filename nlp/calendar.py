"""Swedish date expressions: what stands in a text, and which days it covers.

`parse_dates` finds; an expression without a printed year is completed by `DateExpression.period(year)`, and `nearest_year`
chooses the year. Words are data: `corpus/vocabulary/calendar.toml`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Literal

from corpus.document import Span
from corpus.vocabulary import vocabulary
from nlp.diary import diary_numbers

Direction = Literal["past", "future"]
Period = tuple[str | None, str | None]
"""First and last day, ISO 8601; `None` is open or unknown."""

Unit = Literal["day", "week", "month", "quarter", "season", "year"]


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date expression as it stands; months and days count from 1, a day 0 is the month's last one."""

    span: Span
    unit: Unit
    year: int | None
    first: tuple[int, int, int]
    """Of the first day: years after `year`, month (or week), day."""
    last: tuple[int, int, int]
    bound: Literal["both", "from", "until", "end"] = "both"
    """`end` is the last day of what is named (*utgången av oktober*)."""
    weekday: int | None = None

    def days(self, year: int) -> tuple[date, date] | None:
        """The first and the last day that it names in a year; `None` where the calendar has no such day."""
        first, last = self._day(year, self.first, 1), self._day(year, self.last, 7)
        return (first, last) if first and last and first <= last else None

    def period(self, year: int | None = None) -> Period:
        """The days that it covers, by its own year or else the one given."""
        chosen = self.year if self.year is not None else year
        days = self.days(chosen) if chosen is not None else None
        if days is None:
            return None, None
        first, last = (day.isoformat() for day in days)
        return {"both": (first, last), "from": (first, None), "until": (None, last), "end": (last, last)}[self.bound]

    def _day(self, year: int, of: tuple[int, int, int], weekday: int) -> date | None:
        later, month, day = of
        try:
            if self.unit == "week":
                return date.fromisocalendar(year + later, month, weekday)
            return date(year + later, month, day or monthrange(year + later, month)[1])
        except ValueError:
            return None


def parse_dates(text: str) -> list[DateExpression]:
    """The date expressions of a text, in order. Years within diary numbers and the like are none."""
    forms = _forms()
    numbers = [span for span, _ in diary_numbers(text)]
    found: list[DateExpression] = []
    at = skip = 0
    while anchor := forms.anchor.search(text, at):
        start = anchor.start()
        while skip < len(numbers) and numbers[skip][1] <= start:
            skip += 1
        if skip < len(numbers) and numbers[skip][0] <= start:
            at = numbers[skip][1]
            continue
        expression = next((e for pattern, build in forms.forms if (e := _built(pattern, build, text, start))), None)
        if expression is None:
            at = anchor.end()
            continue
        found.append(_qualified(text, expression, found[-1].span[1] if found else 0))
        at = expression.span[1]
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
        return nearest_year(replace(expression, weekday=None), near, direction)
    return best[1] if best else None


# What stands before an expression


def _qualified(text: str, expression: DateExpression, floor: int) -> DateExpression:
    """An expression with the words before it: `den`, the weekday, `till och med`, `utgången av`."""
    start = expression.span[0]
    before = _forms().before.search(text, max(floor, start - 60), start)
    if before is None or before.start() == start:
        return expression
    weekday = _forms().weekdays.get((before["weekday"] or "")[:3].casefold()) if before["weekday"] else None
    words = " ".join((before["bound"] or "").casefold().replace(".", " ").split())
    bound: Literal["both", "from", "until", "end"] = "both"
    begin = before.start()
    if words:
        kind = _forms().bounds[words]
        whole = expression.unit in ("month", "quarter", "season", "year")
        if kind == "since" and not _BEGINS.search(text, max(0, begin - 40), begin):
            kind = "about"
            begin = before.end("bound")
            begin += len(text[begin:start]) - len(text[begin:start].lstrip())
        if kind == "last_day":
            bound = "end" if whole else "both"
        elif kind in ("from", "since"):
            bound = "from"
        elif kind == "until":
            bound = "until"
    return replace(expression, span=(begin, expression.span[1]), weekday=weekday, bound=bound)


_BEGINS = re.compile(r"(?:gäll|giltig|träd|börja|upphäv|upphör|räkna)|(?:\A|[.:;•\n\t–-])\s{0,2}\Z", re.I)
"""After these *från* says where something begins to hold; elsewhere it says what something dates from."""
_LIST = re.compile(r"\s*(?:[,;/&–-]|och|samt|eller|resp\.?|respektive|till)?\s*\Z")


def _with_neighbours_years(text: str, found: list[DateExpression]) -> list[DateExpression]:
    """Gives the members of a list (*3 maj, 7 juni och 4 oktober 2022*) the year that one of them bears."""
    for order in (range(len(found) - 2, -1, -1), range(1, len(found))):
        step = 1 if order.step < 0 else -1
        for at in order:
            this, other = found[at], found[at + step]
            if this.year is not None or other.year is None or this.unit != other.unit or this.unit != "day":
                continue
            left, right = (this, other) if step == 1 else (other, this)
            gap = text[left.span[1] : right.span[0]]
            if len(gap) < 12 and _LIST.match(gap) and left.last[1:] <= right.first[1:]:
                found[at] = replace(this, year=other.year + (other.last[0] if step == -1 else 0))
    return found


# The forms

_Builder = Callable[[re.Match[str]], DateExpression | None]


@dataclass(frozen=True, slots=True)
class _Forms:
    anchor: re.Pattern[str]
    before: re.Pattern[str]
    forms: tuple[tuple[re.Pattern[str], _Builder], ...]
    months: dict[str, int]
    weekdays: dict[str, int]
    bounds: dict[str, str]


def _built(pattern: re.Pattern[str], build: _Builder, text: str, start: int) -> DateExpression | None:
    match = pattern.match(text, start)
    expression = build(match) if match else None
    if expression is None or (expression.year is not None and expression.days(expression.year) is None):
        return None
    if expression.year is None and expression.days(2024) is None:
        return None
    return expression


def _words(words: list[str]) -> str:
    """An alternation of words, the longest first; a full stop in them is optional, a blank any white space."""
    escaped = (re.escape(word).replace(r"\.", r"\.?\s?").replace(r"\ ", r"\s{1,3}") for word in words)
    return "|".join(sorted(escaped, key=len, reverse=True))


@cache
def _forms() -> _Forms:
    words = vocabulary("calendar")
    months = {spelling: int(number) for number, spellings in words["months"].items() for spelling in spellings}
    full = [spellings[0] for spellings in words["months"].values()]
    seasons = {word: tuple(span) for word, span in words["seasons"].items()}
    ordinals = {spelling: int(number) for number, spellings in words["ordinals"].items() for spelling in spellings}
    weekdays = {spelling[:3]: int(number) for number, spellings in words["weekdays"].items() for spelling in spellings}
    not_before = frozenset(words["not_years"]["before"])
    not_after = frozenset(words["not_years"]["after"])

    dash = r"\s?[-‐‑–—−]{1,2}\s?"
    to = rf"(?:{dash}|\s(?:till|t\.?\s?o\.?\s?m\.?|till\soch\smed)\s(?:den\s)?)"
    year = r"(?:19|20)\d{2}(?![\d\w])(?![:/]\d)"
    abbreviated = [spelling for spelling in months if spelling not in full]
    short = rf"(?:(?:{_words(full)})\b|(?:{_words(abbreviated)})\b\.?)"
    month = rf"(?:{_words(full)})(?:s\b|\b)"
    day = r"(?:3[01]|[12]\d|0?[1-9])(?::?[aeAE]\b)?"
    of_year = rf"(?:,?\s(?:år\s)?(?P<y>{year}))"

    def month_number(spelling: str) -> int:
        word = spelling.casefold().rstrip(".")
        return months.get(word) or months[word.rstrip("s")]

    def span_of_year(
        m: re.Match[str], first: tuple[int, int], last: tuple[int, int], unit: Unit, later: int = 0
    ) -> DateExpression:
        printed = m.groupdict().get("y")
        return DateExpression(m.span(), unit, int(printed) if printed else None, (0, *first), (later, *last))

    def iso(m: re.Match[str]) -> DateExpression | None:
        y, first = int(m["y"]), (0, int(m["m"]), int(m["d"]))
        if not m["d2"]:
            return DateExpression(m.span(), "day", y, first, first)
        last = (int(m["y2"] or y) - y, int(m["m2"] or m["m"]), int(m["d2"]))
        ranged = DateExpression(m.span(), "day", y, first, last)
        if ranged.days(y) is None:  # what follows is no end of a range
            return DateExpression((m.start(), m.end("d")), "day", y, first, first)
        return ranged

    def days(m: re.Match[str]) -> DateExpression | None:
        number = month_number(m["mon"])
        if m["mon"][0].isupper() and m["mon"].casefold() == "maj" and not m["d"]:
            return None
        y = int(m["y"]) if m["y"] else None
        first, last = int(re.sub(r"\D", "", m["d"])), int(re.sub(r"\D", "", m["d2"] or m["d"]))
        if m["and"] and last != first + 1:
            return None
        return DateExpression(m.span(), "day", y, (0, number, first), (0, number, last))

    def over_months(m: re.Match[str]) -> DateExpression | None:
        y1, y2 = m["y1"], m["y2"]
        start, end = month_number(m["mon"]), month_number(m["mon2"])
        base = int(y1) if y1 else int(y2) - (1 if end < start else 0) if y2 else None
        later = int(y2) - base if y2 and base is not None else (1 if end < start else 0)
        return DateExpression(
            m.span(), "day", base, (0, start, int(re.sub(r"\D", "", m["d"]))), (later, end, int(re.sub(r"\D", "", m["d2"])))
        )

    def slashed(m: re.Match[str]) -> DateExpression | None:
        y = int(m["y"])
        return DateExpression(m.span(), "day", y, (0, int(m["m"]), int(m["d"])), (0, int(m["m"]), int(m["d"])))

    def slashed_yearless(m: re.Match[str]) -> DateExpression | None:
        if not re.search(r"\bden\s\Z", m.string[max(0, m.start() - 5) : m.start()]):
            return None
        return DateExpression(m.span(), "day", None, (0, int(m["m"]), int(m["d"])), (0, int(m["m"]), int(m["d"])))

    def packed(m: re.Match[str]) -> DateExpression | None:
        digits = m["n"]
        if _next_word(m) in not_after or _word_before(m) in not_before:
            return None
        y = int(digits[:-4]) if len(digits) == 8 else int(digits[:2]) + (2000 if int(digits[:2]) < 60 else 1900)
        of = (0, int(digits[-4:-2]), int(digits[-2:]))
        return DateExpression(m.span("n"), "day", y, of, of) if of[1] and of[2] and 1900 <= y < 2100 else None

    def whole_months(m: re.Match[str]) -> DateExpression | None:
        if m["mon"] in ("Maj", "Mars") and not m["y"]:
            return None
        start, end = month_number(m["mon"]), month_number(m["mon2"] or m["mon"])
        return span_of_year(m, (start, 1), (end, 0), "month", int(end < start))

    def short_month(m: re.Match[str]) -> DateExpression | None:
        number = month_number(m["mon"])
        return span_of_year(m, (number, 1), (number, 0), "month")

    def numbered_month(m: re.Match[str]) -> DateExpression | None:
        return span_of_year(m, (int(m["mon"]), 1), (int(m["mon"]), 0), "month")

    def quarter(m: re.Match[str]) -> DateExpression | None:
        number = int(m["n"]) if m["n"] else ordinals[m["o"].casefold()]
        length = {"k": 3, "q": 3, "t": 4, "h": 6}[(m["unit"] or m["unit2"])[0].casefold()]
        if number * length > 12 or (m["o"] and m["o"].casefold() == "sista" and length != 3):
            return None
        return span_of_year(m, (number * length - length + 1, 1), (number * length, 0), "quarter")

    def week(m: re.Match[str]) -> DateExpression | None:
        first, last = int(m["n"]), int(m["n2"] or m["n"])
        return span_of_year(m, (first, 1), (last, 7), "week") if 1 <= first <= last <= 53 else None

    def season(m: re.Match[str]) -> DateExpression | None:
        first, last = seasons[m["w"].casefold()]
        return span_of_year(m, (first, 1), ((last - 1) % 12 + 1, 0), "season", (last - 1) // 12)

    def turn(m: re.Match[str]) -> DateExpression | None:
        return DateExpression(m.span(), "day", int(m["y"]), (0, 12, 31), (1, 1, 1))

    def half(m: re.Match[str]) -> DateExpression | None:
        return DateExpression(m.span(), "day", int(m["y"]), (0, 6, 30), (0, 6, 30))

    def decade(m: re.Match[str]) -> DateExpression | None:
        y = int(m["n"]) if len(m["n"]) == 4 else 1900 + int(m["n"])
        if len(m["n"]) == 2 and y < 1920:
            return None
        return DateExpression(m.span(), "year", y, (0, 1, 1), (9, 12, 0))

    def years(m: re.Match[str]) -> DateExpression | None:
        if _next_word(m) in not_after or _word_before(m) in not_before:
            return None
        y, end = int(m["y"]), m["y2"]
        if not end:
            return DateExpression(m.span(), "year", y, (0, 1, 1), (0, 12, 0))
        last = int(end) if len(end) == 4 else y - y % 100 + int(end)
        if y < last <= y + 60:
            return DateExpression(m.span(), "year", y, (0, 1, 1), (last - y, 12, 0))
        return DateExpression(m.span("y"), "year", y, (0, 1, 1), (0, 12, 0)) if len(end) == 4 else None

    def old_year(m: re.Match[str]) -> DateExpression | None:
        return DateExpression(m.span("y"), "year", int(m["y"]), (0, 1, 1), (0, 12, 0))

    forms: list[tuple[str, _Builder]] = [
        (rf"(?P<y>(?:19|20)\d{{2}})[-‐‑–−.]\n?(?P<m>\d{{2}})[-‐‑–−.]\n?(?P<d>\d{{2}})(?!\d|[-/]\d{{3}})"
         rf"(?:(?:{dash}|/)(?:(?:(?P<y2>(?:19|20)\d{{2}})[-–])?(?P<m2>\d{{2}})[-–])?(?P<d2>\d{{2}})(?![\d:]|\.\d))?", iso),
        (rf"(?P<d>{day})\s(?P<mon>{short})(?:\s(?P<y1>{year}))?"
         rf"{to}(?P<d2>{day})\s(?P<mon2>{short})(?:\s(?P<y2>{year}))?", over_months),
        (rf"(?P<d>{day})(?:(?:{to}|(?P<and>\soch\s))(?P<d2>{day}))?\s(?P<mon>{short}){of_year}?", days),
        (r"(?P<d>\d{1,2})/(?P<m>\d{1,2})[\s/-]{1,2}(?P<y>(?:19|20)\d{2})(?!\d)", slashed),
        (r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>(?:19|20)\d{2})(?!\d)", slashed),
        (r"(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])", slashed_yearless),
        (r"(?P<n>(?:19|20)\d{6}|\d{6})(?![\d]|[-–+]\d)", packed),
        (r"(?P<n>\d{4}|\d{2})(?:\s?-\s?|\s)talet\b", decade),
        (rf"(?P<mon>{month})(?:(?:{dash}|/|\still\s)(?P<mon2>{month}))?{of_year}?", whole_months),
        (rf"(?P<mon>{short})\s(?P<y>{year})", short_month),
        (r"(?:(?P<unit>kvartal|kv\.?|q|tertial)\s?(?P<n>[1-4])(?!\d)"
         rf"|(?P<o>{_words(list(ordinals))})\s(?P<unit2>kvartalet|tertialet|halvåret)\b){of_year}?", quarter),
        (r"(?:vecka|veckorna|v\.?)\s?(?P<n>\d{1,2})(?!\d|[.]\d|:|-?\s?(?:röst|platser))"
         rf"(?:{dash}(?P<n2>\d{{1,2}})(?!\d))?(?:,?\s(?:år\s)?(?P<y>{year}))?", week),
        (rf"(?P<w>{_words(list(seasons))})\s(?:år\s)?(?P<y>{year})", season),
        (r"årsskiftet\s(?P<y>(?:19|20)\d{2})\s?[-–/]\s?(?:\d{4}|\d{2})(?!\d)", turn),
        (r"halvårsskiftet\s(?P<y>(?:19|20)\d{2})(?!\d)", half),
        (r"(?P<y>(?:19|20)\d{2})-(?P<mon>0[1-9]|1[0-2])(?![-\d])", numbered_month),
        (r"(?P<y>(?:19|20)\d{2})(?:\s?[-‐‑–—−/]\s?(?P<y2>(?:19|20)\d{2}|\d{2}))?"
         r"(?![\w]|[:/]\d|[-–]\d|[.,]\d|\s\d{2}\s\d{2}\b|\s\d{3}\b)", years),
        (r"(?P<y>1[5-8]\d{2})(?=\sårs\b)", old_year),
    ]  # fmt: skip

    openers = _words([*months, *seasons, *ordinals, "kvartal", "tertial", "vecka", "veckorna", "årsskiftet", "halvårsskiftet"])
    bounds = {" ".join(word.replace(".", " ").split()): kind for kind, phrases in words["bounds"].items() for word in phrases}
    every = [phrase for phrases in words["bounds"].values() for phrase in phrases]
    names = "|".join(spelling for spellings in words["weekdays"].values() for spelling in spellings[:1])
    return _Forms(
        anchor=re.compile(
            rf"(?<![\w§])(?<!\d[-–/:.,])(?<![\w][/:])(?:\d{{1,8}}(?!\d)|(?:{openers})\b|(?:(?-i:v)|kv|q)\.?(?=\s?\d))", re.I
        ),
        before=re.compile(
            rf"(?:(?<!\w)(?:den\s)?(?P<bound>{_words(every)})\s{{0,3}})?(?:(?<!\w)de[nt]\s)?"
            rf"(?:(?<!\w)(?P<weekday>(?:{names})(?:en)?),?\s(?:den\s)?)?\Z",
            re.I,
        ),
        forms=tuple((re.compile(pattern, re.I), build) for pattern, build in forms),
        months=months,
        weekdays=weekdays,
        bounds=bounds,
    )


def _next_word(match: re.Match[str]) -> str:
    following = re.match(r"\s?([^\W\d]+|%)", match.string[match.end() : match.end() + 20])
    return following[1].casefold() if following else ""


def _word_before(match: re.Match[str]) -> str:
    words = match.string[max(0, match.start() - 20) : match.start()].split()
    return words[-1].casefold().strip(".,:;()") if words else ""
