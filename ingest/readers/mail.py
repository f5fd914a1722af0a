"""EML: the letter itself; its attachments are members (`ingest.members`)."""

from __future__ import annotations

from pathlib import Path

from ingest.draft import Draft
from ingest.mail.eml import letter, opened
from ingest.mail.letter import drafted

MEDIA_TYPES = ("message/rfc822",)
VERSION = 1


def read(path: Path) -> Draft:
    """Subject, sender, recipients, day and text. Raises ReadError `damaged` or `too-large`."""
    return drafted(letter(opened(path)))
