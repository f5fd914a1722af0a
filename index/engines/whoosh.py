"""The embedded engine: Whoosh, which keeps segments, terms, columns and commits. Clauses are answered over its arrays.

The schema comes from code: Whoosh would unpickle it from the index otherwise.
"""

from __future__ import annotations

import mmap
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from types import TracebackType
from typing import Any as Anything
from typing import Self

import numpy as np
from whoosh.columns import NumericColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile
from whoosh.formats import Existence, Format, Frequency, Positions
from whoosh.index import EmptyIndexError, FileIndex, LockError
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from corpus.errors import ArchiveError
from index.clauses import Clause, Everything, Term
from index.engines.arrays import ArrayMatches, Arrays
from index.engines.columns import BytesColumn, ValuesColumn
from index.engines.entry import PLACED, SCORED, VALUED, batches, entry, shown
from index.engines.generations import Generation
from index.engines.pool import Pool
from index.engines.postings import ArrayCodec
from index.records import IndexRecord


class WhooshIndex:
    """The protocol `index.engine.Index` by Whoosh."""

    def __init__(self, generation: Generation, *, write: bool) -> None:
        self.stamp = generation.stamp
        self._generation = generation
        self._write = write
        self._arrays: Arrays | None = None
        self._reader: Anything = None
        storage = _Storage(str(generation.path))
        try:
            self._index = FileIndex(storage, schema=_schema())
        except EmptyIndexError:
            if not write:
                raise
            self._index = FileIndex.create(storage, _schema(), "MAIN")
        self._read()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._forget()
        self._index.close()

    # What is in it

    def documents(self) -> set[str]:
        """The documents that are indexed, by content hash."""
        return self.match(Everything()).documents()

    def update(self, documents: Iterable[tuple[str, Sequence[IndexRecord]]]) -> Iterator[str]:
        """Puts in documents, batch by batch; see the protocol."""
        for batch in batches(documents):
            writer = self._writer()
            try:
                self._delete(writer, self.documents() & batch.keys())
                for records in batch.values():
                    for record in records:
                        writer.add(record)
            except BaseException:
                writer.cancel()
                raise
            writer.commit(_merged)
            self._forget()
            yield from batch

    def remove(self, documents: Iterable[str]) -> None:
        """Takes out all records of these documents."""
        gone = set(documents)
        if gone:
            writer = self._writer()
            self._delete(writer, gone)
            writer.commit(_merged)
            self._forget()

    def publish(self) -> None:
        """Makes this the index that is searched, and removes the others."""
        self._generation.publish()

    # What is asked of it

    def match(self, clause: Clause) -> ArrayMatches:
        """The records that a clause holds for."""
        return self._read().match(clause)

    def record(self, number: int) -> IndexRecord:
        """A record, without its text, context and facets."""
        return shown(self._read().stored(number))

    def values(self, field: str, numbers: Iterable[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each record's number with its values of a facet, of `document` or of `date`."""
        columns = list(self._read().columns(field))
        for number in numbers:
            yield number, next((column[number - at] for at, column in columns if at <= number < at + len(column)), ())

    def terms(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        """The terms of a field that begin so, in order, each with the number of records that hold it."""
        return self._read().terms(field, prefix)

    # Within

    def _read(self) -> Arrays:
        if self._arrays is None:
            self._reader = self._index.reader()
            self._arrays = Arrays(self._reader)
        return self._arrays

    def _forget(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = self._arrays = None

    def _writer(self) -> Anything:
        assert self._write, "the index was opened for searching"
        try:
            return _Writer(self._index)
        except LockError as error:
            raise ArchiveError(
                f"Sökregistret i {self._generation.folder} skrivs redan av ett annat program.",
                "Vänta tills det är klart och kör igen.",
            ) from error

    def _delete(self, writer: Anything, documents: set[str]) -> None:
        for document in documents:
            matches = self.match(Term("document", document))
            for number, _ in matches.best(len(matches)):
                writer.delete_document(number)


class _Storage(FileStorage):  # type: ignore[misc]
    """Files that are read by mapping them, which costs nothing for what isn't asked for."""

    def open_file(self, name: str, **options: object) -> Anything:
        file = super().open_file(name, **options)
        return _Mapped(file, name) if self.file_length(name) else file


class _Mapped(BufferFile):  # type: ignore[misc]
    def __init__(self, file: Anything, name: str) -> None:  # Whoosh's own reads the whole of it
        self._buf = self.file = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        file.close()
        self._name, self.onclose, self.is_real, self.is_closed = name, None, False, False

    def close(self) -> None:
        """Leaves the map to go with the last view of it."""
        self.is_closed = True


class _Terms(FieldType):  # type: ignore[misc]
    """A field that is given its terms."""

    def __init__(self, form: Format, *, scored: bool = False, column: object = None) -> None:
        super().__init__(form, None, scorable=scored, sortable=column)


_SHOWN, _RECENCY, _VALUES = BytesColumn(), NumericColumn("Q"), ValuesColumn()


def _schema() -> Schema:
    schema = Schema(shown=COLUMN(_SHOWN), recency=COLUMN(_RECENCY))
    for name in SCORED:
        schema.add(name, _Terms(Positions() if name == PLACED else Frequency(), scored=True))
    for name in VALUED:
        schema.add(name, _Terms(Existence(), column=_VALUES))
    return schema


class _Writer(SegmentWriter):  # type: ignore[misc]
    """Writes a segment, a record part by part: Whoosh's `add_document` would take its terms one by one."""

    def __init__(self, index: FileIndex) -> None:
        super().__init__(index, codec=ArrayCodec(), compound=False)
        self.pool = Pool(SCORED, PLACED)

    def add(self, record: IndexRecord) -> None:
        """Puts in a record."""
        one = entry(record)
        for name, text in one.texts.items():
            self.pool.text(name, self.docnum, text)
        for name, terms in one.valued.items():
            if terms:
                self.pool.values(name, self.docnum, terms)
        kept = self.perdocwriter
        kept.start_doc(self.docnum)
        kept.add_column_value("shown", _SHOWN, one.shown)
        kept.add_column_value("recency", _RECENCY, one.recency)
        for name, values in one.values.items():
            kept.add_column_value(name, _VALUES, values)
        kept.finish_doc()
        self.docnum += 1
        self._added = True

    def add_postings_to_pool(self, reader: Anything, startdoc: int, docmap: dict[int, int] | None) -> None:
        """Whoosh calls it to merge a segment; `docmap` has the numbers that its records get if some are deleted."""
        of = reader._terms
        numbers = np.arange(startdoc, startdoc + reader.doc_count_all())
        if docmap is not None:
            numbers[:] = -1
            numbers[list(docmap)] = list(docmap.values())
        for field in of.indexed_field_names():
            self.pool.merge(field, of.all(field), numbers)


_ALIKE = 8
"""So many segments of about the same size are made one."""
_LARGE = 4096
"""Records; larger segments are left alone, which bounds the memory that merging takes."""


def _merged(writer: _Writer, segments: Sequence[Anything]) -> list[Anything]:
    """The segments that stay; others are merged into the one that is written, or hold nothing any more.

    Sizes are alike that have the same power of eight, so that a record is written anew but a few times, however many follow
    (O'Neil and others, *The Log-Structured Merge-Tree*, 1996).
    """
    by_size: defaultdict[int, list[Anything]] = defaultdict(list)
    for segment in segments:
        by_size[(segment.doc_count().bit_length() + 2) // 3].append(segment)
    by_size.pop(0, None)
    for alike in by_size.values():
        if len(alike) >= _ALIKE and alike[0].doc_count() < _LARGE:
            for segment in alike:
                with SegmentReader(writer.storage, writer.schema, segment) as reader:
                    writer.add_reader(reader)
            alike.clear()
    return [segment for alike in by_size.values() for segment in alike]
