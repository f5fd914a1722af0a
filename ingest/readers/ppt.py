"""PPT of PowerPoint 97–2003, by way of LibreOffice."""

from __future__ import annotations

from pathlib import Path

from ingest.draft import Draft
from ingest.office import converted
from ingest.readers import pptx

MEDIA_TYPES = ("application/vnd.ms-powerpoint",)
VERSION = 1


def read(path: Path) -> Draft:
    """As of a PPTX. Raises ReadError `needs-libreoffice` or `damaged`."""
    with converted(path, "ppt", "pptx", what="PPT-filer", package="libreoffice-impress") as file:
        return pptx.read(file)
