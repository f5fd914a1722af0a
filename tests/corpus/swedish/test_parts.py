from __future__ import annotations

import pytest

from corpus.swedish import parts
from corpus.swedish.dictionaries import BEGINS, ENDS, WORD

_WORDS = {"plan": BEGINS | ENDS | WORD, "plank": BEGINS, "ur": BEGINS, "urs": BEGINS, "egen": WORD, "berg": ENDS, "bo": ENDS}
_LEMMAS = {"planen": "plan", "plan": "plan", "egna": "egen", "berget": "berg", "åtgärd": "åtgärd", "nytaxan": "taxa"}


@pytest.fixture(autouse=True)
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    listed = {"first": ["el"], "never_first": ["ur"], "last": ["taxa"], "never_last": ["berg"]}
    monkeypatch.setattr(parts, "vocabulary", lambda name: listed)


def test_pieces_with_the_flag_and_those_listed_begin_a_compound() -> None:
    assert parts.beginning(_LEMMAS, _WORDS) == {"plan", "plank", "el"}  # neither ur nor urs


def test_words_with_the_flag_and_those_listed_end_a_compound_in_all_their_forms() -> None:
    assert parts.ending(_LEMMAS, _WORDS) == {"plan", "planen", "taxa", "nytaxan"}  # neither berg nor berget, bo is too short


def test_without_hunspell_words_with_a_lemma_begin_with_a_linking_s_and_end() -> None:
    assert parts.beginning(_LEMMAS, {}) == {"plan", "plans", "åtgärd", "åtgärds", "el"}
    assert parts.ending(_LEMMAS, {}) == {"plan", "planen", "åtgärd", "taxa", "nytaxan"}
