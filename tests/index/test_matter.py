"""Whether words name a matter."""

from __future__ import annotations

import pytest

from index.histories.matter import matter, names_another, places

NAMES = [
    # (words, whether they name the hemsjukvårdsavtal, why)
    ("Hemsjukvårdsavtalet sägs upp", True, "the compound, inflected"),
    ("hemsjukvårdsavtalens bilagor", True, "genitive plural"),
    ("Avtal gällande hemsjukvård", True, "a preposition joins the agreement and what it is about"),
    ("Samverkansavtal mellan regionen och länets kommuner om hemsjukvården", True, "the parties stand between"),
    ("överenskommelse om den kommunala hemsjukvården", True, "another word for avtal, an adjective between"),
    ("Överenskommelse om samverkan i den kommunala hemsjukvården mellan A och B", True, "what any agreement is stands between"),
    ("Avtal om gemensam upphandling av möbler till hemsjukvården", False, "a purchase for it"),
    ("Samverkansavtal hemsjukvård 2016", True, "side by side"),
    ("Läkarmedverkan i hemsjukvården", False, "no agreement"),
    ("Avtal om läkarmedverkan i hemsjukvården", False, "the agreement is about something else"),
    ("Avtal om städning. Hemsjukvården berörs inte.", False, "two sentences"),
    ("Avgift i hemsjukvården enligt avtalet", False, "the agreement comes after and is joined by nothing"),
    ("avtalade besök i hemsjukvården", False, "a verb"),
]


@pytest.mark.parametrize(("words", "expected", "why"), NAMES)
def test_words_name_the_matter_or_not(words: str, expected: bool, why: str) -> None:
    assert bool(matter("hemsjukvårdsavtal").named(words)) is expected, why


@pytest.mark.parametrize("query", ["hemsjukvårdsavtalet", "avtal om hemsjukvård", "Hemsjukvårdsavtal"])
def test_all_forms_of_a_query_mean_one_matter(query: str) -> None:
    assert matter(query).named("samverkansavtal om hemsjukvård")


def test_a_query_without_a_head_is_named_by_its_topic() -> None:
    assert matter("solceller").named("Motion om solceller på skoltak")
    assert not matter("solceller").named("Motion om cykelvägar")


def test_a_further_name_counts_without_its_places() -> None:
    wider = matter("hemsjukvårdsavtal").also("Samverkansavtal om vård i hemmet i Älvsborgs län")
    assert wider.named("det nya avtalet om vård i hemmet")
    assert not matter("hemsjukvårdsavtal").named("det nya avtalet om vård i hemmet")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Hyresavtalet för stationshuset", True),
        ("Avtal om familjerådgivning", True),
        ("Avtalet upphör", False),
        ("samverkansavtalet", False),
    ],
)
def test_an_agreement_with_a_topic_is_another_one(words: str, expected: bool) -> None:
    assert names_another(words) is expected


def test_a_county_and_its_region_are_one_place() -> None:
    assert places("Region Norrmark") & places("Norrmarks län")
    assert not places("Region Norrmark") & places("Sunnanå kommun")
