from __future__ import annotations

import pytest

from corpus.swedish.keys import search_key


@pytest.mark.parametrize(
    ("inflected", "base"),
    [
        ("avtalet", "avtal"),  # neuter, definite
        ("färdtjänstavtalens", "färdtjänstavtal"),  # a compound that no dictionary has
        ("nämndernas", "nämnd"),
        ("helikoptrarna", "helikopter"),  # the stem changes
        ("sade", "säga"),  # strong verb
        ("återremitterades", "återremittera"),
        ("KSAU:s", "KSAU"),  # genitive of an abbreviation
        ("A-husets", "A-hus"),  # only the last piece is inflected
    ],
)
def test_an_inflected_form_has_the_key_of_its_base(inflected: str, base: str) -> None:
    assert search_key(inflected) == search_key(base)


@pytest.mark.parametrize(("one", "other"), [("vård", "vard"), ("får", "far"), ("före", "fore"), ("öl", "ol")])
def test_swedish_letters_are_letters_of_their_own(one: str, other: str) -> None:
    assert search_key(one) != search_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("2015:77", "2015/77"), ("2019-00055", "2019–00055"), ("KS/2015:77", "ks/2015/77")],
)
def test_the_separators_of_a_diary_number_make_no_difference(one: str, other: str) -> None:
    assert search_key(one) == search_key(other)


@pytest.mark.parametrize("word", ["§12", "ks/33/2020", "l-abc", "covid-19"])
def test_signs_and_numbers_are_kept(word: str) -> None:
    assert search_key(word) == word
