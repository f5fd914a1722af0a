"""What an import would do, without doing it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ReadError
from corpus.store import ledger
from corpus.store.archive import Archive
from corpus.store.ledger import Entry
from ingest.discover import discover, endings, on_disk
from ingest.media import media_type
from ingest.stock import Stock, Verdict, Wishes


@dataclass(frozen=True, slots=True)
class Tally:
    """How many files of a kind meet with the same."""

    verdict: Verdict
    kind: str
    """The media type; `okänt` where that can't be told."""
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Survey:
    """What an import would do. What is in ZIPs and mails is only known when they are opened, and not counted."""

    tallies: tuple[Tally, ...]
    """In order of what would be done, the most bytes first."""
    gone: int
    """Files that were imported once and are no longer there."""
    obstacles: tuple[Entry, ...]
    """What is no file or can't be reached."""
    passed_over: dict[str, int]
    """How many files are passed over as no documents, by their endings."""


def survey(archive: Archive | None, paths: Sequence[Path], wishes: Wishes) -> Survey:
    """What an import of some paths into an archive (None: a new one) would do. Raises UsageError where a path doesn't exist."""
    stock = Stock(archive, paths, wishes) if archive else None
    passed_over: list[Path] = []
    obstacles: list[Entry] = []
    files: Counter[tuple[Verdict, str]] = Counter()
    size: Counter[tuple[Verdict, str]] = Counter()
    for entry in discover(paths, passed_over):
        if entry.state == "failed":
            obstacles.append(entry)
            if stock:
                stock.note(entry)
            continue
        if stock is None:
            verdict: Verdict = "new"
        elif stock.note(entry):
            verdict = stock.verdict(entry, ledger.entry(stock.archive, entry.path))
        else:
            continue
        what = (verdict, _kind(on_disk(entry.path)))
        files[what] += 1
        size[what] += entry.size or 0
    order: list[Verdict] = ["new", "changed", "again", "verify", "unchanged"]
    tallies = [Tally(verdict, kind, count, size[verdict, kind]) for (verdict, kind), count in files.items()]
    tallies.sort(key=lambda tally: (order.index(tally.verdict), -tally.bytes, tally.kind))
    gone = len(stock.missing()[0]) if stock else 0
    return Survey(tuple(tallies), gone, tuple(obstacles), endings(passed_over))


def _kind(path: Path) -> str:
    try:
        return media_type(path)
    except (ReadError, OSError, ValueError, MemoryError):
        return "okänt"
