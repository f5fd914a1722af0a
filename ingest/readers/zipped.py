"""ZIP and mailboxes: nothing but what they contain, which are members (`ingest.members`)."""

from __future__ import annotations

from pathlib import Path

from ingest.draft import Draft

MEDIA_TYPES = ("application/zip", "application/mbox")
VERSION = 1


def read(path: Path) -> Draft:
    """An empty draft."""
    return Draft((), silent=True)
