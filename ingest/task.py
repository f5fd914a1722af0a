"""What is on its way through the pool, and what the ledger and the documents say of it afterwards."""

from __future__ import annotations

import sqlite3
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from corpus.stages import READ
from corpus.store import documents, ledger
from corpus.store.ledger import Entry
from ingest.discover import on_disk
from ingest.worker import Done, Trouble, Unpacked


@dataclass(slots=True)
class Family:
    """A file with all that it contains, at every depth."""

    members: int = 0


@dataclass(frozen=True, slots=True)
class File:
    """A file of the ledger to work on; of a member, where its bytes are laid out, and how deep it lies in what."""

    entry: Entry
    laid_out: Path | None = None
    depth: int = 0
    family: Family = field(default_factory=Family)

    @property
    def place(self) -> Path:
        """Where its bytes lie."""
        return self.laid_out or on_disk(self.entry.path)


@dataclass(frozen=True, slots=True)
class Known:
    """The archive has the document already; `trouble` makes it partial."""

    trouble: Trouble | None


@dataclass(slots=True)
class Task:
    """A document in question, the files that wait for it, and what became of it."""

    sha256: str
    files: list[File]
    result: Done | Trouble | Known | Literal["running", "removed", "same"] = "running"
    """`removed` where the document was taken down, `same` where a file that was to be verified is what it was."""
    members: list[Entry] = field(default_factory=list)
    """News for the ledger from within a container."""
    unfinished: int = sys.maxsize
    """Pages that there was no time to recognise yet."""
    shown: int = 0
    """Pages that the user has been told are read."""


def member_of(path: str, member: Unpacked, container: Entry, annotate: int) -> Entry:
    """What the ledger says of a member that was found in a container, at its path."""
    name = member.name.rpartition("/")[2]
    if isinstance(member.file, Trouble):
        entry = Entry(path, name, None, container.mtime, "failed", attempts=1, container=container.path)
        return _with(entry, member.file, annotate)
    return Entry(path, name, member.file.stat().st_size, container.mtime, "waiting", container=container.path)


def store(database: sqlite3.Connection, task: Task, annotate: int) -> None:
    """Writes what became of a task."""
    trouble: Trouble | None = None
    entries = [file.entry for file in task.files]
    match task.result:
        case Trouble() as trouble:
            ledger.put(
                database, (_with(replace(e, state="failed", attempts=e.attempts + 1), trouble, annotate) for e in entries)
            )
            return
        case "same":
            ledger.put(database, entries)
            return
        case Known(trouble):  # one more place for a document
            documents.mark_indexed(database, task.sha256, current=False)  # the index names the places
        case Done() as done:
            trouble = done.trouble
            documents.put(database, task.sha256, done.document, done.findings)
    now = task.sha256 or None
    for entry in entries:
        if entry.sha256 not in (None, now):
            ledger.replace_version(database, entry.path, entry.sha256)
            documents.mark_indexed(database, entry.sha256, current=False)  # it has lost a path, perhaps its last
    state: ledger.State = "removed" if now is None else "partial" if trouble else "done"
    ledger.put(database, (_with(replace(e, state=state, sha256=now, attempts=0), trouble, annotate) for e in entries))


def _with(entry: Entry, trouble: Trouble | None, annotate: int) -> Entry:
    """An entry that has come through, or that trouble has stopped."""
    code, reason, cure = (trouble.code, trouble.reason, trouble.cure) if trouble else (None, None, None)
    # A document that was only annotated again keeps the version of the reader that it has.
    return replace(entry, read=entry.read or READ, annotate=annotate, code=code, reason=reason, cure=cure)
