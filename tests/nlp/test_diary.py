"""Diary numbers as offices have printed them."""

from __future__ import annotations

import pytest

from nlp.wording.diary import diary_numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dnr RS/512/2016", ["RS/512/2016"]),
        ("LS 77/2003 och LS 14/98", ["LS 77/2003", "LS 14/98"]),
        ("KS 2012/45, KS/2015:230", ["KS 2012/45", "KS/2015:230"]),
        ("dnr RS 2017–00412", ["RS 2017–00412"]),  # en dash
        ("Dnr. 2009/KS 0117 001", ["2009/KS 0117 001"]),
        ("DNR: KU.2014.8", ["KU.2014.8"]),
        ("Dnr KS 01-433 106", ["KS 01-433 106"]),
        ("Dnr 2013/4-201 BN", ["2013/4-201 BN"]),
        ("Dnr 2022KS91", ["2022KS91"]),
        ("ON/2010:7 - 700", ["ON/2010:7 - 700"]),
        ("departementets Fi2015/01234/K", ["Fi2015/01234/K"]),
        ("KFN 14/0217.805, KFN 14/218", ["KFN 14/0217.805", "KFN 14/218"]),
        ("SOU 2008:37 och lagen (1997:238)", []),
        ("LS 0211-1034", ["LS 0211-1034"]),  # November 2002
        ("LS 0231-1034", []),  # no month
        ("AU 31/2011", []),  # a paragraph
        ("13 ja-röster", []),
        ("KS 2008/KS 0042 001", ["2008/KS 0042 001"]),  # what a number might begin with stands before another one
    ],
)
def test_diary_numbers_are_told_as_printed(text: str, expected: list[str]) -> None:
    assert [printed for _, printed in diary_numbers(text)] == expected
