"""Scanned pages as pictures (TIFF, also with several pages, JPEG, PNG): Pillow opens them, tesseract recognises their text."""

from __future__ import annotations

import struct
import warnings
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageOps

from corpus.document import Problem
from corpus.errors import ReadError
from ingest.draft import Draft
from ingest.layout.blocks import blocks
from ingest.layout.page import Page
from ingest.ocr.recogniser import Recogniser
from ingest.ocr.signs import mend_signs

MEDIA_TYPES = ("image/tiff", "image/jpeg", "image/png")
VERSION = 1
RECOGNISES = True

_DAMAGE = (OSError, ValueError, SyntaxError, TypeError, LookupError, AttributeError, RuntimeError, EOFError, struct.error)
"""What Pillow raises over damaged pictures."""
_AGAIN = "Hämta bilden på nytt från källan, eller skanna sidan igen."
_MOST_PIXELS = 150_000_000
"""An A3 page in 600 dots per inch has 70 million."""
_MOST_PAGES = 2_000
_A4_INCHES = 8.27
_FEWEST, _MOST = 72, 1200
"""Dots per inch that may be true; others are made up by the program that wrote the file."""
_COARSE = 200
"""So many dots per inch are too few for tesseract, which reads enlarged letters better."""


def read(path: Path, recogniser: Recogniser) -> Draft:
    """The text of each page. Pages that can't be recognised give problems. Raises ReadError `damaged` or `too-large`."""
    pages: list[Page] = []
    broken: list[int] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of sizes that we judge ourselves, and of tags that nobody needs
        try:
            with Image.open(path) as picture:
                count = min(getattr(picture, "n_frames", 1), _MOST_PAGES)
                for number in range(1, count + 1):
                    try:
                        picture.seek(number - 1)
                        pages.append(_page(picture, number, recogniser))
                    except _DAMAGE:
                        pages.append(Page(595.0, 842.0))
                        broken.append(number)
        except Image.DecompressionBombError as error:
            raise ReadError("too-large", "Bilden är orimligt stor.", "Spara den i 300 punkter per tum.") from error
        except _DAMAGE as error:
            raise ReadError("damaged", "Bilden är skadad.", _AGAIN) from error
    if len(broken) == len(pages):
        raise ReadError("damaged", "Bilden är skadad.", _AGAIN)
    problems = recogniser.problems()
    if broken:
        problems += (Problem("damaged", "Några sidor är skadade och kunde inte läsas.", _AGAIN, tuple(broken)),)
    mend_signs([pages[number - 1] for number in recogniser.recognised])
    draft = blocks(pages)
    return Draft(draft.pieces, draft.pages, problems, ocr=bool(recogniser.recognised))


def _page(picture: Image.Image, number: int, recogniser: Recogniser) -> Page:
    """A page, without words where none can be recognised."""
    if picture.width * picture.height > _MOST_PIXELS:
        raise ValueError("too many pixels")
    picture.load()
    dpi = _resolution(picture)
    found = recogniser.page(number, _grey(picture, dpi), better=lambda found: bool(found.page.words))
    return found.page if found is not None else Page(picture.width * 72 / dpi, picture.height * 72 / dpi)


def _resolution(picture: Image.Image) -> int:
    """Dots per inch: as the file says if that can be true, else as if the picture were an A4 page."""
    told = picture.info.get("dpi")
    try:
        dpi = round(float(told[0])) if told else 0
    except (TypeError, ValueError, ZeroDivisionError, OverflowError, IndexError):
        dpi = 0
    if _FEWEST < dpi <= _MOST:
        return dpi
    return max(_FEWEST, min(round(min(picture.size) / _A4_INCHES), _MOST))


def _grey(picture: Image.Image, dpi: int) -> Callable[[Path], int]:
    """What writes a picture upright and in grey (PGM), and gives its resolution."""

    def write(target: Path) -> int:
        upright = ImageOps.exif_transpose(picture)
        if "A" in upright.getbands():  # what is transparent is paper
            upright = Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright.convert("RGBA"))
        grey = upright.convert("L")
        times = 2 if dpi < _COARSE and grey.width * grey.height * 4 <= _MOST_PIXELS else 1
        if times > 1:
            grey = grey.resize((grey.width * times, grey.height * times), Image.Resampling.LANCZOS)
        grey.save(target, "PPM")
        return dpi * times

    return write
