"""The documents of an archive and what was found in them, by content hash."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from corpus.document import Document
from corpus.findings import Findings
from corpus.store import findings as rows
from corpus.store.archive import Archive

_CURRENT = "EXISTS (SELECT 1 FROM files WHERE files.sha256 = documents.sha256)"
_document = msgspec.json.Decoder(Document)
_findings = msgspec.json.Decoder(Findings)


class _Text(msgspec.Struct):
    text: str


_text = msgspec.json.Decoder(_Text)


@dataclass(frozen=True, slots=True)
class Stored:
    """A document with its findings. `paths` are the places that it was imported from, in order; those that have changed since
    only where there are no others."""

    sha256: str
    revision: int
    """Rises when the document or its findings change."""
    document: Document
    findings: Findings
    paths: tuple[str, ...]

    @property
    def id(self) -> str:
        """The identifier that users see and `find` takes."""
        return identifier(self.sha256)


def identifier(sha256: str) -> str:
    """The identifier of a document that users see: a prefix of its content hash, long enough to be its alone."""
    return sha256[:12]


def load(archive: Archive, sha256: str) -> Stored:
    """The document with a content hash, given whole. Raises KeyError where there is none."""
    for stored in _select(archive, "WHERE sha256 = ?", sha256):
        return stored
    raise KeyError(sha256)


def raw(archive: Archive, sha256: str) -> bytes:
    """A document as it stands in the database. Raises KeyError where there is none."""
    row = archive.database.execute("SELECT document FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        raise KeyError(sha256)
    encoded: bytes = row[0]
    return encoded


def text(archive: Archive, sha256: str) -> str:
    """The text of a document, without the trouble of the rest of it. Raises KeyError where there is none."""
    return _text.decode(raw(archive, sha256)).text


def found_in(archive: Archive, sha256: str) -> Findings:
    """What was found in a document, without its text. Raises KeyError where there is none."""
    row = archive.database.execute("SELECT findings FROM documents WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None:
        raise KeyError(sha256)
    return _findings.decode(row[0])


def every(archive: Archive) -> Iterator[Stored]:
    """All documents, one at a time, in the order of their content hashes."""
    return _select(archive, "ORDER BY sha256")


def indexed(archive: Archive) -> dict[str, bool]:
    """The content hashes of all documents that are searched, each with whether the index has it as it is now.

    They are those that a path stands for now: former versions are kept, and not searched.
    """
    rows = archive.database.execute(f"SELECT sha256, indexed IS revision FROM documents WHERE {_CURRENT} ORDER BY sha256")
    return {sha256: bool(current) for sha256, current in rows}


def all_indexed(archive: Archive) -> bool:
    """Whether the index has every document that is searched as it is now."""
    stale = f"SELECT 1 FROM documents WHERE indexed IS NOT revision AND {_CURRENT} LIMIT 1"
    return archive.database.execute(stale).fetchone() is None


def is_empty(archive: Archive) -> bool:
    """Whether no document is searched."""
    return archive.database.execute(f"SELECT 1 FROM documents WHERE {_CURRENT} LIMIT 1").fetchone() is None


def former(archive: Archive) -> int:
    """How many documents are former versions of files, and nothing else."""
    count: int = archive.database.execute(f"SELECT count(*) FROM documents WHERE NOT {_CURRENT}").fetchone()[0]
    return count


def encode(value: Document | Findings) -> bytes:
    """A document or findings as they stand in the database."""
    return msgspec.json.encode(value)


def decode_document(raw: bytes) -> Document:
    """The inverse of `encode`."""
    return _document.decode(raw)


def put(database: sqlite3.Connection, sha256: str, document: bytes, findings: bytes) -> None:
    """Writes a document with its findings, encoded, and their rows, within a transaction of the caller."""
    _new_revision(database)
    database.execute(
        "INSERT INTO documents SELECT ?, value, NULL, ?, ? FROM facts WHERE name = 'revision'"
        " ON CONFLICT (sha256) DO UPDATE SET revision = excluded.revision, document = excluded.document,"
        " findings = excluded.findings",
        (sha256, document, findings),
    )
    rows.put(database, sha256, _document.decode(document), _findings.decode(findings))


def mark_indexed(database: sqlite3.Connection, sha256: str, *, current: bool = True) -> None:
    """Notes whether the index has a document as it is now, within a transaction of the caller."""
    database.execute("UPDATE documents SET indexed = iif(?, revision, NULL) WHERE sha256 = ?", (current, sha256))


def _new_revision(database: sqlite3.Connection) -> None:
    database.execute("UPDATE facts SET value = value + 1 WHERE name = 'revision'")


def _select(archive: Archive, clause: str, *values: str) -> Iterator[Stored]:
    for sha256, revision, document, findings in archive.database.execute(
        f"SELECT sha256, revision, document, findings FROM documents {clause}", values
    ):
        paths = _paths(archive, "files", sha256) or _paths(archive, "versions", sha256)
        yield Stored(sha256, revision, _document.decode(document), _findings.decode(findings), paths)


def _paths(archive: Archive, table: str, sha256: str) -> tuple[str, ...]:
    rows = archive.database.execute(f"SELECT DISTINCT path FROM {table} WHERE sha256 = ? ORDER BY path", (sha256,))
    return tuple(path for (path,) in rows)
