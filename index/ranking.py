"""The order of what was found: passages with all words first, then those that come near it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from index.clauses import All, Clause, Everything
from index.engine import Index

ENOUGH = 10
"""So many passages are worth reading: nothing less than all words is shown beyond them."""
_HEAD = 200
"""So many of the first are weighed by what kind of document they stand in."""
_PROPOSALS = frozenset({"kallelse", "tjänsteskrivelse"})
_PROPOSING = 0.7
_QUORUM = 0.3
"""The share of a query that a passage must hold to be shown at all: the mean of the share of its words, and of their weight, by
which rare words count more."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A record that was found, by its number in the index."""

    number: int
    score: float
    missing: tuple[int, ...] = ()
    """The clauses that don't hold for it, by their place."""


def rank(index: Index, clauses: Sequence[Clause], within: Callable[[Clause], Clause]) -> list[Ranked]:
    """The records for which the clauses hold, best first; `within` adds to a clause the conditions that all must fulfil.

    Where fewer than `ENOUGH` hold all, these fill up to that number: first those whose document does as a whole (of each the
    passages that come nearest), then those that hold most.
    """
    whole = index.match(within(All(tuple(clauses)) if clauses else Everything()))
    ranked = [Ranked(number, score) for number, score in whole.items()]
    ranked.sort(key=lambda found: (-found.score, found.number))
    ranked[:_HEAD] = _settled_first(index, ranked[:_HEAD])
    if len(clauses) > 1 and len(whole) < ENOUGH:
        nearly = _nearly(index, [index.match(within(clause)) for clause in clauses], whole.keys())
        ranked += nearly[: ENOUGH - len(whole)]
    return ranked


def _settled_first(index: Index, ranked: Sequence[Ranked]) -> list[Ranked]:
    """The same in a new order: what only proposes or plans comes after what decided it in much the same words."""
    kinds = dict(index.values("kind", [found.number for found in ranked]))
    weighed = [
        replace(found, score=found.score * _PROPOSING) if set(kinds.get(found.number, ())) & _PROPOSALS else found
        for found in ranked
    ]
    return sorted(weighed, key=lambda found: (-found.score, found.number))


def _nearly(index: Index, scores: Sequence[dict[int, float]], taken: Collection[int]) -> list[Ranked]:
    """What holds some of the clauses, without those that are taken."""
    holding: dict[int, set[int]] = defaultdict(set)
    for place, found in enumerate(scores):
        for number in found:
            holding[number].add(place)
    weights = [math.log(1 + len(holding) / len(found)) if found else 0.0 for found in scores]
    total = sum(weights) or 1.0
    share = {
        number: (sum(weights[place] for place in places) / total + len(places) / len(scores)) / 2
        for number, places in holding.items()
    }
    of_document: dict[str, list[int]] = defaultdict(list)
    for number, values in index.values("document", holding):
        of_document[values[0]].append(number)
    ranked: list[tuple[tuple[float, ...], Ranked]] = []
    for numbers in of_document.values():
        bests = [max(found.get(number, 0.0) for number in numbers) for found in scores]
        all_there = all(any(place in holding[number] for number in numbers) for place in range(len(scores)))
        most = max(share[number] for number in numbers)
        for number in numbers:
            nearest = all_there and share[number] == most
            if number in taken or not (nearest or share[number] >= _QUORUM):
                continue
            missing = tuple(place for place in range(len(scores)) if place not in holding[number])
            score = sum(found.get(number, 0.0) for found in scores)
            order = (0.0, -sum(bests)) if nearest else (1.0, -share[number])
            ranked.append(((*order, -score, number), Ranked(number, score, missing)))
    return [found for _, found in sorted(ranked, key=lambda entry: entry[0])]
