from __future__ import annotations

import pytest

from corpus.swedish.tokens import tokens


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Enligt § 12 a och §§ 3–4", ["enligt", "§12a", "och", "§3", "§4"]),  # a paragraph with its letter is one token
        ("§ 5 i §§ 3, 5 och 7, paragraf 12, § 63/20", ["§5", "i", "§3", "§5", "§7", "§12", "§63"]),
        ("dnr KS/2015/77, den 2021-03-05", ["dnr", "ks/2015/77", "den", "2021-03-05"]),
        ("ABC:s e-tjänst för covid-19", ["abc:s", "e-tjänst", "för", "covid-19"]),
        ("till/från (M)", ["till", "från", "m"]),  # a stroke between words parts them
        ("1,5 mkr, 63/20", ["1,5", "mkr", "63/20"]),
        ("– … !", []),
    ],
)
def test_words_numbers_and_paragraphs_are_tokens(text: str, forms: list[str]) -> None:
    assert [token.form for token in tokens(text)] == forms


def test_spans_point_at_what_was_read() -> None:
    text = "Nämnden besluter enligt § 7."
    assert [text[slice(*token.span)] for token in tokens(text)] == ["Nämnden", "besluter", "enligt", "§ 7"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bygg- och miljönämnden", {"bygg": "miljönämnden"}),
        ("barn-, ungdoms- samt fritidsnämnden", {"barn": "fritidsnämnden", "ungdoms": "fritidsnämnden"}),
        ("bygg- under tiden", {}),  # no list of compounds
    ],
)
def test_a_suspended_first_part_knows_what_completes_it(text: str, expected: dict[str, str]) -> None:
    assert {token.form: token.completed_by for token in tokens(text) if token.completed_by} == expected
