"""The order of what was found: passages with all words first, then those that come near it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice

from index.clauses import All, Any, But, Clause, Everything
from index.engine import Index, Matches

ENOUGH = 10
"""So many passages are worth reading: nothing less than all words is shown beyond them."""
_HEAD = 200
"""So many of the first are weighed by what kind of document they stand in."""
_PROPOSALS = frozenset({"kallelse", "tjänsteskrivelse"})
_PROPOSING = 0.7
_QUORUM = 0.3
"""The share of a query that a passage must hold to be shown at all: the mean of the share of its words, and of their weight, by
which rare words count more."""
_TRIED = 60
"""Ways to leave out words of a query that are tried."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A record that was found, by its number in the index."""

    number: int
    score: float
    missing: tuple[int, ...] = ()
    """The clauses that don't hold for it, by their place."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """What was found for a query."""

    whole: Matches
    """The records that hold all of it."""
    first: tuple[Ranked, ...]
    """The best of them."""
    nearly: tuple[Ranked, ...]
    """Those that come near it, where the others are few."""


def rank(index: Index, clauses: Sequence[Clause], within: Callable[[Clause], Clause], most: int, *, newest: bool) -> Ranking:
    """The records for which the clauses hold, at most so many, best or newest first.

    `within` adds to a clause the conditions that all must fulfil. Where fewer than `ENOUGH` hold all clauses, others fill up to
    that number: first those whose document holds them all (of each the passages that come nearest), then those that hold most.
    """
    whole = index.match(within(All(tuple(clauses)) if clauses else Everything()))
    found = whole.latest(most) if newest else whole.best(max(most, _HEAD))
    ranked = [Ranked(number, score) for number, score in found]
    if not newest:
        ranked[:_HEAD] = _settled_first(index, ranked[:_HEAD])
    nearly: list[Ranked] = []
    if len(clauses) > 1 and len(whole) < ENOUGH:
        nearly = _nearly(index, clauses, within)[: ENOUGH - len(whole)]
    return Ranking(whole, tuple(ranked[:most]), tuple(nearly))


def _settled_first(index: Index, ranked: Sequence[Ranked]) -> list[Ranked]:
    """The same in a new order: what only proposes or plans comes after what decided it in much the same words."""
    kinds = dict(index.values("kind", [found.number for found in ranked]))
    weighed = [
        replace(found, score=found.score * _PROPOSING) if set(kinds.get(found.number, ())) & _PROPOSALS else found
        for found in ranked
    ]
    return sorted(weighed, key=lambda found: -found.score)


def _nearly(index: Index, clauses: Sequence[Clause], within: Callable[[Clause], Clause]) -> list[Ranked]:
    """What holds some of the clauses and not all, best first; at most a little more than `ENOUGH`."""
    found = [index.match(within(clause)) for clause in clauses]
    union = len(index.match(within(Any(tuple(clauses)))))
    weights = [math.log(1 + union / len(matches)) if len(matches) else 0.0 for matches in found]
    total = sum(weights) or 1.0
    there = [place for place, matches in enumerate(found) if len(matches)]
    with_all = set.intersection(*(matches.documents() for matches in found)) if len(there) == len(clauses) else set()
    nearest: list[Ranked] = []
    others: list[Ranked] = []
    shares: dict[str, float] = {}
    """Of documents that hold all clauses, what the passages hold that come nearest."""

    def share(kept: Sequence[int]) -> float:
        return (sum(weights[place] for place in kept) / total + len(kept) / len(clauses)) / 2

    for kept in sorted(islice(_parts(there), _TRIED), key=share, reverse=True):
        enough = share(kept) >= _QUORUM
        if len(nearest) >= ENOUGH or ((len(others) >= ENOUGH or not enough) and shares.keys() == with_all):
            break
        missing = tuple(place for place in range(len(clauses)) if place not in kept)
        if not missing:
            continue
        exactly = But(All(tuple(clauses[place] for place in kept)), Any(tuple(clauses[place] for place in missing)))
        best = dict(index.match(within(exactly)).best(5 * ENOUGH))
        for number, documents in index.values("document", best):
            near = documents[0] in with_all and shares.setdefault(documents[0], share(kept)) == share(kept)
            if near or enough:
                (nearest if near else others).append(Ranked(number, best[number], missing))
    return nearest + others


def _parts(places: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """All ways to keep some places, those that keep most first."""
    for size in range(len(places), 0, -1):
        yield from combinations(places, size)
