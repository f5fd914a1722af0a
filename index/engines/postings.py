"""Whoosh's codec with postings as arrays: a term's are one piece of the file that numpy reads as it stands.

A piece is: how many records hold the term, how often it occurs in all, the CRC of what follows; the numbers of the records,
and, unless each holds it once, how often each does; in fields with places these. All are unsigned little-endian integers of 32
bits.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from struct import Struct
from typing import Any as Anything
from typing import NamedTuple
from zlib import crc32

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


class Pool:
    """Gathers the postings of a segment by field and term, in place of Whoosh's pool, which sorts them one by one."""

    def __init__(self) -> None:
        self.fields: dict[str, dict[bytes, tuple[Anything, Anything, Anything]]] = {}

    def add(self, posting: tuple[str, bytes, int, float, bytes]) -> None:
        """Takes a posting; the numbers of records must not decrease."""
        field, term, record, count, places = posting
        terms = self.fields.setdefault(field, {})
        gathered = terms.get(term)
        if gathered is None:
            gathered = terms[term] = array("I"), array("I"), bytearray()
        gathered[0].append(record)
        gathered[1].append(int(count))
        gathered[2].extend(places)

    def iter_postings(self) -> Pool:
        """What the field writer is given."""
        return self

    def cleanup(self) -> None:
        """Called when the segment is written or given up."""
        self.fields = {}


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
        for field in sorted(items.fields):
            self.start_field(field, schema[field])
            for term, (records, counts, places) in sorted(items.fields[field].items()):
                once = len(records) == sum(counts)
                offset = self._postfile.tell()
                data = records.tobytes() + (b"" if once else counts.tobytes()) + bytes(places)
                self._postfile.write(_HEAD.pack(len(records), sum(counts), crc32(data)) + data)
                info = W3TermInfo(weight=sum(counts), df=len(records), minid=records[0], maxid=records[-1])
                info.set_extent(offset, self._postfile.tell() - offset)
                self._tindex.add(pack_ushort(self._fieldid) + term, info.to_bytes())
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
