"""The last stage of a run: the index follows the documents. And the care of the index: is it whole, build it anew."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from corpus.store import documents
from corpus.store.archive import Archive
from corpus.store.originals import content_hash
from index.engine import Index, open_index
from index.records import IndexRecord, records
from ingest.worker import Trouble, mistake

Tell = Callable[[int, int], None]
"""Is told how many documents are done, and how many there are."""


class _Sum(NamedTuple):
    """What a file of the index was when it was written; no engine changes a file that it has finished."""

    size: int
    digest: str


def update_index(archive: Archive, tell: Tell) -> dict[str, Trouble]:
    """Has the index follow the documents: takes out those that are gone, puts in those that it lacks or has as they were.

    A damaged index is built anew. Documents that can't be put in are returned, by content hash; the next run tries them again.
    """
    indexed = documents.indexed(archive)
    with writing(archive, fresh=is_damaged(archive)) as index:
        there = index.documents()
        index.remove(there - indexed.keys())
        lacking = [sha256 for sha256, current in indexed.items() if not current or sha256 not in there]
        unindexed: dict[str, Trouble] = {}
        for count, sha256 in enumerate(_fill(archive, index, lacking, unindexed), 1):
            with archive.transaction() as database:
                documents.mark_indexed(database, sha256)
            tell(count, len(lacking))
        index.publish()
    return unindexed


def reindex(archive: Archive, tell: Tell, engine: str | None = None) -> dict[str, Trouble]:
    """Builds the index anew beside the one that is searched, then puts it in its place; goes on where it was stopped.

    `engine` is one of `index.engine.ENGINES`, kept from then on; without it the archive keeps the one that it has.
    Documents that can't be put in are returned, by content hash. The caller holds the lock of the archive.
    """
    indexed = documents.indexed(archive)
    with writing(archive, fresh=True, engine=engine) as index:
        there = index.documents()
        index.remove(sha256 for sha256 in there if not indexed.get(sha256))
        lacking = [sha256 for sha256, current in indexed.items() if not current or sha256 not in there]
        unindexed: dict[str, Trouble] = {}
        for count, _ in enumerate(_fill(archive, index, lacking, unindexed), 1):
            tell(count, len(lacking))
        index.publish()
        # Only now: until it was published, the old one was what the marks are about.
        with archive.transaction() as database:
            for sha256 in index.documents():
                documents.mark_indexed(database, sha256)
    return unindexed


@contextmanager
def writing(archive: Archive, *, fresh: bool = False, engine: str | None = None) -> Iterator[Index]:
    """The index, open to be written to; `fresh` and `engine` as `open_index` has them.

    Engines remove files that they have merged. So there are no sums of files meanwhile, and none after a stop: nothing that
    was removed rightly is taken for lost, and the index built anew for it.
    """
    known = _sums(archive)
    _place(archive).unlink(missing_ok=True)
    with open_index(archive.index, write=True, fresh=fresh, engine=engine) as index:
        yield index
    _seal(archive, known)


def is_damaged(archive: Archive, *, thoroughly: bool = False) -> bool:
    """Whether files of the index are missing or have another size than they were written with; or `thoroughly`, other bytes."""
    for name, (size, digest) in _sums(archive).items():
        file = archive.index / name
        if not file.is_file() or file.stat().st_size != size or (thoroughly and content_hash(file) != digest):
            return True
    return False


def _fill(archive: Archive, index: Index, lacking: Sequence[str], unindexed: dict[str, Trouble]) -> Iterator[str]:
    """Puts documents into the index; yields each when it is there."""

    def contents() -> Iterator[tuple[str, Sequence[IndexRecord]]]:
        for sha256 in lacking:
            try:
                content = records(documents.load(archive, sha256))
            except Exception as error:  # our own mistake costs the one document
                unindexed[sha256] = mistake("göras sökbar", error)
            else:
                yield sha256, content

    return index.update(contents())


def _seal(archive: Archive, known: dict[str, _Sum]) -> None:
    """Notes what the files of the index are; some are known from before."""
    files = {
        path.relative_to(archive.index).as_posix(): path
        for path in archive.index.rglob("*")
        if path.is_file() and path.parent != archive.index and path.stat().st_size
    }
    sums = {name: known.get(name) or _Sum(path.stat().st_size, content_hash(path)) for name, path in files.items()}
    half = _place(archive).with_suffix(".half")
    half.write_text(json.dumps(sums), encoding="utf-8")
    half.replace(_place(archive))


def _sums(archive: Archive) -> dict[str, _Sum]:
    try:
        sums = json.loads(_place(archive).read_text(encoding="utf-8"))
        return {name: _Sum(*entry) for name, entry in sums.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _place(archive: Archive) -> Path:
    return archive.index / "sums.json"
