"""The front of each document within a file: its cover, page furniture, labels and kind, which most of its head is read from."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from corpus.document import Document, Span
from nlp.structure.covers import Field, fields, label_at, rows
from nlp.structure.kinds import Kind, tell_kind
from nlp.structure.lines import Line
from nlp.structure.parts import stretches
from nlp.structure.stretch import Stretch

COVER = 120
"""How many lines a cover may have."""
ENDING = 25
"""How many lines the signatures at the end may take."""
_CLOSING = frozenset(("signatures", "notice", "secretary", "adjusters", "list:ordförande"))
"""Labels with which the signatures at the end begin."""
_FURNITURE_PAGES = 2


@dataclass(frozen=True, slots=True)
class Front:
    """What the front of a document within the file shows."""

    stretch: Stretch
    cover: list[Line]
    """The lines before the first paragraph, and the last ones, where some minutes have their signatures."""
    rows: list[tuple[str, Span, Line]]
    """The rows of the cover, see `covers.rows`."""
    furniture: list[str]
    """The page furniture of the first pages."""
    labels: list[Field]
    kind: Kind
    """The file's name speaks for the first document only."""


def fronts(document: Document, lines: list[Line]) -> list[Front]:
    """The fronts of the documents within a file, in order; there is always one."""
    furniture = _furniture(document)
    result: list[Front] = []
    for stretch in stretches(document, lines):
        pages = range(stretch.first, min(stretch.last, stretch.first + _FURNITURE_PAGES - 1) + 1)
        of_pages = [text for page in pages for text in furniture.get(page, ())]
        cover = _cover(stretch)
        of_cover = list(rows(cover))
        name = None if result else document.source.name
        kind = tell_kind(stretch, of_pages, name)
        result.append(Front(stretch, cover, of_cover, of_pages, fields(of_cover, of_pages), kind))
    return result


def _furniture(document: Document) -> dict[int, list[str]]:
    """The page furniture of each page."""
    starts = [start for start, _ in document.pages]
    result: dict[int, list[str]] = defaultdict(list)
    for block in document.blocks:
        if block.kind == "furniture":
            result[max(bisect_right(starts, block.span[0]), 1)].append(document.words(block.span))
    return result


def _cover(stretch: Stretch) -> list[Line]:
    before = _before_items(stretch)
    after = stretch.lines[max(len(before), len(stretch.lines) - ENDING) :]
    closes = (at for at, line in enumerate(after) if (found := label_at(line.text)) and found[0] in _CLOSING)
    return before + after[next(closes, len(after)) :]


def _before_items(stretch: Stretch) -> list[Line]:
    lists: int | None = None  # the table with those present, whose cells say at which paragraphs they were
    for at, line in enumerate(stretch.lines[:COVER]):
        numbered = line.text.startswith("§") and line.text[1:2] != "§"
        if line.block.group is not None or (numbered and (lists is None or line.block.table != lists)):
            return stretch.lines[:at]
        if line.block.column == 0 and (found := label_at(line.text)) and found[0].startswith("list"):
            lists = line.block.table
    return stretch.lines[:COVER]
