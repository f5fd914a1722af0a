"""Diary numbers: `RS/1737/2017`, `KS 2013/571`, `LS 20/2007`, `Dnr 02-820 107`, `Fi2016/02568/K`."""

from __future__ import annotations

import re
from functools import cache

from corpus.document import Span
from corpus.vocabulary import vocabulary

_YEAR = r"(?:19|20)\d{2}"
_PREFIX = r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,5}"
_FORMS = (
    # KS 2013/571, ON/2012:15 - 700, Fi2016/02568/K
    rf"{_PREFIX}[ /:.-]?{_YEAR}(?!-\d\d-)[/:–-]\d{{1,6}}(?:/[A-ZÅÄÖ]{{1,4}}\b|-\d{{1,4}}\b| - \d{{2,4}}\b)?",
    r"[A-ZÅÄÖ]{2,4} \d\d(?:0[1-9]|1[0-2])-\d{4}(?![\d-])",  # LS 0509-1234: year and month, number
    rf"{_PREFIX}[ /]\d{{1,6}}/{_YEAR}",  # RS/1737/2017, LS 20/2007
    rf"{_PREFIX} \d{{1,6}}[–-]{_YEAR}",  # LS 1204–2009
    rf"{_PREFIX} \d{{1,4}}-\d{{1,6}}/{_YEAR}",  # KS 320-1187/2011
    rf"{_PREFIX} \d{{1,5}}/\d{{2}}(?!\d)(?! (?:19|20)\d{{2}})",  # LS 136/97
    rf"{_PREFIX}[ /:]\d{{2}}/\d{{3,6}}(?:[.-]\d{{3}})?(?![\d-])",  # BUN 17/0084.041, KS 22/388
    rf"{_PREFIX}\.{_YEAR}\.\d{{1,6}}(?:/\d{{1,4}})?",  # KS.2013.214/700
    rf"{_YEAR}/[A-ZÅÄÖ]{{2,5}} \d{{2,5}}(?: \d{{3}})?",  # 2018/KS 0042 001
    rf"{_YEAR}[A-ZÅÄÖ]{{2,4}}\d{{1,5}}",  # 2023KS133
)
_LABEL = r"(?:[Dd]nr|DNR|[Dd]iarienr|[Dd]iarienummer(?:et)?(?: är)?)[.:]?[:. ]? ?"
_LABELLED = (
    r"(?:[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,5}[ /.:-]?)?\d[\w./:–-]{0,30}\w(?: \d{3,4}(?: \d{3})?(?![\d-]))?"
    r"(?: (?:[A-ZÅÄÖ]{2,4}|[A-ZÅÄÖ][a-zåäö])(?!\w))?"
)
_OPENING = re.compile(
    r"[A-ZÅÄÖd12](?<!\w.)(?=(?<=[A-ZÅÄÖ])[A-Za-zÅÄÖåäö]{0,5}[ /:.-]?\d|(?:(?<=1)9|(?<=2)0)\d\d[/A-ZÅÄÖ]"
    r"|(?<=[Dd])(?:nr|iarien)|(?<=D)NR)"
)
"""What every number or label begins with; sought by its first sign, it spares all the forms where there is none."""
_NUMBER = re.compile(rf"(?:{_LABEL}(?P<labelled>{_LABELLED})|(?P<bare>{'|'.join(_FORMS)})(?![\d/:]))")


def diary_numbers(text: str) -> list[tuple[Span, str]]:
    """The diary numbers in a text: where each stands and how it is printed, the label ("Dnr") left out.

    Numbers of laws, inquiries, standards and the like (`SOU 2017:114`), which have the same form, are none.
    """
    found = []
    end = 0
    for opening in _OPENING.finditer(text):
        match = _NUMBER.match(text, opening.start()) if opening.start() >= end else None
        if match is None:
            continue
        end = match.end()
        group = match.lastgroup or ""
        printed = match[group]
        if group == "bare" and printed[: _letters(printed)].casefold() in _others():
            continue
        found.append((match.span(group), printed.rstrip(".-–:/")))
    return found


def _letters(printed: str) -> int:
    """How many letters a number begins with."""
    return len(printed) - len(printed.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZÅÄÖabcdefghijklmnopqrstuvwxyzåäö"))


@cache
def _others() -> frozenset[str]:
    return frozenset(word.casefold() for word in vocabulary("diary")["other_series"])
