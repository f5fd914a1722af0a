"""Text to words and their terms, the same for what is indexed and for what is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b

from corpus.swedish.compounds import split, suspended
from corpus.swedish.keys import search_key
from corpus.swedish.lexicon import lexicon_version
from corpus.swedish.notations import notations
from corpus.swedish.tokens import Token, suspended_tokens, words
from corpus.vocabulary import vocabulary

ANALYSIS = 2
"""Raised when a text comes to have other terms, so that archives are indexed anew."""

_NUMBER_PIECES = re.compile(r"[/:.,–−-]")
MOST_PARTS = 5


@dataclass(frozen=True, slots=True)
class Analysed:
    """What of a text is indexed."""

    words: tuple[str, ...] = ()
    """In order, in lower case, as they stand."""
    further: tuple[str, ...] = ()
    """Terms that none of the words has by itself: of days and diary numbers, of words that stand suspended."""


@cache
def analysis_version() -> str:
    """Names what the terms depend on: this module, the lexicon, and the words of compounds, exceptions and months."""
    words = [vocabulary("compounds"), vocabulary("lemmas"), vocabulary("calendar")["months"]]
    return f"{ANALYSIS}-{lexicon_version()}-{blake2b(repr(words).encode(), digest_size=6).hexdigest()}"


def analysed(text: str) -> Analysed:
    """The words of a text, and its further terms."""
    further = list[str]()
    for token in suspended_tokens(text):
        for whole in completed(token):
            further += runs(whole) or (search_key(whole),)
    for notation in notations(text):
        further += notation.terms
    return Analysed(words(text), tuple(further))


def completed(token: Token) -> tuple[str, ...]:
    """The whole words that a suspended first part stands for; none for another word."""
    return suspended(token.form, token.completed_by) if token.completed_by else ()


@lru_cache(maxsize=100_000)
def pieces(form: str) -> tuple[str, ...]:
    """The keys of the parts of a word, of the numbers in a diary number or day; one for a simple word."""
    if form.startswith("§"):
        return (form, form[1:])
    if is_number(form):
        return tuple(search_key(piece) for piece in _NUMBER_PIECES.split(form) if piece)
    return tuple(search_key(part) for part in split(form))[:MOST_PARTS]


@lru_cache(maxsize=100_000)
def runs(form: str) -> tuple[str, ...]:
    """What a compound is made of, as terms: the joined keys of every contiguous run of its parts; none for a simple word."""
    found = pieces(form)
    if len(found) < 2:
        return ()
    ends, joint = range(1, len(found) + 1), _joint(form)
    return tuple(dict.fromkeys(joint.join(found[start:end]) for end in ends for start in range(end)))


@lru_cache(maxsize=10_000)
def whole_key(form: str) -> str:
    """The term in `parts` of a whole word."""
    return _joint(form).join(pieces(form))


def is_number(form: str) -> bool:
    """Whether a word has figures: a number, a paragraph, *covid-19*."""
    return not form.isalpha() and any(letter.isdigit() for letter in form)


def _joint(form: str) -> str:
    return "/" if is_number(form) else ""


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing by themselves, left out of queries that have others."""
    return frozenset(vocabulary("stopwords")["words"])
