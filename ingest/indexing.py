"""The last stage of a run: the index follows the documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from corpus.store import documents
from corpus.store.archive import Archive
from index.engine import open_index
from index.records import IndexRecord, records
from ingest.worker import Trouble, mistake


def update_index(archive: Archive, tell: Callable[[int, int], None]) -> dict[str, Trouble]:
    """Has the index follow the documents: takes out those that are gone, puts in those that it lacks or has as they were.

    `tell` is told how many are done and how many there are. Those that can't be put in are returned, by content hash; the next
    run tries them again.
    """
    unindexed: dict[str, Trouble] = {}
    indexed = documents.indexed(archive)
    with open_index(archive.index, write=True) as index:
        there = index.documents()
        index.remove(there - indexed.keys())
        lacking = [sha256 for sha256, current in indexed.items() if not current or sha256 not in there]

        def contents() -> Iterator[tuple[str, Sequence[IndexRecord]]]:
            for sha256 in lacking:
                try:
                    content = records(documents.load(archive, sha256))
                except Exception as error:  # our own mistake costs the one document
                    unindexed[sha256] = mistake("göras sökbar", error)
                else:
                    yield sha256, content

        for count, sha256 in enumerate(index.update(contents()), 1):
            with archive.transaction() as database:
                documents.mark_indexed(database, sha256)
            tell(count, len(lacking))
        index.publish()
    return unindexed
