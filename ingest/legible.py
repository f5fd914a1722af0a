"""Whether a text is Swedish that can be read, or the ruins of one: letters lost, or each replaced by another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from corpus.swedish.lexicon import lemma, roles
from corpus.vocabulary import vocabulary

FEW = 12
"""So few words don't tell."""
_SAMPLE = 120
"""So many words do."""
_WORD = re.compile(r"[^\W\d_]{2,40}")
_LETTER = re.compile(r"[^\W\d_]")
_SWEDISH = re.compile(r"[åäöÅÄÖ]")
_COMMON_SHARE = 0.12
"""Running text has three function words in ten; so many in lists with some sentences in between."""
_KNOWN_SHARE = 0.3
"""Of running text the dictionary knows four words in five, of a list of names and places half."""
_FOREIGN = frozenset(
    [
        *("the", "of", "and", "to", "in", "is", "that", "for", "with", "as", "be", "this", "by", "at", "from"),
        *("der", "die", "und", "den", "von", "zu", "das", "mit", "ist", "des", "ein", "eine", "nicht", "auf"),
        *("ja", "on", "ei", "se", "että", "oli", "hän", "ovat", "tai", "sekä", "myös", "jos", "kun"),
        *("og", "av", "til", "som", "er", "ikke", "har", "de", "les", "et", "la", "le", "du", "une", "est", "dans"),
    ]
)
"""The commonest words of other languages: their texts are none of our ruins."""
_OWN = frozenset(["och", "att", "inte", "från", "eller", "beslutar", "ett", "vid", "hos"])
"""Common words that the neighbours don't have."""
_LETTERS_THAT_TELL = 300
"""Of so many letters in a Swedish text some fifteen are å, ä or ö."""
_REPLACED = re.compile(r"[^\W\d_]\?(?=[^\W\d_])|\ufffd")
_SEVERAL = 3
_ENOUGH = 200_000
"""So much of a text, in characters, is looked at."""


def words(text: str) -> list[str]:
    """The words of a text that tell whether it can be read, in lower case, evenly drawn from all of it."""
    found = _WORD.findall(text[:_ENOUGH])
    return " ".join(found[:: max(1, len(found) // _SAMPLE)]).lower().split()


def share_known(some: Sequence[str]) -> float:
    """The share of words that are in the Swedish dictionaries, 0 to 1."""
    if not some:
        return 0.0
    return sum(roles(word) != 0 or lemma(word) is not None for word in some) / len(some)


def legible(text: str) -> bool:
    """Whether a text can be read as it is: Swedish or another language with its letters, or too short to tell."""
    some = words(text)
    if len(some) < FEW:
        return "\ufffd" not in text
    common = sum(map(_common().__contains__, some))
    if common < _COMMON_SHARE * len(some) and share_known(some) < _KNOWN_SHARE:
        return sum(map(_FOREIGN.__contains__, some)) >= _COMMON_SHARE * len(some)
    return not letters_lost(text)


def letters_lost(text: str) -> bool:
    """Whether the Swedish letters have gone from a Swedish text, or have been replaced by signs."""
    start = text[:_ENOUGH]
    replaced = len(_REPLACED.findall(start)) if "?" in start or "\ufffd" in start else 0
    if replaced >= _SEVERAL and replaced * 100 > len(_LETTER.findall(start)):
        return True
    if _SWEDISH.search(start) or len(_LETTER.findall(start)) < _LETTERS_THAT_TELL:
        return False
    return _is_swedish(words(start))


def _is_swedish(some: Sequence[str]) -> bool:
    """Whether it is Swedish rather than a neighbour's language with the same small words."""
    common = sum(map(_common().__contains__, some))
    own = sum(map(_OWN.__contains__, some))
    return common >= _COMMON_SHARE * len(some) and own * 4 >= common


@cache
def _common() -> frozenset[str]:
    return frozenset(vocabulary("stopwords")["words"])
