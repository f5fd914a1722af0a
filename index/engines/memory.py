"""The engine that says what the others must do: everything in memory, nothing clever, nothing kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import pairwise, product
from types import TracebackType
from typing import Self

from index import clauses
from index.clauses import Clause
from index.engines.entry import SCORED, Entry, entry, shown
from index.records import IndexRecord
from index.scoring import DECIMALS, LENGTHS, dampening, length_code, rarity


class MemoryIndex:
    """The protocol `index.engine.Index` by dictionaries."""

    stamp = ""
    """Nothing is published."""

    def __init__(self) -> None:
        self._entries: dict[int, Entry] = {}
        self._next = 0

    def documents(self) -> set[str]:
        """The documents that are indexed."""
        return {entry.values["document"][0] for entry in self._entries.values()}

    def update(self, documents: Iterable[tuple[str, Sequence[IndexRecord]]]) -> Iterator[str]:
        """Puts in documents."""
        for sha256, records in documents:
            self.remove([sha256])
            for record in records:
                self._entries[self._next] = entry(record)
                self._next += 1
            yield sha256

    def remove(self, documents: Iterable[str]) -> None:
        """Takes out documents."""
        gone = set(documents)
        self._entries = {number: one for number, one in self._entries.items() if one.values["document"][0] not in gone}

    def publish(self) -> None:
        """Nothing: what is put in is searched at once."""

    def match(self, clause: Clause) -> Found:
        """The records that a clause holds for."""
        return Found(self._worth(clause), self._entries)

    def record(self, number: int) -> IndexRecord:
        """A record, without its text, context and facets."""
        return shown(self._entries[number].shown)

    def values(self, field: str, numbers: Iterable[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each record's number with its values."""
        for number in numbers:
            yield number, self._entries[number].values.get(field, ())

    def terms(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        """The terms of a field that begin so, each with the number of records that hold it."""
        counts = Counter(term for one in self._entries.values() for term in set(one.terms.get(field, ())))
        yield from sorted((term, count) for term, count in counts.items() if term.startswith(prefix))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...

    def _worth(self, clause: Clause) -> dict[int, float]:
        """The records that a clause holds for, with what they are worth."""
        match clause:
            case clauses.Term(field, term, weight):
                return {number: weight * worth for number, worth in self._term(field, term).items()}
            case clauses.Sequence(field, terms, gap, weight):
                together = self._worth(clauses.All(tuple(clauses.Term(field, term, weight) for term in terms)))
                return {
                    number: worth
                    for number, worth in together.items()
                    if _follow(self._entries[number].terms[field], terms, gap)
                }
            case clauses.Begins(field, prefix):
                return self._holding(lambda one: any(term.startswith(prefix) for term in one.terms.get(field, ())))
            case clauses.Between(first, last):
                return self._holding(
                    lambda one: any(
                        (first is None or first <= value) and (last is None or value <= last)
                        for value in one.values.get("date", ())
                    ),
                )
            case clauses.All(parts):
                found = [self._worth(part) for part in parts]
                all_hold = set.intersection(*map(set, found)) if found else set()
                return {number: sum(worth[number] for worth in found) for number in all_hold}
            case clauses.Any(parts):
                found = [self._worth(part) for part in parts]
                return {number: sum(worth.get(number, 0.0) for worth in found) for number in set().union(*found)}
            case clauses.Only(part, condition):
                holding = self._worth(condition)
                return {number: worth for number, worth in self._worth(part).items() if number in holding}
            case clauses.But(part, exception):
                holding = self._worth(exception)
                return {number: worth for number, worth in self._worth(part).items() if number not in holding}
            case clauses.Everything():
                return dict.fromkeys(self._entries, 1.0)

    def _term(self, field: str, term: str) -> dict[int, float]:
        counts = {number: count for number, one in self._entries.items() if (count := one.terms.get(field, ()).count(term))}
        if field not in SCORED:
            return dict.fromkeys(counts, 1.0)
        lengths = {number: len(one.terms[field]) for number, one in self._entries.items()}
        mean = sum(lengths.values()) / max(len(lengths), 1)
        rare = rarity(len(counts), len(self._entries))
        return {
            number: rare * count / (count + dampening(LENGTHS[length_code(lengths[number])], mean))
            for number, count in counts.items()
        }

    def _holding(self, holds: Callable[[Entry], bool]) -> dict[int, float]:
        return {number: 1.0 for number, one in self._entries.items() if holds(one)}


@dataclass(frozen=True, slots=True)
class Found:
    """The protocol `index.engine.Matches` by a dictionary."""

    worth: dict[int, float]
    entries: dict[int, Entry]

    def __len__(self) -> int:
        return len(self.worth)

    def best(self, most: int) -> list[tuple[int, float]]:
        """At most so many records with their scores, best first."""
        return sorted(self._scores(), key=lambda one: (-one[1], -self.entries[one[0]].recency))[:most]

    def latest(self, most: int) -> list[tuple[int, float]]:
        """At most so many records with their scores, newest first."""
        return sorted(self._scores(), key=lambda one: -self.entries[one[0]].recency)[:most]

    def _scores(self) -> list[tuple[int, float]]:
        return [(number, round(worth, DECIMALS)) for number, worth in self.worth.items()]

    def documents(self) -> set[str]:
        """The documents that the records are of."""
        return {self.entries[number].values["document"][0] for number in self.worth}

    def count(self, facets: Iterable[str], most: int) -> dict[str, Counter[str]]:
        """How many of the records have each value of facets, at most so many values of each."""
        counts = {
            facet: Counter(value for number in self.worth for value in self.entries[number].values.get(facet, ()))
            for facet in facets
        }
        return {facet: most_frequent(count, most) for facet, count in counts.items()}


def most_frequent(counts: Counter[str], most: int) -> Counter[str]:
    """At most so many values, those that come oftenest, ties by the value."""
    return Counter(dict(nsmallest(most, counts.items(), key=lambda one: (-one[1], one[0]))))


def _follow(words: Sequence[str], terms: Sequence[str], gap: int) -> bool:
    """Whether terms follow one another in that order, with at most so many other words between the first and the last."""
    places = [[place for place, word in enumerate(words) if word == term] for term in terms]
    return any(
        all(one < other for one, other in pairwise(chosen)) and chosen[-1] - chosen[0] - (len(terms) - 1) <= gap
        for chosen in product(*places)
    )
