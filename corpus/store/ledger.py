"""The ledger: every file that was ever imported, how far it came, and what stood in its way."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.store.archive import Archive

State = Literal["waiting", "done", "partial", "failed"]
"""`partial` has problems but is in the archive; `failed` is not, or is there as it was before it changed."""

_COLUMNS = "path, name, size, mtime, state, sha256, read, annotate, code, reason, cure, attempts"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in the ledger; the table in `archive.py` says what the fields mean."""

    path: str
    name: str
    size: int | None
    mtime: int | None
    state: State
    sha256: str | None = None
    read: int | None = None
    annotate: int | None = None
    code: str | None = None
    reason: str | None = None
    cure: str | None = None
    attempts: int = 0


def entries(archive: Archive, *states: State) -> Iterator[Entry]:
    """The entries in order of their paths: all, or those in one of the states."""
    where = f"WHERE state IN ({', '.join('?' * len(states))})" if states else ""
    for row in archive.database.execute(f"SELECT {_COLUMNS} FROM files {where} ORDER BY path", states):
        yield Entry(*row)


def entry(archive: Archive, path: str) -> Entry | None:
    """The entry of a path."""
    row = archive.database.execute(f"SELECT {_COLUMNS} FROM files WHERE path = ?", (path,)).fetchone()
    return Entry(*row) if row else None


def of_document(archive: Archive, sha256: str) -> list[Entry]:
    """The entries of a document: a file that lies in several places has several, in order of their paths."""
    rows = archive.database.execute(f"SELECT {_COLUMNS} FROM files WHERE sha256 = ? ORDER BY path", (sha256,))
    return [Entry(*row) for row in rows]


def find(archive: Archive, wanted: str) -> list[Entry]:
    """The entries of the documents that a user means: by a prefix of the content hash, a file name or a path.

    A name fits regardless of upper and lower case. The entries are ordered by path; they may belong to several documents.
    """
    prefix = wanted.casefold()
    if prefix and all(letter in "0123456789abcdef" for letter in prefix):
        query = f"SELECT {_COLUMNS} FROM files WHERE sha256 >= ? AND sha256 < ? ORDER BY path"
        if rows := archive.database.execute(query, (prefix, prefix + "g")).fetchall():
            return [Entry(*row) for row in rows]
    query = f"SELECT {_COLUMNS} FROM files WHERE sha256 IS NOT NULL AND (name = ? COLLATE NOCASE OR path = ?) ORDER BY path"
    return [Entry(*row) for row in archive.database.execute(query, (wanted, wanted))]


def counts(archive: Archive) -> dict[State, int]:
    """How many files are in each state."""
    found = dict(archive.database.execute("SELECT state, count(*) FROM files GROUP BY state").fetchall())
    states: tuple[State, ...] = ("waiting", "done", "partial", "failed")
    return {state: found.get(state, 0) for state in states}


def put(database: sqlite3.Connection, rows: Iterable[Entry]) -> None:
    """Writes entries, each in place of an earlier one of its path, within a transaction of the caller."""
    database.executemany(
        f"INSERT OR REPLACE INTO files ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (e.path, e.name, e.size, e.mtime, e.state, e.sha256, e.read, e.annotate, e.code, e.reason, e.cure, e.attempts)
            for e in rows
        ),
    )


def forget(database: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Strikes paths from the ledger, within a transaction of the caller."""
    database.executemany("DELETE FROM files WHERE path = ?", ((path,) for path in paths))
