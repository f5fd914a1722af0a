"""Documents that are ZIP packages of XML (DOCX, ODT, PPTX): opened with bounds, parsed without entities or the net."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from lxml.etree import LxmlError, XMLParser, _Element, fromstring

from corpus.errors import ReadError

_MOST = 400 * 1024 * 1024
_MOST_XML = 100 * 1024 * 1024
_MOST_MEMBERS = 20_000
_LARGE, _TIMES = 10 * 1024 * 1024, 250
"""A part of so many bytes may be so many times larger than packed; the XML of honest documents stays below a hundred."""
DAMAGE = (
    LxmlError, zipfile.BadZipFile, zlib.error, OSError, EOFError, LookupError, ValueError, TypeError, AttributeError,
    RuntimeError, NotImplementedError,
)  # fmt: skip
"""What the libraries raise over a damaged package."""


def refuse_bombs(path: Path, program: str) -> None:
    """Raises ReadError `too-large` where a package unpacks to more than an honest one, `damaged` where it can't be opened."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise damaged(program) from error
    large = any(
        member.file_size > (_MOST_XML if member.filename.endswith((".xml", ".rels")) else _MOST)
        or (member.file_size > _LARGE and member.file_size > _TIMES * max(member.compress_size, 1))
        for member in members
    )
    if large or sum(member.file_size for member in members) > _MOST or len(members) > _MOST_MEMBERS:
        cure = f"Öppna den i {program} och spara den som en ny fil."
        raise ReadError("too-large", f"{program}-filen packas upp till orimligt många byte.", cure)


def damaged(program: str) -> ReadError:
    """The error of a package that can't be read."""
    return ReadError("damaged", f"{program}-filen är skadad.", "Hämta filen på nytt från källan och importera den igen.")


def parse(blob: bytes) -> _Element:
    """Parses a part of a package; entities aren't expanded and nothing is fetched."""
    return fromstring(blob, XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
