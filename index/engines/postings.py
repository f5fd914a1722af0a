"""Whoosh's codec with postings as arrays: a term's are one piece of the file that numpy reads as it stands.

A piece is: how many records hold the term, how often it occurs in all, the CRC of what follows; the numbers of the records,
and, unless each holds it once, how often each does; in fields with places these. All are unsigned little-endian integers of 32
bits.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from struct import Struct
from typing import Any as Anything
from typing import NamedTuple
from zlib import crc32

import numpy
from whoosh.codec.whoosh3 import W3Codec, W3FieldWriter, W3TermInfo
from whoosh.matching import ListMatcher
from whoosh.system import pack_ushort

_HEAD = Struct("<III")
_ENTRY = Struct("!5xI14xqi")
"""What Whoosh's list of terms has of one: how many records hold it, where its postings begin, and how long they are."""


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
        """Takes a posting from Whoosh, which gives those of facets and those of segments that it merges."""
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

    def postings_reader(self, dbfile: Anything, terminfo: Anything, format_: Anything, **_: Anything) -> Anything:
        """A matcher as Whoosh itself needs them, to delete and to merge."""
        offset, (length,) = terminfo.extent()
        piece = _piece(dbfile.get(offset, length))
        records = array("I", piece.records)
        counts = array("I", piece.counts or array("I", [1]) * len(records))
        return ListMatcher(records, counts, list(_cut(piece.places, counts)), format_)


class _FieldWriter(W3FieldWriter):  # type: ignore[misc]
    def add_postings(self, schema: Anything, lengths: object, items: Pool) -> None:
        """Writes all fields, their terms in order."""
        offset = self._postfile.tell()
        for field in sorted(items.fields):
            self.start_field(field, schema[field])
            self._segment._fieldlengths[field] = len(items.fields[field].words)
            for term, holding, occurrences, piece in items.fields[field].postings():
                data = b"".join(piece)
                self._postfile.write(_HEAD.pack(holding, occurrences, crc32(data)) + data)
                first, last = (int.from_bytes(edge, "little") for edge in (piece.records[:4], piece.records[-4:]))
                info = W3TermInfo(weight=occurrences, df=holding, minid=first, maxid=last)
                info.set_extent(offset, _HEAD.size + len(data))
                offset += _HEAD.size + len(data)
                self._tindex.add(pack_ushort(self._fieldid) + term.encode(), info.to_bytes())
            self.finish_field()


def holding(entry: bytes) -> int:
    """How many records of the segment hold a term, by its entry in the list of terms."""
    return int(_ENTRY.unpack(entry)[0])


def read(file: Anything, entry: bytes) -> Piece:
    """The postings of a term, by its entry in the list of terms."""
    _, offset, length = _ENTRY.unpack(entry)
    return _piece(file.get(offset, length))


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
