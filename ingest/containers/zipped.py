"""The files in a ZIP archive."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from corpus.errors import ReadError
from ingest.containers.packed import Packed
from ingest.encoding import decode

_ENCRYPTED, _UTF8 = 0x1, 0x800


def packed(path: Path) -> Iterator[Packed]:
    """The files, folders left aside. Raises ReadError `damaged`."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        cure = "Hämta filen på nytt från källan och importera den igen."
        raise ReadError("damaged", "ZIP-filen är skadad.", cure) from error
    with archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield Packed(_name(info), info.file_size, partial(_open, archive, info), info.compress_size)


def _name(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: the format knows UTF-8 and an American code page, and Swedish computers wrote their own."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return decode(info.filename.encode("cp437"))
    except UnicodeEncodeError:
        return info.filename


def _open(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    if info.flag_bits & _ENCRYPTED:
        cure = "Packa upp den med lösenordet och importera det som kommer ut."
        raise ReadError("encrypted", "Filen är skyddad med lösenord.", cure)
    try:
        return archive.open(info)  # type: ignore[return-value]  # it reads bytes, which is all that is asked of it
    except NotImplementedError:
        cure = "Packa upp arkivet med ett annat program, till exempel 7-Zip, och importera det som kommer ut."
        raise ReadError("packed", "Filen är packad på ett sätt som inte kan läsas.", cure) from None
