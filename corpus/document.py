"""A document as it was read: one text, the pages that tile it, the blocks that point into it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
"""Half-open interval of Unicode code points in a text."""

BlockKind = Literal["heading", "paragraph", "item", "cell", "furniture"]
"""`item` is a list item; `furniture` is what belongs to the page: headers, footers, signature lines."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the text with its place in the layout. Blocks are in reading order and don't overlap."""

    kind: BlockKind
    span: Span
    level: int = 0
    """Of a heading: 1 is the highest. Of a list item: its depth, from 1. Else 0."""
    table: int | None = None
    """Of a cell: which table of the document, from 0."""
    row: int | None = None
    column: int | None = None
    head: bool = False
    """Whether a cell is a column's heading."""
    continues: bool = False
    """Whether the block goes on with the sentence or cell that the page break before it cut."""
    label: str = ""
    """The bullet or number of a list item where the text doesn't hold it (Word's automatic numbers): `1.`, `a)`, `•`."""
    bold: bool = False
    """Whether all of it is set in bold."""
    group: int | None = None
    """Of a block in a web page's list of meeting items: which of them it stands in, from 0."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What the reader could not do. `cure` tells the user what to do about it."""

    code: Literal[
        "no-text-layer", "damaged", "encrypted", "garbled", "truncated", "attachments", "low-confidence", "unfinished"
    ]
    message: str
    cure: str
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document comes from."""

    name: str
    sha256: str
    media_type: str
    bytes: int
    reader: str
    """The reader and its version, `pdf/1`."""
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One file as it was read.

    `text` is NFC. Lines of a paragraph are joined and their line-break hyphens mended; blocks are parted by a line break,
    the cells of a row by a tab. A line break within a block was typed there, or stands in a table's cell.
    """

    source: Source
    text: str
    pages: tuple[Span, ...]
    """The pages' spans, in order; they tile the text. A format without pages has one."""
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...] = ()

    def words(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span[0] : span[1]]
