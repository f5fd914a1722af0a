"""Tesseract, the program that recognises text in pictures, with its Swedish language data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ingest.program import ProgramError, installed, run

CURE = "Installera textigenkänning (sudo apt install tesseract-ocr tesseract-ocr-swe) och kör klubbat import --retry."
_SECONDS = 120.0
"""For one page; an ordinary one takes two to six."""


@cache
def available() -> bool:
    """Whether tesseract is installed and knows Swedish."""
    program = installed("tesseract")
    if program is None:
        return False
    try:
        return "swe" in run([program, "--list-langs"], seconds=30).decode("utf-8", "replace").split()
    except ProgramError:
        return False


def recognise(picture: Path, dpi: int) -> bytes:
    """The text of a picture with places and confidences, as hOCR. Finds out by itself how the page is turned.

    Raises ProgramError.
    """
    command = [
        installed("tesseract") or "tesseract",
        str(picture),
        "stdout",
        "-l",
        "swe",
        "--psm",
        "1",
        "--dpi",
        str(dpi),
        "hocr",
    ]
    # As many pages are recognised at a time as there are workers: threads within one would only get in their way.
    return run(command, seconds=_SECONDS, environment={"OMP_THREAD_LIMIT": "1"})
