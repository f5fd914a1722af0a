"""How many of the found passages have each value of each facet."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from index.engine import Index
from index.facets import FACETS
from index.ranking import Ranking

_MOST_VALUES = 50
_SPELLINGS = 4
"""So many times as many values are counted before those that differ only in case are made one."""


@dataclass(frozen=True, slots=True)
class FacetValue:
    """How many of the found passages have a value."""

    value: str
    count: int


def facet_values(index: Index, found: Ranking) -> dict[str, tuple[FacetValue, ...]]:
    """The most frequent values of each facet over all that was found, by the names of facets."""
    counts = found.whole.count([facet.name for facet in FACETS], _SPELLINGS * _MOST_VALUES)
    nearly = [one.number for one in found.nearly]
    for facet, count in counts.items():
        for _, values in index.values(facet, nearly):
            count.update(values)
    return {facet: tuple(FacetValue(*one) for one in _merged(count)) for facet, count in counts.items()}


def _merged(counts: Counter[str]) -> list[tuple[str, int]]:
    """The values with their counts, most frequent first, those that differ only in case as one, spelt as most often."""
    spelt: dict[str, list[str]] = {}
    for value, _ in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        spelt.setdefault(value.casefold(), []).append(value)
    merged = [(values[0], sum(counts[value] for value in values)) for values in spelt.values()]
    return sorted(merged, key=lambda one: (-one[1], one[0]))[:_MOST_VALUES]
