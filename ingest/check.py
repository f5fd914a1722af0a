"""`check(archive)`: whether an archive is whole; what can be repaired is."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus.errors import ArchiveError, ReadError
from corpus.store import documents, ledger, removal
from corpus.store.archive import Archive
from corpus.store.documents import identifier
from corpus.store.ledger import Entry
from corpus.store.originals import content_hash, keep
from index.engine import open_index
from ingest.discover import on_disk
from ingest.indexing import is_damaged, reindex, update_index
from ingest.lock import hold
from ingest.members import members
from ingest.pool import read_originals, sweep

Tell = Callable[[str, int, int], None]
"""Is told what is being looked at in a word, how many are done, and how many there are."""

_RESTORE = "Återställ arkivet från en säkerhetskopia: klubbat restore MAPP"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that was wrong with the archive."""

    code: str
    """A stable word: `database`, `ledger`, `document`, `original`, `index`, `taken-down`."""
    reason: str
    cure: str
    """What the user has to do; empty where it was repaired."""
    repaired: bool
    document: str | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a check has looked at and found."""

    documents: int
    bytes: int
    """Of the originals."""
    faults: tuple[Fault, ...]
    orphans: int
    """Originals that belong to no document, as a stopped import leaves them. They do no harm, and an import takes them up."""

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong, or no longer."""
        return all(fault.repaired for fault in self.faults)


def check(archive: Archive, tell: Tell = lambda what, done, total: None) -> Report:
    """Looks whether the database is sound, every original and document there and right, and the index in step with them.

    Repairs what can be repaired from the originals, from the files where they were imported, or from the documents. Raises
    ArchiveError where an import is going on.
    """
    with hold(archive.root):
        sweep(archive)
        if unsound := list(_database(archive)):
            return Report(0, 0, tuple(unsound), 0)
        faults = [*_ledger(archive), *_taken_down(archive)]
        known = [sha256 for (sha256,) in archive.database.execute("SELECT sha256 FROM documents ORDER BY sha256")]
        size = 0
        lost: set[str] = set()
        for count, sha256 in enumerate(known, 1):
            if fault := _original(archive, sha256):
                faults.append(fault)
            if not fault or fault.repaired:
                size += archive.original(sha256).stat().st_size
            else:
                lost.add(sha256)
            tell("handlingar", count, len(known))
        unreadable = [sha256 for sha256 in known if not _can_be_decoded(archive, sha256)]
        faults += _reread(archive, unreadable, lost)
        faults += _index(archive, lambda done, total: tell("sökregister", done, total))
        orphans = {path.name for path in archive.originals.glob("??/*") if not path.name.startswith(".")} - set(known)
        return Report(len(known), size, tuple(faults), len(orphans))


def _database(archive: Archive) -> Iterator[Fault]:
    try:
        if _verdict(archive) == "ok":
            return
        archive.database.execute("REINDEX")  # where only what is derived from the tables is wrong, that mends it
        verdict = _verdict(archive)
    except sqlite3.Error as error:
        verdict = str(error)
    repaired = verdict == "ok"
    yield Fault("database", "Databasen är skadad.", "" if repaired else f"{_RESTORE} ({verdict})", repaired)


def _verdict(archive: Archive) -> str:
    verdict: str = archive.database.execute("PRAGMA integrity_check(1)").fetchone()[0]
    return verdict


def _ledger(archive: Archive) -> Iterator[Fault]:
    """Files that stand for documents which aren't there."""
    lost = [
        entry
        for entry in ledger.entries(archive)
        if entry.sha256 is not None
        and not archive.database.execute("SELECT 1 FROM documents WHERE sha256 = ?", (entry.sha256,)).fetchone()
    ]
    originals = {entry.path: archive.original(entry.sha256) for entry in lost if entry.sha256 is not None}
    if lost:
        lost = [replace(entry, state="waiting", sha256=None, read=None) for entry in lost]
        with archive.transaction() as database:
            ledger.put(database, lost)
        read_originals(archive, [(entry, originals[entry.path]) for entry in lost])
    for entry in lost:
        now = ledger.entry(archive, entry.path)
        repaired = now is not None and now.sha256 is not None
        cure = "" if repaired else "Läs in den igen: klubbat import"
        yield Fault("ledger", "Filen hade ingen handling i arkivet.", cure, repaired, file=entry.path)


def _taken_down(archive: Archive) -> Iterator[Fault]:
    for document in removal.removed(archive):
        if archive.original(document.sha256).exists():
            removal.sweep_removed(archive, [document.sha256])
            yield Fault("taken-down", "En borttagen handling låg kvar bland originalen.", "", repaired=True)


def _original(archive: Archive, sha256: str) -> Fault | None:
    """What is wrong with a document's original; a file that was imported or lies in a container, and still has the same bytes,
    takes its place."""
    original = archive.original(sha256)
    there = original.is_file()
    if there and _hash(original) == sha256:
        return None
    entries = ledger.of_document(archive, sha256)
    repaired = any(
        _replaced(on_disk(entry.path), original) if entry.container is None else _unpacked(archive, entry, original)
        for entry in entries
    )
    return Fault(
        "original",
        "Originalet är skadat." if there else "Originalet saknas.",
        "" if repaired else f"Lägg tillbaka filen där den låg och kör klubbat check igen. Annars: {_RESTORE}",
        repaired,
        identifier(sha256),
        entries[0].path if entries else None,
    )


def _hash(path: Path) -> str:
    try:
        return content_hash(path)
    except OSError:
        return ""


def _unpacked(archive: Archive, member: Entry, original: Path) -> bool:
    """Whether a member's original could be had anew from its container: the archive's own, or where that was imported."""
    container = ledger.entry(archive, member.container or "")
    if container is None or container.sha256 is None:
        return False
    for source in (archive.original(container.sha256), on_disk(container.path)):
        with TemporaryDirectory(prefix="klubbat-") as folder:
            place = Path(folder) / on_disk(container.name)  # the name helps to tell the kind
            try:
                shutil.copyfile(source, place)
                for found in members(place, Path(folder) / "ut"):
                    if f"{container.path}/{found.name}" == member.path and found.file and keep(found.file, original):
                        return True
            except (OSError, ReadError):
                continue
    return False


def _replaced(source: Path, original: Path) -> bool:
    try:
        return source.is_file() and keep(source, original)
    except OSError:
        return False


def _can_be_decoded(archive: Archive, sha256: str) -> bool:
    try:
        return documents.load(archive, sha256).document.source.sha256 == sha256
    except ValueError:
        return False


def _reread(archive: Archive, unreadable: list[str], lost: set[str]) -> Iterator[Fault]:
    """Reads documents that can't be decoded once more from their originals."""
    again = [
        (replace(entry, state="waiting", read=None), archive.original(sha256))
        for sha256 in unreadable
        if sha256 not in lost
        for entry in ledger.of_document(archive, sha256)
    ]
    if again:
        with archive.transaction() as database:
            ledger.put(database, (entry for entry, _ in again))
        read_originals(archive, again)
    for sha256 in unreadable:
        repaired = _can_be_decoded(archive, sha256)
        entries: list[Entry] = ledger.of_document(archive, sha256)
        yield Fault(
            "document",
            "Handlingen i databasen är skadad.",
            "" if repaired else _RESTORE,
            repaired,
            identifier(sha256),
            entries[0].path if entries else None,
        )


def _index(archive: Archive, tell: Callable[[int, int], None]) -> Iterator[Fault]:
    try:
        with open_index(archive.index) as index:
            there = index.documents()
        damaged = is_damaged(archive, thoroughly=True)
    except ArchiveError:
        damaged = True
    except Exception:  # whatever damage makes an engine stumble over
        damaged = True
    if damaged:
        unindexed = reindex(archive, tell)
        yield _index_fault("Sökregistret är skadat.", not unindexed)
        return
    indexed = documents.indexed(archive)
    if there != indexed.keys() or not all(indexed.values()):
        unindexed = update_index(archive, tell)
        yield _index_fault("Sökregistret och databasen stämmer inte överens.", not unindexed)


def _index_fault(reason: str, repaired: bool) -> Fault:
    return Fault("index", reason, "" if repaired else "Några handlingar kan inte göras sökbara: klubbat status", repaired)
