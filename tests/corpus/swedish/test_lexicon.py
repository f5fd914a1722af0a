from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.swedish import lexicon
from corpus.swedish.lexicon import BEGINS, ENDS, WORD, lemma, lemma_in_any_case, roles


def test_the_dictionary_gives_lemmas() -> None:
    assert (lemma("nämnderna"), lemma("xyzzy")) == ("nämnd", None)


def test_a_name_is_found_in_any_case() -> None:
    assert lemma("stockholms") is None
    assert lemma_in_any_case("stockholms") == lemma_in_any_case("Stockholms") == "Stockholm"
    assert lemma_in_any_case("Nämnderna") == "nämnd"


def test_the_flags_tell_what_may_begin_and_end_a_compound() -> None:
    assert roles("nämnd") == BEGINS | ENDS | WORD
    assert roles("flick") & BEGINS  # made by a rule from flicka
    assert roles("hälso") == BEGINS  # stands in compounds only
    assert roles("av")
    assert not roles("av") & BEGINS
    assert roles("qqq") == 0


@pytest.fixture
def no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A cache folder that can't be made, since a file lies in its place."""
    (tmp_path / "file").touch()
    monkeypatch.setattr(lexicon, "_cache_folder", lambda: tmp_path / "file" / "klubbat")
    monkeypatch.setattr(lexicon, "_connections", {})
    lexicon._sieve.cache_clear()
    lexicon._lemma.cache_clear()
    yield
    for connection in lexicon._connections.values():
        connection.close()


@pytest.mark.usefixtures("no_cache")
def test_without_a_cache_folder_the_lexicon_is_built_in_memory() -> None:
    assert lemma("nämnderna") == "nämnd"
