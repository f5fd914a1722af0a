"""Ruled tables and boxes: drawn lines that meet make cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ingest.layout.page import Line, Rule

_MEET = 3.0
"""Points by which lines that should meet may miss each other."""
_MOST_RULES = 3000
_MOST_STEPS = 3_000_000
"""Drawings with more rules are maps and charts."""


@dataclass(slots=True)
class Cell:
    """A cell of a grid, with the lines of text in it."""

    x0: float
    y0: float
    x1: float
    y1: float
    row: int
    column: int
    lines: list[Line] = field(default_factory=list)

    def holds(self, line: Line) -> bool:
        """Whether a line's middle lies in the cell."""
        return self.x0 - _MEET <= (line.x0 + line.x1) / 2 <= self.x1 + _MEET and self.y0 <= line.y - line.size * 0.3 <= self.y1


@dataclass(slots=True)
class Grid:
    """Cells that hang together, in reading order; one cell is a box around text."""

    cells: list[Cell]
    x0: float
    y0: float
    x1: float
    y1: float
    edges: tuple[float, ...]
    """The x of its vertical edges."""


def grids(rules: Iterable[Rule]) -> list[Grid]:
    """The grids that rules make, from top to bottom. Rules that meet no others make none."""
    lying = _merged([rule for rule in rules if rule.horizontal])
    standing = _merged([rule for rule in rules if not rule.horizontal])
    if len(lying) + len(standing) > _MOST_RULES or len(lying) < 2 or len(standing) < 2:
        return []
    found = [grid for across, down in _components(lying, standing) if (grid := _grid(across, down)) is not None]
    # A frame around other grids is no table of its own.
    inner = [
        grid
        for grid in found
        if not (len(grid.cells) == 1 and any(_within(other, grid) for other in found if other is not grid))
    ]
    return sorted(inner, key=lambda grid: (grid.y0, grid.x0))


def _within(inner: Grid, outer: Grid) -> bool:
    return (
        inner.x0 >= outer.x0 - _MEET
        and inner.x1 <= outer.x1 + _MEET
        and inner.y0 >= outer.y0 - _MEET
        and inner.y1 <= outer.y1 + _MEET
    )


def _merged(rules: list[Rule]) -> list[Rule]:
    """Rules on one line that touch or overlap, as one."""
    tracks: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.y0 if rule.horizontal else rule.x0):
        last = tracks[-1][-1] if tracks else None
        if last is not None and (rule.y0 - last.y0 if rule.horizontal else rule.x0 - last.x0) < 1.5:
            tracks[-1].append(rule)
        else:
            tracks.append([rule])
    merged: list[Rule] = []
    for track in tracks:
        current: Rule | None = None
        for rule in sorted(track, key=lambda rule: rule.x0 if rule.horizontal else rule.y0):
            if current is not None and rule.horizontal and rule.x0 <= current.x1 + _MEET:
                current.x1 = max(current.x1, rule.x1)
            elif current is not None and not rule.horizontal and rule.y0 <= current.y1 + _MEET:
                current.y1 = max(current.y1, rule.y1)
            else:
                current = Rule(rule.x0, rule.y0, rule.x1, rule.y1)
                merged.append(current)
    return merged


def _components(lying: list[Rule], standing: list[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """The rules by which hang together, through crossing or touching."""
    count = len(lying)
    group = list(range(count + len(standing)))

    def root(at: int) -> int:
        while group[at] != at:
            group[at] = group[group[at]]
            at = group[at]
        return at

    for index, across in enumerate(lying):
        for other, down in enumerate(standing, count):
            if across.x0 - _MEET <= down.x0 <= across.x1 + _MEET and down.y0 - _MEET <= across.y0 <= down.y1 + _MEET:
                group[root(index)] = root(other)
    components: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate([*lying, *standing]):
        components.setdefault(root(index), ([], []))[index >= count].append(rule)
    return [(across, down) for across, down in components.values() if len(across) >= 2 and len(down) >= 2]


def _grid(lying: list[Rule], standing: list[Rule]) -> Grid | None:
    ys = _places(rule.y0 for rule in lying)
    xs = _places(rule.x0 for rule in standing)
    if len(ys) < 2 or len(xs) < 2:
        return None
    wide, high = len(xs) - 1, len(ys) - 1
    if wide * high * (len(lying) + len(standing)) > _MOST_STEPS:
        return None
    group = list(range(wide * high))

    def root(at: int) -> int:
        while group[at] != at:
            at = group[at]
        return at

    for row in range(high):
        for column in range(wide):
            middle_x, middle_y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
            here = row * wide + column
            if column + 1 < wide and not any(
                abs(rule.x0 - xs[column + 1]) <= _MEET and rule.y0 <= middle_y <= rule.y1 for rule in standing
            ):
                group[root(here + 1)] = root(here)
            if row + 1 < high and not any(
                abs(rule.y0 - ys[row + 1]) <= _MEET and rule.x0 <= middle_x <= rule.x1 for rule in lying
            ):
                group[root(here + wide)] = root(here)
    cells: dict[int, Cell] = {}
    for row in range(high):
        for column in range(wide):
            cell = cells.get(at := root(row * wide + column))
            if cell is None:
                cells[at] = Cell(xs[column], ys[row], xs[column + 1], ys[row + 1], row, column)
            else:
                cell.x0, cell.x1 = min(cell.x0, xs[column]), max(cell.x1, xs[column + 1])
                cell.y1 = max(cell.y1, ys[row + 1])
                cell.column = min(cell.column, column)
    return Grid(sorted(cells.values(), key=lambda cell: (cell.row, cell.column)), xs[0], ys[0], xs[-1], ys[-1], tuple(xs))


def _places(values: Iterable[float]) -> list[float]:
    """Distinct places, those closer than a few points as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _MEET:
            places.append(value)
    return places
