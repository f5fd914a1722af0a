"""Days and diary numbers, which everyone writes in a way of their own: each as the terms that all its spellings share.

*6 november 2020*, *6/11 2020* and *2020-11-06* are all 2020/11/6; *RS/1737/2017*, *RS 2017:1737* and *2017/RS 1737* are all
rs/2017/1737. A number with a year is read with the year first, whichever way it is written; zeros in front count for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from corpus.document import Span
from corpus.vocabulary import vocabulary

_YEAR = r"(?:19|20)\d\d"
_JOINT = r"[/:.–−-]"
_BEFORE, _AFTER = 20, 26
"""Characters: no notation begins so long before its likely figure, or ends so long after it."""
_LABELS = frozenset({"dnr", "nr"})
"""What stands before a number and is no series."""


@dataclass(frozen=True, slots=True)
class Notation:
    """A day, month or diary number in a text."""

    span: Span
    terms: tuple[str, ...]
    """What it can be found by, itself first: a day also by its month, a diary number also without its series."""


def notations(text: str) -> Iterator[Notation]:
    """The days, months and diary numbers of a text, in order; numbers that only look like one are left out."""
    for start, end in _windows(text):
        for match in _pattern().finditer(text, start, end):
            found = _diary(match) if match["number"] else _date(match)
            if found:
                yield Notation(match.span(), found)


def _windows(text: str) -> Iterator[Span]:
    """The stretches of a text around figures that a notation may be about: most are about none, and the pattern is slow."""
    window: Span | None = None
    for figure in _likely().finditer(text):
        start, end = max(figure.start() - _BEFORE, 0), figure.start() + _AFTER
        if window and start > window[1]:
            yield window
            window = None
        window = (window[0] if window else start, end)
    if window:
        yield window


@cache
def _likely() -> re.Pattern[str]:
    """A figure that every notation has: of a year, before a month, or before a stroke."""
    return re.compile(rf"\d(?:(?<=1)9\d\d|(?<=2)0\d\d|/\d|(?::?e)? (?i:{'|'.join(_months())}))")


@cache
def _months() -> dict[str, int]:
    return {word: int(number) for number, words in vocabulary("calendar")["months"].items() for word in words}


@cache
def _pattern() -> re.Pattern[str]:
    month = "|".join(sorted(_months(), key=len, reverse=True))
    first = "".join({letter for word in _months() for letter in (word[0], word[0].upper())})
    return re.compile(
        rf"(?<![\w/.,-])(?<!\d:)(?:"
        # 6 nov. 2020, 25–26 oktober
        rf"(?:(?P<first>\d{{1,2}}) ?[–-] ?)?(?P<day>\d{{1,2}})(?::?e)? (?P<month>(?i:{month}))\b\.?(?:,? (?P<year>{_YEAR})\b)?"
        rf"|(?=[{first}])(?P<alone>(?i:{month}))\b\.? (?P<year2>{_YEAR})\b"  # november 2020
        rf"|(?P<day3>\d{{1,2}})[/.](?P<month3>\d{{1,2}})[ /.–-](?P<year3>{_YEAR})\b"  # 6/11 2020, 6.11.2020
        rf"|[Dd]en (?P<day4>\d{{1,2}})/(?P<month4>\d{{1,2}})(?![\w/])"
        # 2020-11-06, 20201106
        rf"|(?P<year5>{_YEAR})(?P<joint>[-–/.]?)(?P<month5>0[1-9]|1[0-2])(?P=joint)(?P<day5>[0-2]\d|3[01])(?![\w/])"
        rf"|(?P<number>"
        rf"(?:(?P<series>[^\W\d_]{{1,8}}+)[/:.-]?|(?P<capital>[A-ZÅÄÖ][^\W\d_]{{0,5}}+)[ /]?)?"
        # RS 2017/1737-2, 1737-2017
        rf"(?:(?P<y1>{_YEAR}){_JOINT}(?P<n1>\d{{1,6}})(?:(?<=\d[/:]\d\d\d)-\d{{1,3}})?|(?P<n2>\d{{1,6}}){_JOINT}(?P<y2>{_YEAR}))"
        rf"|(?P<series4>[A-ZÅÄÖ]{{2,6}}|[A-ZÅÄÖ][a-zåäö])[ /](?P<n4>\d{{1,5}})/(?P<y4>\d\d)"  # LS 141/98
        rf"|(?P<y3>{_YEAR})/?(?P<series3>[A-ZÅÄÖ]{{2,5}}) ?(?P<n3>\d{{1,5}})"  # 2012/KS 0042
        rf")(?![\d–-]|[/:.]\d)"
        rf")"
    )


def _diary(match: re.Match[str]) -> tuple[str, ...]:
    series = (match["series"] or match["capital"] or match["series3"] or match["series4"] or "").lower()
    number = int(match["n1"] or match["n2"] or match["n3"] or match["n4"])
    if match["y4"]:
        return (f"{series}/{number}/{match['y4']}",) if series not in _LABELS else ()
    bare = f"{match['y1'] or match['y2'] or match['y3']}/{number}"
    return (f"{series}/{bare}", bare) if series and series not in _LABELS else (bare,)


def _date(match: re.Match[str]) -> tuple[str, ...]:
    if match["alone"]:
        return (f"{match['year2']}/{_months()[match['alone'].lower()]}",)
    year = match["year"] or match["year3"] or match["year5"]
    month = _months()[match["month"].lower()] if match["month"] else int(match["month3"] or match["month4"] or match["month5"])
    days = [int(day) for day in (match["day"] or match["day3"] or match["day4"] or match["day5"], match["first"]) if day]
    if not 1 <= month <= 12 or not all(1 <= day <= 31 for day in days):
        return ()
    without = [f"0/{month}/{day}" for day in days]
    return (*(f"{year}/{month}/{day}" for day in days), f"{year}/{month}", *without) if year else tuple(without)
