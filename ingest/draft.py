"""What a reader hands over: pieces of text in reading order, from which a document is composed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import Struct

from corpus.document import Block, BlockKind, Problem, Span
from corpus.swedish.hyphens import join_words


class Piece(Struct, eq=False, gc=False):
    """A block with a text of its own; what its reader learns later it notes there. The fields mean what they mean in
    `corpus.document.Block`."""

    kind: BlockKind
    text: str
    page: int = 0
    """The page that it stands on, from 0."""
    level: int = 0
    table: int | None = None
    row: int | None = None
    column: int | None = None
    head: bool = False
    continues: bool = False
    label: str = ""
    bold: bool = False
    group: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """The pieces of a file, how many pages it has, and what could not be read."""

    pieces: Sequence[Piece]
    pages: int = 1
    problems: tuple[Problem, ...] = ()
    ocr: bool = False
    """Whether text was recognised from pictures."""
    silent: bool = False
    """Whether it is no fault that there is no text: of a mere container."""


_BLANKS = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BREAKS = re.compile(r"\r\n?|[\u000b\u000c\u0085\u2028\u2029]")
_NOTHING = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ud800-\udfff\ufff0-\uffff]"
)
_UNUSUAL = re.compile("[^\t\n -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027]")
"""What may have to be replaced; most texts have nothing of it."""
_TRACKED = re.compile(r"\b(?:a {1,2}t {1,2}t|[^\W\d_](?: [^\W\d_]){4,40})\b")
"""Letters set apart for emphasis. Only long words and *att*, since abbreviations (t o m, d v s) are written so."""
_SINGLE_LETTERS = re.compile(r" [^\W\d_] {1,2}[^\W\d_]\b")
"""What all of those have in them; it is found far sooner."""
_HYPHEN_BREAK = re.compile(r"(\w{1,40}-)\n(\w{1,40})")
_AROUND_BREAK = re.compile(r"[ \t]*\n[ \t]*")


def clean(text: str) -> str:
    """The text in NFC, with plain blanks for all kinds of blanks, `\\n` for all kinds of line breaks, and without characters
    that print nothing (zero-width marks, soft hyphens, control codes). U+FFFD stays: it tells that something was lost."""
    if _UNUSUAL.search(text):
        text = _BREAKS.sub("\n", _BLANKS.sub(" ", text))
        text = _NOTHING.sub(lambda match: match[0] if match[0] == "\ufffd" else "", text)
        text = unicodedata.normalize("NFC", text)
    if "\n" in text:
        text = _AROUND_BREAK.sub("\n", text)
    if "-\n" in text:
        text = _HYPHEN_BREAK.sub(_mended, text)
    if _SINGLE_LETTERS.search(text):
        text = _TRACKED.sub(lambda match: match[0].replace(" ", ""), text)
    return text.strip(" \t\n")


def _mended(match: re.Match[str]) -> str:
    """A word that a typed line break has cut, whole again."""
    kept, glue = join_words(match[1], match[2])
    return match[1][:kept] + (glue if glue != " " else "\n") + match[2]


def compose(draft: Draft) -> tuple[str, tuple[Span, ...], tuple[Block, ...]]:
    """Text, pages and blocks of a document: the cells of a row joined by tabs, else a line break between two. Pieces without
    text vanish."""
    texts: list[str] = []
    blocks: list[Block] = []
    starts: list[int | None] = [None] * max(draft.pages, 1)
    length = 0
    before: Piece | None = None
    for piece in draft.pieces:
        text = clean(piece.text)
        if not text:
            continue
        if before is not None:
            in_row = piece.kind == before.kind == "cell" and (piece.table, piece.row) == (before.table, before.row)
            texts.append("\t" if in_row and piece.page == before.page else "\n")
            length += 1
        if starts[piece.page] is None:
            starts[piece.page] = length
        texts.append(text)
        blocks.append(
            Block(
                piece.kind,
                (length, length + len(text)),
                piece.level,
                piece.table,
                piece.row,
                piece.column,
                piece.head,
                piece.continues,
                piece.label,
                piece.bold,
                piece.group,
            )
        )
        length += len(text)
        before = piece
    return "".join(texts), _tiles(starts, length), tuple(blocks)


def _tiles(starts: Sequence[int | None], length: int) -> tuple[Span, ...]:
    """The pages' spans from where their first blocks begin; a page without blocks is empty."""
    pages: list[Span] = []
    end = length
    for number in range(len(starts) - 1, -1, -1):
        start = starts[number]
        begin = 0 if number == 0 else end if start is None else start
        pages.append((begin, end))
        end = begin
    return tuple(reversed(pages))
