"""What happens at the table: yrkanden, votes, reservations."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.findings import Findings
from nlp.wording.stances import stance_of

Annotated = Callable[..., Findings]

MINUTES = """
# Sammanträdesprotokoll
Kommunfullmäktige
Sammanträdesdatum 2006-11-20
Beslutande
Vera Lind (s), ordförande
Olle Brask (m)
Siv Rehn (c)
Jan Åberg (v)
# § 140 Nedläggning av skolan i Ekeby
## Kommunstyrelsens förslag
Skolan i Ekeby läggs ner.
## Yrkanden
{}
"""


@pytest.mark.parametrize(
    ("words", "stance"),
    [
        ("bifall till kommunstyrelsens förslag.", "bifall"),
        ("att ärendet avgörs i dag.", "bifall"),
        ("avslag på förslaget.", "avslag"),
        ("att motionen avslås.", "avslag"),
        ("återremiss för ytterligare utredning.", "återremiss"),
        ("i första hand återremiss och i andra hand avslag.", "återremiss"),
        ("att ärendet bordläggs.", "bordläggning"),
        ("att taxan i stället höjs med 2 procent.", "ändring"),
        ("bifall till förslaget med ändringen att datumet blir den 1 maj.", "ändring"),
        ("som tillägg att frågan följs upp.", "tillägg"),
        ("bifall med tillägget att barnen hörs.", "tillägg"),
        ("avslag på återremissyrkandet.", "avslag"),
        ("att motionen anses besvarad.", "annat"),
        ("återremiss för att underlaget ska kompletteras.", "återremiss"),  # the reason asks for nothing
        ("avslag på Bo Eks tilläggsyrkande.", "avslag"),
        ("bifall till Bo Eks tilläggsyrkande.", "bifall"),
        ("att taxan antas.", "bifall"),  # what is proposed
        ("att Vänsterpartiets budget fastställs.", "ändring"),
        ("att taxan fastställs till 300 kronor.", "ändring"),
        ("att badhuset hålls öppet även på söndagar.", "ändring"),
        ("att nämnden även ska utreda kostnaden.", "tillägg"),
    ],
)
def test_the_words_after_yrkar_tell_the_stance(words: str, stance: str) -> None:
    assert stance_of(words) == stance


def test_a_yrkande_has_its_movers_with_their_parties(annotated: Annotated) -> None:
    findings = annotated(MINUTES.format("Olle Brask (m), Siv Rehn (c) och Jan Åberg yrkar avslag på förslaget."))
    [motion] = findings.motions
    assert [(member.name, member.party) for member in motion.by] == [("Olle Brask", "M"), ("Siv Rehn", "C"), ("Jan Åberg", "V")]
    assert (motion.item, motion.stance) == ("140", "avslag")


def test_two_yrkanden_in_one_sentence_are_two(annotated: Annotated) -> None:
    findings = annotated(MINUTES.format("Olle Brask (m) yrkar bifall till förslaget, medan Siv Rehn (c) yrkar återremiss."))
    assert [(m.by[0].name, m.stance) for m in findings.motions] == [("Olle Brask", "bifall"), ("Siv Rehn", "återremiss")]


def test_who_joins_a_yrkande_has_its_stance(annotated: Annotated) -> None:
    findings = annotated(MINUTES.format("Olle Brask (m) yrkar avslag.\nSiv Rehn (c) instämmer i Olle Brasks yrkande."))
    assert [(m.by[0].name, m.stance) for m in findings.motions] == [("Olle Brask", "avslag"), ("Siv Rehn", "avslag")]


def test_who_joins_the_yrkande_just_made_has_its_stance(annotated: Annotated) -> None:
    findings = annotated(MINUTES.format("Olle Brask (m) yrkar avslag på förslaget. Siv Rehn (c) instämmer i yrkandet."))
    assert [motion.stance for motion in findings.motions] == ["avslag", "avslag"]


def test_what_a_motion_asks_for_in_writing_is_no_yrkande(annotated: Annotated) -> None:
    script = MINUTES.replace("## Yrkanden", "## Bakgrund")
    assert annotated(script.format("Olle Brask (m) yrkar i en motion att skolan får vara kvar.")).motions == ()


@pytest.mark.parametrize("heading", ["Förslag till beslut på sammanträdet", "Förslag till beslut på dagens sammanträde"])
def test_a_proposal_made_at_the_table_is_a_yrkande(annotated: Annotated, heading: str) -> None:
    findings = annotated(MINUTES.replace("Yrkanden", heading).format("Olle Brask (m) föreslår avslag på förslaget."))
    assert [motion.stance for motion in findings.motions] == ["avslag"]


def test_a_party_may_move_as_one(annotated: Annotated) -> None:
    findings = annotated(MINUTES.format("Centerpartiet yrkar återremiss."))
    assert [(m.by[0].name, m.stance) for m in findings.motions] == [("Centerpartiet", "återremiss")]


def test_a_yrkande_overtaken_by_a_remand_has_no_outcome(annotated: Annotated) -> None:
    findings = annotated(
        MINUTES.format(
            """Olle Brask (m) yrkar bifall till förslaget.
Siv Rehn (c) yrkar återremiss.
## Kommunfullmäktiges beslut
Ärendet återremitteras till kommunstyrelsen."""
        )
    )
    assert [m.outcome for m in findings.motions] == [None, "bifallet"]


def test_a_rejected_change_is_lost(annotated: Annotated) -> None:
    findings = annotated(
        MINUTES.format(
            """Siv Rehn (c) yrkar att skolan får finnas kvar till 2010.
Olle Brask (m) yrkar bifall till kommunstyrelsens förslag.
## Kommunfullmäktiges beslut
Skolan i Ekeby läggs ner."""
        )
    )
    assert [m.outcome for m in findings.motions] == ["avslaget", "bifallet"]


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("Med 22 ja-röster mot 19 nej-röster beslutar fullmäktige enligt förslaget.", (22, 19, None)),
        ("Vid omröstningen avges 18 Ja-röster och 13 Nej-röster. 2 ledamöter avstår.", (18, 13, 2)),
        ("Tjugoen ledamöter röstar ja, tretton röstar nej och tre avstår.", (21, 13, 3)),
        ("Omröstningen utfaller med 7 ja och 7 nej. Ordföranden har utslagsröst.", (7, 7, None)),
        ("Ja: 25. Nej: 20. Avstår: 4.", (25, 20, 4)),
        ("Förslaget antas med röstsiffrorna 23–22.", (23, 22, None)),
        ("Vid handuppräckning röstar 8 ledamöter för. 8 röstar för och 5 emot.", (8, 5, None)),
        ("Resultatet blev 11 röster för ja, 9 röster för nej och 1 nedlagd röst.", (11, 9, 1)),
    ],
)
def test_votes_are_counted_in_digits_and_words(
    annotated: Annotated, sentence: str, figures: tuple[int, int, int | None]
) -> None:
    findings = annotated(MINUTES.format(f"Olle Brask (m) yrkar avslag.\n## Omröstning\n{sentence}"))
    [vote] = findings.votes
    assert (vote.ja, vote.nej, vote.avstar, vote.method) == (*figures, "omröstning")


def test_a_vote_told_by_names_is_counted(annotated: Annotated) -> None:
    findings = annotated(
        MINUTES.format(
            """Jan Åberg (v) yrkar avslag.
## Omröstning
Ja röstar Vera Lind (s) och Siv Rehn (c). Nej röstar Jan Åberg (v). Olle Brask (m) avstår."""
        )
    )
    [vote] = findings.votes
    assert (vote.ja, vote.nej, vote.avstar) == (2, 1, 1)


def test_the_same_figures_told_twice_are_one_vote(annotated: Annotated) -> None:
    findings = annotated(
        MINUTES.format(
            """Jan Åberg (v) yrkar avslag.
## Omröstning
Resultatet är 3 ja och 1 nej.
## Kommunfullmäktiges beslut
Med 3 ja-röster mot 1 nej-röst beslutar fullmäktige att anta förslaget."""
        )
    )
    assert [(vote.ja, vote.nej) for vote in findings.votes] == [(3, 1)]


def test_a_secret_ballot_is_told_as_one(annotated: Annotated) -> None:
    findings = annotated(
        MINUTES.format("Jan Åberg (v) yrkar avslag.\n## Omröstning\nVid sluten omröstning avges 3 ja-röster och 1 nej-röst.")
    )
    assert [vote.method for vote in findings.votes] == ["sluten omröstning"]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Olle Brask (m) och Siv Rehn (c) reserverar sig mot beslutet.", ["Olle Brask", "Siv Rehn"]),
        ("Mot beslutet reserverade sig Jan Åberg (v).", ["Jan Åberg"]),
        ("Siv Rehn (c) anmäler skriftlig reservation till förmån för Olle Brasks yrkande.", ["Siv Rehn"]),
        ("Reservation mot beslutet lämnas av Jan Åberg (v).", ["Jan Åberg"]),
        ("Olle Brask, Siv Rehn (båda C) reserverar sig till förmån för eget yrkande.", ["Olle Brask", "Siv Rehn"]),
    ],
)
def test_reservations_name_those_who_dissent(annotated: Annotated, sentence: str, names: list[str]) -> None:
    findings = annotated(
        MINUTES.format(
            f"Jan Åberg (v) yrkar avslag.\n## Kommunfullmäktiges beslut\nSkolan läggs ner.\n## Reservation\n{sentence}"
        )
    )
    [reservation] = findings.reservations
    assert [member.name for member in reservation.by] == names


def test_a_note_to_the_minutes_is_no_reservation(annotated: Annotated) -> None:
    findings = annotated(
        MINUTES.format(
            "Jan Åberg (v) yrkar avslag.\n## Protokollsanteckning\nSiv Rehn (c) lämnar en anteckning till protokollet."
        )
    )
    assert findings.reservations == ()
