"""The run of an import, and the one place that knows all stages: read, annotate, index.

Whatever is committed stays done: the ledger tells how far every file came, the documents tell what the index lacks. So a run
that was stopped at any moment is completed by the next one, and a run with nothing to do starts no worker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.store import ledger, removal
from corpus.store.archive import Archive
from corpus.store.ledger import Entry
from corpus.store.settings import require_model
from ingest.discover import Ahead, discover, endings
from ingest.indexing import update_index
from ingest.lock import hold
from ingest.pool import Progress, Tell, read_and_annotate, sweep
from ingest.stock import Stock, Wishes
from ingest.worker import Trouble


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of the files that an import was given, those within ZIPs and mails among them."""

    done: int
    partial: int
    failed: int
    """Now, or before and not tried again as nothing has changed."""
    unchanged: int
    """Were in the archive already."""
    waiting: int
    """Were not reached, as the import was interrupted."""
    removed: int
    """Were taken down, and are not imported."""
    gone: int
    """Were imported once and are no longer there."""
    troubled: tuple[Entry, ...]
    """Those that failed, and those that came in partly now; in order of their paths."""
    interrupted: bool
    passed_over: dict[str, int]
    """How many files were passed over as no documents, by their endings."""


def import_paths(
    archive: Archive, paths: Sequence[Path], tell: Tell = lambda progress: None, wishes: Wishes | None = None
) -> Summary:
    """Imports files and folders, recursively, and brings the archive up to date.

    A file that has passed all stages and has kept its size and time isn't opened. Ctrl-C ends the run in good order. Raises
    UsageError where a path doesn't exist or `arkiv.toml` can't be followed, and ArchiveError where another import is going on
    or the archive can't be written.
    """
    stock = Stock(archive, paths, wishes or Wishes())
    if stock.settings.model:
        require_model(stock.settings.model)
    with hold(archive.root):
        sweep(archive)
        removal.sweep_removed(archive, [document.sha256 for document in removal.removed(archive)])
        passed_over: list[Path] = []
        found = Ahead(discover(paths, passed_over))
        unindexed: dict[str, Trouble] = {}
        interrupted = False
        try:
            read_and_annotate(archive, found, stock, tell)
            unindexed = update_index(archive, lambda done, total: tell(Progress("indexerar", done, total)))
        except KeyboardInterrupt:
            interrupted = True
        finally:
            found.stop()
            sweep(archive)
        summary = _sum_up(archive, stock, unindexed, interrupted)
        return replace(summary, passed_over=endings(passed_over))


def _sum_up(archive: Archive, stock: Stock, unindexed: dict[str, Trouble], interrupted: bool) -> Summary:
    """Counts the files of a run as the ledger has them now."""
    counts = dict.fromkeys(("done", "partial", "failed", "unchanged", "waiting", "removed"), 0)
    troubled = []
    for entry in ledger.entries(archive):
        if entry.path not in stock.present:
            continue
        if entry.sha256 in unindexed and entry.state != "failed":
            trouble = unindexed[entry.sha256]
            entry = replace(entry, state="partial", code=trouble.code, reason=trouble.reason, cure=trouble.cure)
        elif entry.path not in stock.tried and entry.state not in ("failed", "removed"):
            counts["unchanged"] += 1
            continue
        counts[entry.state] += 1
        if entry.state in ("failed", "partial"):
            troubled.append(entry)
    return Summary(**counts, gone=stock.gone, troubled=tuple(troubled), interrupted=interrupted, passed_over={})
