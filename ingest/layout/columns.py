"""Columns that no rules mark: gutters that persist from row to row make a table, or text in columns.

Which of the two, the file's own order tells: columns are written one after the other, a table's rows cell by cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

from ingest.layout.page import Line

Row = list[Line]
"""The lines on one baseline, from left to right."""

_NARROWEST = 0.55
"""Of a gutter, in sizes of the font."""
_FARTHEST = 4.2
"""A vertical gap of so many sizes ends a region."""
_CROSSED = 0.25
"""The share of a region's rows that may run across a gutter."""
_FROM_TOP, _FROM_LEFT, _AS_WRITTEN = attrgetter("y", "x0"), attrgetter("x0"), attrgetter("order")


@dataclass(slots=True)
class _Gutter:
    x0: float
    x1: float
    crossed: int = 0


@dataclass(slots=True)
class Region:
    """Rows that share gutters."""

    rows: list[Row]
    gutters: list[float]
    """The middle of each, from left to right."""

    def column(self, line: Line) -> int:
        """The column that a line begins in."""
        return sum(line.x0 + 1 > gutter for gutter in self.gutters)


@dataclass(slots=True)
class CellLines:
    """A cell of a table without rules."""

    row: int
    column: int
    lines: list[Line] = field(default_factory=list)


def visual_rows(lines: Sequence[Line]) -> list[Row]:
    """Lines by baseline, from top to bottom."""
    rows: list[Row] = []
    for line in sorted(lines, key=_FROM_TOP):
        if rows and line.y - rows[-1][0].y < 0.42 * max(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=_FROM_LEFT)
    return rows


def regions(rows: Sequence[Row]) -> list[Row | Region]:
    """The rows in order, those that share gutters gathered to regions."""
    found: list[Row | Region] = []
    at = 0
    while at < len(rows):
        region = _region(rows, at) if len(rows[at]) > 1 else None
        if region is None:
            found.append(rows[at])
            at += 1
        else:
            found.append(region)
            at += len(region.rows)
    return found


def _region(rows: Sequence[Row], start: int) -> Region | None:
    gutters = _gaps(rows[start])
    taken = [rows[start]]
    for row in rows[start + 1 :]:
        size = max(line.size for line in row)
        larger = len(row) == 1 and size > 1.06 * max(line.size for line in taken[0])
        if larger or row[0].y - taken[-1][0].y > _FARTHEST * size:
            break
        crossed = [gutter for gutter in gutters if not _fits(row, gutter, size)]
        if len(crossed) == len(gutters) or (crossed and len(row) == 1 and row[0].x0 < gutters[0].x0):
            break
        own = [gap for gap in _gaps(row) if not any(gap.x0 < gutter.x1 and gutter.x0 < gap.x1 for gutter in gutters)]
        if (gutters[0] in crossed and own) or not _aligned(row, taken):
            break
        for gutter in crossed:
            gutter.crossed += 1
        gutters = [piece for gutter in gutters for piece in ([gutter] if gutter in crossed else _narrowed(row, gutter, size))]
        for gap in own:
            gap.crossed = sum(any(line.x0 < gap.x1 and gap.x0 < line.x1 for line in before) for before in taken)
            gutters.append(gap)
        gutters.sort(key=lambda gutter: gutter.x0)
        taken.append(row)
    while taken and gutters and _is_after(taken, gutters[0]):
        taken.pop()
    kept = [gutter for gutter in gutters if gutter.crossed <= _CROSSED * len(taken) and _support(taken, gutter) >= 2]
    if not kept or len(taken) < 2:
        return None
    return Region(taken, [(gutter.x0 + gutter.x1) / 2 for gutter in kept])


def _aligned(row: Row, taken: Sequence[Row]) -> bool:
    """Whether something in a row, its first line left aside, begins where something in the rows above does, or is a figure and
    ends there."""
    left = min(before[0].x0 for before in taken) + 5
    above = [line for before in taken for line in before if line.x0 > left]
    return len(row) == 1 or any(
        abs(line.x0 - other.x0) < 4 or (line.text[-1].isdigit() and abs(line.x1 - other.x1) < 4)
        for line in row[1:]
        for other in above
    )


def _gaps(row: Row) -> list[_Gutter]:
    return [_Gutter(left.x1, right.x0) for left, right in pairwise(row) if right.x0 > left.x1]


def _fits(row: Row, gutter: _Gutter, size: float) -> bool:
    """Whether something of a gutter stays free beside a row's lines."""
    return bool(_narrowed(row, gutter, size))


def _narrowed(row: Row, gutter: _Gutter, size: float) -> list[_Gutter]:
    """What a row's lines leave of a gutter."""
    free = [(gutter.x0, gutter.x1)]
    for line in row:
        free = [
            piece
            for x0, x1 in free
            for piece in ((x0, min(x1, line.x0)), (max(x0, line.x1), x1))
            if piece[1] - piece[0] > _NARROWEST * size
        ]
    return [_Gutter(x0, x1, gutter.crossed) for x0, x1 in dict.fromkeys(free)]


def _support(rows: Sequence[Row], gutter: _Gutter) -> int:
    """In how many rows a gutter has lines on both sides."""
    middle = (gutter.x0 + gutter.x1) / 2
    return sum(any(line.x1 <= middle for line in row) and any(line.x0 >= middle for line in row) for row in rows)


def _is_after(rows: Sequence[Row], gutter: _Gutter) -> bool:
    """Whether the last row stands left of the first gutter only, and the file has it after what stands right of it."""
    last = rows[-1]
    if any(line.x0 >= gutter.x0 for line in last):
        return False
    others = [line.order for row in rows[:-1] for line in row if line.x0 >= gutter.x0]
    return not others or min(line.order for line in last) > max(others) or last[0].y - rows[-2][0].y > 2 * last[0].size


def in_columns(region: Region) -> list[list[Line]] | None:
    """The lines of a region column by column; None where it is a table."""
    lines = sorted((line for row in region.rows for line in row), key=_AS_WRITTEN)
    columns: list[list[Line]] = [[] for _ in range(len(region.gutters) + 1)]
    for line in lines:
        columns[region.column(line)].append(line)
    steps = [region.column(after) - region.column(before) for before, after in pairwise(lines)]
    written_in_turn = not any(step < 0 for step in steps)
    labelled = len(columns[0]) <= 2
    if (written_in_turn and not labelled) or _have_headings(columns):
        return [sorted(column, key=_FROM_TOP) for column in columns]
    return None


def _have_headings(columns: Sequence[Sequence[Line]]) -> bool:
    """Whether each column has bold headings above plain lines of its own, at heights of its own."""
    heights = []
    for column in columns:
        bold = [line.y for line in column if line.bold]
        if len(bold) < 2 or len(bold) * 2 > len(column):
            return False
        heights.append(bold)
    first = heights[0]
    return all(sum(any(abs(y - other) < 2 for other in first) for y in ys) < len(ys) for ys in heights[1:])


def in_rows(region: Region, separators: Sequence[float] = ()) -> list[CellLines]:
    """The cells of a region that is a table, row by row; `separators` are the heights of rules that part rows."""
    top, bottom = region.rows[0][0].y, region.rows[-1][0].y
    parted = [y for y in separators if top < y < bottom]
    if parted:
        return _cells([[line] for row in region.rows for line in row], [top, *parted], region)
    chunks = _chunks(region)
    by_column: dict[int, list[list[Line]]] = {}
    for chunk in chunks:
        by_column.setdefault(region.column(chunk[0]), []).append(chunk)
    return _cells(chunks, _row_starts(by_column), region)


def _cells(chunks: Sequence[list[Line]], starts: Sequence[float], region: Region) -> list[CellLines]:
    """The cells that chunks of lines make, with the heights at which rows begin."""
    cells: dict[tuple[int, int], CellLines] = {}
    for chunk in chunks:
        row = max(sum(start <= chunk[0].y + 0.5 * chunk[0].size for start in starts) - 1, 0)
        column = region.column(chunk[0])
        cells.setdefault((row, column), CellLines(row, column)).lines.extend(chunk)
    for cell in cells.values():
        cell.lines.sort(key=_FROM_TOP)
    return [cells[key] for key in sorted(cells)]


def _chunks(region: Region) -> list[list[Line]]:
    """The lines that the file has one after the other in one column, close below each other: the lines of a cell."""
    chunks: list[list[Line]] = []
    for line in sorted((line for row in region.rows for line in row), key=_AS_WRITTEN):
        last = chunks[-1][-1] if chunks else None
        if last is not None and region.column(last) == region.column(line) and -1 < line.y - last.y < 1.9 * line.size:
            chunks[-1].append(line)
        else:
            chunks.append([line])
    return chunks


def _row_starts(by_column: dict[int, list[list[Line]]]) -> list[float]:
    """Where the rows of a table begin: where its first column has a cell, or if that has few, where two columns have one."""
    first = sorted(by_column.get(0, []), key=lambda chunk: chunk[0].y)
    starts = [chunk[0].y for at, chunk in enumerate(first) if at == 0 or not _wraps(first[at - 1][-1], chunk[0])]
    most = max(len(chunks) for chunks in by_column.values())
    if len(starts) * 5 < most * 2 and len(by_column) > 2:
        heights = sorted(chunk[0].y for chunks in by_column.values() for chunk in chunks)
        shared = [y for y, following in pairwise(heights) if following - y < 3]
        starts = sorted({round(y) for y in (*starts, *shared)})
    heights = [chunk[0].y for chunks in by_column.values() for chunk in chunks]
    if not starts or min(heights) < starts[0] - 3:
        starts.insert(0, min(heights))
    return starts


def _wraps(before: Line, line: Line) -> bool:
    """Whether a line of a first column goes on with the label above it."""
    return line.y - before.y < 1.5 * line.size and (line.text[:1].islower() or before.text.endswith(("-", "\ufffe", "\x02")))
