"""What a title of an agreement says it is about, and with whom: what tells whether two titles mean one agreement."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from corpus.swedish.keys import search_key
from corpus.vocabulary import vocabulary
from index.histories.matter import places

_HEAD = r"(?:avtal|överenskommelse|kontrakt)"
_ENDING = r"(?:et|en|ets|ens|er|erna|ernas|s)?"
_COMPOUND = re.compile(rf"(?P<topic>[^\W\d_-]*?)s?-?{_HEAD}{_ENDING}", re.I)
_PHRASE = re.compile(rf"[^\W\d_-]*{_HEAD}{_ENDING}(?!\w)", re.I)
_PARTIES = re.compile(
    r"\b(?:mellan|med)\s+(?=[A-ZÅÄÖ]|landsting|region|kommun|länets|parterna|staten).*?"
    r"(?=\s+(?:om|gällande|avseende|rörande|angående|kring|för)\s|\s+[–-]\s|[,;(]|$)",
    re.S,
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CAPITAL = re.compile(r"\b[A-ZÅÄÖ][^\W\d_]+")
_LONGEST = 8
"""Words of a running text that may be what an agreement is about."""

_WINDOW = 300
"""Characters in which they stand."""

Topic = frozenset[str]
"""Search keys of the words that say what an agreement is about; of a compound the part before *avtal*."""


@lru_cache(maxsize=50_000)
def topic(title: str) -> Topic:
    """What a title says an agreement is about; empty where it is only called an agreement."""
    return frozenset(_topics(_PARTIES.sub(" ", title)))


@lru_cache(maxsize=50_000)
def mentioned(text: str) -> tuple[tuple[Topic, ...], ...]:
    """For every agreement that running text names, what it may be about: the shortest reading first."""
    return tuple(_readings(_PARTIES.sub(" ", text))) if _PHRASE.search(text) else ()


def _readings(plain: str) -> Iterator[tuple[Topic, ...]]:
    for match in _PHRASE.finditer(plain):
        cut = re.split(r"[.;:!?]\s", plain[match.start() : match.start() + _WINDOW], maxsplit=1)[0]
        found: list[str] = []
        readings: list[Topic] = []
        for key in _topics(cut):
            found.append(key)
            readings.append(frozenset(found))
            if len(found) == _LONGEST:
                break
        yield tuple(readings)


def parties(title: str, names: Iterable[str]) -> frozenset[str]:
    """Those with whom an agreement is made, by the words of their names, lower case, without what many are called."""
    told = [*names, *(match.group() for match in _PARTIES.finditer(title))]
    words = (match.group().casefold().rstrip("s") for text in told for match in _CAPITAL.finditer(text))
    return frozenset(words).difference(vocabulary("registers")["parties"])


def _topics(title: str) -> Iterator[str]:
    place = places(title)
    headed = False
    for match in _WORD.finditer(title):
        word = match.group().casefold()
        cut = _COMPOUND.fullmatch(word)
        if cut and not headed:
            headed, word = True, cut["topic"]
        if len(word) > 2 and word.rstrip("s") not in place and (key := search_key(word)) not in _common():
            yield key


@cache
def _common() -> frozenset[str]:
    return frozenset(search_key(word) for word in vocabulary("registers")["common"])
