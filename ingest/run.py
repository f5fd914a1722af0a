"""The run of an import, and the one place that knows all stages: read, annotate, index.

Whatever is committed stays done: the ledger tells how far every file came, the documents tell what the index lacks. So a run
that was stopped at any moment is completed by the next one, and a run with nothing to do starts no worker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.store import documents, ledger
from corpus.store.archive import Archive
from corpus.store.ledger import Entry
from index.engine import open_index
from index.records import IndexRecord, records
from ingest.discover import discover
from ingest.lock import hold
from ingest.pool import read_and_annotate
from ingest.stock import take_stock
from ingest.worker import Trouble, mistake

Progress = Callable[[str, int, int], None]
"""Is told the stage in a word (`läser`, `indexerar`), how many are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of the files that an import was given."""

    done: int
    partial: int
    failed: int
    """Now, or before and not tried again as nothing has changed."""
    unchanged: int
    """Were in the archive already."""
    waiting: int
    """Were not reached, as the import was interrupted."""
    troubled: tuple[Entry, ...]
    """Those that failed, and those that came in partly now; in order of their paths."""
    interrupted: bool
    passed_over: tuple[str, ...]
    """Endings of files that were passed over as no documents, each once."""


def import_paths(archive: Archive, paths: Sequence[Path], progress: Progress = lambda stage, done, total: None) -> Summary:
    """Imports files and folders, recursively, and brings the archive up to date.

    A file that has passed all stages and has kept its size and time isn't opened. Ctrl-C ends the run in good order. Raises
    UsageError where a path doesn't exist, and ArchiveError where another import is going on or the archive can't be written.
    """
    with hold(archive.root):
        passed_over: list[Path] = []
        found = list(discover(paths, passed_over))
        todo = take_stock(archive, paths, found)
        unindexed: dict[str, Trouble] = {}
        interrupted = False
        try:
            read_and_annotate(archive, todo, lambda done, total: progress("läser", done, total))
            _index(archive, unindexed, lambda done, total: progress("indexerar", done, total))
        except KeyboardInterrupt:
            interrupted = True
        summary = _sum_up(archive, found, {entry.path for entry in todo}, unindexed, interrupted)
        return replace(summary, passed_over=tuple(sorted({path.suffix.casefold() for path in passed_over})))


def _index(archive: Archive, unindexed: dict[str, Trouble], progress: Callable[[int, int], None]) -> None:
    """Has the index follow the documents: takes out those that are gone, puts in those that it lacks or has as they were.

    Those that can't be put in come into `unindexed`; the next run tries them again.
    """
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
            progress(count, len(lacking))
        index.publish()


def _sum_up(
    archive: Archive, found: Sequence[Entry], tried: set[str], unindexed: dict[str, Trouble], interrupted: bool
) -> Summary:
    """Counts the files of a run as the ledger has them now."""
    counts = dict.fromkeys(("done", "partial", "failed", "unchanged", "waiting"), 0)
    troubled = []
    now = {entry.path: entry for entry in ledger.entries(archive)}
    for path in sorted({entry.path for entry in found}):
        entry = now[path]
        if entry.sha256 in unindexed and entry.state != "failed":
            trouble = unindexed[entry.sha256]
            entry = replace(entry, state="partial", code=trouble.code, reason=trouble.reason, cure=trouble.cure)
        elif path not in tried and entry.state != "failed":
            counts["unchanged"] += 1
            continue
        counts[entry.state] += 1
        if entry.state in ("failed", "partial"):
            troubled.append(entry)
    return Summary(**counts, troubled=tuple(troubled), interrupted=interrupted, passed_over=())
