"""Columns of a Whoosh index that are read as they stand: several values a record, bytes, and plain numbers."""

from __future__ import annotations

from array import array
from collections import Counter
from struct import Struct
from typing import Any as Anything

import numpy as np
from numpy.typing import NDArray
from whoosh.columns import Column, ColumnReader, ColumnWriter

_HEAD = Struct("<III")
_COUNT = Struct("<I")
_JOINT = "\x1f"


class ValuesColumn(Column):  # type: ignore[misc]
    """Values of records: the distinct ones once, then for each record where its own begin, then the places of these among them.

    A column begins with the length in bytes of the distinct values, how many records and how many values it has.
    """

    def writer(self, dbfile: Anything) -> Anything:
        """Writes a column to a file."""
        return _ValuesWriter(dbfile)

    def reader(self, dbfile: Anything, basepos: int, length: int, doccount: int) -> Values:
        """Reads a column from a file."""
        return Values(dbfile, basepos, length, doccount)

    def default_value(self, reverse: bool = False) -> tuple[str, ...]:
        """What a record without a value has."""
        return ()


class _Writer(ColumnWriter):  # type: ignore[misc]
    def __init__(self, dbfile: Anything) -> None:
        self._dbfile = dbfile
        self._starts = array("I", [0])
        """Where what each record has begins, and where that of the last ends."""

    def _fill(self, records: int) -> None:
        """Passes over records that have nothing, up to so many in all."""
        while len(self._starts) <= records:
            self._starts.append(self._starts[-1])


class _ValuesWriter(_Writer):
    def __init__(self, dbfile: Anything) -> None:
        super().__init__(dbfile)
        self._distinct: dict[str, int] = {}
        self._values = array("I")

    def add(self, docnum: int, value: tuple[str, ...]) -> None:
        self._fill(docnum)
        for one in value:
            self._values.append(self._distinct.setdefault(one, len(self._distinct)))
        self._starts.append(len(self._values))

    def finish(self, docnum: int) -> None:
        self._fill(docnum)
        distinct = _JOINT.join(self._distinct).encode()
        head = _HEAD.pack(len(distinct), docnum, len(self._values))
        self._dbfile.write(head + distinct + self._starts.tobytes() + self._values.tobytes())


class Values(ColumnReader):  # type: ignore[misc]
    """A column of a segment: the distinct values, where each record's own begin, and their places among the distinct ones."""

    def __init__(self, dbfile: Anything, basepos: int, length: int, doccount: int) -> None:
        super().__init__(dbfile, basepos, length, doccount)
        data = dbfile.get(basepos, length)
        size, records, values = _HEAD.unpack_from(data)
        self.distinct: list[str] = data[_HEAD.size : _HEAD.size + size].decode().split(_JOINT)
        self.starts = np.frombuffer(data, "<u4", records + 1, _HEAD.size + size)
        self.places = np.frombuffer(data, "<u4", values, _HEAD.size + size + 4 * (records + 1))

    def __getitem__(self, docnum: int) -> tuple[str, ...]:
        return tuple(self.distinct[place] for place in self.places[slice(*self.starts[docnum : docnum + 2])])

    def count(self, records: NDArray[np.bool_]) -> Counter[str]:
        """How many of the marked records have each value."""
        counts = np.bincount(self.places[np.repeat(records, np.diff(self.starts))], minlength=len(self.distinct))
        return Counter({self.distinct[place]: int(counts[place]) for place in np.flatnonzero(counts)})

    def between(self, first: str | None, last: str | None) -> NDArray[np.bool_]:
        """Marks the records that have a value between two, both included; None is open."""
        fits = np.array(
            [(first is None or first <= value) and (last is None or value <= last) for value in self.distinct], np.bool_
        )
        records = np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))
        marked = np.zeros(len(self.starts) - 1, np.bool_)
        marked[records[fits[self.places]]] = True
        return marked


class BytesColumn(Column):  # type: ignore[misc]
    """Bytes of records: how many records there are, where each one's begin, then the bytes."""

    def writer(self, dbfile: Anything) -> Anything:
        """Writes a column to a file."""
        return _BytesWriter(dbfile)

    def reader(self, dbfile: Anything, basepos: int, length: int, doccount: int) -> Bytes:
        """Reads a column from a file."""
        return Bytes(dbfile, basepos, length, doccount)

    def default_value(self, reverse: bool = False) -> bytes:
        """What a record without bytes has."""
        return b""


class _BytesWriter(_Writer):
    def __init__(self, dbfile: Anything) -> None:
        super().__init__(dbfile)
        self._pieces: list[bytes] = []

    def add(self, docnum: int, value: bytes) -> None:
        self._fill(docnum)
        self._pieces.append(value)
        self._starts.append(self._starts[-1] + len(value))

    def finish(self, docnum: int) -> None:
        self._fill(docnum)
        self._dbfile.write(_COUNT.pack(docnum) + self._starts.tobytes() + b"".join(self._pieces))


class Bytes(ColumnReader):  # type: ignore[misc]
    """A column of a segment."""

    def __init__(self, dbfile: Anything, basepos: int, length: int, doccount: int) -> None:
        super().__init__(dbfile, basepos, length, doccount)
        data = memoryview(dbfile._buf)[basepos : basepos + length]
        (records,) = _COUNT.unpack_from(data)
        first = _COUNT.size + 4 * (records + 1)
        self._starts, self._data = data[_COUNT.size : first].cast("I"), data[first:]

    def __getitem__(self, docnum: int) -> bytes:
        return bytes(self._data[self._starts[docnum] : self._starts[docnum + 1]])


def numbers(column: Anything, dtype: str) -> NDArray[Anything]:
    """The numbers of a column that Whoosh wrote, big-endian; 0 where it ends before the last record."""
    found = np.zeros(len(column), dtype)
    data = np.frombuffer(column._dbfile.get(column._basepos, column._count * found.itemsize), dtype)
    found[: len(data)] = data
    return found
