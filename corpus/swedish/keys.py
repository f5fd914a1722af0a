"""The search key of a word: what its inflected forms have in common.

The key is the Snowball stem of the lemma; either alone leaves *avtalet* and *avtal*, or *helikoptrar* and *helikopter*, apart.
What both get wrong stands in `vocabulary/lemmas.toml`.
å, ä and ö are letters of their own and stay.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from corpus.swedish.lemmatizer import lemmatize
from corpus.vocabulary import vocabulary

if TYPE_CHECKING:
    from Stemmer import Stemmer

_CASE_ENDING = re.compile(r":[^\W\d_]{1,4}\Z")
_SEPARATOR = re.compile(r"[:–−-]")


@lru_cache(maxsize=200_000)
def search_key(word: str) -> str:
    """The key of a word, in lower case.

    *KSAU:s* has the key of *KSAU*; of a hyphenated word only the last piece is reduced (*ABC-avtalet* → abc-avtal).
    Numbers, diary numbers and paragraph signs are kept, their separators made one: *2012:488* → 2012/488, *§12*.
    """
    word = word.lower()
    if word.isalpha():
        return _reduced(word)
    if any(letter.isdigit() for letter in word):
        return _SEPARATOR.sub("/", word) if word[0].isdigit() or "/" in word else word
    head, hyphen, last = _CASE_ENDING.sub("", word).rpartition("-")
    if not last.isalpha():
        return word
    return head + hyphen + _reduced(last)


def _reduced(word: str) -> str:
    exception = _exceptions().get(word)
    if exception == word:
        return word
    stem: str = _stemmer().stemWord(exception or lemmatize(word))
    return stem


@cache
def _exceptions() -> dict[str, str]:
    """The lemmas of forms that the dictionary knows badly; a word that is its own key is its own lemma."""
    listed = vocabulary("lemmas")
    return {form: lemma for lemma, forms in listed["forms"].items() for form in forms} | {
        word: word for word in listed["apart"]["words"]
    }


@cache
def _stemmer() -> Stemmer:
    from Stemmer import Stemmer

    return Stemmer("swedish", 0)  # without a cache of its own, which takes longer than stemming
