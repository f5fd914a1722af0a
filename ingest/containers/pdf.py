"""The files attached to a PDF."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

import pypdfium2

from ingest.containers.packed import Packed


def packed(path: Path) -> Iterator[Packed]:
    """The attachments; none of a file that pdfium can't open, which its reader will tell."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return
    try:
        for number in range(document.count_attachments()):
            attachment = document.get_attachment(number)
            name = attachment.get_name() or f"Bilaga {number + 1}"
            yield Packed(name, 0, partial(_open, attachment))
    finally:
        document.close()


def _open(attachment: Any) -> BinaryIO:
    return io.BytesIO(bytes(attachment.get_data()))
