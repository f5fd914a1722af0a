"""Clauses answered over the arrays of a Whoosh index: for every record whether a clause holds, and what it is worth.

Whoosh's own matchers go from record to record in Python; here each step takes all records at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from typing import Any as Anything

import numpy as np
from numpy.typing import NDArray

from index import clauses
from index.clauses import Clause
from index.engines.columns import Values, numbers
from index.engines.entry import SCORED
from index.engines.memory import most_frequent
from index.scoring import DECIMALS, LENGTHS, dampening, rarity

Marks = NDArray[np.bool_]
Worth = NDArray[np.float32]
Places = NDArray[np.int64]


_KEPT = 32
"""So many answers are kept, since the clauses of a query come again in others."""


class Arrays:
    """A reader of Whoosh, its records numbered through all segments."""

    def __init__(self, reader: Anything) -> None:
        self._leaves: list[tuple[Anything, int]] = [(leaf, at) for leaf, at in reader.leaf_readers() if leaf.doc_count_all()]
        self._records: int = reader.doc_count_all()
        self._there = np.ones(self._records, np.bool_)
        for leaf, at in self._leaves:
            self._there[[at + number for number in leaf.segment().deleted_docs()]] = False
        self._answers: dict[Clause, tuple[Marks, Worth]] = {}
        self._dampenings: dict[str, Worth] = {}
        self._columns: dict[tuple[int, str], Values | None] = {}
        self._recency: NDArray[np.uint64] | None = None

    def match(self, clause: Clause) -> ArrayMatches:
        """The records that a clause holds for."""
        holds, worth = self._answer(clause)
        return ArrayMatches(self, holds & self._there, worth)

    def columns(self, field: str) -> Iterator[tuple[int, Values]]:
        """The columns of a field in the segments that have it, each with the number of the segment's first record."""
        for leaf, at in self._leaves:
            if (at, field) not in self._columns:
                there = leaf.has_column(field)
                self._columns[at, field] = leaf.column_reader(field, translate=False) if there else None
            if (column := self._columns[at, field]) is not None:
                yield at, column

    def terms(self, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        """The terms of a field that begin so, in order, each with the number of records that hold it."""
        of_leaf = (leaf._terms.holding(field, prefix.encode()) for leaf, _ in self._leaves)
        for term, same in groupby(merge(*of_leaf), key=lambda one: one[0]):
            yield term.decode(), sum(holding for _, holding in same)

    @property
    def recency(self) -> NDArray[np.uint64]:
        """By what records that score alike are ordered."""
        if self._recency is None:
            self._recency = self._of_records(
                np.uint64, lambda leaf: numbers(leaf.column_reader("recency", translate=False), ">u8")
            )
        return self._recency

    def stored(self, number: int) -> bytes:
        """What is shown of a record."""
        leaf, at = next((leaf, at) for leaf, at in reversed(self._leaves) if at <= number)
        shown: bytes = leaf.column_reader("shown", translate=False)[number - at]
        return shown

    # Within

    def _answer(self, clause: Clause) -> tuple[Marks, Worth]:
        """For every record whether a clause holds, and its worth, 0 where it doesn't. Asked again, it gives the same arrays."""
        found = self._answers.get(clause)
        if found is None:
            if len(self._answers) == _KEPT:
                del self._answers[next(iter(self._answers))]
            found = self._answers[clause] = self._answered(clause)
        return found

    def _answered(self, clause: Clause) -> tuple[Marks, Worth]:
        match clause:
            case clauses.Term() | clauses.Any():
                holds, worth = np.zeros(self._records, np.bool_), np.zeros(self._records, np.float32)
                for part in clause.clauses if isinstance(clause, clauses.Any) else (clause,):
                    self._add(part, holds, worth)
                return holds, worth
            case clauses.Sequence(field, terms, gap, weight):
                holds, worth = self._answer(clauses.All(tuple(clauses.Term(field, term, weight) for term in terms)))
                follow = np.zeros(self._records, np.bool_)
                if holds.any():
                    follow[self._following(field, terms, gap, holds)] = True
                return follow, worth * follow
            case clauses.Begins(field, prefix):
                holds = np.zeros(self._records, np.bool_)
                for leaf, at in self._leaves:
                    holds[np.frombuffer(leaf._terms.begin(field, prefix.encode()), "<u4") + np.uint32(at)] = True
                return holds, holds.astype(np.float32)
            case clauses.Between(first, last):
                holds = np.zeros(self._records, np.bool_)
                for at, column in self.columns("date"):
                    marked = column.between(first, last)
                    holds[at : at + len(marked)] = marked
                return holds, holds.astype(np.float32)
            case clauses.All(parts):
                answers = [self._answer(part) for part in parts]
                holds = np.logical_and.reduce([one for one, _ in answers]) if answers else np.zeros(self._records, np.bool_)
                return holds, sum((worth for _, worth in answers), np.zeros(self._records, np.float32)) * holds
            case clauses.Only(part, condition):
                (holds, worth), (also, _) = self._answer(part), self._answer(condition)
                return holds & also, worth * also
            case clauses.But(part, exception):
                (holds, worth), (but, _) = self._answer(part), self._answer(exception)
                return holds & ~but, worth * ~but
            case clauses.Everything():
                return np.ones(self._records, np.bool_), np.ones(self._records, np.float32)

    def _add(self, clause: Clause, holds: Marks, worth: Worth) -> None:
        """Adds what a clause is worth to what others are."""
        if not isinstance(clause, clauses.Term):
            also, more = self._answer(clause)
            holds |= also
            worth += more
            return
        records, counts, _ = self._postings(clause.field, clause.term)
        holds[records] = True
        if clause.field in SCORED:
            rare = rarity(len(records), self._records) * clause.weight
            worth[records] += np.float32(rare) * (counts / (counts + self._dampening(clause.field)[records]))
        else:
            worth[records] += np.float32(clause.weight)

    def _postings(self, field: str, term: str) -> tuple[NDArray[np.uint32], NDArray[np.float32] | np.float32, Places]:
        """The records that hold a term, how often each does, and its places there, each as record << 32 | place."""
        records, counts, places = [], [], []
        for leaf, at in self._leaves:
            piece = leaf._terms.find(field, term.encode())
            if piece is None:
                continue
            of_leaf = np.frombuffer(piece.records, "<u4") + np.uint32(at)
            count = np.frombuffer(piece.counts, "<u4") if piece.counts else np.ones(len(of_leaf), np.uint32)
            records.append(of_leaf)
            counts.append(count)
            if piece.places:
                place = np.frombuffer(piece.places, "<u4")
                places.append(np.repeat(of_leaf.astype(np.int64) << 32, count) | place)
        return (
            np.concatenate(records or [np.zeros(0, np.uint32)]),
            np.concatenate(counts or [np.zeros(0, np.uint32)]).astype(np.float32),
            np.concatenate(places or [np.zeros(0, np.int64)]),
        )

    def _following(self, field: str, terms: tuple[str, ...], gap: int, among: Marks) -> NDArray[np.int64]:
        """The records among these in which terms follow one another, with at most `gap` words between them in all."""
        places = [of[among[of >> 32]] for of in (self._postings(field, term)[2] for term in terms)]
        reached = {0: places[0]}  # by words between so far, the places of the latest term
        for following in places[1:]:
            steps: dict[int, list[Places]] = {}
            for between, latest in reached.items():
                for more in range(gap - between + 1):
                    steps.setdefault(between + more, []).append(np.intersect1d(latest + 1 + more, following))
            reached = {between: np.concatenate(found) for between, found in steps.items()}
        return np.concatenate(list(reached.values())) >> 32

    def _dampening(self, field: str) -> Worth:
        """For every record what the length of its field makes of the worth of a term."""
        if field not in self._dampenings:
            mean = sum(leaf.field_length(field) for leaf, _ in self._leaves) / max(self._records, 1) or 1.0
            codes = self._of_records(np.uint8, lambda leaf: np.frombuffer(leaf._terms.lengths(field), np.uint8))
            self._dampenings[field] = np.array([dampening(length, mean) for length in LENGTHS], np.float32)[codes]
        return self._dampenings[field]

    def _of_records(self, dtype: type[np.generic], of_leaf: Callable[[Anything], NDArray[Anything]]) -> NDArray[Anything]:
        """A number of every record; 0 for the last ones of a segment where it leaves them out."""
        found = np.zeros(self._records, dtype)
        for leaf, at in self._leaves:
            known = of_leaf(leaf)
            found[at : at + len(known)] = known
        return found


@dataclass(frozen=True, slots=True)
class ArrayMatches:
    """The protocol `index.engine.Matches` by arrays."""

    arrays: Arrays
    holds: Marks
    worth: Worth

    def __len__(self) -> int:
        return int(np.count_nonzero(self.holds))

    def best(self, most: int) -> list[tuple[int, float]]:
        """At most so many records with their scores, best first."""
        numbers, scores = self._scores()
        if 0 < most < len(numbers):
            least = np.partition(scores, len(scores) - most)[len(scores) - most]
            numbers, scores = numbers[scores >= least], scores[scores >= least]
        order = np.lexsort((~self.arrays.recency[numbers], -scores))[:most]
        return list(zip(numbers[order].tolist(), scores[order].tolist(), strict=True))

    def latest(self, most: int) -> list[tuple[int, float]]:
        """At most so many records with their scores, newest first."""
        numbers, scores = self._scores()
        order = np.argsort(~self.arrays.recency[numbers])[:most]
        return list(zip(numbers[order].tolist(), scores[order].tolist(), strict=True))

    def _scores(self) -> tuple[NDArray[Anything], NDArray[Anything]]:
        numbers = np.flatnonzero(self.holds)
        return numbers, np.round(self.worth[numbers].astype(np.float64), DECIMALS)

    def documents(self) -> set[str]:
        """The documents that the records are of."""
        return set(self._count("document"))

    def count(self, facets: Iterable[str], most: int) -> dict[str, Counter[str]]:
        """How many of the records have each value of facets, at most so many values of each."""
        return {facet: most_frequent(self._count(facet), most) for facet in facets}

    def _count(self, field: str) -> Counter[str]:
        counts: Counter[str] = Counter()
        for at, column in self.arrays.columns(field):
            counts.update(column.count(self.holds[at : at + len(column)]))
        return counts
