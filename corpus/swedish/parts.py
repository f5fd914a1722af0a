"""Which pieces may begin a compound and which may end one.

The flags of Hunspell tell, and the words of `vocabulary/compounds.toml`, which also say what is never split off. Without
Hunspell every word with a lemma may be a part.
"""

from __future__ import annotations

from corpus.swedish.dictionaries import BEGINS, ENDS
from corpus.vocabulary import vocabulary

SHORTEST = 3
"""Shorter pieces are no parts, but for the first ones that the vocabulary names."""


def beginning(lemmas: dict[str, str], pieces: dict[str, int]) -> set[str]:
    """The pieces that may be the first or a middle part, of forms with their lemmas and pieces with their roles."""
    never = frozenset(vocabulary("compounds")["never_first"])
    found = {
        piece
        for piece, roles in (pieces or _guessed(lemmas)).items()
        if roles & BEGINS and len(piece) >= SHORTEST and never.isdisjoint((piece, piece.removesuffix("s")))
    }
    return found.union(vocabulary("compounds")["first"])


def ending(lemmas: dict[str, str], pieces: dict[str, int]) -> set[str]:
    """The forms that may be the last part: those that end a compound in their base form, and what has them as its lemma."""
    last, never = frozenset(vocabulary("compounds")["last"]), frozenset(vocabulary("compounds")["never_last"])
    roles_of = (pieces or _guessed(lemmas)).items()
    bases = last.union(piece for piece, roles in roles_of if roles & ENDS) - never
    found = bases.union(last, (form for form, lemma in lemmas.items() if lemma in bases and form not in never))
    return {form for form in found if len(form) >= SHORTEST}


def _guessed(lemmas: dict[str, str]) -> dict[str, int]:
    """Roles by lemmas alone: a word of four letters or more may be any part, the first one with a linking s."""
    words = [form for form, lemma in lemmas.items() if form == lemma and len(form) > SHORTEST]
    return {word + "s": BEGINS for word in words} | dict.fromkeys(words, BEGINS | ENDS)
