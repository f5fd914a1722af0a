"""The pages of a file into pieces: furniture, tables, columns, headings and paragraphs in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.draft import Draft, Piece
from ingest.layout.lines import lines
from ingest.layout.page import Page


def blocks(pages: Sequence[Page]) -> Draft:
    """The pieces of a file."""
    pieces = [Piece("paragraph", line.text, number) for number, page in enumerate(pages) for line in lines(page.words)]
    return Draft(pieces, len(pages))
