"""The forms of Swedish date expressions: a table of patterns, each with what it covers.

Words are data: `corpus/vocabulary/calendar.toml`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from corpus.document import Span
from corpus.vocabulary import vocabulary
from nlp.wording.trees import letter_tree

Period = tuple[str | None, str | None]
"""First and last day, ISO 8601; `None` is open or unknown."""

Unit = Literal["day", "week", "month", "quarter", "season", "year"]


class DateExpression(NamedTuple):
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
        first = self._day(year, self.first, 1)
        last = first if self.last == self.first and self.unit != "week" else self._day(year, self.last, 7)
        return (first, last) if first and last and first <= last else None

    def period(self, year: int | None = None) -> Period:
        """The days that it covers, by its own year or else the one given."""
        chosen = self.year if self.year is not None else year
        days = self.days(chosen) if chosen is not None else None
        if days is None:
            return None, None
        first, last = days[0].isoformat(), days[1].isoformat()
        begin = None if self.bound == "until" else last if self.bound == "end" else first
        return begin, None if self.bound == "from" else last

    def _day(self, year: int, of: tuple[int, int, int], weekday: int) -> date | None:
        later, month, day = of
        try:
            if self.unit == "week":
                return date.fromisocalendar(year + later, month, weekday)
            return date(year + later, month, day if day else monthrange(year + later, month)[1])
        except ValueError:
            return None


def alternatives(words: Iterable[str]) -> str:
    """Words as alternatives of a pattern, the longest first; a full stop in them is optional, a blank any white space."""
    escaped = (re.escape(word).replace(r"\.", r"\.?\s?").replace(r"\ ", r"\s{1,3}") for word in words)
    return "|".join(sorted(escaped, key=len, reverse=True))


_WORDS = vocabulary("calendar")
_MONTHS = {spelling: int(number) for number, spellings in _WORDS["months"].items() for spelling in spellings}
_SEASONS = {word: (first, last) for word, (first, last) in _WORDS["seasons"].items()}
_ORDINALS = {spelling: int(number) for number, spellings in _WORDS["ordinals"].items() for spelling in spellings}
_BEFORE_SLASHED = frozenset(_WORDS["slashed"]["after"])
_NOT_BEFORE = frozenset(_WORDS["not_years"]["before"])
_NOT_AFTER = frozenset(_WORDS["not_years"]["after"])

_FULL = [spellings[0] for spellings in _WORDS["months"].values()]
_MONTH = rf"(?:{alternatives(_FULL)})(?:s\b|\b)"
_SHORT = rf"(?:(?:{alternatives(_FULL)})\b|(?:{alternatives(set(_MONTHS) - set(_FULL))})\b\.?)"
_DASH = r"\s?[-‐‑–—−]{1,2}\s?"
_TO = rf"(?:{_DASH}|\s(?:till|t\.?\s?o\.?\s?m\.?|till\soch\smed)\s(?:den\s)?)"
_ONLY_TO = rf"(?:{_DASH}|\still\s(?:den\s)?)"
"""Between two whole days: what *till och med* leads in is an expression of its own."""
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?::?[aeAE]\b)?"
_YEAR = r"(?:19|20)\d{2}(?![\d\w])(?![:/]\d)"
_OF_YEAR = rf"(?:,?\s(?:år\s)?(?P<y>{_YEAR}))"

Builder = Callable[[re.Match[str]], DateExpression | None]
"""What a match of a pattern covers; `None` where it is no date after all."""


def _month_number(spelling: str) -> int:
    word = spelling.casefold().rstrip(".")
    return _MONTHS.get(word) or _MONTHS[word.rstrip("s")]


def _span_of_year(
    m: re.Match[str], first: tuple[int, int], last: tuple[int, int], unit: Unit, later: int = 0
) -> DateExpression:
    printed = m.groupdict().get("y")
    return DateExpression(m.span(), unit, int(printed) if printed else None, (0, *first), (later, *last))


def _iso(m: re.Match[str]) -> DateExpression | None:
    y, first = int(m["y"]), (0, int(m["m"]), int(m["d"]))
    if not m["d2"]:
        return DateExpression(m.span(), "day", y, first, first)
    last = (int(m["y2"] or y) - y, int(m["m2"] or m["m"]), int(m["d2"]))
    ranged = DateExpression(m.span(), "day", y, first, last)
    if ranged.days(y) is None:  # what follows is no end of a range
        return DateExpression((m.start(), m.end("d")), "day", y, first, first)
    return ranged


def _days(m: re.Match[str]) -> DateExpression | None:
    number = _month_number(m["mon"])
    if m["mon"][0].isupper() and m["mon"].casefold() == "maj" and not m["d"]:
        return None
    y = int(m["y"]) if m["y"] else None
    first, last = int(re.sub(r"\D", "", m["d"])), int(re.sub(r"\D", "", m["d2"] or m["d"]))
    if m["and"] and last != first + 1:
        return None
    return DateExpression(m.span(), "day", y, (0, number, first), (0, number, last))


def _over_months(m: re.Match[str]) -> DateExpression | None:
    y1, y2 = m["y1"], m["y2"]
    start, end = _month_number(m["mon"]), _month_number(m["mon2"])
    base = int(y1) if y1 else int(y2) - (1 if end < start else 0) if y2 else None
    later = int(y2) - base if y2 and base is not None else (1 if end < start else 0)
    return DateExpression(
        m.span(), "day", base, (0, start, int(re.sub(r"\D", "", m["d"]))), (later, end, int(re.sub(r"\D", "", m["d2"])))
    )


def _slashed(m: re.Match[str]) -> DateExpression | None:
    y, first = int(m["y"]), (0, int(m["m"]), int(m["d"]))
    last = (int(m["y2"]) - y, int(m["m2"]), int(m["d2"])) if m.groupdict().get("y2") else first
    return DateExpression(m.span(), "day", y, first, last)


def _slashed_yearless(m: re.Match[str]) -> DateExpression | None:
    alone = m.string[max(0, m.start() - 1) : m.start()] == "\t" and m.string[m.end() : m.end() + 1] in ("", "\t", "\n")
    if (_word_before(m) not in _BEFORE_SLASHED and not alone) or _next_word(m) in _NOT_AFTER or not 1 <= int(m["m"]) <= 12:
        return None
    return DateExpression(m.span(), "day", None, (0, int(m["m"]), int(m["d"])), (0, int(m["m"]), int(m["d"])))


def _packed(m: re.Match[str]) -> DateExpression | None:
    digits = m["n"]
    if _next_word(m) in _NOT_AFTER or _word_before(m) in _NOT_BEFORE:
        return None
    y = int(digits[:-4]) if len(digits) == 8 else int(digits[:2]) + (2000 if int(digits[:2]) < 60 else 1900)
    of = (0, int(digits[-4:-2]), int(digits[-2:]))
    return DateExpression(m.span("n"), "day", y, of, of) if of[1] and of[2] and 1900 <= y < 2100 else None


def _whole_months(m: re.Match[str]) -> DateExpression | None:
    if m["mon"] in ("Maj", "Mars") and not m["y"]:
        return None
    start, end = _month_number(m["mon"]), _month_number(m["mon2"] or m["mon"])
    return _span_of_year(m, (start, 1), (end, 0), "month", int(end < start))


def _short_month(m: re.Match[str]) -> DateExpression | None:
    number = _month_number(m["mon"])
    return _span_of_year(m, (number, 1), (number, 0), "month")


def _numbered_month(m: re.Match[str]) -> DateExpression | None:
    return _span_of_year(m, (int(m["mon"]), 1), (int(m["mon"]), 0), "month")


def _quarter(m: re.Match[str]) -> DateExpression | None:
    number = int(m["n"]) if m["n"] else _ORDINALS[m["o"].casefold()]
    length = {"k": 3, "q": 3, "t": 4, "h": 6}[(m["unit"] or m["unit2"])[0].casefold()]
    if number * length > 12 or (m["o"] and m["o"].casefold() == "sista" and length != 3):
        return None
    return _span_of_year(m, (number * length - length + 1, 1), (number * length, 0), "quarter")


def _week(m: re.Match[str]) -> DateExpression | None:
    first, last = int(m["n"]), int(m["n2"] or m["n"])
    return _span_of_year(m, (first, 1), (last, 7), "week") if 1 <= first <= last <= 53 else None


def _season(m: re.Match[str]) -> DateExpression | None:
    first, last = _SEASONS[m["w"].casefold()]
    return _span_of_year(m, (first, 1), ((last - 1) % 12 + 1, 0), "season", (last - 1) // 12)


def _turn(m: re.Match[str]) -> DateExpression | None:
    return DateExpression(m.span(), "day", int(m["y"]), (0, 12, 31), (1, 1, 1))


def _half(m: re.Match[str]) -> DateExpression | None:
    return DateExpression(m.span(), "day", int(m["y"]), (0, 6, 30), (0, 6, 30))


def _decade(m: re.Match[str]) -> DateExpression | None:
    y = int(m["n"]) if len(m["n"]) == 4 else 1900 + int(m["n"])
    if len(m["n"]) == 2 and y < 1920:
        return None
    return DateExpression(m.span(), "year", y, (0, 1, 1), (9, 12, 0))


def _years(m: re.Match[str]) -> DateExpression | None:
    if _next_word(m) in _NOT_AFTER or _word_before(m) in _NOT_BEFORE:
        return None
    y, end = int(m["y"]), m["y2"]
    if not end:
        return DateExpression(m.span(), "year", y, (0, 1, 1), (0, 12, 0))
    last = int(end) if len(end) == 4 else y - y % 100 + int(end)
    if y < last <= y + 60:
        return DateExpression(m.span(), "year", y, (0, 1, 1), (last - y, 12, 0))
    return DateExpression(m.span("y"), "year", y, (0, 1, 1), (0, 12, 0)) if len(end) == 4 else None


def _old_year(m: re.Match[str]) -> DateExpression | None:
    return DateExpression(m.span("y"), "year", int(m["y"]), (0, 1, 1), (0, 12, 0))


_FOLLOWING = re.compile(r"[ \u00a0]?([^\W\d]+|%)")


def _next_word(match: re.Match[str]) -> str:
    following = _FOLLOWING.match(match.string[match.end() : match.end() + 20])
    return following[1].casefold() if following else ""


def _word_before(match: re.Match[str]) -> str:
    words = match.string[max(0, match.start() - 20) : match.start()].split()
    return words[-1].casefold().strip(".,:;()") if words else ""


_TABLE: list[tuple[str, Builder, tuple[int, ...]]] = [
    # with how many digits each form may begin; 0 is a letter
    (rf"(?P<y>(?:19|20)\d{{2}})[-‐‑–−.]\n?(?P<m>\d{{2}})[-‐‑–−.]\n?(?P<d>\d{{2}})(?!\d|[-/]\d{{3}})"
     rf"(?:(?:{_DASH}|/)(?:(?:(?P<y2>(?:19|20)\d{{2}})[-–])?(?P<m2>\d{{2}})[-–])?(?P<d2>\d{{2}})(?![\d:]|\.\d))?", _iso, (4,)),
    (rf"(?P<d>{_DAY})\s(?P<mon>{_SHORT})(?:\s(?P<y1>{_YEAR}))?"
     rf"{_ONLY_TO}(?P<d2>{_DAY})\s(?P<mon2>{_SHORT})(?:\s(?P<y2>{_YEAR}))?", _over_months, (1, 2)),
    (rf"(?P<d>{_DAY})(?:(?:{_TO}|(?P<and>\soch\s))(?P<d2>{_DAY}))?\s(?P<mon>{_SHORT}){_OF_YEAR}?", _days, (1, 2)),
    (r"(?P<d>\d{1,2})/(?P<m>\d{1,2})[\s/-]{1,2}(?P<y>(?:19|20)\d{2})(?!\d)"
     rf"(?:{_DASH}(?P<d2>\d{{1,2}})/(?P<m2>\d{{1,2}})[\s/-](?P<y2>(?:19|20)\d{{2}})(?!\d))?", _slashed, (1, 2)),
    (r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>(?:19|20)\d{2})(?!\d)", _slashed, (1, 2)),
    (r"(?P<d>\d{1,2})/(?P<m>\d{1,2})(?![\d/])", _slashed_yearless, (1, 2)),
    (r"(?P<n>(?:19|20)\d{6}|\d{6})(?![\d]|[-–+]\d)", _packed, (6, 8)),
    (r"(?P<n>\d{4}|\d{2})(?:\s?-\s?|\s)talet\b", _decade, (2, 4)),
    (rf"(?P<mon>{_MONTH})(?:(?:{_DASH}|/|\still\s)(?P<mon2>{_MONTH}))?{_OF_YEAR}?", _whole_months, (0,)),
    (rf"(?P<mon>{_SHORT})\s(?P<y>{_YEAR})", _short_month, (0,)),
    (r"(?:(?P<unit>kvartal|kv\.?|q|tertial)\s?(?P<n>[1-4])(?!\d)"
     rf"|(?P<o>{alternatives(_ORDINALS)})\s(?P<unit2>kvartalet|tertialet|halvåret)\b){_OF_YEAR}?", _quarter, (0, 1, 2)),
    (r"(?:vecka|veckorna|v\.?)\s?(?P<n>\d{1,2})(?!\d|[.]\d|:|-?\s?(?:röst|platser))"
     rf"(?:{_DASH}(?P<n2>\d{{1,2}})(?!\d))?(?:,?\s(?:år\s)?(?P<y>{_YEAR}))?", _week, (0,)),
    (rf"(?P<w>{alternatives(_SEASONS)})\s(?:år\s)?(?P<y>{_YEAR})", _season, (0,)),
    (r"årsskiftet\s(?P<y>(?:19|20)\d{2})\s?[-–/]\s?(?:\d{4}|\d{2})(?!\d)", _turn, (0,)),
    (r"halvårsskiftet\s(?P<y>(?:19|20)\d{2})(?!\d)", _half, (0,)),
    (r"(?P<y>(?:19|20)\d{2})-(?P<mon>0[1-9]|1[0-2])(?![-\d])", _numbered_month, (4,)),
    (r"(?P<y>(?:19|20)\d{2})(?:\s?[-‐‑–—−/]\s?(?P<y2>(?:19|20)\d{2}|\d{2}))?"
     r"(?![\w]|[:/]\d|[-–]\d|[.,]\d|\s\d{2}\s\d{2}\b|\s\d{3}\b)", _years, (4,)),
    (r"(?P<y>1[5-8]\d{2})(?=\sårs\b)", _old_year, (4,)),
]  # fmt: skip
_COMPILED = [(re.compile(pattern, re.I), build, begins) for pattern, build, begins in _TABLE]
FORMS: dict[int, list[tuple[re.Pattern[str], Builder]]] = {
    digits: [(pattern, build) for pattern, build, begins in _COMPILED if digits in begins] for digits in (0, 1, 2, 4, 6, 8)
}
"""The patterns for what begins with so many digits, or with a letter, in the order in which they are tried."""

_OPENERS = [
    *(word for words in (_MONTHS, _SEASONS, _ORDINALS) for word in words if word[0].isalpha()),
    "kvartal", "tertial", "vecka", "veckorna", "årsskiftet", "halvårsskiftet",
]  # fmt: skip
"""The words that dates begin with; `v` for the week and `kv` or `q` for the quarter have a number after them."""
_FIRST = "".join(sorted({letter for word in (*_OPENERS, "q") for letter in (word[0], word[0].upper())}))
_ANCHOR = re.compile(
    rf"[^\w§](?=[{_FIRST}\d])"  # one look at a first letter spares most words the rest
    r"(?=(?P<digits>\d(?:\d(?:\d\d(?:\d\d){0,2})?)?)(?!\d)"
    rf"|{letter_tree(_OPENERS, any_case=True)}\b|(?:v|[kK][vV]|[qQ])\.?\s?\d)"
    r"(?<!\d[-–/:.,])(?<!\w[/:])"
)


def anchors(text: str) -> Iterator[tuple[int, int]]:
    """Where date expressions may begin: each place with the number of digits there (1, 2, 4, 6, 8), 0 for a word."""
    for match in _ANCHOR.finditer(f"\n{text}"):  # the character before the place is matched, so its offset is that of the place
        yield match.start(), len(match["digits"] or "")
