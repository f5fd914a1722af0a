"""Cells of tables: what the paragraphs in one make together, and which row is the head."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.draft import Piece


def cell(pieces: Iterable[Piece]) -> tuple[str, bool, str]:
    """The text of a cell, a line a paragraph; whether all is bold; the number of its only paragraph. Numbers of several stand
    in the text, since a cell has one label."""
    filled = [piece for piece in pieces if piece.text.strip()]
    bold = bool(filled) and all(piece.bold for piece in filled)
    if len(filled) == 1:
        return filled[0].text, bold, filled[0].label
    return "\n".join(f"{piece.label} {piece.text}" if piece.label else piece.text for piece in filled), bold, ""


def mark_head(pieces: list[Piece], begin: int) -> None:
    """Of the table whose cells stand from `begin` on, marks a bold first row above plain ones as the head if none is."""
    cells = [piece for piece in pieces[begin:] if piece.text.strip()]
    first = [piece for piece in cells if piece.row == 0]
    rest = [piece for piece in cells if piece.row]
    if any(piece.head for piece in cells) or len(first) < 2 or not all(piece.bold for piece in first):
        return
    if sum(piece.bold for piece in rest) * 2 < len(rest):
        for piece in first:
            piece.head = True
