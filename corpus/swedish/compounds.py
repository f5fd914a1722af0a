"""Compounds taken apart: *hemsjukvårdsavtalet* → hem, sjuk, vård, avtalet.

What may be a part is said in `parts`. Of all ways the one with the fewest parts is taken, then the one with the longest last
part (after the splitting by known parts in Koehn and Knight, *Empirical Methods for Compound Splitting*, 2003; their choice by
frequency does worse here than the flags); its parts are taken apart in turn.
"""

from __future__ import annotations

from functools import cache, lru_cache

from corpus.swedish.dictionaries import ENDS, WORD
from corpus.swedish.lexicon import first_parts, last_parts, lemma, roles
from corpus.swedish.parts import SHORTEST
from corpus.vocabulary import vocabulary

_LENGTHS = range(5, 61)
"""Shorter words are simple; longer strings of letters are no words."""
_NOUN = WORD | ENDS


@lru_cache(maxsize=200_000)
def split(word: str) -> tuple[str, ...]:
    """The parts of a compound in lower case, the last one inflected as it stands; a simple word is one part.

    A first part is given as the word it is: *nämndsbeslut* → nämnd, beslut. Hyphens part: *ABC-avtalet* → abc, avtalet.
    """
    word = word.lower()
    if "-" in word:
        pieces = [piece for piece in word.split("-") if piece]
        if len(pieces) < 2:
            return (word,)
        firsts = [split(piece) for piece in pieces[:-1]]
        return (*(part for parts in firsts for part in (*parts[:-1], _base(parts[-1]))), *split(pieces[-1]))
    if len(word) not in _LENGTHS or not word.isalpha():
        return (word,)
    parts = _cut(word)
    if len(parts) == 1:
        return parts
    apart = [split(_base(part)) for part in parts[:-1]] + [split(parts[-1])]
    return tuple(piece for pieces in apart for piece in pieces)


@lru_cache(maxsize=50_000)
def is_word(letters: str) -> bool:
    """Whether letters are a Swedish word in any form, or a compound of such words."""
    word = letters.lower()
    return lemma(word) is not None or bool(roles(word) & WORD) or len(split(word)) > 1


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(vocabulary("compounds")[name])


def _cut(word: str) -> tuple[str, ...]:
    """The best way to see a word as known parts, as they stand in it.

    Part by part from the left, all places that so many first parts lead to (breadth-first search, Moore 1959); the first of
    several ways to a place is by the alphabet.
    """
    lasts = last_parts(word) - {0}
    if not lasts:
        return (word,)
    furthest = max(lasts)
    seen = set[int]()
    ways: dict[int, tuple[str, ...]] = {0: ()}
    while ways:
        onward: dict[int, tuple[str, ...]] = {}
        for place, firsts in ways.items():
            for part in first_parts(word[place:furthest]):
                end, way = place + len(part), (*firsts, part)
                if end not in seen and (end not in onward or way < onward[end]):
                    onward[end] = way
        reached = lasts.intersection(onward)
        if reached and not _words("whole").isdisjoint((word, lemma(word), word.removesuffix("s"))):
            break
        if reached:
            return (*onward[min(reached)], word[min(reached) :])
        seen.update(onward)
        ways = onward
    return (word,)


@lru_cache(maxsize=20_000)
def _base(part: str) -> str:
    """The word that stands in a compound as this first part: *nämnds* → nämnd, *vecko* → vecka, *arbets* → arbete."""
    stem = part.removesuffix("s")
    candidates = [stem, part, stem + "e", stem + "a", *([stem[:-1] + "a", stem[:-1]] if stem[-1:] in tuple("eou") else [])]
    candidates = [form for form in candidates if len(form) > 1]
    noun = next((form for form in candidates if roles(form) & _NOUN == _NOUN), None)
    return noun or next((form for form in candidates if lemma(form) == form), part)


def suspended(stem: str, following: str) -> tuple[str, ...]:
    """The words that a suspended first part may stand for, made with the last parts of the compound that follows.

    `suspended("hälso", "sjukvården")` is *hälsovården*, `suspended("in", "utskrivning")` *inskrivning*; with three parts
    nobody can tell how many are shared, so that *hälso-* before *sjukvårdsnämnden* is both *hälsonämnden* and
    *hälsovårdsnämnden*. Empty where the following word has no parts.
    """
    stem, following = stem.lower(), following.lower()
    for particle in sorted(_words("never_first"), key=len, reverse=True):
        rest = following.removeprefix(particle)
        if stem in _words("never_first") and rest != following and len(rest) > SHORTEST:
            return (stem + rest,)
    parts = split(following)
    if len(parts) == 1:
        return ()
    if len(parts) == 2:
        return (stem + parts[-1],)
    shared = next((at for at, (one, other) in enumerate(zip(following, parts[0], strict=False)) if one != other), len(parts[0]))
    tail = next((tail for tail in (following[shared:], following[shared + 1 :]) if is_word(tail)), None)
    return stem + parts[-1], *([stem + tail] if tail else [])
