"""Files into documents: the reader that the media type asks for, then what is the same for all of them."""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import ingest.readers
from corpus.document import Document, Problem, Source
from corpus.errors import ReadError
from corpus.formats import name_of_kind
from corpus.personal import mask
from ingest.draft import Draft, compose
from ingest.legible import letters_lost
from ingest.media import media_type
from ingest.ocr.recogniser import Mode, Recogniser

_PACKED = ("application/gzip", "application/x-7z-compressed", "application/vnd.rar")
"""Containers that we don't open."""


class Reader(NamedTuple):
    """A module of `ingest.readers`: it states MEDIA_TYPES, VERSION and `read(path) -> Draft`; one that states RECOGNISES = True
    has `read(path, recogniser) -> Draft` and may have pages recognised from their pictures."""

    name: str
    version: int
    read: Callable[[Path, Recogniser], Draft]


def read(path: Path, *, ocr: Mode = "auto", cache: Path | None = None, seconds: float | None = None) -> Document:
    """Reads a file. Personnummer are masked at equal length before anybody sees the text; all text is NFC.

    `ocr` says which pages are recognised from their pictures, `cache` is the folder where that is kept by content hash for
    ever, and `seconds` is how long it may go on. A file that can be read only in part gives a document with problems. Raises
    ReadError where nothing can be had from it.
    """
    kind = media_type(path)
    reader = readers().get(kind)
    if kind in _PACKED:
        raise ReadError("packed", f"{name_of_kind(kind)} kan inte läsas.", "Packa upp filen och importera mappen.")
    if reader is None:
        raise ReadError(
            "unknown-kind",
            f"{name_of_kind(kind)} kan inte läsas.",
            "Öppna filen i det program som skapade den och spara den som PDF, DOCX eller text.",
        )
    try:
        draft = reader.read(path, Recogniser(path, ocr, cache, seconds))
        size, digest = _fingerprint(path)
    except PermissionError:
        raise ReadError(
            "no-permission", "Filen får inte läsas.", "Ge ditt konto läsrätt till filen och importera den igen."
        ) from None
    except RecursionError:
        raise ReadError(
            "damaged", "Filen är för djupt nästlad för att läsas.", "Spara den i ett annat format och importera den."
        ) from None
    text, pages, blocks = compose(draft)
    problems = draft.problems
    if not any(problem.code == "garbled" for problem in problems) and letters_lost(text):
        lost = "Bokstäverna å, ä och ö har gått förlorade i filen."
        problems += (Problem("garbled", lost, "Hämta handlingen på nytt från källan, gärna som PDF eller DOCX."),)
    if not text and not problems and not draft.silent:
        problems = (Problem("no-text-layer", "Filen innehåller ingen text.", "Kontrollera att rätt fil har importerats."),)
    return Document(
        source=Source(
            mask(unicodedata.normalize("NFC", path.name)), digest, kind, size, f"{reader.name}/{reader.version}", draft.ocr
        ),
        text=mask(text),
        pages=pages,
        blocks=blocks,
        problems=problems,
    )


@cache
def readers() -> dict[str, Reader]:
    """The readers by media type, found by folder. Two readers for one type are an error."""
    found: dict[str, Reader] = {}
    for module_info in pkgutil.iter_modules(ingest.readers.__path__):
        module = importlib.import_module(f"ingest.readers.{module_info.name}")
        reader = Reader(module_info.name, module.VERSION, _two_arguments(module))
        for kind in module.MEDIA_TYPES:
            if kind in found:
                raise RuntimeError(f"{kind} is claimed by the readers {found[kind].name} and {reader.name}")
            found[kind] = reader
    return found


def _two_arguments(module: ModuleType) -> Callable[[Path, Recogniser], Draft]:
    """A reader's function as all are called."""
    function: Callable[..., Draft] = module.read
    return function if getattr(module, "RECOGNISES", False) else lambda path, _: function(path)


def _fingerprint(path: Path) -> tuple[int, str]:
    """Size in bytes and sha256 of a file's content."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return file.tell(), digest
