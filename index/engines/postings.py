"""Whoosh's codec with terms and postings as arrays, which are written and read as they stand.

The terms of a field are one stretch of a file, in order: where each begins, what is known of each (`_ENTRY`), their bytes. The
file ends with a list of the fields. The postings of a term are a piece of another file: how many records hold it, how often it
occurs in all, the CRC of what follows; the numbers of the records, and, unless each holds it once, how often each does; in
fields with places these. All are unsigned little-endian integers, of 32 bits where nothing else is said.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from struct import Struct
from typing import Any as Anything
from typing import NamedTuple
from zlib import crc32

import msgspec
import numpy
from whoosh.codec.whoosh3 import W3Codec
from whoosh.matching import ListMatcher

_HEAD = Struct("<III")
_ENTRY = Struct("<IIQ")
"""Of a term: how many records hold it, how long its piece is in bytes, and where it begins."""
_END = Struct("<I")
"""The length of the list of fields."""


class Piece(NamedTuple):
    """The postings of a term in a segment, as bytes of 32-bit integers."""

    records: bytes
    counts: bytes
    """Empty where each record holds the term once."""
    places: bytes


class _Gathered:
    """The words of a field in the order in which they came: each the number of its term."""

    def __init__(self) -> None:
        self.numbers: defaultdict[str, int] = defaultdict()
        self.numbers.default_factory = self.numbers.__len__
        self.words = array("I")
        self.places = array("I")
        """Of each word, in a field with places."""
        self.records = array("I")
        self.sizes = array("I")
        """How many words each of the records has there."""

    def postings(self) -> Iterator[tuple[str, int, int, Piece]]:
        """The terms in order, each with how many records hold it, how often it occurs in all, and its postings."""
        terms = sorted(self.numbers)  # which is the order of their bytes
        rank = numpy.empty(len(terms), numpy.uint32)
        rank[[self.numbers[term] for term in terms]] = numpy.arange(len(terms), dtype=numpy.uint32)
        words = rank[numpy.frombuffer(self.words, numpy.uint32)]
        order = numpy.argsort(words, kind="stable")
        words, records = words[order], numpy.repeat(numpy.frombuffer(self.records, numpy.uint32), self.sizes)[order]
        places = numpy.frombuffer(self.places, numpy.uint32)[order] if self.places else None
        fresh = numpy.flatnonzero((numpy.diff(words, prepend=-1) != 0) | (numpy.diff(records, prepend=-1) != 0))
        counts = numpy.diff(fresh, append=len(words)).astype(numpy.uint32)
        begins = [*numpy.flatnonzero(numpy.diff(words[fresh], prepend=-1)).tolist(), len(fresh)]
        edges = [*fresh.tolist(), len(words)]
        records = records[fresh]
        for term, (begin, end) in zip(terms, pairwise(begins), strict=True):
            holding, occurrences = end - begin, edges[end] - edges[begin]
            yield (
                term,
                holding,
                occurrences,
                Piece(
                    records[begin:end].tobytes(),
                    counts[begin:end].tobytes() if holding != occurrences else b"",
                    places[edges[begin] : edges[end]].tobytes() if places is not None else b"",
                ),
            )


class Pool:
    """Gathers the postings of a segment, in place of Whoosh's pool, which sorts them one by one.

    The numbers of records must not decrease.
    """

    def __init__(self) -> None:
        self.fields: defaultdict[str, _Gathered] = defaultdict(_Gathered)

    def gather(self, field: str, record: int, terms: Sequence[str], *, placed: bool) -> None:
        """Takes the terms of a record in order, with their places if it is `placed`."""
        if terms:
            gathered = self.fields[field]
            gathered.words.extend(map(gathered.numbers.__getitem__, terms))
            gathered.records.append(record)
            gathered.sizes.append(len(terms))
            if placed:
                gathered.places.extend(range(len(terms)))

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """Takes a posting from Whoosh, which gives those of segments that it merges."""
        field, term, record, count, places = posting
        gathered = self.fields[field]
        gathered.words.extend([gathered.numbers[term.decode()]] * int(count))
        gathered.records.append(record)
        gathered.sizes.append(int(count))
        gathered.places.frombytes(places)

    def iter_postings(self) -> Pool:
        """What the field writer is given."""
        return self

    def cleanup(self) -> None:
        """Called when the segment is written or given up."""
        self.fields.clear()


class ArrayCodec(W3Codec):  # type: ignore[misc]
    """The codec."""

    length_stats = False

    def field_writer(self, storage: Anything, segment: Anything) -> Anything:
        """Writes what a pool has gathered."""
        return _FieldWriter(self, storage, segment)

    def terms_reader(self, storage: Anything, segment: Anything) -> Terms:
        """The terms of a segment."""
        return Terms(segment.open_file(storage, self.TERMS_EXT), segment.open_file(storage, self.POSTS_EXT))


_Stretch = tuple[int, int]
"""Where the terms of a field begin in their file, and how many there are."""


class _FieldWriter:
    is_closed = False

    def __init__(self, codec: ArrayCodec, storage: Anything, segment: Anything) -> None:
        self._segment = segment
        self._terms = segment.create_file(storage, codec.TERMS_EXT)
        self._pieces = segment.create_file(storage, codec.POSTS_EXT)
        self._stretches: dict[str, _Stretch] = {}

    def add_postings(self, schema: object, lengths: object, items: Pool) -> None:
        """Writes all fields, their terms in order."""
        at = offset = 0
        for field in sorted(items.fields):
            gathered = items.fields[field]
            self._segment._fieldlengths[field] = len(gathered.words)
            words, entries, starts = list[bytes](), list[bytes](), array("I", [0])
            for term, holding, occurrences, piece in gathered.postings():
                data = b"".join(piece)
                self._pieces.write(_HEAD.pack(holding, occurrences, crc32(data)) + data)
                entries.append(_ENTRY.pack(holding, _HEAD.size + len(data), offset))
                offset += _HEAD.size + len(data)
                words.append(term.encode())
                starts.append(starts[-1] + len(words[-1]))
            stretch = starts.tobytes() + b"".join(entries) + b"".join(words)
            self._terms.write(stretch)
            self._stretches[field] = (at, len(words))
            at += len(stretch)

    def close(self) -> None:
        """Ends both files."""
        fields = msgspec.msgpack.encode(self._stretches)
        self._terms.write(fields + _END.pack(len(fields)))
        self._terms.close()
        self._pieces.close()
        self.is_closed = True


@dataclass(frozen=True, slots=True)
class _Field:
    """The terms of a field in their file."""

    starts: memoryview
    """Where each begins among the bytes of all, and where the last ends."""
    entries: int
    """Where in the file what is known of them begins,"""
    words: int
    """and where their bytes do."""

    def __len__(self) -> int:
        return len(self.starts) - 1


class Terms:
    """The terms of a segment, as we ask for them and as Whoosh does, to merge."""

    def __init__(self, terms: Anything, pieces: Anything) -> None:
        self._file, self._pieces = terms, pieces
        size = len(terms._buf)
        (length,) = _END.unpack(terms.get(size - _END.size, _END.size))
        fields = terms.get(size - _END.size - length, length)
        self._stretches = msgspec.msgpack.decode(fields, type=dict[str, _Stretch])
        self._fields: dict[str, _Field] = {}

    def find(self, field: str, term: bytes) -> Piece | None:
        """The postings of a term; None where no record holds it."""
        of = self._field(field)
        at = self._place(of, term)
        return self._piece(of, at) if at < len(of) and self._term(of, at) == term else None

    def begin(self, field: str, prefix: bytes) -> Iterator[Piece]:
        """The postings of each term that begins so."""
        of = self._field(field)
        return (self._piece(of, at) for at in self._beginning(of, prefix))

    def holding(self, field: str, prefix: bytes) -> Iterator[tuple[bytes, int]]:
        """The terms that begin so, in order, each with how many records of the segment hold it."""
        of = self._field(field)
        return ((self._term(of, at), self._entry(of, at)[0]) for at in self._beginning(of, prefix))

    def indexed_field_names(self) -> Iterable[str]:
        """For Whoosh: the fields."""
        return self._stretches

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """For Whoosh: every field's terms, in order."""
        return ((name, self._term(of, at)) for name in self._stretches for of in (self._field(name),) for at in range(len(of)))

    def matcher(self, field: str, term: bytes, format_: Anything, **_: Anything) -> Anything:
        """For Whoosh: the postings of a term, one by one."""
        piece = self.find(field, term) or Piece(b"", b"", b"")
        records = array("I", piece.records)
        counts = array("I", piece.counts or array("I", [1]) * len(records))
        return ListMatcher(records, counts, list(_cut(piece.places, counts)), format_)

    def close(self) -> None:
        """Closes both files."""
        self._file.close()
        self._pieces.close()

    def _field(self, name: str) -> _Field:
        if name not in self._fields:
            begin, count = self._stretches.get(name, (0, 0))
            entries = begin + 4 * (count + 1)
            starts = memoryview(self._file.get(begin, entries - begin)).cast("I")
            self._fields[name] = _Field(starts, entries, entries + _ENTRY.size * count)
        return self._fields[name]

    def _place(self, of: _Field, term: bytes) -> int:
        """Where a term stands among those of a field, or would stand."""
        return bisect_left(range(len(of)), term, key=lambda at: self._term(of, at))

    def _beginning(self, of: _Field, prefix: bytes) -> Iterator[int]:
        places = range(self._place(of, prefix), len(of))
        return takewhile(lambda at: self._term(of, at).startswith(prefix), places)

    def _term(self, of: _Field, at: int) -> bytes:
        start, end = of.starts[at], of.starts[at + 1]
        term: bytes = self._file.get(of.words + start, end - start)
        return term

    def _entry(self, of: _Field, at: int) -> tuple[int, int, int]:
        """What is known of a term, as `_ENTRY` has it."""
        holding, length, offset = _ENTRY.unpack(self._file.get(of.entries + _ENTRY.size * at, _ENTRY.size))
        return holding, length, offset

    def _piece(self, of: _Field, at: int) -> Piece:
        _, length, offset = self._entry(of, at)
        return _piece(self._pieces.get(offset, length))


def _piece(data: bytes) -> Piece:
    records, occurrences, sum_ = _HEAD.unpack_from(data)
    if crc32(data[_HEAD.size :]) != sum_:
        raise ValueError("damaged postings")
    middle = _HEAD.size + 4 * records
    end = middle if records == occurrences else middle + 4 * records
    return Piece(data[_HEAD.size : middle], data[middle:end], data[end:])


def _cut(places: bytes, counts: Iterable[int]) -> Iterator[bytes]:
    at = 0
    for count in counts:
        yield places[at : at + 4 * count]
        at += 4 * count
