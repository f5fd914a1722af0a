from __future__ import annotations

import pytest

from corpus.swedish.notations import notations


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("den 6 november 2020", [("2020/11/6", "2020/11", "0/11/6")]),
        ("6/11 2020", [("2020/11/6", "2020/11", "0/11/6")]),
        ("20201106", [("2020/11/6", "2020/11", "0/11/6")]),
        ("juni 2021", [("2021/6",)]),
        ("25–26 oktober", [("0/10/26", "0/10/25")]),
        ("KS 2013/571-3 och LS 20/2007", [("ks/2013/571", "2013/571"), ("ls/2007/20", "2007/20")]),
        ("LS 141/98, Nr 14/98", [("ls/141/98",)]),  # a year of two digits stays where it is
        ("2018/KS 0042 001", [("ks/2018/42", "2018/42")]),
        ("Dnr 2012:44", [("2012/44",)]),  # the label is no series
        ("2017/1737", [("2017/1737",)]),  # no day of a seventeenth month
        ("32 november, 31/13 2020, kl. 09.30, 1 250 000 kr, § 63/20", []),
    ],
)
def test_days_and_diary_numbers_have_the_same_terms_however_they_are_written(text: str, terms: list[tuple[str, ...]]) -> None:
    assert [found.terms for found in notations(text)] == terms


def test_spans_point_at_what_was_read() -> None:
    text = "Beslut den 6 nov. 2020, dnr KS 2013/571."
    assert [text[slice(*found.span)] for found in notations(text)] == ["6 nov. 2020", "KS 2013/571"]
