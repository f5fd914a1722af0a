from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.swedish import dictionaries, lexicon
from corpus.swedish.dictionaries import BEGINS, ENDS, WORD
from corpus.swedish.lexicon import first_parts, known_beginnings, known_ends, last_parts, lemma, lemma_in_any_case, roles


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


def test_the_known_beginnings_and_ends_of_a_word_are_found_at_once() -> None:
    assert {"nämnd", "nämndernas"} <= set(known_beginnings("nämndernas"))
    assert "stockholm" in known_beginnings("stockholmsavtalet")  # a name, which has a capital in the dictionary
    assert len("avtalet") in known_ends("stockholmsavtalet")


def test_the_places_where_parts_may_stand_are_found_at_once() -> None:
    assert {"plan"} <= set(first_parts("plankontoret"))
    assert len("plan") in last_parts("plankontoret")
    assert last_parts("qqq") == set()


@pytest.fixture
def few_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a lexicon of a few words, not made yet."""
    monkeypatch.setattr(dictionaries, "lemmas", lambda: {"nämnderna": "nämnd", "Bjurås": "Bjurås"})
    monkeypatch.setattr(dictionaries, "pieces", lambda: {"nämnd": BEGINS | WORD})
    monkeypatch.setattr(lexicon, "_cache_folder", lambda: tmp_path / "klubbat")
    lexicon._lexicon.cache_clear()
    yield tmp_path / "klubbat"
    lexicon._lexicon.cache_clear()


def _says_what_it_should() -> bool:
    lexicon._lexicon.cache_clear()
    return (lemma("nämnderna"), lemma("avtalet"), lemma_in_any_case("bjurås"), roles("nämnd")) == (
        "nämnd", None, "Bjurås", BEGINS | WORD
    )  # fmt: skip


def test_the_lexicon_is_made_once(few_words: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    few_words.mkdir()
    (few_words / "lexicon-of-an-older-program").touch()
    assert _says_what_it_should()
    assert len(list(few_words.iterdir())) == 1
    monkeypatch.setattr(dictionaries, "lemmas", lambda: pytest.fail("made anew"))
    assert _says_what_it_should()


@pytest.mark.parametrize("left", [0, 20, 5000, -1])
def test_a_lexicon_that_is_cut_off_is_made_anew(few_words: Path, left: int) -> None:
    assert _says_what_it_should()
    (path,) = few_words.iterdir()
    whole = path.read_bytes()
    lexicon._lexicon.cache_clear()
    path.write_bytes(whole[:left])
    assert _says_what_it_should()
    assert path.read_bytes() == whole


def test_a_file_that_is_no_lexicon_is_made_anew(few_words: Path) -> None:
    assert _says_what_it_should()
    (path,) = few_words.iterdir()
    whole = path.read_bytes()
    lexicon._lexicon.cache_clear()
    path.write_bytes(whole[:48] + bytes(len(whole) - 48))
    assert _says_what_it_should()
    assert path.read_bytes() == whole


def test_without_a_cache_folder_the_lexicon_is_made_in_memory(few_words: Path) -> None:
    few_words.touch()  # a file lies in the folder's place
    assert _says_what_it_should()
    assert few_words.is_file()
