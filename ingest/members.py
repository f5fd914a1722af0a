"""Files within files: ZIP archives, letters with attachments, PDFs with attachments."""

from __future__ import annotations

import importlib
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.errors import ReadError
from ingest.containers.packed import Packed
from ingest.discover import is_no_document, is_passed_over
from ingest.media import MAIL, MAILBOX, OUTLOOK, PDF, ZIP, media_type

CONTAINERS = {ZIP: "zipped", MAILBOX: "mailbox", MAIL: "mail", OUTLOOK: "outlook", PDF: "pdf"}
"""The modules of `ingest.containers` by media type."""

DEEPEST = 4
"""So many containers may lie within one another."""
_MOST = 10_000
"""Files in one container."""
_MOST_BYTES = 1 << 30
"""Bytes of one file,"""
_MOST_BYTES_IN_ALL = 8 << 30
"""and of all in one container."""
_SUSPECT, _TIMES = 10 << 20, 250
"""A file of so many bytes may be so many times larger than its packed size,"""
_HARMLESS = 100 << 20
"""and what is in a container, above so many bytes, so many times larger than the container."""
_CHUNK = 1 << 20
_LONGEST_NAME = 120
"""In bytes."""
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, LookupError, TypeError, RuntimeError, NotImplementedError,
    AssertionError, struct.error,
)  # fmt: skip
"""What the libraries raise over damaged containers; RuntimeError is also pdfium's."""
_UNSAFE = re.compile(r"[^\w .,()+&§'!=@#%~-]")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)
_SEPARATORS = re.compile(r"[/\\]")
_DRIVE = re.compile(r"[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Member:
    """A file within a container."""

    name: str
    """Its path there, `2019/Protokoll.pdf`, made harmless; each name once. A label: the bytes lie elsewhere."""
    file: Path | None = None
    """Where its bytes lie now, in a file that has its own name as far as that is harmless; None where they can't be had."""
    error: ReadError | None = None
    """Then: why."""


def members(path: Path, into: Path | None) -> Iterator[Member]:
    """The files that a file contains, one after another, each laid out under the folder `into` when it comes.

    They may be containers themselves. Files of operating systems and programs are passed over, as in folders. A file that is
    no container has none. Raises ReadError where the container can't be opened, or `too-deep` where there is something in it
    and `into` is None.
    """
    module = CONTAINERS.get(media_type(path))
    if module is None:
        return
    names: set[str] = set()
    left = min(_MOST_BYTES_IN_ALL, max(_HARMLESS, _TIMES * path.stat().st_size))
    for number, packed in enumerate(_opened(module, path), 1):
        name = _unique(_harmless(packed.name), names)
        if number > _MOST:
            yield Member(name, error=_too_large(f"Arkivet innehåller fler än {_MOST} filer."))
            return
        if is_no_document(Path(name)) or any(map(is_passed_over, name.split("/"))):
            continue
        if into is None:
            cure = "Packa upp det yttersta arkivet och importera mappen."
            raise ReadError("too-deep", "Filen är ett arkiv som ligger för djupt i andra arkiv.", cure)
        folder = into / str(number)
        folder.mkdir(parents=True)
        target = folder / _file_name(name)
        try:
            left -= _unpack(packed, target, left)
        except ReadError as error:
            yield Member(name, error=error)
        except _DAMAGE:
            cure = "Hämta arkivet på nytt från källan och importera det igen."
            yield Member(name, error=ReadError("damaged", "Filen är skadad i arkivet som den ligger i.", cure))
        else:
            yield Member(name, target)


def all_members(path: Path, into: Path, depth: int = 1) -> Iterator[Member]:
    """The members of a file and theirs in turn, `inre.zip/Protokoll.pdf`, down to the depth of `DEEPEST`.

    One that can't be opened as a container comes once more, with the error. Raises ReadError as `members` does.
    """
    for member in members(path, into / "filer" if depth <= DEEPEST else None):
        yield member
        if member.file is not None:
            try:
                for inner in all_members(member.file, member.file.with_name(".inre"), depth + 1):
                    yield replace(inner, name=f"{member.name}/{inner.name}")
            except ReadError as error:
                yield Member(member.name, error=error)


def _opened(module: str, path: Path) -> Iterator[Packed]:
    try:
        yield from importlib.import_module(f"ingest.containers.{module}").packed(path)
    except (*_DAMAGE, RecursionError) as error:
        cure = "Hämta filen på nytt från källan och importera den igen."
        raise ReadError("damaged", "Filens bilagor går inte att packa upp.", cure) from error


def _unpack(packed: Packed, target: Path, left: int) -> int:
    """Writes a file's bytes to `target`, and returns how many."""
    times = packed.size / packed.packed_size if packed.packed_size else 1
    if packed.size > _SUSPECT and times > _TIMES:
        raise _too_large("Filen packas upp till orimligt många byte.")
    written = 0
    with packed.open() as source, target.open("wb") as file:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > min(_MOST_BYTES, left):
                file.truncate(0)
                raise _too_large("Filen eller arkivet som den ligger i packas upp till för många byte.")
            file.write(chunk)
    return written


def _too_large(reason: str) -> ReadError:
    return ReadError("too-large", reason, "Packa upp arkivet själv och importera de filer som behövs.")


def _harmless(name: str) -> str:
    """A name within a container as a relative path without tricks: no way up, no drive, nothing that doesn't print."""
    printable = "".join(c if c.isprintable() else "_" for c in unicodedata.normalize("NFC", name))
    parts = [part.strip() for part in _SEPARATORS.split(_DRIVE.sub("", printable[-1000:], count=1))]
    return "/".join(part for part in parts if part.strip(".")) or "namnlös"


def _unique(name: str, names: set[str]) -> str:
    """The name, numbered if there was one like it; both are remembered."""
    stem, dot, suffix = name.rpartition(".")
    other, number = name, 1
    while other.casefold() in names:
        number += 1
        other = f"{stem} ({number}){dot}{suffix}" if stem and "/" not in suffix else f"{name} ({number})"
    names.add(other.casefold())
    return other


def _file_name(name: str) -> str:
    """The last part of a name as every file system takes it."""
    last = _UNSAFE.sub("_", name.rpartition("/")[2])
    stem, suffix = Path(last).stem, Path(last).suffix[:20]
    while len(f"{stem}{suffix}".encode()) > _LONGEST_NAME:
        stem, suffix = stem[:-1], suffix if stem else suffix[:-1]
    last = f"{stem}{suffix}".strip(" .") or "namnlös"
    return f"_{last}" if _RESERVED.match(last) else last
