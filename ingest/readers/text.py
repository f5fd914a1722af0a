"""Plain text, in whichever encoding its Swedish letters speak for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from corpus.errors import ReadError
from corpus.swedish.hyphens import join_words
from corpus.vocabulary import plain as compared
from corpus.vocabulary import vocabulary
from ingest.draft import Draft, Piece
from ingest.encoding import decode
from ingest.furniture import repeats
from ingest.layout.enumerators import starts_item

MEDIA_TYPES = ("text/plain",)
VERSION = 5

_MOST = 64 * 1024 * 1024
_RULER = re.compile(r"[_=*.–-]{4,}\Z")
_GAP = re.compile(r" {3,}")
_COLUMNS = re.compile(r"\S{4}\t")
_NUMBER = re.compile(r"\d+")
_PARAGRAPH = re.compile(r"\s*(?:[^\W\d_]{1,5} ?)?§")
_FRAME, _STACK = 3, 6
"""So many lines at the top and at the foot of a page may be its header and footer; so many where no empty line parts them."""


_PERSON = re.compile(r"[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+){1,2} \(")
_CLOSING = re.compile(r"Paragrafen (?:är|förklaras|justeras)\b.{0,20}justera|Paragrafen justeras")
_OUTDENTED = 8
"""A line that begins so many places to the left of the one before it doesn't go on with that: it is a label beside values."""


def read(path: Path) -> Draft:
    """The paragraphs of a text file; a form feed begins a page. Raises ReadError `too-large`."""
    if path.stat().st_size > _MOST:
        raise ReadError("too-large", "Textfilen är större än 64 MB.", "Dela filen i mindre delar och importera dem.")
    return plain(decode(path.read_bytes()))


def plain(text: str) -> Draft:
    """The paragraphs of a plain text."""
    pages = text.split("\f")
    if len(pages) > 1 and not pages[-1].strip():
        pages.pop()
    lines = [[line.rstrip() for line in page.expandtabs().splitlines()] for page in pages]
    frame = _frame(lines)
    pieces: list[Piece] = []
    for number, page in enumerate(lines):
        pieces += _pieces(page, number, frame)
    return Draft(pieces, len(pages))


def _frame(pages: Sequence[Sequence[str]]) -> set[str]:
    """The lines with which three pages, or both of two, begin or end; their figures are the same or count the pages."""
    places: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for at in _edges(page):
            places[_NUMBER.sub("#", page[at])].append((number, page[at].strip()))
    enough = max(2, min(3, len(pages)))
    return {line for hits in places.values() if len({page for page, _ in hits}) >= enough and repeats(hits) for _, line in hits}


def _edges(page: Sequence[str]) -> set[int]:
    """The lines of a page that may be its header or footer; one that a paragraph begins with is none."""
    filled = [at for at, line in enumerate(page) if line.strip()]
    edges: set[int] = set()
    for end in (filled, filled[::-1]):
        edges.update(at for nth, at in enumerate(end[:_STACK]) if nth < _FRAME or abs(at - end[0]) == nth)
    return {at for at in edges if not _PARAGRAPH.match(page[at])}


def _stands_alone(before: str, text: str) -> bool:
    """Whether a line doesn't go on with the one before it, however full that is: an item, columns, a person, a heading."""
    person = before.endswith(")") and _PERSON.match(text)
    headed = (text[0].isupper() and before[-1] != "-" and compared(text) in _headings()) or _CLOSING.match(text)
    return bool(starts_item(text) or "\t" in text or _RULER.match(text) or person or headed)


@cache
def _headings() -> frozenset[str]:
    return frozenset(word for entry in vocabulary("headings").values() for word in entry["words"])


def _pieces(lines: Sequence[str], page: int, frame: set[str]) -> list[Piece]:
    """Lines that a program has wrapped are joined; short lines, lists, columns and rulers stand alone."""
    width = max(map(len, lines), default=0)
    edges = _edges(lines)
    wrapped = 50 <= width <= 100
    pieces: list[Piece] = []
    full = False
    margin = 0
    for at, line in enumerate(lines):
        text = _GAP.sub("\t", line.strip())
        outdented = len(line) - len(line.lstrip()) <= margin - _OUTDENTED
        margin = len(line) - len(line.lstrip())
        if not text:
            full = False
        elif at in edges and line.strip() in frame:
            pieces.append(Piece("furniture", text, page))
            full = False
        elif full and wrapped and not outdented and not _stands_alone(pieces[-1].text, text):
            before = pieces[-1].text
            kept, glue = join_words(before, text)
            pieces[-1].text = before[:kept] + glue + text
            full = len(line) > 0.75 * width
        else:
            listed = starts_item(text) and not text.startswith("§")
            pieces.append(Piece("item" if listed else "paragraph", text, page, level=int(listed)))
            full = len(line) > 0.75 * width and not _RULER.match(text) and not _COLUMNS.search(text)
    return pieces
