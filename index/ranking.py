"""The order of what was found: passages with all words first, then those that come near it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from index.clauses import All, Any, Clause, Everything, Only, Term
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
_LIKELY = 200
"""So many of the passages that are worth most, and of the documents that hold all words, are looked at where passages with all
words are few."""
_MOST = 10_000
"""Passages of those documents that are looked at for each word."""


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
    """What holds some of the clauses and not all, best first, among the passages that are worth most and those of documents
    that hold all clauses; the cost grows with the clauses, not with the ways to leave some out."""
    found = [index.match(within(clause)) for clause in clauses]
    some = index.match(within(Any(tuple(clauses))))
    weights = [math.log(1 + len(some) / len(matches)) if len(matches) else 0.0 for matches in found]
    total = sum(weights) or 1.0
    with_all = set.intersection(*(matches.documents() for matches in found)) if all(map(len, found)) else set()
    likely = [number for number, _ in some.best(_LIKELY)]
    documents = dict.fromkeys(values[0] for _, values in index.values("document", likely))
    documents |= dict.fromkeys(sorted(with_all)[:_LIKELY])
    here = Any(tuple(Term("document", document) for document in documents))
    scores: dict[int, dict[int, float]] = defaultdict(dict)
    for place, clause in enumerate(clauses):
        for number, score in index.match(within(Only(clause, here))).best(_MOST):
            scores[number][place] = score
    of_document: dict[str, list[int]] = defaultdict(list)
    for number, values in index.values("document", scores):
        of_document[values[0]].append(number)

    def share(places: Collection[int]) -> float:
        return (sum(weights[place] for place in places) / total + len(places) / len(clauses)) / 2

    ranked: list[tuple[tuple[float, float, float], Ranked]] = []
    for document, numbers in of_document.items():
        most = max(share(scores[number]) for number in numbers)
        whole = sum(max(scores[number].get(place, 0.0) for number in numbers) for place in range(len(clauses)))
        for number in numbers:
            held, worth = share(scores[number]), sum(scores[number].values())
            nearest = document in with_all and held == most
            if len(scores[number]) < len(clauses) and (nearest or held >= _QUORUM):
                missing = tuple(place for place in range(len(clauses)) if place not in scores[number])
                order = (0.0, -whole, -worth) if nearest else (1.0, -held, -worth)
                ranked.append((order, Ranked(number, worth, missing)))
    return [one for _, one in sorted(ranked, key=lambda entry: entry[0])]
