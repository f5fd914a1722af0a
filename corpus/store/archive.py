"""The archive: one folder that can be copied to another computer and works there.

klubbat.db    SQLite: the ledger of files, documents, findings. The truth
originals/    the imported files by content hash, byte for byte
ocr/          what was recognised in pictures of pages, by the content hash of the file
arkiv.toml    what the owner tells it in advance: names of bodies, a model
index/        the search engine's files, made anew from the database whenever they are missing or old
unpacked/     during an import: members of containers on their way
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from corpus.errors import ArchiveError, UsageError
from corpus.store.network import network_drive
from corpus.store.settings import write_template

SCHEMA_VERSION = 3
"""Of the tables below; stands in the database as `user_version`."""

_WITHOUT_ROWS = 2
"""The version before there were rows of findings: its tables are the same, so the new ones are made beside them."""

_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY,              -- where it was imported from, absolute; of a member its container's and its own
    name TEXT NOT NULL,                 -- the last part of the path
    container TEXT,                     -- the path of the file that it is a member of, as a ZIP or a mail
    size INTEGER,                       -- in bytes; NULL for what is no file, as a folder that can't be opened
    mtime INTEGER,                      -- in nanoseconds
    state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'partial', 'failed', 'removed')),
    sha256 TEXT REFERENCES documents,   -- the document that the path stands for; of a failed file the last good one
    read INTEGER,                       -- the version of each stage that the file last went through
    annotate INTEGER,
    code TEXT, reason TEXT, cure TEXT,  -- of a partial or failed one
    attempts INTEGER NOT NULL DEFAULT 0, -- failures in a row
    gone TEXT                           -- the day on which an import no longer found it
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS files_by_name ON files (name COLLATE NOCASE);
CREATE INDEX IF NOT EXISTS files_by_document ON files (sha256);
CREATE INDEX IF NOT EXISTS files_by_state ON files (state);
CREATE TABLE IF NOT EXISTS documents (
    sha256 TEXT PRIMARY KEY,            -- of the file's bytes
    revision INTEGER NOT NULL,          -- the archive's revision when the row was last written
    indexed INTEGER,                    -- the revision that stands in the index; NULL where that is old for other reasons
    document BLOB NOT NULL,             -- Document as JSON
    findings BLOB NOT NULL              -- Findings as JSON
) STRICT;
CREATE INDEX IF NOT EXISTS documents_not_indexed ON documents (sha256) WHERE indexed IS NOT revision;
CREATE TABLE IF NOT EXISTS heads (      -- what each document is; corpus/store/findings.py
    document TEXT PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    file TEXT NOT NULL,
    kind TEXT NOT NULL,
    organisation TEXT,
    body TEXT,
    date TEXT,
    head BLOB NOT NULL                  -- Head as JSON
) STRICT;
CREATE TABLE IF NOT EXISTS findings (   -- what each document says, a finding a row
    document TEXT NOT NULL REFERENCES documents ON DELETE CASCADE,
    list TEXT NOT NULL,                 -- of the record: `decisions`, `assignments`, …
    number INTEGER NOT NULL,            -- its place in the list, from 0
    kind TEXT NOT NULL,                 -- these three of the document within the file where it is one, else of the file
    body TEXT,
    date TEXT,
    item TEXT, title TEXT,              -- of the paragraph that it stands in
    words TEXT NOT NULL,
    finding BLOB NOT NULL,              -- Decision, Assignment, … as JSON
    PRIMARY KEY (document, list, number)
) STRICT;
CREATE INDEX IF NOT EXISTS findings_by_list ON findings (list, date);
CREATE TABLE IF NOT EXISTS versions (   -- the documents that a path stood for before it changed
    path TEXT NOT NULL,
    number INTEGER NOT NULL,            -- from 1, the oldest
    sha256 TEXT NOT NULL REFERENCES documents,
    replaced TEXT NOT NULL,             -- the day on which an import found the next one
    PRIMARY KEY (path, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS versions_by_document ON versions (sha256);
CREATE TABLE IF NOT EXISTS removed (    -- taken down: never imported again
    sha256 TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    day TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO facts VALUES ('revision', 0); -- rises with every change of the documents
PRAGMA user_version = {SCHEMA_VERSION};
"""


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive. Close it, or use it in a `with` statement."""

    root: Path
    database: sqlite3.Connection

    @property
    def originals(self) -> Path:
        """The folder of the imported files."""
        return self.root / "originals"

    @property
    def index(self) -> Path:
        """The folder of the search engine's files."""
        return self.root / "index"

    @property
    def recognised(self) -> Path:
        """The folder of what was recognised in pictures of pages."""
        return self.root / "ocr"

    @property
    def unpacked(self) -> Path:
        """The folder where an import lays out the members of containers."""
        return self.root / "unpacked"

    def original(self, sha256: str) -> Path:
        """Where the file with this content hash is kept."""
        return self.originals / sha256[:2] / sha256

    @property
    def revision(self) -> int:
        """A number that rises with every change of the documents, for what is derived from them to tell whether it is old."""
        value: int = self.database.execute("SELECT value FROM facts WHERE name = 'revision'").fetchone()[0]
        return value

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All that is written within holds together: at the end it is on the disk, after an error none of it.

        Raises ArchiveError where the database can't be written.
        """
        try:
            self.database.execute("BEGIN IMMEDIATE")
            try:
                yield self.database
            except BaseException:
                if self.database.in_transaction:  # SQLite takes it back itself where the disk is full
                    self.database.execute("ROLLBACK")
                raise
            self.database.execute("COMMIT")
        except sqlite3.Error as error:
            raise failed(self.root, error) from error

    def close(self) -> None:
        """Closes the database."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def open_archive(root: Path) -> Archive:
    """Opens the archive in a folder.

    Raises ArchiveError where there is none, where it is of another version or damaged, or where it lies on a network drive.
    """
    if not (root / "klubbat.db").is_file():
        raise ArchiveError(
            f"Det finns inget arkiv i {root}.",
            "Läs in handlingar med: klubbat import MAPP. Ligger arkivet någon annanstans: klubbat --archive MAPP …",
        )
    return _connect(root.resolve())


def create_archive(root: Path) -> Archive:
    """Opens the archive in a folder, made first where there is none.

    Raises UsageError where the folder holds other things than an archive, else what `open_archive` does.
    """
    if root.exists() and not root.is_dir():
        raise UsageError(f"{root} är en fil och kan inte bli ett arkiv.", "Ange en mapp: klubbat --archive MAPP …")
    if root.is_dir() and not (root / "klubbat.db").exists() and any(root.iterdir()):
        raise UsageError(
            f"Mappen {root} innehåller annat än ett arkiv.",
            "Ange en ny eller tom mapp för arkivet: klubbat --archive MAPP …",
        )
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveError(f"Mappen {root} kan inte skapas: {error.strerror}.", "Välj en mapp där du får skriva.") from error
    new = not (root / "klubbat.db").exists()
    archive = _connect(root.resolve())
    if new:
        write_template(root)
    return archive


def _connect(root: Path) -> Archive:
    if drive := network_drive(root):
        raise ArchiveError(
            f"Arkivet {root} ligger på en nätverksenhet ({drive}), där databasen inte är säker.",
            "Lägg arkivet på datorns egen disk. Handlingarna som läses in får ligga på nätverksenheten.",
        )
    try:
        # Autocommit: transactions begin and end where `transaction` says, and nowhere else.
        database = sqlite3.connect(root / "klubbat.db", timeout=30, isolation_level=None)
        try:
            _prepare(root, database)
        except BaseException:
            database.close()
            raise
    except sqlite3.Error as error:
        raise failed(root, error) from error
    return Archive(root, database)


def _prepare(root: Path, database: sqlite3.Connection) -> None:
    """Makes the tables of a new database; checks the version of an old one."""
    version = database.execute("PRAGMA user_version").fetchone()[0]
    if version == _WITHOUT_ROWS or (version == 0 and not database.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]):
        database.execute("PRAGMA journal_mode = WAL")
        database.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} COMMIT;")
    elif version != SCHEMA_VERSION:
        cure = "Uppdatera Klubbat."
        if version < SCHEMA_VERSION:
            cure = f"Läs in handlingarna i ett nytt arkiv; deras original finns kvar i {root / 'originals'}."
        raise ArchiveError(
            f"Arkivet {root} har format {version}; den här versionen av Klubbat läser format {SCHEMA_VERSION}.", cure
        )
    database.execute("PRAGMA synchronous = NORMAL")
    database.execute("PRAGMA foreign_keys = ON")


def failed(root: Path, error: sqlite3.Error) -> ArchiveError:
    """What a failure of the database means for the user."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    match code:
        case sqlite3.SQLITE_FULL:
            return ArchiveError(f"Disken är full; arkivet {root} kan inte skrivas.", "Frigör utrymme och kör igen.")
        case sqlite3.SQLITE_BUSY:
            return ArchiveError(f"Arkivet {root} är upptaget av ett annat program.", "Vänta tills det är klart och kör igen.")
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return ArchiveError(f"Arkivet {root} får inte skrivas.", "Ge dig skrivrättighet till mappen och kör igen.")
        case _:
            return ArchiveError(
                f"Arkivets databas i {root} är skadad eller svarar inte: {error}.",
                "Återställ mappen från en säkerhetskopia, eller läs in handlingarna i ett nytt arkiv.",
            )
