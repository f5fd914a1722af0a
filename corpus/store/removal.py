"""Taking documents down: they leave the archive with all that is derived from them, and aren't imported again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.store import ledger
from corpus.store.archive import Archive


@dataclass(frozen=True, slots=True)
class Removed:
    """A document that was taken down: its content hash, the name that its file had, and the day."""

    sha256: str
    name: str
    day: str


def is_removed(archive: Archive, sha256: str) -> bool:
    """Whether a document was taken down."""
    return archive.database.execute("SELECT 1 FROM removed WHERE sha256 = ?", (sha256,)).fetchone() is not None


def removed(archive: Archive) -> list[Removed]:
    """The documents that were taken down, the latest first."""
    rows = archive.database.execute("SELECT sha256, name, day FROM removed ORDER BY day DESC, name, sha256")
    return [Removed(*row) for row in rows]


def remove(archive: Archive, names: dict[str, str]) -> None:
    """Takes down documents, named by their content hashes: from the database, the originals and what was recognised.

    The ledger keeps the paths as `removed`. What a stop leaves half done, `sweep_removed` completes.
    """
    archive.database.execute("PRAGMA secure_delete = ON")  # what is taken down shall not stand in free pages
    with archive.transaction() as database:
        for sha256, name in names.items():
            database.execute("INSERT OR REPLACE INTO removed VALUES (?, ?, ?)", (sha256, name, ledger.today()))
            database.execute("DELETE FROM versions WHERE sha256 = ?", (sha256,))
            database.execute(
                "UPDATE files SET state = 'removed', code = NULL, reason = NULL, cure = NULL"
                " WHERE sha256 = ? AND state IN ('done', 'partial')",
                (sha256,),
            )
            database.execute("UPDATE files SET sha256 = NULL WHERE sha256 = ?", (sha256,))
            database.execute("DELETE FROM documents WHERE sha256 = ?", (sha256,))
            database.execute("UPDATE facts SET value = value + 1 WHERE name = 'revision'")
    archive.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    sweep_removed(archive, names)


def readmit(archive: Archive, sha256: str) -> None:
    """Strikes a document from the list of those taken down: the next import of its file takes it in again."""
    with archive.transaction() as database:
        database.execute("DELETE FROM removed WHERE sha256 = ?", (sha256,))
        database.execute("UPDATE files SET mtime = NULL WHERE state = 'removed'")


def sweep_removed(archive: Archive, sha256s: Iterable[str]) -> None:
    """Deletes the files of documents that were taken down."""
    for sha256 in sha256s:
        archive.original(sha256).unlink(missing_ok=True)
        for page in (archive.recognised / sha256[:2]).glob(f"{sha256}*"):
            page.unlink(missing_ok=True)
