"""The nearest word of the archive to one that it doesn't hold."""

from __future__ import annotations

from index.engine import Index

_FOLDED = str.maketrans("åäöéü", "aaoeu")
_UNFOLDED = {"a": "aåä", "o": "oö", "e": "eé", "u": "uü"}


def nearest(index: Index, form: str) -> str | None:
    """The word of the archive that a word was probably meant to be, or None.

    It begins with the same letter, or with what that letter stands for where å, ä and ö couldn't be typed, and differs by one
    edit, from eight letters on by two; among several the one that stands in most passages is taken.
    """
    most = 0 if len(form) < 4 else 1 if len(form) < 8 else 2
    found: list[tuple[int, int, str]] = []
    folded = form.translate(_FOLDED)
    for first in _UNFOLDED.get(form[0], form[0]):
        for term, count in index.terms("form", first):
            if abs(len(term) - len(form)) > most or not term.replace("-", "").isalpha():
                continue
            distance = 0 if term.translate(_FOLDED) == folded else _distance(form, term, most)
            if distance <= most:
                found.append((distance, -count, term))
    return min(found)[2] if found else None


def _distance(one: str, other: str, most: int) -> int:
    """How many letters must be changed, left out, put in or swapped with their neighbour; `most` + 1 where it is more.

    The restricted Damerau-Levenshtein distance, given up as soon as it can't be reached.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, against in enumerate(other, 1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                best = min(best, last[j - 2] + 1)
            row.append(best)
        if min(row) > most:
            return most + 1
    return row[-1]
