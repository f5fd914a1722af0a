"""What kind of file it is, told from its content; the name only breaks ties."""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from pathlib import Path

import olefile

from corpus.errors import ReadError

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOC = "application/msword"
HTML = "text/html"
TEXT = "text/plain"
RTF = "application/rtf"
ODT = "application/vnd.oasis.opendocument.text"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
PPT = "application/vnd.ms-powerpoint"
TIFF, JPEG, PNG = "image/tiff", "image/jpeg", "image/png"
ZIP = "application/zip"
MAIL = "message/rfc822"
MAILBOX = "application/mbox"
OUTLOOK = "application/vnd.ms-outlook"

_PEEK = 4096
_PDF_WITHIN = 1024
"""As far into a file as readers of PDF look for its header;"""
_PDF_WITHIN_PDF = 64 * 1024
"""so far if it calls itself one: mail programs and web servers have put their own lines before it."""
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"GIF8", "image/gif"),
    (b"\x1f\x8b", "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!", "application/vnd.rar"),
    (b"\xdb\xa5\x2d\x00", DOC),
    (b"\x31\xbe\x00\x00", DOC),
)
_ZIPPED = (
    ("word/", DOCX),
    ("xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/", PPTX),
    ("", "application/vnd.openxmlformats-package"),  # of other programs
)
_OLE = (
    ("WordDocument", DOC),
    ("Workbook", "application/vnd.ms-excel"),
    ("Book", "application/vnd.ms-excel"),
    ("PowerPoint Document", PPT),
    ("__properties_version1.0", OUTLOOK),
)
_HTML = re.compile(rb"<(?:!doctype\s{1,5}html|html|head|body|title|meta|table|div|h1|p)\b[^<>]{0,500}>", re.IGNORECASE)
_MAIL = re.compile(rb"(?:received|return-path|message-id|mime-version|content-type|from|to|date|subject):[ \t]", re.IGNORECASE)
_MEDIA_TYPE = re.compile(rb"[A-Za-z0-9.+-]{1,40}/[A-Za-z0-9.+-]{1,120}")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1a\x1b"))


def media_type(path: Path) -> str:
    """The media type of a file.

    Raises ReadError `empty`, `no-permission`, `missing`, `damaged`, `encrypted` (a Word file with a password),
    `unknown-kind`.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_PEEK)
    except PermissionError:
        raise ReadError(
            "no-permission", "Filen får inte läsas.", "Ge ditt konto läsrätt till filen och importera den igen."
        ) from None
    except OSError as error:
        raise ReadError(
            "missing", "Filen går inte att öppna.", "Kontrollera att filen finns och att enheten svarar."
        ) from error
    if not start:
        raise ReadError("empty", "Filen är tom.", "Hämta filen på nytt från källan och importera den igen.")
    kind = _binary(path, start) or _textual(path, start)
    if kind is None:
        raise ReadError(
            "unknown-kind",
            "Filen är av okänt slag.",
            "Öppna den i det program som skapade den och spara den som PDF, DOCX eller text.",
        )
    return kind


def _binary(path: Path, start: bytes) -> str | None:
    if start.startswith(b"PK\x03\x04") or start.startswith(b"PK\x05\x06"):
        return _zip(path)
    if start.startswith(olefile.MAGIC):
        return _ole(path)
    if b"%PDF-" in start[:_PDF_WITHIN]:
        return PDF
    if start.lstrip().startswith(b"{\\rtf"):
        return RTF
    if path.suffix.casefold() == ".pdf" and _header_within(path):
        return PDF
    return next((kind for magic, kind in _MAGIC if start.startswith(magic)), None)


def _header_within(path: Path) -> bool:
    with path.open("rb") as file:
        return b"%PDF-" in file.read(_PDF_WITHIN_PDF)


def _zip(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                said = archive.read("mimetype").strip()
                return said.decode("ascii") if _MEDIA_TYPE.fullmatch(said) else ZIP
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise ReadError("damaged", "Filen är skadad.", "Hämta filen på nytt från källan och importera den igen.") from error
    if "[Content_Types].xml" in names:
        for folder, kind in _ZIPPED:
            if any(name.startswith(folder) for name in names):
                return kind
    return ZIP


def _ole(path: Path) -> str | None:
    try:
        with olefile.OleFileIO(str(path)) as ole:
            if ole.exists("EncryptedPackage"):
                raise ReadError(
                    "encrypted",
                    "Filen är skyddad med lösenord.",
                    "Öppna den med lösenordet, spara en kopia utan och importera kopian.",
                )
            return next((kind for stream, kind in _OLE if ole.exists(stream)), None)
    except (OSError, ValueError, IndexError, MemoryError) as error:  # a damaged sector size asks for more than there is
        raise ReadError("damaged", "Filen är skadad.", "Hämta filen på nytt från källan och importera den igen.") from error


def _textual(path: Path, start: bytes) -> str | None:
    wide = True
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.decode("utf-16", "ignore").encode()
    elif start.count(0) * 3 > len(start) and not start.translate(None, delete=bytes(range(32, 256)) + b"\t\n\r\f\0"):
        start = start.replace(b"\0", b"")
    else:
        wide = False
    if not _is_text(start):
        return None
    suffix = path.suffix.casefold()
    head = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if _HTML.match(head) or (head.startswith(b"<") and _HTML.search(head)) or (suffix in (".htm", ".html") and b"<" in head):
        return HTML
    if head.startswith(b"From ") and len([line for line in head.splitlines()[1:12] if _MAIL.match(line)]) >= 2:
        return MAILBOX
    if suffix == ".eml" or len([line for line in head.splitlines()[:12] if _MAIL.match(line)]) >= 3:
        return MAIL
    if head.startswith(b"<?xml"):
        return "application/xml"
    return TEXT if wide or _is_text(_middle(path)) else None


def _is_text(data: bytes) -> bool:
    """Whether bytes have as few control characters as text has, in any encoding with one byte a letter."""
    return len(data) - len(data.translate(None, delete=_CONTROLS)) <= len(data) // 200


def _middle(path: Path) -> bytes:
    """A stretch from the middle of a longer file: the head of a binary one may be text."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(size // 2)
        return file.read(_PEEK) if size > 4 * _PEEK else b""
