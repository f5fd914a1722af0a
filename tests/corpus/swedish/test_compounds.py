from __future__ import annotations

from pathlib import Path

import pytest

from corpus.swedish import compounds, dictionaries, lexicon
from corpus.swedish.compounds import is_word, split, suspended

# word, its parts; a first part as the word that it is
COMPOUNDS = """
färdtjänstavtalet färd tjänst avtalet
skolskjutsreglemente skola skjuts reglemente
socialnämndens social nämndens
kommunstyrelsen kommun styrelsen
regionfullmäktige region fullmäktige
samverkansavtal samverkan avtal
hemtjänsttaxa hem tjänst taxa
barnomsorgsplats barn omsorg plats
detaljplaner detalj planer
kyrkogård kyrko gård
veckoschema vecka schema
gatubelysning gata belysning
flickskola flicka skola
snöröjning snö röjning
årsredovisning år redovisning
bokslut bok slut
elnät el nät
äldreboende äldre boende
slutenvård sluten vård
vuxenutbildning vuxen utbildning
partistöd parti stöd
tandvård tand vård
bullerplank buller plank
badhus bad hus
lokalförsörjning lokal försörjning
avfallstaxan avfall taxan
näringslivspolitik näring liv politik
biblioteksplan bibliotek plan
statsbidrag stat bidrag
medborgarförslag medborgare förslag
tillståndsprövning tillstånd prövning
sjukfrånvaron sjuk frånvaron
markanvisning mark anvisning
musikskolor musik skolor
kollektivtrafik kollektiv trafik
verksamhetsplan verksamhet plan
revisionsberättelse revision berättelse
parkeringsplats parkering plats
julmarknad jul marknad
hyresavtal hyra avtal
"""

SIMPLE = """
avtal kommun region protokoll beslut ärende nämnd förslag ordförande ledamot fullmäktige landsting styrelse budget
rapport person motion station patient minister sekreterare ersättare verksamhet möjlighet fastighet underlag utskott
justering tillstånd ekonomi kontrakt protest material system lokal kultur natur politik skola förvaltning hantering
tjänst rektor lärare elev ansökan yttrande remiss reglemente avgift underskott överskott överenskommelse medborgare
invånare ungdom beredskap egenskap kunskap trafik vision revision television kompetens funktion konsekvens samtliga
sammanträde paragraf därefter genomförande närvarande tjänstgörande bordläggning återremiss upphandling investering
anställning information organisation delegation kvalitet majoritet kandidat direktör förening förhandling handling
handläggare uppföljning inriktning utveckling undersökning omröstning yrkande reservation stockholm göteborg norrköping
linköping malmö uppsala örebro karlstad kristianstad oskarshamn mariestad jämtland gotland värmland andersson lindström
bergström lundgren holmgren sandström sjöberg lindqvist öberg hedlund
"""


@pytest.mark.parametrize("line", COMPOUNDS.strip().splitlines())
def test_a_compound_is_taken_apart(line: str) -> None:
    word, *parts = line.split()
    assert split(word) == tuple(parts)


@pytest.mark.parametrize("word", SIMPLE.split())
def test_a_simple_word_or_a_name_stays_whole(word: str) -> None:
    assert split(word) == (word,)


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("ABC-avtalet", ("abc", "avtalet")),
        ("kommun-tv", ("kommun", "tv")),
        ("-", ("-",)),
        ("", ("",)),
        ("x" * 500, ("x" * 500,)),
    ],
)
def test_hyphens_part_and_odd_strings_stay(word: str, parts: tuple[str, ...]) -> None:
    assert split(word) == parts


@pytest.mark.parametrize(
    ("stem", "following", "wholes"),
    [
        ("in", "utbetalning", ("inbetalning",)),  # particles
        ("vård", "omsorgsnämnden", ("vårdnämnden",)),
        ("hälso", "sjukvården", ("hälsovården",)),
        ("hälso", "sjukvårdsnämnden", ("hälsonämnden", "hälsovårdsnämnden")),  # nobody can tell how much they share
        ("barn", "utbildning", ()),  # what follows has no parts
    ],
)
def test_a_suspended_compound_is_made_whole(stem: str, following: str, wholes: tuple[str, ...]) -> None:
    assert suspended(stem, following) == wholes


@pytest.mark.parametrize(
    ("letters", "word"), [("nämnderna", True), ("skolskjutskort", True), ("nämn", True), ("skolskju", False)]
)
def test_letters_are_told_from_words(letters: str, word: bool) -> None:
    assert is_word(letters) is word


def test_what_is_never_taken_apart_stays_whole() -> None:
    assert split("handläggaren") == ("handläggaren",)


def test_without_the_hunspell_dictionary_words_with_a_lemma_are_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("trafik", "verksamhet", "plan", "protokoll", "proto", "koll")
    monkeypatch.setattr(dictionaries, "lemmas", lambda: {word: word for word in words})
    monkeypatch.setattr(dictionaries, "pieces", dict)
    monkeypatch.setattr(lexicon, "_cache_folder", lambda: tmp_path)
    caches = lexicon._lexicon, split, compounds._base
    for cache in caches:
        cache.cache_clear()
    try:
        assert split("skoltrafik")[-1] == "trafik"
        assert split("verksamhetsplan") == ("verksamhet", "plan")
        assert split("protokoll") == ("protokoll",)
    finally:
        for cache in caches:
            cache.cache_clear()
