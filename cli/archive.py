"""The archive that a command asks."""

from __future__ import annotations

from pathlib import Path

from cli.output import SeveralFitError
from corpus.errors import ArchiveError, UsageError
from corpus.store import documents, ledger
from corpus.store.archive import Archive, open_archive
from corpus.store.documents import identifier
from corpus.store.ledger import Place


def open_filled(root: Path) -> Archive:
    """Opens an archive that has something to answer from. Raises ArchiveError where there is none or it is empty."""
    archive = open_archive(root)
    if not documents.indexed(archive):
        archive.close()
        raise ArchiveError(f"Arkivet {root} är tomt.", "Läs in handlingar med: klubbat import MAPP")
    return archive


def chosen(archive: Archive, wanted: str) -> Place:
    """The document that the user means. Raises UsageError where there is none or where several fit."""
    places = ledger.find(archive, wanted)
    found = {place.sha256: place for place in reversed(places)}
    if not found:
        raise UsageError(f"Arkivet har ingen handling {wanted}.", "Beteckningar och filnamn visas av: klubbat search FRÅGA")
    if len(found) > 1:
        raise SeveralFitError(
            wanted,
            [{"document": identifier(sha), "file": found[sha].name, "path": found[sha].path} for sha in reversed(found)],
        )
    return next(iter(found.values()))
