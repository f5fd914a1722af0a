"""The tables of a document: their columns by heading, their rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.document import Block, Span
from corpus.flow import Flow
from corpus.vocabulary import plain, vocabulary


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

    def column(self, role: str) -> int | None:
        """The column whose heading is a word for a role: `activity`, `responsible`, `deadline` …, by the vocabulary."""
        return next((column for column, heading in self.headings.items() if role in _roles(heading)), None)

    @property
    def dated(self) -> bool:
        """Whether a column says for how long what its rows name holds."""
        return any(self.column(role) is not None for role in ("validity", "valid_from", "valid_to"))


def tables(flow: Flow) -> list[Table]:
    """The tables of a flow, in order. The heading is the first row that is marked or named as one, else the first."""
    found = []
    for rows in _by_table(flow.blocks):
        words = [{column: plain(flow.words(cell.span)) for column, cell in row.cells.items()} for row in rows]
        at = next((at for at, row in enumerate(rows) if len(row.cells) > 1 and _is_heading(row, words[at])), 0)
        body = [row for row, of_row in zip(rows[at + 1 :], words[at + 1 :], strict=True) if of_row != words[at]]
        found.append(Table(words[at], tuple(body)))
    return found


def _is_heading(row: Row, words: dict[int, str]) -> bool:
    return all(cell.head for cell in row.cells.values()) or sum(bool(_roles(heading)) for heading in words.values()) > 1


@lru_cache(maxsize=10_000)
def _roles(heading: str) -> frozenset[str]:
    """The roles that a column may have by its heading; the longest word that fits decides.

    Of a heading that begins with none, the last word does, an adjective or the like before it: *planerade åtgärder*.
    """
    fits = _fits(heading)
    before, _, last = heading.rpartition(" ")
    if not fits and before and not _GOVERNING.intersection(before.split()):
        fits = _fits(last)
    longest = max((length for length, _ in fits), default=0)
    return frozenset(role for length, role in fits if length == longest)


def _fits(heading: str) -> list[tuple[int, str]]:
    """The words that a heading is or begins with: the length of each and its role."""
    beginnings = [heading, *(heading[: match.start()] for match in _WORD_END.finditer(heading))]
    return [(len(words), role) for words in beginnings for role in _columns().get(words, ())]


_WORD_END = re.compile(r"[ /:]")


@cache
def _columns() -> dict[str, list[str]]:
    """The roles of each word that a column may be called by."""
    found: dict[str, list[str]] = {}
    for role, words in vocabulary("columns").items():
        for word in words:
            found.setdefault(word, []).append(role)
    return found


_GOVERNING = frozenset(("för", "av", "till", "i", "från", "om", "på", "med", "antal", "datum", "nr", "och"))
"""Words before the last one that make it something else: *datum för uppdrag*, *antal ärenden*."""


def _by_table(blocks: tuple[Block, ...]) -> Iterator[list[Row]]:
    rows: dict[int, dict[int, dict[int, Block]]] = {}
    for block in blocks:
        if block.table is not None and block.row is not None and block.column is not None:
            rows.setdefault(block.table, {}).setdefault(block.row, {})[block.column] = block
    for table in rows.values():
        yield [Row(cells) for _, cells in sorted(table.items())]
