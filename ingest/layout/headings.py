"""Headings that are told by their looks: larger or bolder than the body, short, alone on their lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.draft import Piece

LONGEST = 160
"""Of a heading, in characters."""
_LARGER = 1.06
"""How many times the body's size a heading has at least."""

Look = tuple[float, bool]
"""Size in points, and whether it is bold."""


def body_look(looks: Iterable[tuple[Look, int]]) -> Look:
    """The look that most of the text has, from each look with its number of characters."""
    exactly: dict[Look, int] = {}
    for look, length in looks:
        exactly[look] = exactly.get(look, 0) + length
    counts: dict[Look, int] = {}
    for (size, bold), length in exactly.items():
        key = (round(size * 2) / 2, bold)
        counts[key] = counts.get(key, 0) + length
    return max(counts, key=lambda look: counts[look]) if counts else (0.0, False)


def stands_out(look: Look, body: Look) -> bool:
    """Whether a text looks like a heading beside the body's."""
    return look[0] >= body[0] * _LARGER or (look[1] and not body[1] and look[0] >= body[0] * 0.75)


def heading_levels(looks: Iterable[Look]) -> dict[Look, int]:
    """The levels of headings that are told by their looks: the largest is 1, bold before plain, at most 6."""
    ranked = sorted({(round(size * 2) / 2, bold) for size, bold in looks}, reverse=True)
    return {look: min(rank, 6) for rank, look in enumerate(ranked, 1)}


def mark_headings(pieces: Sequence[Piece], looks: Sequence[Look | None]) -> None:
    """Makes those paragraphs headings that look like it, below the headings that a style has made.

    `looks` has the look of each piece, None where it can't be a heading.
    """
    body = body_look((look, len(piece.text)) for piece, look in zip(pieces, looks, strict=True) if look is not None)
    chosen: dict[int, Look] = {}
    for at, (piece, look) in enumerate(zip(pieces, looks, strict=True)):
        if look is not None and len(piece.text) <= LONGEST and "\n" not in piece.text and stands_out(look, body):
            chosen[at] = (round(look[0] * 2) / 2, look[1])
    above = max((piece.level for piece in pieces if piece.kind == "heading"), default=0)
    levels = heading_levels(chosen.values())
    for at, look in chosen.items():
        pieces[at].kind, pieces[at].level = "heading", min(above + levels[look], 6)
