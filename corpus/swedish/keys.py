"""The search key of a word: what its inflected forms have in common.

The key is the Snowball stem of the lemma; either alone leaves *avtalet* and *avtal*, or *helikoptrar* and *helikopter*, apart.
What both get wrong stands in `vocabulary/lemmas.toml`.
å, ä and ö are letters of their own and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from corpus.swedish import lexicon
from corpus.vocabulary import vocabulary

if TYPE_CHECKING:
    from simplemma import Lemmatizer
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
    if any(letter.isdigit() for letter in word):
        return _SEPARATOR.sub("/", word) if word[0].isdigit() or "/" in word else word
    head, hyphen, last = _CASE_ENDING.sub("", word).rpartition("-")
    if not last.isalpha():
        return word
    exception = _exceptions().get(last)
    if exception == last:
        return head + hyphen + last
    stem: str = _stemmer().stemWord(exception or _lemmatizer().lemmatize(last, "sv"))
    return head + hyphen + stem


@cache
def _exceptions() -> dict[str, str]:
    """The lemmas of forms that the dictionary knows badly; a word that is its own key is its own lemma."""
    listed = vocabulary("lemmas")
    return {form: lemma for lemma, forms in listed["forms"].items() for form in forms} | {
        word: word for word in listed["apart"]["words"]
    }


class _Lemmas(Mapping[str, str]):
    """The dictionary of simplemma, read from the lexicon's file."""

    def __getitem__(self, form: str) -> str:
        found = _lemma(form)
        if found is None:
            raise KeyError(form)
        return found

    def get(self, form: str, default: str | None = None) -> str | None:  # type: ignore[override]
        found = _lemma(form)
        return default if found is None else found

    def __contains__(self, form: object) -> bool:
        return isinstance(form, str) and _lemma(form) is not None

    def __iter__(self) -> Iterator[str]:
        raise TypeError("the lexicon is asked, not listed")

    def __len__(self) -> int:
        raise TypeError("the lexicon is asked, not counted")


_lemma = lru_cache(maxsize=100_000)(lexicon.lemma)


class _Dictionaries:
    """Hands simplemma the lexicon instead of its own file, which takes 0.7 s and 120 MB to load."""

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        return _Lemmas()


@cache
def _lemmatizer() -> Lemmatizer:
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy

    return Lemmatizer(lemmatization_strategy=DefaultStrategy(greedy=True, dictionary_factory=_Dictionaries()))


@cache
def _stemmer() -> Stemmer:
    from Stemmer import Stemmer

    return Stemmer("swedish")
