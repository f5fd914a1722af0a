"""The archive that a command asks."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from cli.output import SeveralFitError
from corpus.errors import ArchiveError, KlubbatError, UsageError
from corpus.store import documents, ledger
from corpus.store.archive import Archive, open_archive
from corpus.store.documents import identifier
from corpus.store.ledger import Place
from index.engine import DamagedIndexError, is_current

Answer = TypeVar("Answer")


_OBJECTS = 100_000
"""Between two searches for dead cycles: an answer makes many objects and no cycles, and a register took a fifth longer."""


def open_filled(root: Path) -> Archive:
    """Opens an archive that has something to answer from. Raises ArchiveError where there is none or it is empty."""
    gc.set_threshold(_OBJECTS)
    archive = open_archive(root)
    if documents.is_empty(archive):
        archive.close()
        raise ArchiveError(f"Arkivet {root} är tomt.", "Läs in handlingar med: klubbat import MAPP")
    return archive


def from_index(archive: Archive, ask: Callable[[], Answer]) -> Answer:
    """What is asked of the index. One that is missing, of another version or damaged is built anew first."""
    if not is_current(archive.index):
        with suppress(ArchiveError):  # another import is going on: it does the same
            _rebuild(archive, "Sökregistret är gjort av en annan version och byggs om.")
    try:
        return ask()
    except DamagedIndexError:
        pass
    except KlubbatError:
        raise
    except Exception:  # of an engine over damaged files, if they are
        from ingest.indexing import is_damaged

        if not is_damaged(archive, thoroughly=True):
            raise
    _rebuild(archive, "Sökregistret är skadat och byggs om.")
    return ask()


def _rebuild(archive: Archive, why: str) -> None:
    from cli.progress import shown_count
    from ingest.indexing import reindex
    from ingest.lock import hold

    print(why, file=sys.stderr)
    with hold(archive.root), shown_count("indexerar") as tell:
        reindex(archive, tell)


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
