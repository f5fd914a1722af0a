"""What the archive asks of a search engine. `index/whoosh_engine.py` answers; whatever fulfils this protocol can replace it.

The run that imports uses it so:

    with open_index(archive.index, write=True) as index:
        index.remove(index.documents() - wanted)
        for sha256 in index.update((sha256, records(load(archive, sha256))) for sha256 in lacking):
            …                       # its batch is committed: a step of the progress bar
        index.publish()             # searches see it from now on; older generations are removed

`documents()` is the truth about what is indexed, also after a crash: batches are committed whole. A search opens the folder
without `write`. The index is disposable: a `stamp` names the schema, the analysis and the lexicon that it was built with. Where
they have changed, `write=True` opens an empty index beside the old one, which is searched until `publish()`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from index.clauses import Clause
from index.records import IndexRecord


class Index(Protocol):
    """An open index. Records are known by numbers that hold as long as it is open."""

    @property
    def stamp(self) -> str:
        """The versions of schema, analysis and lexicon that it was built with; empty where nothing is published."""

    def documents(self) -> set[str]:
        """The documents that are indexed, by content hash."""

    def update(self, documents: Iterable[tuple[str, Sequence[IndexRecord]]]) -> Iterator[str]:
        """Puts in the records of documents, each document's in place of those that it had, in bounded batches.

        Yields each document's content hash once its batch is committed; it must be exhausted.
        """

    def remove(self, documents: Iterable[str]) -> None:
        """Takes out all records of these documents."""

    def publish(self) -> None:
        """Makes this the index that is searched, and removes those of other stamps."""

    def match(self, clause: Clause) -> dict[int, float]:
        """The numbers of the records that a clause holds for, with their scores (higher is better)."""

    def record(self, number: int) -> IndexRecord:
        """A record, without its text, context and facets."""

    def values(self, field: str, numbers: Iterable[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each record's number with its values of a facet, of `document` or of `date`."""

    def count(self, facet: str, numbers: Collection[int]) -> Counter[str]:
        """How many of the records have each value of a facet."""

    def terms(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        """The terms of a field that begin so, in order, each with the number of records that hold it."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...


def open_index(folder: Path, *, write: bool = False, fresh: bool = False) -> Index:
    """Opens the index in a folder. Without `write` it is the published one; where there's none, an empty one.

    `fresh` opens an empty one beside it even though that is of the present stamp, or the one that a stopped program has begun
    so. With `write` a damaged index counts as one of another stamp. Raises ArchiveError where the index to search is damaged or
    another process writes to it.
    """
    from index.whoosh_engine import WhooshIndex

    return WhooshIndex(folder, write=write, fresh=fresh)
