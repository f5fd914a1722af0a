"""Taking stock before a run: what is found under the paths against what the ledger knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from corpus.stages import ANNOTATE, READ
from corpus.store import ledger
from corpus.store.archive import Archive
from corpus.store.ledger import Entry
from ingest.discover import absolute, printable

_ATTEMPTS = 3
_MAY_PASS = frozenset(["crashed", "too-slow", "out-of-memory"])
"""Failures that may be due to what else the computer did: the file is tried again, so many times in all."""

_COSTS_NOTHING = frozenset(["no-permission", "unreadable", "changed", "disk-full"])
"""Failures whose cure leaves no trace in size and time of the file: it is tried again every time."""


def take_stock(archive: Archive, paths: Sequence[Path], found: Sequence[Entry]) -> list[Entry]:
    """Enters in the ledger what is `found` under `paths`, and returns what is to be read, waiting.

    A file that is as the ledger knows it is left alone. A failed one that the user names by its own path is always tried again.
    """
    known = {entry.path: entry for entry in ledger.entries(archive)}
    roots = [absolute(path) for path in paths]
    named = {printable(root) for root in roots}
    news: list[Entry] = []
    for entry in found:
        before = known.get(entry.path)
        if before is None:
            news.append(entry)
        elif entry.state == "failed":
            if (entry := replace(entry, sha256=before.sha256)) != before:
                news.append(entry)
        elif (before.size, before.mtime) != (entry.size, entry.mtime):
            news.append(replace(entry, sha256=before.sha256))
        elif not _settled(before) or (before.state == "failed" and entry.path in named):
            news.append(replace(before, state="waiting", read=None))
    # What never became a document and is no longer there is forgotten: nothing is missing any more.
    present = {entry.path for entry in found}
    gone = [
        path
        for path, entry in known.items()
        if entry.sha256 is None and path not in present and any(Path(path).is_relative_to(root) for root in roots)
    ]
    if news or gone:
        with archive.transaction() as database:
            ledger.put(database, news)
            ledger.forget(database, gone)
    return [entry for entry in news if entry.state == "waiting"]


def _settled(entry: Entry) -> bool:
    """Whether a file that has kept its size and time needn't be read again."""
    match entry.state:
        case "waiting":
            return False
        case "failed":
            again = entry.code in _COSTS_NOTHING or (entry.code in _MAY_PASS and entry.attempts < _ATTEMPTS)
            return not again and (entry.read, entry.annotate) == (READ, ANNOTATE)
        case _:
            return entry.read == READ  # findings of an older version are made anew without the file
