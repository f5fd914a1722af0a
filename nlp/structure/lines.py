"""The lines of a flow: what stands alone on a line is what layout makes a heading, a label or an entry of a list."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from corpus.document import Block, Span
from corpus.flow import Flow


class Line(NamedTuple):
    """A line of a block, without the blanks around it. Never empty."""

    text: str
    span: Span
    """In the flow."""
    block: Block
    block_index: int
    """In the flow."""
    page: int
    first: bool
    """Whether it begins its block."""
    label: str
    """The list label of the block where this is its first line."""
    width: int = 0
    """Of a cell: how many cells of its row hold something."""

    @property
    def marked(self) -> bool:
        """Whether layout sets it off as a heading."""
        return self.block.kind == "heading" or self.block.bold


def lines(flow: Flow) -> list[Line]:
    """The lines of a flow in order."""
    result: list[Line] = []
    widths = _widths(flow)
    for index, (block, page) in enumerate(zip(flow.blocks, flow.pages, strict=True)):
        start, end = block.span
        first = True
        for piece in flow.text[start:end].split("\n"):
            text = piece.strip()
            if text:
                begin = start + len(piece) - len(piece.lstrip())
                label = block.label if first else ""
                span = (begin, begin + len(text))
                result.append(Line(text, span, block, index, page, first, label, widths.get((block.table, block.row), 0)))
                first = False
            start += len(piece) + 1
    return result


def _widths(flow: Flow) -> dict[tuple[int | None, int | None], int]:
    """How many cells with text each row of each table has."""
    cells = (block for block in flow.blocks if block.kind == "cell" and flow.words(block.span).strip())
    return {row: len(list(group)) for row, group in groupby(cells, key=lambda block: (block.table, block.row))}


def heading_of(flow: Flow, offset: int) -> str:
    """The heading of a section that begins at an offset: before it in its line, else the line above."""
    line = flow.text.rfind("\n", 0, offset) + 1
    if before := flow.text[line:offset].strip():
        return before
    above = flow.text.rfind("\n", 0, max(line - 1, 0)) + 1
    return flow.text[above : max(line - 1, 0)].strip()
