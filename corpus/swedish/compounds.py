"""Compounds taken apart: *hemsjukvårdsavtalet* → hem, sjuk, vård, avtalet.

The parts are found by the compound flags of the Hunspell dictionary and the words of `vocabulary/compounds.toml`, which also
says what is never split off. Of all ways the one with the fewest parts is taken, then the one with the longest last part
(after the splitting by known parts in Koehn and Knight, *Empirical Methods for Compound Splitting*, 2003; their choice by
frequency does worse here than the flags); its parts are taken apart in turn. Without the Hunspell dictionary every word with a
lemma may be a part.
"""

from __future__ import annotations

from functools import cache, lru_cache

from corpus.swedish.lexicon import BEGINS, ENDS, WORD, has_compound_flags, lemma, roles
from corpus.vocabulary import vocabulary

_LENGTHS = range(5, 61)
"""Shorter words are simple; longer strings of letters are no words."""
_SHORTEST_PART = 3


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
    """The best way to see a word as known parts, as they stand in it."""
    if not _words("whole").isdisjoint((word, lemma(word) or word, word.removesuffix("s"))):
        return (word,)
    length = len(word)
    best: dict[int, tuple[int, int, tuple[str, ...]]] = {}
    """For each place from which the rest can be cut: how many parts, minus the length of the last, the parts."""
    for start in range(length - _SHORTEST_PART, -1, -1):
        found = [
            (count + 1, tail, (word[start:end], *parts))
            for end, (count, tail, parts) in best.items()
            if end > start + 1 and _begins(word[start:end])
        ]
        if start and _ends(word[start:]):
            found.append((1, start - length, (word[start:],)))
        if found:
            best[start] = min(found)
    return best[0][2] if 0 in best else (word,)


@lru_cache(maxsize=100_000)
def _begins(piece: str) -> bool:
    if piece in _words("first"):
        return True
    if len(piece) < _SHORTEST_PART or not _words("never_first").isdisjoint((piece, piece.removesuffix("s"))):
        return False
    return bool(_roles(piece) & BEGINS)


@lru_cache(maxsize=100_000)
def _ends(tail: str) -> bool:
    last, never_last = _words("last"), _words("never_last")
    if tail in last or tail in never_last:
        return tail in last
    if _roles(tail) & ENDS:
        return True
    base = lemma(tail)
    return base is not None and base not in never_last and (base in last or bool(_roles(base) & ENDS))


def _roles(piece: str) -> int:
    return roles(piece) if has_compound_flags() else _guess(piece)


def _guess(piece: str) -> int:
    """Roles without the Hunspell dictionary: a word of four letters or more may be any part, the first one with a linking s."""
    if len(piece) > _SHORTEST_PART and lemma(piece) == piece:
        return BEGINS | ENDS | WORD
    base = piece.removesuffix("s")
    return BEGINS if base != piece and len(base) > _SHORTEST_PART and lemma(base) == base else 0


@lru_cache(maxsize=20_000)
def _base(part: str) -> str:
    """The word that stands in a compound as this first part: *nämnds* → nämnd, *vecko* → vecka, *arbets* → arbete."""
    stem = part.removesuffix("s")
    candidates = [stem, part, stem + "e", stem + "a", *([stem[:-1] + "a", stem[:-1]] if stem[-1:] in tuple("eou") else [])]
    candidates = [form for form in candidates if len(form) > 1]
    noun = next((form for form in candidates if roles(form) & WORD and roles(form) & ENDS), None)
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
        if stem in _words("never_first") and rest != following and len(rest) > _SHORTEST_PART:
            return (stem + rest,)
    parts = split(following)
    if len(parts) == 1:
        return ()
    if len(parts) == 2:
        return (stem + parts[-1],)
    shared = next((at for at, (one, other) in enumerate(zip(following, parts[0], strict=False)) if one != other), len(parts[0]))
    tail = next((tail for tail in (following[shared:], following[shared + 1 :]) if is_word(tail)), None)
    return stem + parts[-1], *([stem + tail] if tail else [])
