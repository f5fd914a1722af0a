"""The embedded engine: Whoosh. This module is the only one that knows it.

The folder of an index holds one folder for each generation, named by its stamp and, after the first, a number
(`1-0a1b2c.2`), and the file `published`, which names the one that is searched. The schema comes from code: Whoosh would
unpickle it from the index otherwise.
"""

from __future__ import annotations

import os
import shutil
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any as Anything
from typing import Self

from whoosh import query as wq
from whoosh.columns import MultiColumnReader, RefBytesColumn, VarBytesColumn
from whoosh.fields import STORED, FieldType, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Existence, Format, Frequency, Positions
from whoosh.index import EmptyIndexError, FileIndex, LockError
from whoosh.searching import SearchContext

from corpus.errors import ArchiveError
from index import clauses
from index.analysis import analysis_version, terms
from index.facets import FACETS
from index.records import IndexRecord

SCHEMA = 1
"""Raised when the fields below change."""

_BATCH = 8_000_000
"""Characters of text in a commit: bounds the memory, and what a crash costs."""
_MEMORY_MB = 512
"""Enough for a batch, so that Whoosh sorts its postings without temporary files."""
_MANY = frozenset({"document", "person", "responsible", "dnr"})
"""Fields with more values than Whoosh's compact column holds (65,535 in a segment)."""
_JOINT = "\x1f"


class _Places(Positions):  # type: ignore[misc]
    """Positions as plain integers: Whoosh's own pickles them, at four times the cost."""

    def encode(self, places: Sequence[int]) -> bytes:
        return array("I", places).tobytes()

    def decode_positions(self, value: bytes) -> list[int]:
        places = array("I")
        places.frombytes(value)
        return places.tolist()

    def decode_frequency(self, value: bytes) -> int:
        return len(value) // array("I").itemsize

    def combine(self, values: Iterable[bytes]) -> bytes:
        return self.encode(sorted({place for value in values for place in self.decode_positions(value)}))


class _Ready(FieldType):  # type: ignore[misc]
    """A field that is given its terms."""

    def __init__(self, form: Format, *, scored: bool = True, column: object = None) -> None:
        super().__init__(form, None, scorable=scored, sortable=column)

    def index(self, value: Sequence[str], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        places: dict[str, list[int]] = defaultdict(list)
        for place, term in enumerate(value):
            places[term].append(place)
        for term, at in places.items():
            count = len(at)
            yield term.encode(), count, float(count), self.format.encode(at) if self.format.__class__ is _Places else b""

    def to_column_value(self, value: str) -> bytes:
        return value.encode()


def _schema() -> Schema:
    schema = Schema(
        form=_Ready(Frequency()),
        text=_Ready(_Places()),
        parts=_Ready(Frequency()),
        title=_Ready(Frequency()),
        context=_Ready(Frequency()),
        record=STORED(),
    )
    for name in ("document", "date", *(facet.name for facet in FACETS)):
        column = VarBytesColumn() if name in _MANY else RefBytesColumn()
        schema.add(name, _Ready(Existence(), scored=False, column=column))
    return schema


class WhooshIndex:
    """The protocol `index.engine.Index` by Whoosh."""

    def __init__(self, folder: Path, *, write: bool = False, fresh: bool = False) -> None:
        self._folder = folder
        self._write = write
        self._index: FileIndex | None = None
        self._reader: Anything = None
        published = _published(folder)
        current = published.partition(".")[0] == stamp()
        self._name = _next(published) if write and (fresh or not current) else published
        if write:
            (folder / self._name).mkdir(parents=True, exist_ok=True)
            if self._name == published:
                self._remove_others()  # one that was begun beside it would miss what comes now
        if self._name:
            self._open(published)

    @property
    def stamp(self) -> str:
        """The versions that it was built with; empty where nothing is published."""
        return self._name.partition(".")[0]

    def _open(self, published: str) -> None:
        try:
            self._index = _open(self._folder / self._name, create=self._write)
            self._searcher()
        except Exception as error:  # whatever damage makes Whoosh stumble over
            if not self._write:
                raise ArchiveError(f"Sökregistret i {self._folder} är skadat.", "Bygg om det: klubbat reindex") from error
            self._name = _next(published)
            shutil.rmtree(self._folder / self._name, ignore_errors=True)
            (self._folder / self._name).mkdir()
            self._index = _open(self._folder / self._name, create=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._forget()
        if self._index is not None:
            self._index.close()

    # What is in it

    def documents(self) -> set[str]:
        """The documents that are indexed, by content hash."""
        if self._index is None:
            return set()
        numbers = self._searcher().reader().all_doc_ids()
        return {document for _, values in self.values("document", numbers) for document in values}

    def update(self, documents: Iterable[tuple[str, Sequence[IndexRecord]]]) -> Iterator[str]:
        """Puts in documents, batch by batch; see the protocol."""
        batch: dict[str, Sequence[IndexRecord]] = {}
        size = 0
        for sha256, records in documents:
            batch[sha256] = records
            size += sum(len(record.text) for record in records) + 1000
            if size >= _BATCH:
                yield from self._commit(batch)
                batch, size = {}, 0
        yield from self._commit(batch)

    def remove(self, documents: Iterable[str]) -> None:
        """Takes out all records of these documents."""
        ids = list(documents)
        if not ids or self._index is None:
            return
        writer = self._writer()
        for document in ids:
            writer.delete_by_query(wq.Term("document", document))
        writer.commit()
        self._forget()

    def publish(self) -> None:
        """Makes this the index that is searched, and removes the others."""
        if _published(self._folder) != self._name:
            beside = self._folder / f"published.{os.getpid()}"
            beside.write_text(self._name, encoding="utf-8")
            beside.replace(self._folder / "published")
        self._remove_others()

    def _remove_others(self) -> None:
        for old in self._folder.iterdir():
            if old.is_dir() and old.name != self._name:
                shutil.rmtree(old, ignore_errors=True)  # one that a search still reads goes next time

    # What is asked of it

    def match(self, clause: clauses.Clause) -> dict[int, float]:
        """The numbers of the records that a clause holds for, with their scores."""
        if self._index is None:
            return {}
        searcher = self._searcher()
        asked = _query(clause).normalize()
        found: dict[int, float] = {}
        for leaf, offset in searcher.leaf_searchers():
            matcher = asked.matcher(leaf, SearchContext(needs_current=True, weighting=searcher.weighting))
            while matcher.is_active():
                found[offset + matcher.id()] = matcher.score()
                matcher.next()
        return found

    def record(self, number: int) -> IndexRecord:
        """A record, without its text, context and facets."""
        stored = self._searcher().stored_fields(number)["record"]
        return IndexRecord(*stored)

    def values(self, field: str, numbers: Iterable[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each record's number with its values of a facet, of `document` or of `date`."""
        if self._index is None or not self._searcher().reader().doc_count():
            return  # an empty reader has no columns
        # Whoosh's own column over all segments leaves out those without a value, and then reads those of other records.
        leaves = self._searcher().reader().leaf_readers()
        column = MultiColumnReader([leaf.column_reader(field, translate=False) for leaf, _ in leaves], [at for _, at in leaves])
        for number in numbers:
            value = column[number].decode()
            found = tuple(value.split(_JOINT)) if value else ()
            yield number, found

    def count(self, facet: str, numbers: Collection[int]) -> Counter[str]:
        """How many of the records have each value of a facet."""
        sets = Counter(values for _, values in self.values(facet, numbers))
        counts: Counter[str] = Counter()
        for values, count in sets.items():
            for value in values:
                counts[value] += count
        return counts

    def terms(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        """The terms of a field that begin so, in order, each with the number of records that hold it."""
        if self._index is None:
            return
        reader = self._searcher().reader()
        for term in reader.expand_prefix(field, prefix):
            yield term.decode(), reader.doc_frequency(field, term)

    # Within

    def _searcher(self) -> Anything:
        if self._reader is None:
            assert self._index is not None
            self._reader = self._index.searcher()
        return self._reader

    def _forget(self) -> None:
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _writer(self) -> Anything:
        assert self._write, "the index was opened for searching"
        assert self._index is not None
        try:
            return self._index.writer(limitmb=_MEMORY_MB)
        except LockError as error:
            raise ArchiveError(
                f"Sökregistret i {self._folder} skrivs redan av ett annat program.", "Vänta tills det är klart och kör igen."
            ) from error

    def _commit(self, batch: dict[str, Sequence[IndexRecord]]) -> Iterator[str]:
        if not batch:
            return
        known = self.documents()
        writer = self._writer()
        try:
            for sha256 in known & batch.keys():
                writer.delete_by_query(wq.Term("document", sha256))
            for records in batch.values():
                for record in records:
                    writer.add_document(**_fields(record))
        except BaseException:
            writer.cancel()
            raise
        writer.commit()
        self._forget()
        yield from batch


def stamp() -> str:
    """What an index of this program is built with, fit for the name of a folder."""
    return f"{SCHEMA}-" + blake2b(f"{SCHEMA} {analysis_version()}".encode(), digest_size=6).hexdigest()


def _published(folder: Path) -> str:
    """The name of the generation that is searched, if this program can read it."""
    with suppress(OSError):
        found = (folder / "published").read_text(encoding="utf-8").strip()
        if found.startswith(f"{SCHEMA}-") and (folder / found).is_dir():
            return found
    return ""


def _next(published: str) -> str:
    """The name of the generation that follows the published one; where that is of another stamp, the first."""
    begun, _, number = published.partition(".")
    return f"{stamp()}.{int(number or 1) + 1}" if begun == stamp() else stamp()


def _open(place: Path, *, create: bool) -> FileIndex:
    storage = FileStorage(str(place))
    try:
        return FileIndex(storage, schema=_schema())
    except EmptyIndexError:
        if not create:
            raise
        return FileIndex.create(storage, _schema(), "MAIN")


def _fields(record: IndexRecord) -> dict[str, Anything]:
    """A record as Whoosh takes it: its terms, its columns, and what is printed of a hit."""
    body, title, context = terms(record.text), terms(record.title or ""), terms(record.context)
    fields: dict[str, Anything] = {
        "form": body.form,
        "text": body.text,
        "parts": body.parts,
        "title": title.text + title.parts,
        "context": context.text + context.parts,
        "document": (record.document,),
        "_stored_document": record.document,
        "record": (
            record.document, record.number, record.file, record.path, record.item, record.title, record.page,
            record.span, record.spans, record.date, record.body, record.kind,
        ),
    }  # fmt: skip
    if record.date:
        fields |= {"date": (record.date,), "_stored_date": record.date}
    for name, values in record.facets.items():
        if values:
            fields[name] = facet_terms(values)
            fields[f"_stored_{name}"] = _JOINT.join(values)
    return fields


def facet_terms(values: Iterable[str]) -> tuple[str, ...]:
    """By what the values of a facet are found: each whole, in lower case, and its words."""
    found: dict[str, None] = {}
    for value in values:
        found[value.lower()] = None
        analysed = terms(value)
        found |= dict.fromkeys((*analysed.form, *analysed.text))
    return tuple(found)


def _query(clause: clauses.Clause) -> wq.Query:
    """A clause in Whoosh's words."""
    match clause:
        case clauses.Term(field, term, weight):
            return wq.Term(field, term, boost=weight)
        case clauses.Sequence(field, sequence, gap, weight):
            return wq.Phrase(field, list(sequence), slop=gap + 1, boost=weight)
        case clauses.Begins(field, prefix):
            return wq.Prefix(field, prefix)
        case clauses.Between(field, first, last):
            return wq.TermRange(field, first, last)
        case clauses.All(parts):
            return wq.And([_query(part) for part in parts])
        case clauses.Any(parts):
            return wq.Or([_query(part) for part in parts])
        case clauses.Only(part, condition):
            return wq.Require(_query(part), _query(condition))
        case clauses.But(part, exception):
            return wq.AndNot(_query(part), _query(exception))
        case clauses.Everything():
            return wq.Every()
