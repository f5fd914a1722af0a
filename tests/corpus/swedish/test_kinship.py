from __future__ import annotations

import pytest

from corpus.swedish.keys import search_key
from corpus.swedish.kinship import kin
from corpus.vocabulary import vocabulary


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("upphandlingar", "upphandla"),  # noun of an act, its verb
        ("granska", "granskning"),
        ("nedläggning", "lägga ned"),  # the particle apart
        ("kostnadsfritt", "avgiftsfri"),  # a group of the vocabulary
    ],
)
def test_words_of_one_meaning_are_kin(word: str, other: str) -> None:
    assert other in kin(word)


@pytest.mark.parametrize("word", ["kommunen", "bänk", "x", ""])
def test_most_words_have_none(word: str) -> None:
    assert kin(word) == ()


def test_no_word_stands_alone_in_its_group() -> None:
    assert all(len({search_key(word) for word in group}) > 1 for group in vocabulary("synonyms")["groups"])
