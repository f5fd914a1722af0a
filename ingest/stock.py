"""Taking stock in a run: what is found under the paths against what the ledger knows."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from corpus.stages import READ
from corpus.store import ledger
from corpus.store.archive import Archive
from corpus.store.ledger import Entry
from corpus.store.settings import Settings, settings
from ingest.discover import absolute, printable

if TYPE_CHECKING:  # a run with nothing to do loads no reader
    from ingest.ocr.recogniser import Mode

_ATTEMPTS = 3
_MAY_PASS = frozenset(["crashed", "too-slow", "out-of-memory"])
"""Failures that may be due to what else the computer did: the file is tried again, so many times in all."""

_COSTS_NOTHING = frozenset(["no-permission", "unreadable", "changed", "disk-full"])
"""Failures whose cure leaves no trace in size and time of the file: it is tried again every time."""

Verdict = Literal["new", "changed", "again", "verify", "unchanged", "obstacle"]
"""What a run does with a file that it finds; an `obstacle` is no file or can't be reached."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asks of an import beyond bringing the archive up to date."""

    jobs: int | None = None
    """Worker processes at most; None: as many as there are processors."""
    retry: bool = False
    """Whether failed and partial files are tried again though they haven't changed."""
    verify: bool = False
    """Whether files that have kept their size and time are compared with what was imported, byte for byte."""
    ocr: Mode = "auto"


@dataclass(slots=True)
class Stock:
    """The files of a run: what is found is entered in the ledger, what is to be read is given back, waiting."""

    archive: Archive
    paths: Sequence[Path]
    wishes: Wishes
    present: set[str] = field(default_factory=set)
    """The paths that were found, those of members among them."""
    tried: set[str] = field(default_factory=set)
    """Those of them that are read."""
    gone: int = 0
    """How many files the ledger knows under the paths that are no longer there."""
    settings: Settings = field(init=False)
    _opened: set[str] = field(default_factory=set)
    """The containers whose members were found anew."""
    _closed: list[str] = field(default_factory=list)
    """Folders that can't be entered: what the ledger knows under them isn't gone for that."""

    def __post_init__(self) -> None:
        self.settings = settings(self.archive.root)

    def note(self, entry: Entry) -> bool:
        """Notes that a file was found; False where that was so before, as it lies under two of the paths."""
        if entry.path in self.present:
            return False
        self.present.add(entry.path)
        if entry.state == "failed":
            self._closed.append(entry.path)
        return True

    def verdict(self, entry: Entry, before: Entry | None) -> Verdict:
        """What is to be done with a file that was found, which the ledger may know."""
        if entry.state == "failed":
            return "obstacle"
        if before is None:
            return "new"
        if (before.size, before.mtime) != (entry.size, entry.mtime):
            return "changed"
        if not self._settled(before) or (before.gone and any(self._members(before))):
            return "again"
        if any(not self._settled(member) and not member.gone for member in self._members(before)):
            return "again"
        return "verify" if self.wishes.verify else "unchanged"

    def take(self, found: Iterable[Entry]) -> list[Entry]:
        """Enters in the ledger what was found, and returns what is to be read or (those that don't wait) verified."""
        news: list[Entry] = []
        todo: list[Entry] = []
        for entry in found:
            if not self.note(entry):
                continue
            before = ledger.entry(self.archive, entry.path)
            match self.verdict(entry, before):
                case "obstacle":
                    if (entry := replace(entry, sha256=before.sha256 if before else None)) != before:
                        news.append(entry)
                case "unchanged" if before and before.gone:
                    news.append(replace(before, gone=None))
                case "unchanged":
                    pass
                case "verify" if before:
                    todo.append(replace(before, gone=None))
                case "again" if before:
                    news.append(replace(before, state="waiting", read=None, gone=None))
                case _:
                    news.append(replace(entry, sha256=before.sha256 if before else None))
        if news:
            with self.archive.transaction() as database:
                ledger.put(database, news)
        todo += [entry for entry in news if entry.state == "waiting"]
        self.tried.update(entry.path for entry in todo if entry.state == "waiting")
        return todo

    def open(self, container: Entry, members: Sequence[Entry]) -> list[Entry]:
        """The members of a container that are news to the ledger; those of them that wait are to be read.

        The caller enters them, together with what became of the container.
        """
        self._opened.add(container.path)
        news = []
        for member in members:
            self.present.add(member.path)
            before = ledger.entry(self.archive, member.path)
            settled = before is not None and (before.size, before.mtime) == (member.size, member.mtime)
            if before is None or not settled:
                news.append(replace(member, sha256=before.sha256 if before else None))
            elif not self._settled(before) or before.gone or any(self._members(before)):
                news.append(replace(member, sha256=before.sha256, attempts=before.attempts + member.attempts))
        self.tried.update(member.path for member in news)
        return news

    def close(self) -> None:
        """Marks in the ledger what is no longer there, after all has been found; strikes what never became a document."""
        gone, forgotten = self.missing()
        self.gone = len(gone)
        if gone or forgotten:
            with self.archive.transaction() as database:
                ledger.mark_gone(database, gone)
                ledger.forget(database, forgotten)

    def missing(self) -> tuple[list[str], list[str]]:
        """The paths that the ledger knows and that were not found: of documents, and of what never became one."""
        missing: dict[str, bool] = {}
        for root in (printable(absolute(path)) for path in self.paths):
            for entry in (ledger.entry(self.archive, root), *ledger.under(self.archive, root, os.sep)):
                if entry is None or entry.path in self.present or self._is_closed(entry.path):
                    continue
                if entry.container in self.present and entry.container not in self._opened:
                    self.present.add(entry.path)  # within a container that is as it was
                else:
                    missing[entry.path] = entry.sha256 is not None
        return [path for path, known in missing.items() if known], [path for path, known in missing.items() if not known]

    def _members(self, entry: Entry) -> Iterable[Entry]:
        return ledger.under(self.archive, entry.path, "/")

    def _is_closed(self, path: str) -> bool:
        return any(path.startswith(folder + os.sep) for folder in self._closed)

    def _settled(self, entry: Entry) -> bool:
        """Whether a file that has kept its size and time needn't be read again."""
        match entry.state:
            case "waiting":
                return False
            case "failed":
                if self.wishes.retry or entry.path in (printable(absolute(path)) for path in self.paths):
                    return False
                again = entry.code in _COSTS_NOTHING or (entry.code in _MAY_PASS and entry.attempts < _ATTEMPTS)
                return not again and (entry.read, entry.annotate) == (READ, self.settings.annotate)
            case "removed":
                return True
            case "partial" if self.wishes.retry or entry.code == "unfinished":
                return False
            case _:  # findings of an older version are made anew without the file
                return entry.read == READ and self.wishes.ocr != "force"
