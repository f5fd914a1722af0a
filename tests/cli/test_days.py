"""Stretches of time are counted as people count them."""

from __future__ import annotations

from datetime import date

import pytest

from cli.days import Stretch, after


@pytest.mark.parametrize(
    ("length", "day"),
    [
        ((30, "d"), date(2024, 3, 1)),
        ((2, "v"), date(2024, 2, 14)),
        ((1, "m"), date(2024, 2, 29)),  # the last day of a month that is too short
        ((11, "m"), date(2024, 12, 31)),
        ((1, "å"), date(2025, 1, 31)),
    ],
)
def test_the_day_after_a_stretch(length: Stretch, day: date) -> None:
    assert after(date(2024, 1, 31), length) == day
