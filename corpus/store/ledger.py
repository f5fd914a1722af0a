"""The ledger: every file that was ever imported, how far it came, what stood in its way, and what it was before."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from typing import Literal

from corpus.store.archive import Archive

State = Literal["waiting", "done", "partial", "failed", "removed"]
"""`partial` has problems but is in the archive; `failed` is not, or is there as it was before it changed; `removed` was taken
down."""

_STATES: tuple[State, ...] = ("waiting", "done", "partial", "failed", "removed")
_COLUMNS = "path, name, size, mtime, state, sha256, read, annotate, code, reason, cure, attempts, container, gone"


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
    container: str | None = None
    gone: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A path and a document that it stands for now (`replaced` is None), or stood for until that day."""

    sha256: str
    path: str
    name: str
    replaced: str | None = None


def entries(archive: Archive, *states: State) -> Iterator[Entry]:
    """The entries in order of their paths: all, or those in one of the states."""
    where = f"WHERE state IN ({', '.join('?' * len(states))})" if states else ""
    return _select(archive, f"{where} ORDER BY path", *states)


def entry(archive: Archive, path: str) -> Entry | None:
    """The entry of a path."""
    return next(_select(archive, "WHERE path = ?", path), None)


def of_document(archive: Archive, sha256: str) -> list[Entry]:
    """The entries of a document: a file that lies in several places has several, in order of their paths."""
    return list(_select(archive, "WHERE sha256 = ? ORDER BY path", sha256))


def under(archive: Archive, folder: str, separator: str) -> Iterator[Entry]:
    """The entries whose paths begin with a folder's or a container's, which ends before the separator; in their order."""
    return _select(archive, "WHERE path > ? AND path < ? ORDER BY path", folder + separator, folder + chr(ord(separator) + 1))


def gone(archive: Archive) -> list[Entry]:
    """The entries of files that are no longer where they were imported from."""
    return list(_select(archive, "WHERE gone IS NOT NULL ORDER BY path"))


def find(archive: Archive, wanted: str) -> list[Place]:
    """The documents that a user means: by a prefix of the content hash, a file name or a path.

    A name fits regardless of upper and lower case. A name or a path means what it stands for now. The places are ordered by
    path; they may belong to several documents.
    """
    prefix = wanted.casefold()
    if prefix and all(letter in "0123456789abcdef" for letter in prefix):
        query = (
            "SELECT sha256, path, name, NULL FROM files WHERE sha256 >= :low AND sha256 < :high UNION ALL"
            " SELECT versions.sha256, path, name, replaced FROM versions JOIN files USING (path)"
            " WHERE versions.sha256 >= :low AND versions.sha256 < :high ORDER BY 4, 2"
        )
        if rows := archive.database.execute(query, {"low": prefix, "high": prefix + "g"}).fetchall():
            return [Place(*row) for row in rows]
    query = (
        "SELECT sha256, path, name FROM files WHERE sha256 IS NOT NULL AND (name = ? COLLATE NOCASE OR path = ?) ORDER BY path"
    )
    return [Place(*row) for row in archive.database.execute(query, (wanted, wanted))]


def versions(archive: Archive, path: str) -> list[Place]:
    """The documents that a path stood for and stands for, the oldest first."""
    query = "SELECT versions.sha256, path, name, replaced FROM versions JOIN files USING (path) WHERE path = ? ORDER BY number"
    now = entry(archive, path)
    newest = [Place(now.sha256, path, now.name)] if now and now.sha256 else []
    return [*(Place(*row) for row in archive.database.execute(query, (path,))), *newest]


def counts(archive: Archive) -> dict[State, int]:
    """How many files are in each state."""
    found = dict(archive.database.execute("SELECT state, count(*) FROM files GROUP BY state").fetchall())
    return {state: found.get(state, 0) for state in _STATES}


def put(database: sqlite3.Connection, rows: Iterable[Entry]) -> None:
    """Writes entries, each in place of an earlier one of its path, within a transaction of the caller."""
    marks = ", ".join("?" * len(_COLUMNS.split(",")))
    database.executemany(f"INSERT OR REPLACE INTO files ({_COLUMNS}) VALUES ({marks})", map(astuple, rows))


def replace_version(database: sqlite3.Connection, path: str, former: str) -> None:
    """Notes that a path no longer stands for the document `former`, within a transaction of the caller."""
    database.execute(
        "INSERT INTO versions SELECT :path, coalesce(max(number), 0) + 1, :former, :day FROM versions WHERE path = :path",
        {"path": path, "former": former, "day": today()},
    )


def mark_gone(database: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Notes that files are no longer where they were imported from, within a transaction of the caller."""
    day = today()
    database.executemany("UPDATE files SET gone = ? WHERE path = ? AND gone IS NULL", ((day, path) for path in paths))


def forget(database: sqlite3.Connection, paths: Iterable[str]) -> None:
    """Strikes paths from the ledger, within a transaction of the caller."""
    database.executemany("DELETE FROM files WHERE path = ?", ((path,) for path in paths))


def today() -> str:
    """The day as the ledger writes it."""
    return datetime.date.today().isoformat()


def _select(archive: Archive, clause: str, *values: str) -> Iterator[Entry]:
    for row in archive.database.execute(f"SELECT {_COLUMNS} FROM files {clause}", values):
        yield Entry(*row)
