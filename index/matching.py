"""How the words of a query and those of a text meet: as a clause that an engine answers, and as a verdict on words of a text.

Both are made of the same rules here, so that what is marked and explained is what was found. A word is met by itself; by its
other forms; by compounds with it; where it is a compound, by its modifier and its head apart (*avtal … om hemsjukvård* for
*hemsjukvårdsavtal*); by words that mean nearly the same. Days and diary numbers are met in every way of writing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.document import Span
from corpus.swedish.compounds import split
from corpus.swedish.keys import search_key
from corpus.swedish.kinship import kin
from corpus.swedish.notations import notations
from corpus.swedish.tokens import Token, words
from index import clauses
from index.analysis import MOST_PARTS, completed, is_number, pieces, runs, whole_key
from index.clauses import All, Any, Clause, Term
from index.words import Words

How = Literal["exakt", "böjning", "skrivsätt", "sammansättning", "delar", "närstående", "förkortning", "fras", "början"]
WORTH: dict[How, float] = {
    "exakt": 3.0, "fras": 3.0, "skrivsätt": 3.0, "början": 3.0, "böjning": 2.9, "sammansättning": 2.0, "delar": 1.0,
    "förkortning": 1.0, "närstående": 0.9,
}  # fmt: skip
"""How well a word of a text answers one of a query, for the choice of what a snippet shows."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A place in a text that answers a word of a query."""

    span: Span
    how: How
    key: str
    """What it says, whatever its form: two places with one key tell the same."""


def word_clause(form: str, long_names: Sequence[Sequence[str]] = ()) -> Clause:
    """The records that a word of a query means; `long_names` are what it is short for in this archive, as their words."""
    if named := _named(form):
        return Any((
            Term("form", form.lower(), 1.0), Term("parts", named, 3.0), Term("title", named, 2.0), Term("context", named, 0.5),
        ))  # fmt: skip
    key, whole = search_key(form), whole_key(form)
    number = is_number(form)
    found: list[Clause] = [
        Term("form", form, 1.0),
        Term("text", key, 3.0),
        Term("title", key, 2.0),
        Term("decided", key, 1.0),
        Term("context", key, 0.5),
        Term("parts", whole, 2.0),
        *([Term("title", whole, 1.0), Term("context", whole, 0.3)] if whole != key else []),
    ]
    if not number:
        found += [All((_side(one), _side(other))) for one, other in _sides(form)]
        found += [clause for other in _kin(form) for clause in _kin_clauses(other, 0.5)]
        found += [clauses.Sequence("text", tuple(map(search_key, name)), weight=0.8) for name in long_names]
    elif apart := _apart_number(form):
        found.append(clauses.Sequence("text", apart, weight=2.0))
    return Any(tuple(found))


def phrase_clause(forms: Sequence[str]) -> Clause:
    """The records in which words stand next to each other, in any form."""
    return clauses.Sequence("text", tuple(search_key(form) for form in forms), weight=3.0)


def _side(words: tuple[str, ...]) -> Clause:
    """One or several parts of a compound as a word, within another compound, or as their kin."""
    key = "".join(search_key(word) for word in words)
    if len(words) > 1:
        return Any(tuple(Term(field, key, 0.4) for field in ("parts", "title")))
    near = [clause for other in _kin(words[0]) for clause in _kin_clauses(other, 0.15)]
    return Any((*(Term(field, key, 0.4) for field in ("text", "parts", "title")), *near))


def _kin_clauses(kin: _Kin, weight: float) -> list[Clause]:
    if len(kin.keys) > 1:
        return [clauses.Sequence("text", kin.keys, gap=1, weight=weight)]
    within: list[Clause] = [Term("parts", kin.keys[0], weight / 4)] if kin.within else []
    return [Term("text", kin.keys[0], weight), *within]


def meetings(passage: Words, form: str, long_names: Sequence[Sequence[str]] = ()) -> list[Meeting]:
    """The places in a text that answer a word of a query."""
    if named := _named(form):
        text = passage.text
        return [
            Meeting(found.span, "exakt" if text[slice(*found.span)] == form else "skrivsätt", named)
            for found in notations(text)
            if named in found.terms
        ]
    number = is_number(form)
    likely = passage.forms if number else (form, *passage.likely(_sought(form)))
    hows = {other: how for other in likely if (how := _how(form, other))}
    found = [
        Meeting(token.span, how, search_key(token.form))
        for token in passage.tokens
        if (how := hows.get(token.form) or (_completed_how(form, token) if token.completed_by else None))
    ]
    if apart := _apart_number(form):
        found += following(passage, apart, "skrivsätt")
    elif not number:
        found += _apart(passage, form)
        for other in _kin(form):
            if len(other.keys) > 1:
                found += following(passage, other.keys, "närstående", gap=1)
        for name in long_names:
            found += following(passage, tuple(map(search_key, name)), "förkortning")
    return found


def following(passage: Words, keys: Sequence[str], how: How, gap: int = 0) -> Iterator[Meeting]:
    """The places where words with these keys follow one another, with at most so many others between the first and the last."""
    of = passage.keys
    for first, key in enumerate(of):
        if key != keys[0]:
            continue
        places, at = [first], first
        for wanted in keys[1:]:
            at = next((place for place in range(at + 1, min(at + 2 + gap, len(of))) if of[place] == wanted), -1)
            if at < 0:
                break
            places.append(at)
        else:
            if places[-1] - first - len(keys) + 1 <= gap:
                yield from (Meeting(passage.tokens[place].span, how, of[place]) for place in places)


def _apart(passage: Words, form: str) -> list[Meeting]:
    """The places of the parts of a compound, where both sides of one cut are there."""
    found: dict[tuple[Span, str], Meeting] = {}
    for cut in _sides(form):
        sides = [_of_side(passage, side) for side in cut]
        if all(sides):
            for token in (*sides[0], *sides[1]):
                if not _how(form, token.form):
                    found[token.span, token.form] = Meeting(token.span, "delar", search_key(token.form))
    return list(found.values())


def _of_side(passage: Words, side: tuple[str, ...]) -> list[Token]:
    """The words that answer one or several parts of a compound."""
    forms = {form for form in passage.likely(_sought_side(side)) if _is_side(side, form)}
    suspended = {token for token in passage.suspended if any(_is_side(side, whole) for whole in completed(token))}
    return [token for token in passage.tokens if token.form in forms or token in suspended] if forms or suspended else []


@lru_cache(maxsize=20_000)
def _is_side(side: tuple[str, ...], form: str) -> bool:
    """Whether a word is one or several parts of a compound, has them within it, or is their kin."""
    key = "".join(map(search_key, side))
    return key == search_key(form) or key in runs(form) or any(_near(other, form) for other in _kin_of_side(side))


@lru_cache(maxsize=1000)
def _sought_side(side: tuple[str, ...]) -> tuple[str, ...]:
    """The keys by which words answer one or several parts of a compound."""
    return "".join(map(search_key, side)), *(other.keys[0] for other in _kin_of_side(side))


def _kin_of_side(side: tuple[str, ...]) -> tuple[_Kin, ...]:
    return _kin(side[0]) if len(side) == 1 else ()


@lru_cache(maxsize=1000)
def _sought(asked: str) -> tuple[str, ...]:
    """The keys by which words of a text answer a word of a query."""
    return search_key(asked), whole_key(asked), *(other.keys[0] for other in _kin(asked))


@lru_cache(maxsize=20_000)
def _how(asked: str, form: str) -> How | None:
    """How a word of a text by itself answers a word of a query."""
    if asked == form:
        return "exakt"
    key, whole, there = search_key(asked), whole_key(asked), search_key(form)
    if key == there:
        return "böjning"
    if whole in runs(form) or whole == there:
        return "sammansättning"
    if is_number(asked):
        return None
    return "närstående" if any(_near(other, form) for other in _kin(asked)) else None


def _near(kin: _Kin, form: str) -> bool:
    return len(kin.keys) == 1 and (kin.keys[0] == search_key(form) or (kin.within and kin.keys[0] in runs(form)))


def _completed_how(asked: str, token: Token) -> How | None:
    """How the whole word of a suspended first part answers a word of a query."""
    return "sammansättning" if any(_how(asked, whole) not in (None, "närstående") for whole in completed(token)) else None


@lru_cache(maxsize=10_000)
def _named(form: str) -> str | None:
    """The term of a word of a query that is a day, a month or a diary number."""
    found = next(notations(form), None)
    return found.terms[0] if found and found.span == (0, len(form)) else None


def _apart_number(form: str) -> tuple[str, ...]:
    """The keys of a diary number with its series apart: *LÄ/204/98* is also written *LÄ 204/98*."""
    found = pieces(form) if is_number(form) else ()
    return (found[0], "/".join(found[1:])) if len(found) > 1 and found[0].isalpha() else ()


@lru_cache(maxsize=10_000)
def _sides(form: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The ways to cut a compound in two."""
    parts = split(form)[:MOST_PARTS]
    return tuple((parts[:at], parts[at:]) for at in range(1, len(parts)))


@dataclass(frozen=True, slots=True)
class _Kin:
    """What means nearly the same as a word."""

    keys: tuple[str, ...]
    """Of one word, or of several in a row."""
    within: bool
    """Whether it is sought within compounds too: a short one would be found anywhere."""


@lru_cache(maxsize=10_000)
def _kin(form: str) -> tuple[_Kin, ...]:
    return tuple(dict.fromkeys(_Kin(tuple(search_key(word) for word in words(other)), len(other) > 3) for other in kin(form)))
