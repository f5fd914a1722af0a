"""The archive that a command asks."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import ArchiveError
from corpus.store import documents
from corpus.store.archive import Archive, open_archive


def open_filled(root: Path) -> Archive:
    """Opens an archive that has something to answer from. Raises ArchiveError where there is none or it is empty."""
    archive = open_archive(root)
    if not documents.indexed(archive):
        archive.close()
        raise ArchiveError(f"Arkivet {root} är tomt.", "Läs in handlingar med: klubbat import MAPP")
    return archive
