from __future__ import annotations

from collections import Counter

import pytest

from cli.facets import histogram
from index.counts import _merged


def test_values_that_differ_only_in_case_are_one_spelt_as_most_often() -> None:
    counts = Counter({"socialchefen": 2, "Socialchefen": 3, "SOCIALCHEFEN": 1, "Rektor": 4})
    assert _merged(counts) == [("Socialchefen", 6), ("Rektor", 4)]


@pytest.mark.parametrize(
    ("years", "periods"),
    [
        ({2019: 3}, [("2019", 3)]),
        ({2019: 3, 2021: 1}, [("2019", 3), ("2020", 0), ("2021", 1)]),  # a year without any is not left out
        (
            {2001: 1, 2020: 2, 2021: 5},
            [(f"{year}–{year + 1}", {2000: 1, 2020: 7}.get(year, 0)) for year in range(2000, 2022, 2)],
        ),
        ({1890: 1, 2024: 1}, [(f"{year}–{year + 19}", int(year in (1880, 2020))) for year in range(1880, 2040, 20)]),
    ],
)
def test_years_are_at_most_twelve_periods(years: dict[int, int], periods: list[tuple[str, int]]) -> None:
    assert histogram(years) == periods
    assert len(periods) <= 12
