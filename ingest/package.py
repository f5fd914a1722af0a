"""Documents that are ZIP packages of XML (DOCX, ODT, PPTX): opened with bounds, parsed without entities or the net."""

from __future__ import annotations

import io
import re
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
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
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


def transitional(path: Path) -> io.BytesIO | str:
    """A DOCX package as the libraries take it: the file itself, or of one in the strict form of the standard (ISO 29500,
    part 1) a copy with the names that Word itself uses (part 4)."""
    with zipfile.ZipFile(path) as package:
        if _STRICT not in package.read("_rels/.rels"):
            return str(path)
        copy = io.BytesIO()
        with zipfile.ZipFile(copy, "w") as target:
            for part in package.infolist():
                data = package.read(part)
                target.writestr(
                    part.filename, _STRICT_NAME.sub(_usual, data) if part.filename.endswith((".xml", ".rels")) else data
                )
    copy.seek(0)
    return copy


def _usual(match: re.Match[bytes]) -> bytes:
    """`http://purl.oclc.org/ooxml/wordprocessingml/main` as `http://schemas.openxmlformats.org/wordprocessingml/2006/main`."""
    return b"http://schemas.openxmlformats.org/%s/2006/%s" % match.groups()
