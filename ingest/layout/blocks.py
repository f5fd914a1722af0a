"""The pages of a file into pieces: furniture, tables, columns, headings and paragraphs in reading order."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.document import BlockKind
from corpus.swedish.hyphens import LINE_HYPHENS, join_words
from ingest.draft import Draft, Piece
from ingest.furniture import furniture
from ingest.layout.columns import CellLines, Region, Row, in_columns, in_rows, regions, visual_rows
from ingest.layout.enumerators import starts_item
from ingest.layout.grid import Cell, Grid, grids
from ingest.layout.headings import LONGEST, Look, body_look, heading_levels, stands_out
from ingest.layout.lines import lines
from ingest.layout.page import Line, Page, Rule
from ingest.layout.paragraphs import paragraphs, usual_leading
from ingest.word.symbols import printed

_HEADING = re.compile(r"(?!.{0,2}(?:[•▪●○□➢✓❖–-]))[^\W_]|§")
"""How a heading begins: with a letter, a figure or a paragraph sign, not with a bullet."""
_LEADING = 1.2
"""The usual distance of lines where a file doesn't tell, in sizes of the font."""
_ROW_RULES = 3
"""So many rules of one length part the rows of a table; fewer part the page."""
_ENDS = re.compile(r"[.!?:;)]\Z")


def blocks(pages: Sequence[Page]) -> Draft:
    """The pieces of a file."""
    page_lines = [lines(page.words, page.rules) for page in pages]
    page_grids = [grids(page.rules) for page in pages]
    marked = furniture(pages, page_lines)
    for number, (found, page) in enumerate(zip(page_grids, pages, strict=True)):
        tall = [grid for grid in found if len(grid.cells) > 3 and grid.y1 - grid.y0 > 0.15 * page.height]
        if tall:
            marked[number] = {at for at in marked[number] if not any(_inside(page_lines[number][at], grid) for grid in tall)}
    body = [[line for at, line in enumerate(found) if at not in marked[number]] for number, found in enumerate(page_lines)]
    flat = [line for found in body for line in found]
    running = [
        line for found, drawn in zip(body, page_grids, strict=True) for line in (_outside(found, drawn) if drawn else found)
    ]
    enough = sum(len(line.text) for line in running) > 0.2 * sum(len(line.text) for line in flat)
    normal = body_look(((line.size, line.bold), len(line.text)) for line in (running if enough else flat))
    margin = _right_margin(flat)
    leading = [ratio for found in body if (ratio := usual_leading(found)) is not None]
    layout = _Layout(normal, sorted(leading)[len(leading) // 2] if leading else _LEADING)
    for number, page in enumerate(pages):
        frame = [line for at, line in enumerate(page_lines[number]) if at in marked[number]]
        first = min((line.y for line in body[number]), default=0.0)
        layout.furniture([line for line in frame if line.y < first], number)
        layout.page(page, body[number], page_grids[number], number, _page_margin(body[number], margin))
        layout.furniture([line for line in frame if line.y >= first], number)
        layout.turned(page.turned, number)
    return Draft(layout.finished(), len(pages))


def _right_margin(found: Iterable[Line]) -> float:
    """The x that several lines reach and none passes by much."""
    ends = sorted([line.x1 for line in found], reverse=True)
    return next(
        (end for at, end in enumerate(ends) if at + 3 < len(ends) and end - ends[at + 3] < 12), ends[0] if ends else 0.0
    )


def _page_margin(found: Sequence[Line], margin: float) -> float:
    ends = sorted([line.x1 for line in found], reverse=True)
    own = next((end for at, end in enumerate(ends) if at + 4 < len(ends) and end - ends[at + 4] < 12), None)
    return margin if own is None or own < 0.8 * margin else own


def _inside(line: Line, grid: Grid) -> bool:
    return grid.x0 - 2 <= (line.x0 + line.x1) / 2 <= grid.x1 + 2 and grid.y0 - 1 <= line.y - line.size * 0.3 <= grid.y1 + 1


def _outside(found: Sequence[Line], drawn: Sequence[Grid]) -> list[Line]:
    return [line for line in found if not any(_inside(line, grid) for grid in drawn)]


_WIDE, _PADDING = 22, 0.8
"""From how many sizes of its font a cell holds running text; what stands between its words and its edge at most, in sizes."""
_FILLED, _HALF = 0.85, 0.6
"""Which share of a cell a line fills that its width broke, before a capital and before other words."""


@dataclass(slots=True)
class _Table:
    """A ruled table, as far as it has come: it may go on on the next page."""

    number: int
    edges: tuple[float, ...]
    page: int
    row: dict[int, Piece]
    """Its last row's pieces by column."""
    last_row: int = 0
    head: tuple[str, ...] = ()
    """The texts of its head."""

    def goes_on(self, edges: Sequence[float], page: int) -> bool:
        """Whether a grid on the next page has its columns."""
        return (
            page == self.page + 1
            and len(edges) == len(self.edges)
            and all(abs(edge - other) < 5 for edge, other in zip(edges, self.edges, strict=True))
        )


def _texts(row: dict[int, Piece]) -> tuple[str, ...]:
    return tuple(piece.text for piece in row.values())


def _head(rows: dict[int, dict[int, Piece]]) -> tuple[str, ...]:
    """The texts of a table's first row if it is its head: bold, above rows that mostly aren't."""
    first, *rest = (rows[number] for number in sorted(rows))
    later = [piece for row in rest for piece in row.values()]
    if len(first) > 1 and all(piece.bold for piece in first.values()) and sum(piece.bold for piece in later) * 2 <= len(later):
        return _texts(first)
    return ()


def _is_broken(before: dict[int, Piece], row: dict[int, Piece]) -> bool:
    """Whether a row goes on with one that a page break has cut: where it has words, so has the other, and they go on there."""
    if not before or any(column not in before for column in row) or len(row) == len(before) > 2:
        return False
    if any(piece.text[:1].islower() or before[column].text[-1:] in LINE_HYPHENS for column, piece in row.items()):
        return True
    return 0 not in row and 0 in before and not any(_ENDS.search(before[column].text) for column in row)


@dataclass(slots=True)
class _Layout:
    """Gathers the pieces of the pages."""

    normal: Look
    leading: float
    """The usual distance of lines, in sizes of the font."""
    pieces: list[Piece] = field(default_factory=list)
    looks: list[Look | None] = field(default_factory=list)
    _full: list[bool] = field(default_factory=list)
    """Of each piece: whether its last line had no room for another word."""
    _indents: list[float] = field(default_factory=list)
    """Where the list items above and around this one begin."""
    _tables: int = 0
    _separators: list[float] = field(default_factory=list)
    """Where rules part the rows of tables on this page."""
    _breaks: list[float] = field(default_factory=list)
    """Where rules part what stands above and below."""
    _last: _Table | None = None
    """The ruled table that came last."""

    def _put(self, piece: Piece, look: Look | None = None, *, full: bool = False) -> None:
        self.pieces.append(piece)
        self.looks.append(look)
        self._full.append(full)

    def furniture(self, found: Sequence[Line], page: int) -> None:
        """Adds lines that belong to the page, those on one baseline as one piece."""
        for row in visual_rows(found):
            self._put(Piece("furniture", "\t".join(_printed(line.text) for line in row), page))

    def turned(self, text: str, page: int) -> None:
        """Adds what stands turned in the margin."""
        if text:
            self._put(Piece("furniture", _printed(text), page))

    def page(self, drawn: Page, found: Sequence[Line], page_grids: Sequence[Grid], page: int, margin: float) -> None:
        """Adds what stands on a page: tables and boxes where they stand between the other lines."""
        rest = list(found)
        held: list[tuple[Grid, list[Line]]] = []
        for grid in page_grids:
            inside = [line for line in rest if _inside(line, grid)]
            if inside:
                held.append((grid, inside))
                rest = [line for line in rest if not _inside(line, grid)]
        held = _bands(held)
        top = 0.0
        rules = [rule for rule in drawn.rules if rule.horizontal and rule.x1 - rule.x0 > 0.3 * drawn.width]
        rules = [rule for rule in rules if not any(grid.y0 - 3 <= rule.y0 <= grid.y1 + 3 for grid in page_grids)]
        if found:
            upper, lower = min(line.y for line in found), max(line.y for line in found)
            rules = [rule for rule in rules if upper < rule.y0 < lower]
        self._separators = sorted(rule.y0 for rule in rules if _alike(rule, rules) >= _ROW_RULES)
        self._breaks = sorted(rule.y0 for rule in rules if _alike(rule, rules) < _ROW_RULES)
        for grid, inside in held:
            above = [line for line in rest if top <= line.y < grid.y0]
            self._loose(above, page, margin)
            rest = [line for line in rest if line not in above]
            if len(grid.cells) == 1:
                left = min(line.x0 for line in inside)
                self._loose(inside, page, grid.x1 - max(left - grid.x0, 2.0))
            else:
                self._grid(grid, inside, page)
        self._loose(rest, page, margin)

    def _loose(self, found: Sequence[Line], page: int, margin: float) -> None:
        """Adds lines that stand in no grid."""
        for upper, lower in pairwise((float("-inf"), *self._breaks, float("inf"))):
            part = [line for line in found if upper < line.y <= lower]
            if part:
                self._part(part, page, margin)

    def _part(self, found: Sequence[Line], page: int, margin: float) -> None:
        column: list[Line] = []
        for element in regions(visual_rows(found)):
            if isinstance(element, Region):
                self._column(column, page, margin)
                column = []
                self._region(element, page, margin)
            else:
                column.append(_one_line(element))
        self._column(column, page, margin)

    def _region(self, region: Region, page: int, margin: float) -> None:
        columns = in_columns(region)
        if columns is None:
            self._cells(in_rows(region, self._separators), page)
            return
        for at, column in enumerate(columns):
            right = max((line.x1 for line in column), default=margin)
            if at < len(region.gutters):
                right = min(right + 6, region.gutters[at])
            self._column([_one_line(row) for row in visual_rows(column)], page, right, guessed=True)

    def _column(self, column: Sequence[Line], page: int, margin: float, *, guessed: bool = False) -> None:
        for paragraph in paragraphs(column, margin, self.leading, guessed=guessed):
            last = paragraph.lines[-1]
            look = (max([line.size for line in paragraph.lines]), all(line.bold for line in paragraph.lines))
            text = _printed(paragraph.text)
            kind: BlockKind = "item" if starts_item(text) and not text.startswith("§") else "paragraph"
            full = margin - last.x1 < 7 * last.size
            level = self._depth(paragraph.lines[0].x0) if kind == "item" else 0
            if kind != "item":
                self._indents = []
            self._put(Piece(kind, text, page, level=level, bold=look[1]), look, full=full)

    def _depth(self, x: float) -> int:
        """The depth of a list item that begins at x, from 1."""
        while self._indents and x < self._indents[-1] - 2:
            self._indents.pop()
        if not self._indents or x > self._indents[-1] + 2:
            self._indents.append(x)
        return len(self._indents)

    def _cells(self, cells: Sequence[CellLines], page: int) -> None:
        table = self._tables
        self._tables += 1
        columns: dict[int, list[Line]] = defaultdict(list)
        for cell in cells:
            columns[cell.column] += cell.lines
        right = {column: _right_margin(found) for column, found in columns.items()}
        for cell in cells:
            bold = all(line.bold for line in cell.lines)
            text = cell_text(cell.lines, right[cell.column])
            self._put(Piece("cell", text, page, table=table, row=cell.row, column=cell.column, bold=bold))

    def _grid(self, grid: Grid, inside: Sequence[Line], page: int) -> None:
        rest = list(inside)
        for cell in grid.cells:
            cell.lines = [line for line in rest if cell.holds(line)]
            rest = [line for line in rest if line not in cell.lines]
        for line in rest:
            _nearest(grid, line).lines.append(line)
        rows: dict[int, dict[int, Piece]] = {}
        for cell in grid.cells:
            if cell.lines:
                bold = all(line.bold for line in cell.lines)
                text = cell_text(cell.lines, cell.x1)
                rows.setdefault(cell.row, {})[cell.column] = Piece(
                    "cell", text, page, row=cell.row, column=cell.column, bold=bold
                )
        if not rows:
            return
        before = self._last
        if before is None or not before.goes_on(grid.edges, page) or self._body_since(before.page):
            before = None
        table = _Table(self._tables, grid.edges, page, {}) if before is None else before
        if before is None:
            self._tables += 1
            table.head = _head(rows)
        first = min(rows)
        shift = 0 if before is None else before.last_row + 1 - first
        if before is not None and before.head and _texts(rows[first]) == before.head:
            for piece in rows.pop(first).values():
                piece.kind, piece.row, piece.column = "furniture", None, None
                self._put(piece)
            shift -= 1
            first = min(rows, default=0)
        for number, row in rows.items():
            broken = before is not None and number == first and _is_broken(before.row, row)
            shift -= broken
            for piece in row.values():
                piece.table, piece.row = table.number, number + shift
                piece.head = before is None and number == first and bool(table.head)
                piece.continues = broken and piece.column in table.row
                self._put(piece)
            table.row = table.row | row if broken else row
            table.last_row = number + shift
        table.page = page
        self._last = table

    def _body_since(self, page: int) -> bool:
        """Whether anything but furniture has come after the last table, which stood on a page."""
        for piece in reversed(self.pieces):
            if piece.kind == "cell" and piece.table == (self._last.number if self._last else None):
                return False
            if piece.kind != "furniture" or piece.page < page:
                return True
        return True

    def finished(self) -> list[Piece]:
        """The pieces, with headings told by their looks and what a page break cut marked as continuing."""
        chosen: dict[int, Look] = {}
        for at, (piece, look) in enumerate(zip(self.pieces, self.looks, strict=True)):
            if look is not None and len(piece.text) <= LONGEST and stands_out(look, self.normal) and _HEADING.match(piece.text):
                chosen[at] = (round(look[0] * 2) / 2, look[1])
        levels = heading_levels(chosen.values())
        for at, look in chosen.items():
            self.pieces[at].kind, self.pieces[at].level = "heading", levels[look]
        before: Piece | None = None
        before_full = False
        for piece, full in zip(self.pieces, self._full, strict=True):
            if piece.kind == "furniture":
                continue
            if before is not None and before.page < piece.page and self._goes_on(before, before_full, piece):
                piece.continues = True
            before, before_full = piece, full
        return self.pieces

    @staticmethod
    def _goes_on(before: Piece, full: bool, piece: Piece) -> bool:
        """Whether a piece goes on with the sentence that the page break cut."""
        if (
            piece.kind != "paragraph"
            or before.kind not in ("paragraph", "item")
            or starts_item(piece.text)
            or piece.page != before.page + 1
        ):
            return False
        if before.text[-1:] in LINE_HYPHENS:
            return True
        return before.text[-1:] not in ".:!?_" and (piece.text[:1].islower() or full)


def _nearest(grid: Grid, line: Line) -> Cell:
    """The cell of a grid that begins closest to a line."""
    return min(grid.cells, key=lambda cell: abs(cell.y0 - line.top) + abs(cell.x0 - line.x0))


def _alike(rule: Rule, rules: Sequence[Rule]) -> int:
    """At how many heights a rule begins and ends where this one does."""
    return len({round(other.y0 / 3) for other in rules if abs(rule.x0 - other.x0) < 3 and abs(rule.x1 - other.x1) < 3})


def _bands(held: list[tuple[Grid, list[Line]]]) -> list[tuple[Grid, list[Line]]]:
    """Grids from top to bottom, those side by side from left to right."""
    bands: list[list[tuple[Grid, list[Line]]]] = []
    for entry in sorted(held, key=lambda entry: entry[0].y0):
        if bands and entry[0].y0 < max(grid.y1 for grid, _ in bands[-1]) - 4:
            bands[-1].append(entry)
        else:
            bands.append([entry])
    return [entry for band in bands for entry in sorted(band, key=lambda entry: entry[0].x0)]


def _one_line(row: Row) -> Line:
    """The lines of a row as one, a tab for each wide gap."""
    if len(row) == 1:
        return row[0]
    words = [word for line in row for word in line.words]
    return Line(
        words,
        "\t".join(line.text for line in row),
        row[0].x0,
        row[-1].x1,
        row[0].y,
        max(row, key=lambda line: len(line.text)).size,
        all(line.bold for line in row),
        min(line.order for line in row),
    )


def cell_text(found: Sequence[Line], right: float) -> str:
    """The lines of a cell, a line break for each, line-break hyphens mended; in a wide cell lines that its width broke are one.

    `right` is the x that its lines may reach.
    """
    text = ""
    rows = visual_rows(found)
    left = min((row[0].x0 for row in rows), default=0.0)
    for before, row in zip((None, *rows), rows, strict=False):
        line = " ".join(part.text for part in row)
        if before is None:
            text = line
            continue
        filled = (before[-1].x1 - left) / (right - left) if right > left else 0.0
        wide = right - left > _WIDE * row[0].size and filled > (_FILLED if line[0].isupper() else _HALF)
        wrapped = wide and text[-1] not in ".:;!?" and _alike_set(before, row) and _is_full(before, row, right)
        kept, glue = join_words(text, line)
        text = text[:kept] + ("\n" if glue == " " and not wrapped else glue) + line
    return _printed(text)


def _alike_set(before: Row, row: Row) -> bool:
    """Whether two rows are set in one type: no heading above its text."""
    return before[-1].bold == row[0].bold and abs(before[-1].size - row[0].size) < 0.5


def _is_full(before: Row, row: Row, right: float) -> bool:
    """Whether the first word of a row had no room behind the row above."""
    word = row[0].words[0]
    return before[-1].x1 + word.x1 - word.x0 + _PADDING * word.size > right


def _printed(text: str) -> str:
    """A text with what its symbols print, and hyphens for those that pdfium marks in its own way."""
    return printed(text.replace("\ufffe", "-").replace("\x02", "-"))
