"""The facets of an answer as people read them: the most frequent values, and the years as a histogram."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from index.counts import FacetValue
from index.facets import BY_NAME

if TYPE_CHECKING:
    from rich.text import Text

COLUMN = 34
"""Width of the facets beside the hits."""
_VALUES = 6
"""Values of a facet that are shown; JSON has more."""
_BARS = 12
"""Periods of a histogram at most."""
_BAR = 14
"""The width of its longest bar."""
_SPARKS = "▁▂▃▄▅▆▇█"


def printed(facets: Mapping[str, Sequence[FacetValue]], *, one_line: bool) -> Iterator[Text]:
    """The lines of facets, one for each or as a column."""
    from rich.text import Text

    for name, values in facets.items():
        if not values:
            continue
        label = BY_NAME[name].field
        if not one_line:
            yield Text("")
            yield Text(f"{label}:", "bold")
        if name == "year":
            periods = histogram({int(value.value): value.count for value in values})
            yield from [Text.assemble((f"{label}: ", "bold"), _sparks(periods))] if one_line else map(Text, _bars(periods))
        else:
            yield from [Text.assemble((f"{label}: ", "bold"), _listed(values))] if one_line else map(Text, _column(values))


def histogram(years: Mapping[int, int]) -> list[tuple[str, int]]:
    """Counts of years as at most twelve periods of one length, in order, none left out: *2019* or *2015–2019*, its count."""
    first, last = min(years), max(years)
    length = next(length for length in (1, 2, 5, 10, 20, 50, 100, 1000, 10_000) if last // length - first // length < _BARS)
    counts = dict.fromkeys(range(first - first % length, last + 1, length), 0)
    for year, count in years.items():
        counts[year - year % length] += count
    return [(str(start) if length == 1 else f"{start}–{start + length - 1}", count) for start, count in counts.items()]


def _bars(periods: Sequence[tuple[str, int]]) -> Iterator[str]:
    most = max(count for _, count in periods)
    for label, count in periods:
        bar = "█" * -(-_BAR * count // most)
        yield f"{label:<9} {bar:<{_BAR}}{count:>6}"


def _sparks(periods: Sequence[tuple[str, int]]) -> str:
    most = max(count for _, count in periods)
    label, top = max(periods, key=lambda period: period[1])
    if len(periods) == 1:
        return f"{label} ({top})"
    line = "".join(_SPARKS[(len(_SPARKS) - 1) * count // most] if count else "·" for _, count in periods)
    return f"{periods[0][0][:4]} {line} {periods[-1][0][-4:]}, flest {label} ({top})"


def _listed(values: Sequence[FacetValue]) -> str:
    shown = ", ".join(f"{value.value} ({value.count})" for value in values[:_VALUES])
    return f"{shown} … {len(values) - _VALUES} till" if len(values) > _VALUES else shown


def _column(values: Sequence[FacetValue]) -> Iterator[str]:
    width = COLUMN - 6
    for value in values[:_VALUES]:
        text = value.value if len(value.value) <= width else value.value[: width - 1] + "…"
        yield f"{text:<{width}}{value.count:>6}"
    if len(values) > _VALUES:
        yield f"… {len(values) - _VALUES} till"
