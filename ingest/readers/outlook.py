"""MSG: the letter itself; its attachments are members (`ingest.members`)."""

from __future__ import annotations

from pathlib import Path

from ingest.draft import Draft
from ingest.mail.letter import drafted
from ingest.mail.msg import opened

MEDIA_TYPES = ("application/vnd.ms-outlook",)
VERSION = 1


def read(path: Path) -> Draft:
    """Subject, sender, recipients, day and text. Raises ReadError `damaged` or `too-large`."""
    return drafted(opened(path))
