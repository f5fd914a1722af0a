"""PDF: words and coordinates by pdfium, the layout by `ingest.layout`; pypdf as the second opinion; and where a page has no
usable text, what is recognised in its picture."""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from pypdf.errors import DependencyError, DeprecationError, PyPdfError

from corpus.document import Problem
from corpus.errors import ReadError
from ingest.draft import Draft
from ingest.layout.blocks import blocks
from ingest.layout.page import Page, Word
from ingest.layout.pdfium import extract
from ingest.legible import legible, share_known, words
from ingest.ocr.hocr import Recognised
from ingest.ocr.recogniser import Recogniser
from ingest.ocr.signs import mend_signs

# pypdf tells of every oddity of a damaged file; the user is told once, by the document's problems.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

MEDIA_TYPES = ("application/pdf",)
VERSION = 3
RECOGNISES = True

_PYPDF_FAILS = (
    PyPdfError, DependencyError, DeprecationError, ArithmeticError, AssertionError, AttributeError, LookupError, OSError,
    RecursionError, NotImplementedError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip
"""What pypdf raises over damaged files."""
_PROTECTED = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)

_AGAIN = "Hämta filen på nytt från källan, eller öppna den i en PDF-läsare och skriv ut den till en ny PDF."
_DPI = 300
_MOST_PIXELS = 40_000_000
"""An A3 page has 17 million; a larger one is recognised in a lower resolution."""
_A_FEW = 25
"""So few words may be a stamp on a scanned page,"""
_COVERED = 0.6
"""if a picture covers so much of it."""
_ASKED = 3
_JUNK = 64 * 1024
"""So far into the file its header may stand."""


def read(path: Path, recogniser: Recogniser) -> Draft:
    """Text in reading order with headings, tables and page furniture.

    Pages without usable text are recognised; those that aren't give the problem `no-text-layer`. Raises ReadError
    `encrypted` or `damaged`.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if error.err_code in _PROTECTED:
            raise _encrypted() from error
        try:
            document = pypdfium2.PdfDocument(_without_junk(path))
        except (pypdfium2.PdfiumError, OSError):
            return _by_pypdf(path)
    try:
        if len(document) == 0:
            return _by_pypdf(path)
        pages = _Pages(path, document, recogniser)
        for number in range(1, len(document) + 1):
            pages.read(number)
    finally:
        document.close()
    mend_signs([pages.pages[number - 1] for number in recogniser.recognised])
    draft = blocks(pages.pages)
    return Draft(draft.pieces, draft.pages, (*draft.problems, *pages.problems()), ocr=bool(recogniser.recognised))


def _without_junk(path: Path) -> bytes:
    """The file from its header on: what a mail program or a web server has put before it is no PDF."""
    data = path.read_bytes()
    return data[max(data.find(b"%PDF-", 0, _JUNK), 0) :]


def _encrypted() -> ReadError:
    cure = "Öppna den med lösenordet, skriv ut den till en ny PDF och importera den."
    return ReadError("encrypted", "PDF-filen är skyddad med lösenord.", cure)


@dataclass(slots=True)
class _Pages:
    """The pages of a file as they are read."""

    path: Path
    document: pypdfium2.PdfDocument
    recogniser: Recogniser
    pages: list[Page] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    """Those that pdfium couldn't load."""
    garbled: list[int] = field(default_factory=list)
    """Those whose letters are lost for good."""
    second: pypdf.PdfReader | None = None
    no_better: int = 0
    """How many pages pypdf reads no better."""

    def read(self, number: int) -> None:
        """Reads a page, counted from 1."""
        try:
            page = self.document[number - 1]
            drawn = extract(page)
        except pypdfium2.PdfiumError:
            self.pages.append(Page(595.0, 842.0))
            self.broken.append(number)
            return
        try:
            self.pages.append(self._usable(page, drawn, number))
        finally:
            page.close()

    def problems(self) -> tuple[Problem, ...]:
        """What could not be read."""
        found = list(self.recogniser.problems())
        if self.garbled:
            what = "Bokstäverna på några sidor är förvanskade i filen."
            found.append(Problem("garbled", what, "Be den som skrev handlingen om en ny PDF.", tuple(self.garbled)))
        if self.broken:
            what = "Några sidor är skadade och kunde inte läsas."
            found.append(Problem("damaged", what, _AGAIN, tuple(self.broken)))
        return tuple(found)

    def _usable(self, page: pypdfium2.PdfPage, drawn: Page, number: int) -> Page:
        """The page as pdfium reads it, or as whoever reads it better does."""
        text = _text(drawn)
        good = legible(text)
        if not good and (second := self._second_opinion(number)) is not None:
            return second
        count, covered = len(drawn.words), 0.0
        if count < _A_FEW:
            covered = _covered(page, drawn)
        picture = count < _A_FEW and covered > (_COVERED if count else 0.0)
        if good and not picture and self.recogniser.mode != "force":
            return drawn

        def better(found: Recognised) -> bool:
            if not good:
                seen = _text(found.page)
                return legible(seen) or share_known(words(seen)) > share_known(words(text)) + 0.1
            return len(found.page.words) > (count if picture else 0)

        found = self.recogniser.page(number, _picture(page), better=better)
        if found is not None:
            return Page(found.page.width, found.page.height, found.page.words, found.page.rules)
        if not good and number not in self.recogniser.left:
            self.garbled.append(number)
        return drawn

    def _second_opinion(self, number: int) -> Page | None:
        """The page as pypdf reads it, if that is legible. It isn't asked again of a file of which it knew no better thrice."""
        if self.no_better >= _ASKED:
            return None
        try:
            self.second = self.second or pypdf.PdfReader(self.path)
            text = self.second.pages[number - 1].extract_text()
        except _PYPDF_FAILS:
            text = ""
        if len(words(text)) > 3 and legible(text):
            return _typed(text)
        self.no_better += 1
        return None


def _text(page: Page) -> str:
    return " ".join([word.text for word in page.words])


def _covered(page: pypdfium2.PdfPage, drawn: Page) -> float:
    """The share of a page that its largest picture or drawing covers; above 0 wherever anything is drawn."""
    most = 0.0
    for item in page.get_objects(max_depth=1):
        if item.type in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_PATH):
            left, bottom, right, top = item.get_bounds()
            area = abs((right - left) * (top - bottom)) / max(drawn.width * drawn.height, 1.0)
            most = max(most, min(area, 1.0) if item.type != pdfium.FPDF_PAGEOBJ_PATH else 0.01)
    return most


def _picture(page: pypdfium2.PdfPage) -> Callable[[Path], int]:
    """What writes a page as a grey picture (PGM) and gives its resolution."""

    def write(target: Path) -> int:
        width, height = page.get_size()
        dpi = int(min(_DPI, 72 * (_MOST_PIXELS / max(width * height, 1.0)) ** 0.5))
        try:
            bitmap = page.render(scale=dpi / 72, grayscale=True)
        except pypdfium2.PdfiumError as error:
            raise ValueError("the page can't be drawn") from error
        rows = memoryview(bitmap.buffer).cast("B")
        with target.open("wb") as file:
            file.write(b"P5 %d %d 255\n" % (bitmap.width, bitmap.height))
            for row in range(bitmap.height):
                file.write(rows[row * bitmap.stride : row * bitmap.stride + bitmap.width])
        bitmap.close()
        return dpi

    return write


def _typed(text: str) -> Page:
    """A page from plain lines, as if a typewriter had set them."""
    size = 10.0
    page = Page(595.0, 842.0)
    order = 0
    for number, line in enumerate(text.splitlines()):
        x = 60.0
        for word in line.split():
            page.words.append(Word(word, x, x + len(word) * size / 2, 60 + number * 1.2 * size, size, False, order))
            x += (len(word) + 1) * size / 2
            order += len(word) + 1
    return page


def _by_pypdf(path: Path) -> Draft:
    """The plain text of a file that pdfium refuses: encrypted, or so damaged that only pypdf mends it."""
    try:
        with pypdf.PdfReader(io.BytesIO(_without_junk(path))) as reader:
            if reader.is_encrypted and not reader.decrypt(""):
                raise _encrypted()
            pages = [_typed(page.extract_text()) for page in reader.pages]
    except _PYPDF_FAILS as error:
        raise ReadError("damaged", "PDF-filen är skadad.", _AGAIN) from error
    if not pages:
        raise ReadError("damaged", "PDF-filen har inga sidor.", _AGAIN)
    draft = blocks(pages)
    problem = Problem("damaged", "PDF-filen är skadad och lästes utan tabeller och spalter.", _AGAIN)
    return Draft(draft.pieces, draft.pages, (problem,))
