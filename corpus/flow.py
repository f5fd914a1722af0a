"""The running text of a document: without page furniture, with sentences joined over page breaks.

Whoever looks for sentences reads the flow; `Flow.origin` tells where in the document a piece of it stands.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter

from corpus.document import Block, Document, Span
from corpus.swedish.hyphens import join_words


@dataclass(frozen=True, slots=True)
class Flow:
    """The text of a document's blocks without furniture. Offsets into `text` are code points."""

    text: str
    blocks: tuple[Block, ...]
    """The blocks without furniture, their spans in the flow; a block and those that continue it are one."""
    pages: tuple[int, ...]
    """For each block, the page on which it begins, from 1."""
    _starts: tuple[int, ...]
    _origins: tuple[Span, ...]
    _begins: tuple[int, ...]
    """Where each block begins."""
    _breaks: tuple[int, ...]
    """For each origin, before how many up to it something stands in the document that isn't in the flow, or another order."""

    def origin(self, span: Span) -> tuple[Span, ...]:
        """The spans in the document of a span of the flow, in order: several where furniture interrupts it."""
        start, end = span
        pieces: list[Span] = []
        at = max(bisect_right(self._starts, start) - 1, 0)
        if start < end and at < len(self._starts):  # nearly always all of it stands in one piece
            first, last = self._origins[at]
            ahead = first - self._starts[at]
            if end + ahead <= last:
                return ((start + ahead, end + ahead),)
        while at < len(self._starts) and (self._starts[at] < end or not pieces):
            begin, (first, last) = self._starts[at], self._origins[at]
            left = max(start, begin) - begin + first
            right = min(first + end - begin, last)
            if left < right or (start == end and left <= last):
                pieces.append((left, max(left, right)))
            at += 1
            if start == end:
                break
        return tuple(pieces) or ((self._origins[-1][1],) * 2,) if self._origins else ((0, 0),)

    def unbroken(self, span: Span) -> Span | None:
        """The span in the document of a span of the flow that nothing interrupts there; None where something may."""
        start, end = span
        first = bisect_right(self._starts, start) - 1
        last = bisect_left(self._starts, end) - 1
        if not 0 <= first <= last or self._breaks[first] != self._breaks[last]:
            return None
        left = start - self._starts[first] + self._origins[first][0]
        right = end - self._starts[last] + self._origins[last][0]
        return (left, min(right, self._origins[last][1])) if left < self._origins[first][1] else None

    def words(self, span: Span) -> str:
        """The text of a span of the flow."""
        return self.text[span[0] : span[1]]

    def block_at(self, offset: int) -> int:
        """The index of the block that holds or precedes an offset of the flow."""
        return max(bisect_right(self._begins, offset) - 1, 0)


def flow(document: Document) -> Flow:
    """Builds the flow of a document."""
    pieces: list[str] = []
    blocks: list[Block] = []
    pages: list[int] = []
    begins: list[int] = []
    starts: list[int] = []
    origins: list[Span] = []
    breaks: list[int] = []
    length = 0
    page_starts = [start for start, _ in document.pages]
    for chain in _chains(document.blocks):
        head = chain[0]
        if blocks:
            pieces.append(_separator(blocks[-1], head))
            length += 1
        begins.append(length)
        for text, origin in _pieces(document, chain):
            if origin is not None:
                gap = origin[0] - origins[-1][1] if origins else 0
                breaks.append((breaks[-1] if breaks else 0) + (not 0 <= gap <= _BETWEEN))
                starts.append(length)
                origins.append(origin)
            pieces.append(text)
            length += len(text)
        blocks.append(Block(head.kind, (begins[-1], length), *_LAYOUT(head)))
        pages.append(max(bisect_right(page_starts, head.span[0]), 1))
    return Flow("".join(pieces), tuple(blocks), tuple(pages), tuple(starts), tuple(origins), tuple(begins), tuple(breaks))


def running_text(document: Document, blocks: Iterable[Block]) -> str:
    """The text of the flow of some of the blocks of a document."""
    pieces: list[str] = []
    before: Block | None = None
    for chain in _chains(blocks):
        if before is not None:
            pieces.append(_separator(before, chain[0]))
        pieces += [text for text, _ in _pieces(document, chain)]
        before = chain[0]
    return "".join(pieces)


def _separator(before: Block, head: Block) -> str:
    """What stands between two blocks of the flow."""
    return "\t" if before.kind == head.kind == "cell" and (before.table, before.row) == (head.table, head.row) else "\n"


def _pieces(document: Document, chain: Sequence[Block]) -> list[tuple[str, Span | None]]:
    """The texts of a block and of those that continue it, with their spans, and without one what joins them."""
    pieces: list[tuple[str, Span | None]] = [(document.words(chain[0].span), chain[0].span)]
    for block in chain[1:]:
        line, span = pieces[-1]
        text = document.words(block.span)
        kept, glue = join_words(line, text)
        pieces[-1:] = [(line[:kept], span), (glue, None), (text, block.span)]
    return pieces


_LAYOUT = attrgetter(*(each.name for each in fields(Block)[2:]))
"""All of a block but its kind and span."""
_BETWEEN = 2
"""Characters that part a block from the next one in a document at most."""
_WIDEST = 100
"""Columns that a table has at most, when the cell is sought that another one continues."""


def _place(block: Block) -> tuple[int | None, int | None, int | None]:
    return block.table, block.row, block.column


def _chains(blocks: Iterable[Block]) -> list[list[Block]]:
    """The blocks without furniture, each with those that continue it; a cell's, past the other cells of its row."""
    chains: list[list[Block]] = []
    for block in blocks:
        if block.kind == "furniture" or block.span[0] == block.span[1]:
            continue
        chain = None
        if block.continues:
            reach = 1 if block.table is None else _WIDEST
            chain = next((earlier for earlier in reversed(chains[-reach:]) if _place(earlier[0]) == _place(block)), None)
        if chain is not None:
            chain.append(block)
        else:
            chains.append([block])
    return chains
