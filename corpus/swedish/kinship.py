"""Words that mean nearly the same: nouns of acts beside their verbs, the groups of `vocabulary/synonyms.toml`, short and long
names of bodies."""

from __future__ import annotations

from functools import cache, lru_cache

from corpus.swedish.keys import search_key
from corpus.swedish.lexicon import lemma
from corpus.vocabulary import vocabulary

_SHORTEST = 4
_PARTICLES = {"upp": ("upp",), "ut": ("ut",), "ned": ("ned", "ner"), "in": ("in",), "om": ("om",)}


@lru_cache(maxsize=10_000)
def kin(word: str) -> tuple[str, ...]:
    """Words, or several words with blanks, that a search for a word may also find: *förlängning* → förlänga, *KF* →
    kommunfullmäktige."""
    key = search_key(word)
    found = dict.fromkeys((*_of_the_act(word.lower()), *_groups().get(key, ()), *_bodies().get(key, ())))
    return tuple(other for other in found if search_key(other) != key)


def _of_the_act(word: str) -> list[str]:
    """The verb of a noun in -ning, -ing or -ande, also with its particle apart (*nedläggning* → lägga ned), and the noun of a
    verb or its participle."""
    base = lemma(word) or word
    if len(base) <= _SHORTEST + 2:
        return []
    if base.endswith("ande"):
        return [verb for verb in [lemma(base.removesuffix("nde"))] if verb]
    if base.endswith("ad") and lemma(base[:-1]) == base[:-1]:
        return [base[:-1], *_of_the_act(base[:-1])]
    if base.endswith("ing"):
        found = [verb for verb in _verbs(base) if lemma(verb) == verb]
        for particle, spelt in _PARTICLES.items():
            if base.startswith(particle):
                verbs = [verb for verb in _verbs(base.removeprefix(particle)) if len(verb) >= _SHORTEST and lemma(verb) == verb]
                found += [f"{verb} {other}" for verb in verbs for other in spelt]
        return found
    return [noun for noun in (base[:-1] + "ning", base[:-1] + "ing") if base.endswith("a") and lemma(noun) == noun]


def _verbs(noun: str) -> tuple[str, str]:
    return noun[:-3] + "a", noun.removesuffix("ning") + "a"


@cache
def _groups() -> dict[str, tuple[str, ...]]:
    """The members of the groups that each search key is in."""
    found: dict[str, tuple[str, ...]] = {}
    for group in vocabulary("synonyms")["groups"]:
        for member in group:
            found[search_key(member)] = (*found.get(search_key(member), ()), *group)
    return found


@cache
def _bodies() -> dict[str, tuple[str, ...]]:
    """By search key, the long name of each short one in the register of bodies, and the short one of those of one word."""
    found: dict[str, tuple[str, ...]] = {}
    for short, name in vocabulary("bodies")["short"].items():
        for one, other in ((short, name.lower()), (name, short.lower())):
            if " " not in one:
                found[search_key(one)] = (*found.get(search_key(one), ()), other)
    return found
