"""The words of a segment, gathered as numbers and put in order by numpy; Whoosh's own pool sorts postings one by one.

Of a word only its number is kept for each time that it stands somewhere; its terms in each field are worked out once, when the
segment is written.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress

import numpy as np
from numpy.typing import NDArray

from index.analysis import Analysed
from index.engines.entry import Text
from index.scoring import LENGTHS

Numbers = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Postings:
    """The terms of a field in a segment."""

    terms: list[bytes]
    """In order."""
    starts: NDArray[np.int64]
    """Where the records that hold each begin, and where the last end."""
    records: Numbers
    counts: Numbers
    """How often each of these records holds the term."""
    places: Numbers
    """Where, in a field with places: as many as the counts say."""
    lengths: NDArray[np.uint8]
    """By record, the code of how many terms it has in the field."""


class Pool:
    """Gathers what a segment holds; records come in order, those of segments that are merged last."""

    def __init__(self, derived: Mapping[str, Text], placed: str) -> None:
        """The fields that hold terms of words, and the one of them that has places."""
        self._derived, self._placed = derived, placed
        self._further = {
            of.of: [name for name, one in derived.items() if one.further and one.of == of.of] for of in derived.values()
        }
        """By text, the fields that hold its further terms."""
        self._words = _numbered()
        self._texts: defaultdict[str, _Gathered] = defaultdict(_Gathered)
        self._terms: defaultdict[str, _Terms] = defaultdict(_Terms)

    def text(self, name: str, record: int, text: Analysed) -> None:
        """Takes a text of a record, for all fields that hold terms of its words."""
        self._texts[name].take(record, self._words, text.words)
        for field in self._further[name] if text.further else ():
            self.values(field, record, text.further)

    def values(self, field: str, record: int, terms: Sequence[str]) -> None:
        """Takes terms of a record as they are."""
        of = self._terms[field]
        of.gathered.take(record, of.numbers, terms)

    def merge(self, field: str, of: Postings, numbers: NDArray[np.int64]) -> None:
        """Takes the postings of another segment; `numbers` are what its records have here, -1 for those that are deleted."""
        own = self._terms[field]
        known = np.fromiter((own.numbers[term.decode()] for term in of.terms), np.uint32)
        words = np.repeat(known, np.diff(of.starts))
        words, records = np.repeat(words, of.counts), np.repeat(numbers[of.records], of.counts)
        kept = records >= 0
        own.merged.append((words[kept], records[kept].astype(np.uint32), of.places[kept] if len(of.places) else of.places))

    def fields(self) -> Iterator[tuple[str, Postings]]:
        """The fields in order, each with its postings."""
        for field in sorted({*self._terms, *(name for name, of in self._derived.items() if of.of in self._texts)}):
            yield field, self._postings(field)

    def iter_postings(self) -> Pool:
        """What the field writer is given."""
        return self

    def cleanup(self) -> None:
        """Called when the segment is written or given up."""
        self._texts.clear()
        self._terms.clear()

    def _postings(self, field: str) -> Postings:
        own = self._terms[field]
        found = [(own.gathered.words(), own.gathered.of_words(), np.zeros(0, np.uint32)), *own.merged]
        if field in self._derived:
            text = self._texts[self._derived[field].of]
            places = text.places() if field == self._placed else np.zeros(0, np.uint32)
            found.insert(0, (*self._of_words(text, self._derived[field], own.numbers), places))
        return _ordered(own.numbers, *map(np.concatenate, zip(*found, strict=True)))

    def _of_words(self, text: _Gathered, field: Text, numbers: dict[str, int]) -> tuple[Numbers, Numbers]:
        """The terms of all words of a text in a field, by number, and of each the record."""
        words, names = text.words(), list(self._words)
        counts = np.zeros(len(names), np.int64)
        distinct = np.flatnonzero(np.bincount(words, minlength=len(names)))
        terms = [field.terms(names[number]) for number in distinct.tolist()]
        counts[distinct] = list(map(len, terms))
        starts = np.cumsum(counts) - counts
        known = np.fromiter(map(numbers.__getitem__, chain.from_iterable(terms)), np.uint32)
        many = counts[words]
        within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        return known[np.repeat(starts[words], many) + within], np.repeat(text.of_words(), many)


class _Gathered:
    """Words in the order in which they came, by number."""

    def __init__(self) -> None:
        self._words = array("I")
        self._records = array("I")
        self._sizes = array("I")
        """How many words each of the records has."""

    def take(self, record: int, numbers: dict[str, int], words: Sequence[str]) -> None:
        if words:
            self._words.extend(map(numbers.__getitem__, words))
            self._records.append(record)
            self._sizes.append(len(words))

    def words(self) -> Numbers:
        return np.frombuffer(self._words, np.uint32)

    def of_words(self) -> Numbers:
        """Of each word the record."""
        return np.repeat(np.frombuffer(self._records, np.uint32), self._sizes)

    def places(self) -> Numbers:
        """Of each word its place in the record."""
        sizes = np.frombuffer(self._sizes, np.uint32)
        return (np.arange(len(self._words)) - np.repeat(np.cumsum(sizes) - sizes, sizes)).astype(np.uint32)


class _Terms:
    """Terms of a field that came as they are."""

    def __init__(self) -> None:
        self.numbers = _numbered()
        self.gathered = _Gathered()
        self.merged: list[tuple[Numbers, Numbers, Numbers]] = []
        """Of other segments, each with its record and, in a field with places, its place."""


def _numbered() -> dict[str, int]:
    """A dictionary that gives what it is asked for the next number."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    return numbers


def _ordered(numbers: Mapping[str, int], words: Numbers, records: Numbers, places: Numbers) -> Postings:
    """Words by number with their records, by term and record."""
    there = np.bincount(words, minlength=len(numbers)).astype(bool)  # a merged segment has terms of records that are gone
    terms = sorted(compress(numbers, there.tolist()))  # which is the order of their bytes
    rank = np.empty(len(numbers), np.uint64)
    rank[[numbers[term] for term in terms]] = np.arange(len(terms), dtype=np.uint64)
    lengths = np.searchsorted(LENGTHS, np.bincount(records), "right") - 1
    low = np.arange(len(words), dtype=np.uint64) if len(places) else records
    by_rank = np.sort(rank[words] << np.uint64(32) | low)  # one number each: numpy sorts these several times as fast as pairs
    words, low = (by_rank >> np.uint64(32)).astype(np.uint32), by_rank.astype(np.uint32)
    records, places = (records[low], places[low]) if len(places) else (low, places)
    fresh = np.flatnonzero((np.diff(words, prepend=-1) != 0) | (np.diff(records, prepend=-1) != 0))
    return Postings(
        [term.encode() for term in terms],
        np.append(np.flatnonzero(np.diff(words[fresh], prepend=-1)), len(fresh)),
        records[fresh],
        np.diff(fresh, append=len(words)).astype(np.uint32),
        places,
        lengths.astype(np.uint8),
    )
