"""The nearest word of the archive to one that it doesn't hold."""

from __future__ import annotations

from index.engine import Index

_FOLDED = str.maketrans("åäöéü", "aaoeu")
_UNFOLDED = {"a": "aåä", "o": "oö", "e": "eé", "u": "uü"}


def nearest(index: Index, form: str) -> str | None:
    """The word of the archive that a word was probably meant to be, or None.

    It begins with the same letter, or with what that letter stands for where å, ä and ö couldn't be typed, and differs by one
    edit (a letter changed, left out, put in, or swapped with its neighbour), from eight letters on by two; among several the
    one that stands in most passages is taken.
    """
    from rapidfuzz.distance import OSA  # only a misspelt word needs it

    most = 0 if len(form) < 4 else 1 if len(form) < 8 else 2
    found: list[tuple[int, int, str]] = []
    folded = form.translate(_FOLDED)
    for first in _UNFOLDED.get(form[0], form[0]):
        for term, count in index.terms("form", first):
            if abs(len(term) - len(form)) > most or not term.replace("-", "").isalpha():
                continue
            distance = 0 if term.translate(_FOLDED) == folded else OSA.distance(form, term, score_cutoff=most)
            if distance <= most:
                found.append((distance, -count, term))
    return min(found)[2] if found else None
