"""Copies of an archive: a backup while it is in use, and an archive made from a backup.

A copy is an archive without an index. SQLite's backup gives the database as it is at one moment; every original that it speaks
of is there by then, since originals are kept before documents are committed.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ArchiveError, UsageError
from corpus.store.archive import Archive, failed, open_archive
from corpus.store.documents import identifier
from corpus.store.originals import keep
from corpus.store.settings import NAME as SETTINGS

Tell = Callable[[int, int], None]
"""Is told how many originals are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy came to."""

    documents: int
    copied: int
    """Originals that weren't there from an earlier backup."""
    bytes: int
    """Of those."""
    lacking: tuple[str, ...]
    """Documents whose original is missing or damaged, by their identifiers. A good copy that was there already stays."""


def backup(archive: Archive, target: Path, tell: Tell = lambda done, total: None) -> Copied:
    """Copies an archive to a folder: a new or empty one, or an earlier backup, which is brought up to date.

    The archive may be in use, and an earlier backup stays whole until the new one is complete. What was taken down leaves the
    backup too. Raises UsageError where the folder holds other things, ArchiveError where it can't be written.
    """
    target = target.resolve()
    if target.is_relative_to(archive.root) or archive.root.is_relative_to(target):
        raise UsageError(f"{target} ligger i arkivet självt, eller arkivet i den.", "Ange en mapp utanför arkivet.")
    if target.exists() and (not target.is_dir() or (any(target.iterdir()) and not (target / "klubbat.db").exists())):
        raise UsageError(f"{target} innehåller annat än en säkerhetskopia.", "Ange en ny eller tom mapp.")
    return _copy(archive, target, tell)


def restore(source: Path, root: Path, tell: Tell = lambda done, total: None) -> Copied:
    """Makes an archive in the folder `root`, which is new or empty, from a backup. Its index has still to be built.

    Raises UsageError where the folder holds something or the source is no backup, ArchiveError where that is damaged.
    """
    if not (source / "klubbat.db").is_file():
        raise UsageError(f"Det finns ingen säkerhetskopia i {source}.", "Ange mappen som klubbat backup skrev till.")
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        raise UsageError(
            f"{root} innehåller något redan.", "Flytta undan det, eller ange en ny mapp: klubbat --archive MAPP restore …"
        )
    half = root.resolve().with_name(f".{root.resolve().name}.restoring")
    shutil.rmtree(half, ignore_errors=True)
    with open_archive(source) as opened:
        copied = _copy(opened, half, tell)
    with closing(sqlite3.connect(half / "klubbat.db")) as database:
        database.execute("PRAGMA journal_mode = WAL")
    if root.exists():
        root.rmdir()
    half.rename(root)
    return copied


def _copy(archive: Archive, target: Path, tell: Tell) -> Copied:
    target.mkdir(parents=True, exist_ok=True)
    snapshot = target / "klubbat.db.half"
    snapshot.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(snapshot)) as database:
            archive.database.backup(database)
            # A copy is one file, also on a network drive.
            database.execute("PRAGMA journal_mode = DELETE")
            if (verdict := database.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
                raise ArchiveError(f"Databasen i {archive.root} är skadad: {verdict}.", "Kontrollera den med: klubbat check")
            documents = [sha256 for (sha256,) in database.execute("SELECT sha256 FROM documents ORDER BY sha256")]
    except sqlite3.Error as error:
        raise failed(target, error) from error
    copied = size = 0
    lacking: list[str] = []
    for count, sha256 in enumerate(documents, 1):
        original, place = archive.original(sha256), target / archive.original(sha256).relative_to(archive.root)
        if not place.exists():
            if keep(original, place):
                copied += 1
                size += place.stat().st_size
            else:
                lacking.append(identifier(sha256))
        tell(count, len(documents))
    for page in archive.recognised.rglob("*.gz"):
        place = target / page.relative_to(archive.root)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            half = place.with_name(f".{place.name}")
            with suppress(FileNotFoundError):  # taken down meanwhile
                shutil.copyfile(page, half)
                half.replace(place)
    if (archive.root / SETTINGS).exists():
        shutil.copyfile(archive.root / SETTINGS, target / SETTINGS)
    snapshot.replace(target / "klubbat.db")
    _prune(target, set(documents))
    return Copied(len(documents), copied, size, tuple(lacking))


def _prune(target: Path, documents: set[str]) -> None:
    """Deletes the originals, and what was recognised in them, of documents that a backup no longer has."""
    for place in (target / "originals").glob("??/*"):
        if place.name not in documents:
            place.unlink()
    for page in (target / "ocr").glob("??/*"):
        if page.name.partition("-")[0] not in documents:
            page.unlink()
