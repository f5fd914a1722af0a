"""`take_down(archive, names)`: documents out of the archive and its index, for good."""

from __future__ import annotations

from corpus.store import removal
from corpus.store.archive import Archive
from ingest.indexing import writing
from ingest.lock import hold


def take_down(archive: Archive, names: dict[str, str]) -> None:
    """Removes documents, given by content hash each with its file's name, and has imports pass them over from now on.

    Raises ArchiveError where an import is going on.
    """
    with hold(archive.root):
        # The index first: a search doesn't meet what is no longer there, and after a stop an import makes it whole again.
        with writing(archive) as index:
            index.remove(names)
            index.publish()
        removal.remove(archive, names)
