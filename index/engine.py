"""What the archive asks of a search engine. Those in `index/engines/` answer; whatever fulfils this protocol is one more.

The run that imports uses it so:

    with open_index(archive.index, write=True) as index:
        index.remove(index.documents() - wanted)
        for sha256 in index.update((sha256, records(load(archive, sha256))) for sha256 in lacking):
            …                       # its batch is committed: a step of the progress bar
        index.publish()             # searches see it from now on; older generations are removed

`documents()` is the truth about what is indexed, also after a crash: batches are committed whole. A search opens the folder
without `write`. The index is disposable: a `stamp` names the schema, the analysis and the lexicon that it was built with. Where
they have changed, `write=True` opens an empty index beside the old one, which is searched until `publish()`.

The engines give the same records the same scores, in the same order: `index/engines/memory.py` says what is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from corpus.errors import ArchiveError
from index.clauses import Clause
from index.engines import generations
from index.engines.generations import Generation
from index.records import IndexRecord

ENGINES = ("whoosh", "tantivy")
"""The engines that keep an index: the embedded one, and one for great archives that is installed apart."""


class Matches(Protocol):
    """The records that a clause holds for."""

    def __len__(self) -> int: ...

    def best(self, most: int) -> list[tuple[int, float]]:
        """At most so many records with their scores, the highest first; of those that score alike the newest."""

    def latest(self, most: int) -> list[tuple[int, float]]:
        """At most so many records with their scores, the newest first; those without a date are last."""

    def documents(self) -> set[str]:
        """The documents that the records are of, by content hash."""

    def count(self, facets: Iterable[str], most: int) -> dict[str, Counter[str]]:
        """How many of the records have each value of facets: of each the most frequent, at most so many, ties by the value."""


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

    def match(self, clause: Clause) -> Matches:
        """The records that a clause holds for."""

    def record(self, number: int) -> IndexRecord:
        """A record, without its text, context and facets."""

    def values(self, field: str, numbers: Iterable[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each record's number with its values of a facet, of `document` or of `date`; meant for few records."""

    def terms(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        """The terms of a field that begin so, in order, each with the number of records that hold it."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...


class DamagedIndexError(ArchiveError):
    """The index can't be read and has to be built anew."""


def is_current(folder: Path) -> bool:
    """Whether an index is published that this program would build so."""
    old = generations.published(folder)
    return old is not None and old.stamp == generations.stamp()


def open_index(folder: Path, *, write: bool = False, fresh: bool = False, engine: str | None = None) -> Index:
    """Opens the index in a folder. Without `write` it is the published one; where there's none, an empty one.

    `fresh` opens an empty one beside it even though that is of the present stamp, or the one that a stopped program has begun
    so. `engine` is one of `ENGINES`; without it the published one's stays. With `write` a damaged index counts as one of
    another stamp. Raises DamagedIndexError where the index to search is damaged, ArchiveError where its engine isn't installed
    or another process writes to it.
    """
    old = generations.published(folder)
    if not write:
        if old is None:
            from index.engines.memory import MemoryIndex

            return MemoryIndex()
        try:
            return _opened(old, write=False)
        except ArchiveError:
            raise
        except Exception as error:  # whatever damage makes an engine stumble over
            raise DamagedIndexError(f"Sökregistret i {folder} är skadat.", "Bygg om det: klubbat reindex") from error
    generation = generations.to_write(folder, engine, fresh=fresh)
    try:
        return _opened(generation, write=True)
    except ArchiveError:
        raise
    except Exception:  # as above
        return _opened(generations.emptied(generation, old), write=True)


def _opened(generation: Generation, *, write: bool) -> Index:
    if generation.engine == "tantivy":
        from index.engines.tantivy import TantivyIndex

        return TantivyIndex(generation, write=write)
    from index.engines.whoosh import WhooshIndex

    return WhooshIndex(generation, write=write)
