"""Text to terms, the same for what is indexed and for what is asked; engines get the terms ready.

Three fields: `form` is the word as it stands, `text` its search key, with positions, `parts` what compounds are made of: the
keys of every contiguous run of parts, joined, the whole compound included. `title` and `context` hold keys and parts
together.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b

from corpus.swedish.compounds import split, suspended
from corpus.swedish.keys import search_key
from corpus.swedish.kinship import kin
from corpus.swedish.lexicon import lexicon_version
from corpus.swedish.tokens import tokens
from corpus.vocabulary import vocabulary
from index.clauses import All, Any, Clause, Sequence, Term

ANALYSIS = 1
"""Raised when a text comes to have other terms, so that archives are indexed anew."""

_NUMBER_PIECES = re.compile(r"[/:.,–−-]")
_MOST_PARTS = 5


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a text, in order; those of `parts` and `context` have no places."""

    form: tuple[str, ...]
    text: tuple[str, ...]
    parts: tuple[str, ...]


@cache
def analysis_version() -> str:
    """Names what the terms depend on: this module, the lexicon, the vocabulary of compounds."""
    compounds = blake2b(repr(vocabulary("compounds")).encode(), digest_size=6).hexdigest()
    return f"{ANALYSIS}-{lexicon_version()}-{compounds}"


def terms(text: str) -> Terms:
    """The terms of a text."""
    forms: list[str] = []
    keys: list[str] = []
    parts: list[str] = []
    for token in tokens(text):
        forms.append(token.form)
        keys.append(search_key(token.form))
        parts.extend(runs(token.form))
        if token.completed_by and (whole := suspended(token.form, token.completed_by)):
            parts.extend(runs(whole))
    return Terms(tuple(forms), tuple(keys), tuple(parts))


@lru_cache(maxsize=100_000)
def pieces(form: str) -> tuple[str, ...]:
    """The keys of the parts of a word, of the numbers in a diary number or day; one for a simple word."""
    if form.startswith("§"):
        return (form, form[1:])
    if any(letter.isdigit() for letter in form):
        return tuple(search_key(piece) for piece in _NUMBER_PIECES.split(form) if piece)
    return tuple(search_key(part) for part in split(form))[:_MOST_PARTS]


@lru_cache(maxsize=100_000)
def runs(form: str) -> tuple[str, ...]:
    """The terms of a word in `parts`; none for a simple word."""
    found = pieces(form)
    if len(found) < 2:
        return ()
    joint = "/" if any(letter.isdigit() for letter in form) else ""
    ends = range(1, len(found) + 1)
    return tuple(dict.fromkeys(joint.join(found[start:end]) for end in ends for start in range(end)))


def words(text: str) -> tuple[str, ...]:
    """The words of a query, in lower case."""
    return tuple(token.form for token in tokens(text))


@cache
def stop_words() -> frozenset[str]:
    """Words that say nothing by themselves, left out of queries that have others."""
    return frozenset(vocabulary("stopwords")["words"])


def word_clause(form: str) -> Clause:
    """The records that a word of a query means: the word in any form, compounds with it, and of a compound its parts.

    A compound is also found where its modifier and its head stand apart (*avtal … om hemsjukvård* for *hemsjukvårdsavtal*), and
    each word through its kin.
    """
    key, parts = search_key(form), pieces(form)
    number = any(letter.isdigit() for letter in form)
    whole = key if number else "".join(parts)
    found: list[Clause] = [
        Term("form", form, 1.0),
        Term("text", key, 3.0),
        Term("title", key, 2.0),
        Term("context", key, 0.5),
        Term("parts", whole, 1.0),
        *([Term("title", whole, 1.0), Term("context", whole, 0.3)] if whole != key else []),
    ]
    if not number:
        sides = split(form)[:_MOST_PARTS]
        found += [All((_side(sides[:at]), _side(sides[at:]))) for at in range(1, len(sides))]
        found += _kin(form, 0.8)
    elif len(parts) > 1 and parts[0].isalpha():  # RS/731/2020 is also written RS 731/2020
        found.append(All((Term("text", parts[0], 0.5), Term("text", "/".join(parts[1:]), 3.0))))
    return Any(tuple(found))


def _side(words: tuple[str, ...]) -> Clause:
    """One or several parts of a compound as a word, within another compound, or as their kin."""
    if len(words) == 1:
        key = search_key(words[0])
        return Any((*(Term(field, key, 0.5) for field in ("text", "parts", "title")), *_kin(words[0], 0.2)))
    return Any(tuple(Term(field, "".join(search_key(word) for word in words), 0.5) for field in ("parts", "title")))


def _kin(form: str, weight: float) -> list[Clause]:
    """Words that mean nearly the same."""
    several = [tuple(search_key(word) for word in words(other)) for other in kin(form)]
    return [
        Sequence("text", keys, gap=1, weight=weight) if len(keys) > 1 else Term("text", keys[0], weight) for keys in several
    ]


def likeness(asked: str, form: str) -> float:
    """How well a word of a text answers a word of a query: 3 the same word, 2 a compound with it, 1 a side of it or
    its kin, 0 not."""
    if search_key(asked) == search_key(form):
        return 3.0
    parts, there = pieces(asked), {*runs(form), search_key(form)}
    if "".join(parts) in there or search_key(asked) in there:
        return 2.0
    sides = ["".join(side) for at in range(1, len(parts)) for side in (parts[:at], parts[at:])]
    return 1.0 if any(side in there for side in (*sides, *map(search_key, kin(asked)))) else 0.0
