from __future__ import annotations

import pytest

from corpus.swedish.hyphens import join_words


@pytest.mark.parametrize(
    ("line", "following", "joined"),
    [
        ("Kommun-", "styrelsen beslutar", "Kommunstyrelsen beslutar"),
        ("in-", "och utbetalning", "in- och utbetalning"),  # a suspended compound keeps its hyphen
        ("vård-", "respektive omsorgsplan", "vård- respektive omsorgsplan"),
        ("ABC-", "avtalet", "ABC-avtalet"),  # abbreviations keep theirs
        ("Norr-", "Vallby", "Norr-Vallby"),
        ("e-", "tjänst", "e-tjänst"),  # no typesetter cuts off a letter
        ("2021-", "2023", "2021-2023"),
        ("äld\ufffe", "re", "äldre"),  # what a PDF library makes of a line-break hyphen
        ("Digitaliserin", "gen fortsätter", "Digitaliseringen fortsätter"),  # cut by a narrow column, without a hyphen
        ("Eva Ek", "yrkar bifall", "Eva Ek yrkar bifall"),
        ("läkar", "kontakt", "läkar kontakt"),  # could be two words: they stay
        ("avtalet -", "som gäller", "avtalet - som gäller"),  # a dash
        ("", "början", " början"),
    ],
)
def test_lines_are_joined(line: str, following: str, joined: str) -> None:
    kept, between = join_words(line, following)
    assert line[:kept] + between + following == joined
