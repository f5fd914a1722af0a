"""The files attached to a letter (EML, and web pages saved with all that belongs to them)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import BinaryIO

from ingest.containers.packed import Packed
from ingest.mail.eml import attachments, opened


def packed(path: Path) -> Iterator[Packed]:
    """The attachments; pictures that are part of the letter itself are none. Raises ReadError `damaged`."""
    for number, part in enumerate(attachments(opened(path)), 1):
        yield Packed(_name(part, number), 0, partial(_open, part))


def _name(part: EmailMessage, number: int) -> str:
    if part.get_content_type() == "message/rfc822":
        return f"{number} {part.get_filename() or 'Vidarebefordrat brev.eml'}"
    return part.get_filename() or f"Bilaga {number}"


def _open(part: EmailMessage) -> BinaryIO:
    inner = part.get_payload() if part.is_multipart() else None
    if isinstance(inner, list):
        return io.BytesIO(b"".join(letter.as_bytes() for letter in inner if isinstance(letter, EmailMessage)))
    data = part.get_payload(decode=True)
    return io.BytesIO(data if isinstance(data, bytes) else b"")
