"""Recognising the pages of one file: only what the user wants, as long as there is time, and never the same page twice."""

from __future__ import annotations

import gzip
import hashlib
import os
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from corpus.document import Problem
from ingest.ocr import tesseract
from ingest.ocr.hocr import Recognised, parse
from ingest.program import ProgramError

Mode = Literal["auto", "never", "force"]
"""Which pages are recognised: those without usable text, none, or all."""

_UNSAFE = 70.0
"""Mean confidence in per cent below which the user is warned. Clean print has 90 and more."""


@dataclass(slots=True)
class Recogniser:
    """Recognises the pages of one file, and remembers what became of them for the file's problems."""

    path: Path
    mode: Mode = "auto"
    cache: Path | None = None
    """The folder where what is recognised is kept by content hash, for ever; None keeps nothing."""
    seconds: float | None = None
    """How long it may go on; pages that are in the cache cost no time."""
    unsafe: list[int] = field(default_factory=list)
    """Pages (from 1) whose text is unsafe;"""
    unfinished: list[int] = field(default_factory=list)
    """that there was no time for;"""
    missed: list[int] = field(default_factory=list)
    """that would need tesseract, which isn't there or failed;"""
    declined: list[int] = field(default_factory=list)
    """that the user didn't want to have recognised;"""
    recognised: list[int] = field(default_factory=list)
    """that have text from pictures."""
    _until: float = 0.0
    _digest: str = ""

    def __post_init__(self) -> None:
        self._until = time.monotonic() + self.seconds if self.seconds is not None else float("inf")

    def page(self, number: int, picture: Callable[[Path], int], *, better: Callable[[Recognised], bool]) -> Recognised | None:
        """Recognises a page, counted from 1.

        `picture` writes the page as a picture to a path and gives its resolution in dots per inch; it may raise ValueError or
        OSError. `better` tells whether what was recognised shall stand in place of what the page has. None where it shall
        not, or nothing could be recognised.
        """
        if self.mode == "never":
            self.declined.append(number)
            return None
        found = self._kept(number) or self._recognise(number, picture)
        if found is None or not better(found):
            return None
        self.recognised.append(number)
        if found.confidence < _UNSAFE:
            self.unsafe.append(number)
        return found

    @property
    def left(self) -> set[int]:
        """The pages that should have been recognised and haven't been yet."""
        return {*self.declined, *self.missed, *self.unfinished}

    def problems(self) -> tuple[Problem, ...]:
        """What the user should know about the pages."""
        found = []
        if self.unfinished:
            what = "Textigenkänningen hann inte med alla sidor."
            cure = "Kör importen igen: den går vidare där den slutade."
            found.append(Problem("unfinished", what, cure, tuple(self.unfinished)))
        if self.declined:
            what = "Sidor utan användbar text har inte lästs."
            found.append(Problem("no-text-layer", what, "Läs dem med: klubbat import --retry --ocr auto", tuple(self.declined)))
        if self.missed:
            what = "Sidor utan användbar text, som är inskannade eller förvanskade, har inte kunnat läsas."
            cure = tesseract.CURE if not tesseract.available() else "Skanna sidorna på nytt och importera filen igen."
            found.append(Problem("no-text-layer", what, cure, tuple(self.missed)))
        if self.unsafe:
            what = "Texten på några sidor är osäker: den är igenkänd ur bilder av dålig kvalitet."
            cure = "Jämför med originalet, eller skanna sidorna på nytt i 300 punkter per tum och importera dem."
            found.append(Problem("low-confidence", what, cure, tuple(self.unsafe)))
        return tuple(found)

    def _recognise(self, number: int, picture: Callable[[Path], int]) -> Recognised | None:
        if not tesseract.available():
            self.missed.append(number)
            return None
        if time.monotonic() > self._until:
            self.unfinished.append(number)
            return None
        try:
            with TemporaryDirectory(prefix="klubbat-") as folder:
                file = Path(folder) / "sida"
                dpi = picture(file)
                data = tesseract.recognise(file, dpi)
                found = parse(data, dpi)
        except (ProgramError, ValueError, OSError):
            self.missed.append(number)
            return None
        self._keep(number, dpi, data)
        return found

    def _kept(self, number: int) -> Recognised | None:
        """A page from the cache."""
        place = self._place(number)
        if place is None:
            return None
        try:
            dpi, _, data = gzip.decompress(place.read_bytes()).partition(b"\n")
            return parse(data, int(dpi))
        except (OSError, ValueError, EOFError, zlib.error):
            return None

    def _keep(self, number: int, dpi: int, data: bytes) -> None:
        place = self._place(number)
        if place is None:
            return
        half = place.with_name(f".{place.name}.{os.getpid()}")
        place.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(gzip.compress(b"%d\n" % dpi + data, mtime=0))
        half.replace(place)

    def _place(self, number: int) -> Path | None:
        """Where a page is kept."""
        if self.cache is None:
            return None
        if not self._digest:
            with self.path.open("rb") as file:
                self._digest = hashlib.file_digest(file, "sha256").hexdigest()
        return self.cache / self._digest[:2] / f"{self._digest}-{number:04d}.hocr.gz"
