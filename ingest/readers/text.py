"""Plain text, in whichever encoding its Swedish letters speak for."""

from __future__ import annotations

import re
from pathlib import Path

from corpus.errors import ReadError
from corpus.swedish.hyphens import join_words
from ingest.draft import Draft, Piece

MEDIA_TYPES = ("text/plain",)
VERSION = 1

_MOST = 64 * 1024 * 1024
_CODECS = ("cp1252", "cp850", "mac_roman")
_SWEDISH = "åäöÅÄÖéÉ§–”’•…"
_BULLET = re.compile(r"\s*(?:[-–—•*·o]|\d{1,3}[.)]|[a-zå-ö][.)])\s+\S")
_RULER = re.compile(r"\s*[_=*.–-]{4,}\s*\Z")


def read(path: Path) -> Draft:
    """The paragraphs of a text file; a form feed begins a page. Raises ReadError `too-large`."""
    if path.stat().st_size > _MOST:
        raise ReadError("too-large", "Textfilen är större än 64 MB.", "Dela filen i mindre delar och importera dem.")
    pages = decode(path.read_bytes()).split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    pieces = [Piece("paragraph", text, number) for number, page in enumerate(pages) for text in _paragraphs(page)]
    return Draft(pieces, len(pages))


def decode(data: bytes) -> str:
    """Bytes as text: UTF-8 or UTF-16 where the bytes prove it, else the encoding that gives the most Swedish letters."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if data.count(0) * 3 > len(data):
        little = data[1::2].count(0) >= data[::2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    high = bytes(byte for byte in data if byte > 127)
    codec = max(_CODECS, key=lambda name: sum(letter in _SWEDISH for letter in high.decode(name, "replace")))
    return data.decode(codec, "replace")


def _paragraphs(page: str) -> list[str]:
    """Lines that a program has wrapped are joined; short lines, lists and rulers stand alone."""
    lines = page.expandtabs().splitlines()
    width = max((len(line.rstrip()) for line in lines), default=0)
    wrapped = 50 <= width <= 100
    paragraphs: list[str] = []
    full = False
    for line in lines:
        text = line.strip()
        if not text:
            full = False
            continue
        joins = full and wrapped and not _BULLET.match(line) and not _RULER.match(line)
        if joins:
            kept, glue = join_words(paragraphs[-1], text)
            paragraphs[-1] = paragraphs[-1][:kept] + glue + text
        else:
            paragraphs.append(text)
        next_word_fits = width - len(line.rstrip())
        full = next_word_fits < 0.25 * width and not _RULER.match(line)
    return paragraphs
