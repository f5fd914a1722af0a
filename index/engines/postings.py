"""Whoosh's codec with terms and postings as arrays, which are written and read as they stand.

One file holds the postings, field by field: the numbers of the records that hold each term; how often each does, for terms that
some record holds more than once; where, in fields with places. Another holds the terms of each field, in order, and what finds
their postings (`_Field`); it ends with a list of where the parts of each field are. All are unsigned little-endian integers, of
32 bits where nothing else is said.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from struct import Struct
from typing import Any as Anything
from typing import NamedTuple
from zlib import crc32

import msgspec
import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import W3Codec

from index.engines.pool import Pool, Postings

_BLOCK = 4096
"""Bytes of postings that have a CRC together."""
_END = Struct("<I")
"""The length of the list of parts."""
_NUMBERS = ("words", "records", "counts", "places", "sums")
_NOWHERE = dict.fromkeys((*_NUMBERS, "letters", "lengths", "postings"), (0, 0))
_Parts = dict[str, dict[str, tuple[int, int]]]
"""By field and name, where each part begins and ends in its file."""


class Piece(NamedTuple):
    """The postings of a term in a segment, each kind as bytes of 32-bit integers."""

    records: memoryview
    counts: memoryview
    """Empty where each record holds the term once."""
    places: memoryview


class ArrayCodec(W3Codec):  # type: ignore[misc]
    """The codec."""

    length_stats = False

    def field_writer(self, storage: Anything, segment: Anything) -> Anything:
        """Writes what a pool has gathered."""
        return _FieldWriter(self, storage, segment)

    def terms_reader(self, storage: Anything, segment: Anything) -> Terms:
        """The terms of a segment."""
        return Terms(segment.open_file(storage, self.TERMS_EXT), segment.open_file(storage, self.POSTS_EXT))


class _FieldWriter:
    is_closed = False

    def __init__(self, codec: ArrayCodec, storage: Anything, segment: Anything) -> None:
        self._segment = segment
        self._terms = segment.create_file(storage, codec.TERMS_EXT)
        self._postings = segment.create_file(storage, codec.POSTS_EXT)
        self._parts: _Parts = {}

    def add_postings(self, schema: object, lengths: object, items: Pool) -> None:
        """Writes all fields."""
        at = begin = 0
        for name, of in items.fields():
            self._segment._fieldlengths[name] = int(of.counts.sum())
            parts = _parts(of)
            postings = parts.pop("postings")
            self._postings.write(postings)
            where = self._parts[name] = {"postings": (begin, begin := begin + len(postings))}
            for part, data in parts.items():
                self._terms.write(data)
                where[part] = (at, at := at + len(data))

    def close(self) -> None:
        """Ends both files."""
        parts = msgspec.msgpack.encode(self._parts)
        self._terms.write(parts + _END.pack(len(parts)))
        self._terms.close()
        self._postings.close()
        self.is_closed = True


def _parts(of: Postings) -> dict[str, bytes]:
    """What is written of a field."""
    holding, occurrences = np.diff(of.starts), np.add.reduceat(of.counts, of.starts[:-1])
    several = occurrences != holding
    counts = of.counts[np.repeat(several, holding)]
    postings = _bytes(of.records) + _bytes(counts) + _bytes(of.places)
    return {
        "postings": postings,
        "sums": array("I", (crc32(postings[at : at + _BLOCK]) for at in range(0, len(postings), _BLOCK))).tobytes(),
        "words": _starts(list(map(len, of.terms))),
        "records": _bytes(of.starts),
        "counts": _starts(holding * several),
        "places": _starts(occurrences if len(of.places) else 0 * occurrences),
        "lengths": of.lengths.tobytes(),
        "letters": b"".join(of.terms),
    }


def _starts(sizes: Anything) -> bytes:
    """Where parts of these sizes begin, and where the last ends."""
    return _bytes(np.concatenate(([0], np.cumsum(sizes))))


def _bytes(numbers: NDArray[Anything]) -> bytes:
    return numbers.astype("<u4").tobytes()


@dataclass(frozen=True, slots=True)
class _Field:
    """The terms of a field in a segment; of each where something begins, and of the last where it ends."""

    words: memoryview
    """Where each begins among the letters,"""
    records: memoryview
    """its records among those of the postings,"""
    counts: memoryview
    """their counts among the counts,"""
    places: memoryview
    """and its places among the places."""
    sums: memoryview
    """The CRC of each block of the postings."""
    letters: memoryview
    lengths: memoryview
    """By record, the code of how many terms it has, one byte each; of the last ones that have none it is left out."""
    postings: memoryview
    right: set[int] = field(default_factory=set)
    """The blocks whose CRC was right."""

    def __len__(self) -> int:
        return max(len(self.words) - 1, 0)

    def term(self, at: int) -> bytes:
        return bytes(self.letters[self.words[at] : self.words[at + 1]])

    def place(self, term: bytes) -> int:
        """Where a term stands among those of the field, or would stand."""
        return bisect_left(range(len(self)), term, key=self.term)

    def beginning(self, prefix: bytes) -> range:
        """Where the terms stand that begin so."""
        following = range(self.place(prefix), len(self))
        return following[: bisect_left(following, True, key=lambda at: not self.term(at).startswith(prefix))]

    def piece(self, terms: range) -> Piece:
        """The postings of terms that follow one another; ValueError where they are damaged."""
        if not terms:
            return Piece(*[self.postings[:0]] * 3)
        found, at = list[memoryview](), 0
        for starts in (self.records, self.counts, self.places):
            found.append(self._checked(4 * (at + starts[terms.start]), 4 * (at + starts[terms.stop])))
            at += starts[-1]
        return Piece(*found)

    def _checked(self, begin: int, end: int) -> memoryview:
        for block in range(begin // _BLOCK, -(-end // _BLOCK)):
            if block not in self.right:
                if crc32(self.postings[block * _BLOCK : (block + 1) * _BLOCK]) != self.sums[block]:
                    raise ValueError("damaged postings")
                self.right.add(block)
        return self.postings[begin:end]


class Terms:
    """The terms of a segment."""

    def __init__(self, terms: Anything, postings: Anything) -> None:
        self._files = terms, postings
        self._terms, self._postings = memoryview(terms._buf), memoryview(postings._buf)
        size = len(self._terms) - _END.size
        (length,) = _END.unpack_from(self._terms, size)
        self._parts = msgspec.msgpack.decode(self._terms[size - length : size], type=_Parts)
        self._fields: dict[str, _Field] = {}

    def find(self, field: str, term: bytes) -> Piece | None:
        """The postings of a term; None where no record holds it."""
        of = self._field(field)
        at = of.place(term)
        return of.piece(range(at, at + 1)) if at < len(of) and of.term(at) == term else None

    def begin(self, field: str, prefix: bytes) -> memoryview:
        """The records of all terms that begin so."""
        of = self._field(field)
        return of.piece(of.beginning(prefix)).records

    def holding(self, field: str, prefix: bytes) -> Iterator[tuple[bytes, int]]:
        """The terms that begin so, in order, each with how many records of the segment hold it."""
        of = self._field(field)
        return ((of.term(at), of.records[at + 1] - of.records[at]) for at in of.beginning(prefix))

    def lengths(self, field: str) -> memoryview:
        """By record, the code of how many terms it has in a field; the last ones may be left out, that have none."""
        return self._field(field).lengths

    def indexed_field_names(self) -> Iterable[str]:
        """The fields; the name is Whoosh's."""
        return self._parts

    def all(self, field: str) -> Postings:
        """All postings of a field."""
        of = self._field(field)
        piece = of.piece(range(len(of)))
        starts, counts = np.array(of.records, np.int64), np.ones(len(piece.records) // 4, np.uint32)
        counts[np.repeat(np.diff(of.counts) > 0, np.diff(starts))] = np.frombuffer(piece.counts, "<u4")
        return Postings(
            [of.term(at) for at in range(len(of))],
            starts,
            np.frombuffer(piece.records, "<u4"),
            counts,
            np.frombuffer(piece.places, "<u4"),
            np.frombuffer(of.lengths, np.uint8),
        )

    def close(self) -> None:
        """Closes both files."""
        for file in self._files:
            file.close()

    def _field(self, name: str) -> _Field:
        if name not in self._fields:
            where = self._parts.get(name, _NOWHERE)
            words, records, counts, places, sums = (self._terms[slice(*where[part])].cast("I") for part in _NUMBERS)
            letters, lengths = (self._terms[slice(*where[part])] for part in ("letters", "lengths"))
            postings = self._postings[slice(*where["postings"])]
            self._fields[name] = _Field(words, records, counts, places, sums, letters, lengths, postings)
        return self._fields[name]
