"""Patterns for one of many words."""

from __future__ import annotations

import re

from nlp.wording.trees import letter_tree


def test_the_longest_word_that_fits_is_found() -> None:
    pattern = re.compile(rf"\b{letter_tree(['fr.o.m', 'från', 'från och med', 'för'])}(?!\w)")
    assert pattern.findall("från och med maj, från juni, fr.o.m juli, frxoxm, föra") == ["från och med", "från", "fr.o.m"]


def test_capitals_count_only_where_asked() -> None:
    words = ["årsskiftet", "maj"]
    assert re.findall(letter_tree(words), "Årsskiftet MAJ maj") == ["maj"]
    assert re.findall(letter_tree(words, any_case=True), "Årsskiftet MAJ maj") == ["Årsskiftet", "MAJ", "maj"]
