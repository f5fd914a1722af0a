"""PDF: words and coordinates by pdfium, the layout by `ingest.layout`; pypdf for what pdfium can't open."""

from __future__ import annotations

import logging
from pathlib import Path

import pypdf
import pypdfium2
from pypdf.errors import PyPdfError

from corpus.document import Problem
from corpus.errors import ReadError
from ingest.draft import Draft, Piece
from ingest.layout.blocks import blocks
from ingest.layout.page import Page
from ingest.layout.pdfium import extract

# pypdf tells of every oddity of a damaged file; the user is told once, by the document's problems.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

MEDIA_TYPES = ("application/pdf",)
VERSION = 1

_AGAIN = "Hämta filen på nytt från källan, eller öppna den i en PDF-läsare och skriv ut den till en ny PDF."
_SCANNED = "Installera ocrmypdf och tesseract med svenska, kör ”ocrmypdf -l swe” på filen och importera resultatet."


def read(path: Path) -> Draft:
    """Text in reading order with headings, tables and page furniture.

    Pages without a text layer give the problem `no-text-layer`. Raises ReadError `encrypted` or `damaged`.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError:
        return _by_pypdf(path)
    try:
        if len(document) == 0:
            return _by_pypdf(path)
        pages, broken = _pages(document)
    finally:
        document.close()
    draft = blocks(pages)
    return Draft(draft.pieces, draft.pages, (*draft.problems, *_problems(pages, broken)))


def _pages(document: pypdfium2.PdfDocument) -> tuple[list[Page], list[int]]:
    """The pages, and the numbers of those that pdfium couldn't load."""
    pages, broken = [], []
    for number in range(len(document)):
        try:
            page = document[number]
            pages.append(extract(page))
            page.close()
        except pypdfium2.PdfiumError:
            pages.append(Page(595.0, 842.0))
            broken.append(number + 1)
    return pages, broken


def _problems(pages: list[Page], broken: list[int]) -> tuple[Problem, ...]:
    problems = []
    empty = tuple(number for number, page in enumerate(pages, 1) if not page.words and number not in broken)
    if len(empty) == len(pages):
        problems.append(Problem("no-text-layer", "Filen är inskannad och saknar textlager.", _SCANNED, empty))
    elif empty and len(empty) * 2 > len(pages):
        problems.append(Problem("no-text-layer", "Flera sidor är bilder utan textlager.", _SCANNED, empty))
    if broken:
        problems.append(Problem("damaged", "Några sidor är skadade och kunde inte läsas.", _AGAIN, tuple(broken)))
    return tuple(problems)


def _by_pypdf(path: Path) -> Draft:
    """The plain text of a file that pdfium refuses: encrypted, or so damaged that only pypdf mends it."""
    try:
        with pypdf.PdfReader(path) as reader:
            if reader.is_encrypted and not reader.decrypt(""):
                raise ReadError(
                    "encrypted",
                    "PDF-filen är skyddad med lösenord.",
                    "Öppna den med lösenordet, skriv ut den till en ny PDF och importera den.",
                )
            texts = [page.extract_text() for page in reader.pages]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError) as error:
        raise ReadError("damaged", "PDF-filen är skadad.", _AGAIN) from error
    if not texts:
        raise ReadError("damaged", "PDF-filen har inga sidor.", _AGAIN)
    pieces = [Piece("paragraph", line, number) for number, text in enumerate(texts) for line in text.splitlines()]
    return Draft(pieces, len(texts), (Problem("damaged", "PDF-filen är skadad och lästes utan tabeller och spalter.", _AGAIN),))
