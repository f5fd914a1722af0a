from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.personal import mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("född 811228-9874.", "född ******-****."),  # ten digits
        ("19811228-9874", "********-****"),  # twelve digits
        ("8112289874", "**********"),  # without a sign
        ("198112289874", "************"),
        ("811228+9874", "******+****"),  # of a person older than a hundred
        ("811228–9874", "******–****"),  # an en dash
        ("811228 9874", "****** ****"),  # a blank
        ("811228-\n9874", "******-\n****"),  # cut by a line break
        ("811288-9871", "******-****"),  # a samordningsnummer: the day plus 60
        ("(19811228-9874)", "(********-****)"),
    ],
)
def test_personnummer_are_masked_at_equal_length(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "811228-9873",  # the check digit is wrong
        "811328-9874",  # no such month
        "556016-0680",  # an organisation number: its third digit is at least 2
        "Dnr 2011/203-752",
        "KS 2018/0042-001",
        "070-123 45 67",
        "Tel. 0701011235",  # a telephone number that would pass as a date
        "bankgiro 123-4567",
        "2016-05-24 1912",
        "1234567890123",
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert mask(text) == text


@given(st.text(alphabet="0123456789-+– \nab", max_size=60))
def test_the_length_never_changes_and_only_digits_vanish(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(new == old or (new == "*" and old.isdigit()) for new, old in zip(masked, text, strict=True))
