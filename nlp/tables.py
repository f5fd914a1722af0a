"""The tables of a document: their columns by heading, their rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.document import Block, Span
from corpus.flow import Flow
from corpus.vocabulary import plain


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by column; a cell of another row never stands in it."""

    cells: dict[int, Block]

    @property
    def span(self) -> Span:
        """From the first cell's beginning to the last one's end."""
        spans = [cell.span for cell in self.cells.values()]
        return min(start for start, _ in spans), max(end for _, end in spans)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under one heading. `headings` has the words of each column's heading, as they are compared."""

    headings: dict[int, str]
    rows: tuple[Row, ...]


def tables(flow: Flow) -> list[Table]:
    """The tables of a flow, in order. The first row is the heading where no cell is marked as one."""
    found = []
    for rows in _by_table(flow.blocks):
        heads = [row for row in rows if all(cell.head for cell in row.cells.values())] or rows[:1]
        headings = {column: plain(flow.words(cell.span)) for column, cell in heads[0].cells.items()}
        body = [row for row in rows if row not in heads and _words(flow, row) != headings]
        found.append(Table(headings, tuple(body)))
    return found


def _words(flow: Flow, row: Row) -> dict[int, str]:
    return {column: plain(flow.words(cell.span)) for column, cell in row.cells.items()}


def _by_table(blocks: tuple[Block, ...]) -> Iterator[list[Row]]:
    rows: dict[int, dict[int, dict[int, Block]]] = {}
    for block in blocks:
        if block.table is not None and block.row is not None and block.column is not None:
            rows.setdefault(block.table, {}).setdefault(block.row, {})[block.column] = block
    for table in rows.values():
        yield [Row(cells) for _, cells in sorted(table.items())]
