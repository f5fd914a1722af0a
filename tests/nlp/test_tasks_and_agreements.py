"""Assignments and agreements from decisions, plans, lists and agreements themselves; years from what stands around a date."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.findings import Findings
from nlp.components.assignments import responsible_names
from nlp.who.names import split_names

Annotated = Callable[..., Findings]

MINUTES = """
# Sammanträdesprotokoll
Miljönämnden
Sammanträdesdatum 2013-10-15
Beslutande
Vera Lind (S), ordförande
# § 90 Tillsyn av badplatser
## Beslut
{}
"""


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("Miljönämnden beslutar att uppdra åt miljöchefen att senast den 1 mars 2014 redovisa proverna.",
         [("senast den 1 mars 2014 redovisa proverna", ("miljöchefen",), "2014-03-01", "senast den 1 mars 2014")]),
        ("Miljöchefen får i uppdrag att till mötet den 10 december ta fram en plan.",
         [("till mötet den 10 december ta fram en plan", ("Miljöchefen",), "2013-12-10", "till mötet den 10 december")]),
        ("Hälsoskyddet och gatukontoret ges i uppdrag att städa före den 1 juni 2014.",
         [("städa före den 1 juni 2014", ("Hälsoskyddet", "gatukontoret"), "2014-05-31", "före den 1 juni 2014")]),
        ("Miljöchefen får i uppdrag att ta fram en taxa. Taxan ska vara klar senast vecka 10.",
         [("ta fram en taxa. Taxan ska vara klar senast vecka 10", ("Miljöchefen",), "2014-03-09", "senast vecka 10")]),
        ("Miljöchefen får i uppdrag att årligen redovisa det.", [("årligen redovisa det", ("Miljöchefen",), None, "årligen")]),
        ("Nämnden ger miljöchefen i uppdrag att återkomma under kvartal 2 2014.",
         [("återkomma under kvartal 2 2014", ("miljöchefen",), "2014-06-30", "under kvartal 2 2014")]),
        ("Ärendet återremitteras. Kontoret ska redovisa prover senast den 3 maj 2014.",
         [("redovisa prover senast den 3 maj 2014", ("Kontoret",), "2014-05-03", "senast den 3 maj 2014")]),
        ("Kontoret uppdras att i arbetet med budget 2015 beakta badplatserna.",
         [("i arbetet med budget 2015 beakta badplatserna", ("Kontoret",), None, None)]),
        ("Nämnden ger miljöchefen och Parkenheten i uppdrag\natt senast 2014-06-30 mäta bullret, samt\natt plantera träd.",
         [("senast 2014-06-30 mäta bullret", ("miljöchefen", "Parkenheten"), "2014-06-30", "senast 2014-06-30"),
          ("plantera träd", ("miljöchefen", "Parkenheten"), None, None)]),
        ("Nämnden uppdrar åt miljöchefen att under vecka 46 ta prover, samt ger parkenheten i uppdrag att röja stranden.",
         [("under vecka 46 ta prover", ("miljöchefen",), "2013-11-17", "under vecka 46"),
          ("röja stranden", ("parkenheten",), None, None)]),
        ("Miljöchefen får i uppdrag att stänga badet och att senast 1/6 redovisa kostnaden.",  # both are the chief's
         [("stänga badet och att senast 1/6 redovisa kostnaden", ("Miljöchefen",), "2014-06-01", "senast 1/6")]),
        ("Miljöchefen får i uppdrag att stänga badet samt att taxan antas.", [("stänga badet", ("Miljöchefen",), None, None)]),
        ("Skrivelsen överlämnas till byggnadsnämnden för beredning.", []),
        ("Nämnden godkänner rapporten.", []),
    ],
)  # fmt: skip
def test_decisions_give_tasks(
    annotated: Annotated, decision: str, expected: list[tuple[str, tuple[str, ...], str | None, str | None]]
) -> None:
    found = annotated(MINUTES.format(decision)).assignments
    assert [(a.activity, a.responsible, a.deadline, a.deadline_text) for a in found] == expected


def test_what_a_proposal_would_assign_is_no_assignment(annotated: Annotated) -> None:
    script = MINUTES.replace("## Beslut", "## Förslag till beslut")
    assert annotated(script.format("Miljöchefen får i uppdrag att mäta bullret senast den 1 mars 2014.")).assignments == ()


def test_a_plans_columns_are_told_by_their_headings(annotated: Annotated) -> None:
    findings = annotated(
        """
# Handlingsplan för trygghet 2018–2019
Trygghetsrådet
|! Åtgärd | Ansvarig | Klart senast |
| Belysning vid stationen | Gatuchef\\nTrafikstrateg | 2018-11-30 |
| Nattvandring | Fritidsgårdarna | Löpande |
| Samverkansavtal med polisen | Kommunchef | sista mars 2019 |
"""
    )
    assert [(a.activity, a.responsible, a.deadline, a.deadline_text) for a in findings.assignments] == [
        ("Belysning vid stationen", ("Gatuchef", "Trafikstrateg"), "2018-11-30", "2018-11-30"),
        ("Nattvandring", ("Fritidsgårdarna",), None, "Löpande"),
        ("Samverkansavtal med polisen", ("Kommunchef",), "2019-03-31", "sista mars 2019"),
    ]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Gatuchef\nTrafikstrateg", ["Gatuchef", "Trafikstrateg"]),
        ("Verksamhetschef för\nhemtjänst", ["Verksamhetschef för hemtjänst"]),  # only the width of the cell breaks it
        ("Informationsansvari\nga", ["Informationsansvariga"]),  # the width cuts the word without a hyphen
        ("Hälso- och\nsjukvårdsdirektören", ["Hälso- och sjukvårdsdirektören"]),
        ("Skolchef / Rektorer", ["Skolchef", "Rektorer"]),
        ("I uppdrag för Ekonomienheten", ["Ekonomienheten"]),
        ("IT-enheten enligt driftsavtalet", ["IT-enheten"]),
        ("Ansvarig för drift och underhåll", ["Ansvarig för drift och underhåll"]),
        ("Område Barn, Unga", ["Område Barn, Unga"]),
    ],
)
def test_a_cell_names_those_responsible(cell: str, names: list[str]) -> None:
    assert responsible_names(cell) == names


def test_a_suspended_compound_is_one_name() -> None:
    assert split_names("barn- och ungdomsnämnden, kommunstyrelsen och Region Söder") == [
        "barn- och ungdomsnämnden", "kommunstyrelsen", "Region Söder",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("Nämnden beslutar att förlänga avtal om slam mellan Ekeby kommun och Renhållarna AB till och med 2015-06-30.",
         [("avtal om slam mellan Ekeby kommun och Renhållarna AB", ("Ekeby kommun", "Renhållarna AB"), None, "2015-06-30")]),
        ("Samarbetsavtal om tillsyn godkänns för tiden 2014-01-01–2016-12-31.",
         [("Samarbetsavtal om tillsyn", (), "2014-01-01", "2016-12-31")]),
        ("Hyresavtalet för laboratoriet sägs upp till upphörande den 31 mars 2014.",
         [("Hyresavtalet för laboratoriet", (), None, "2014-03-31")]),
        ("Nämnden antar överenskommelse om vattenprover 2014–2017.",
         [("överenskommelse om vattenprover 2014–2017", (), "2014-01-01", "2017-12-31")]),
        ("Nämnden antar Samverkansavtal om djurskydd 2014–2016 att gälla från och med den 1 mars 2014.",  # named so
         [("Samverkansavtal om djurskydd 2014–2016", (), "2014-03-01", "2016-12-31")]),
        ("Nämnden antar Avtal om tolkar 2014 att gälla från och med den 1 mars 2014.",  # one year is when it was made
         [("Avtal om tolkar 2014", (), "2014-03-01", None)]),
        ("Köpekontrakt för fastigheten Ekeby 2:14 godkänns.", []),  # no validity
        ("Taxan gäller från och med den 1 januari 2014.", []),  # no agreement
        ("Miljöchefen får i uppdrag att lämna förslag till nytt avtal senast den 31 maj 2014.", []),  # a deadline
    ],
)  # fmt: skip
def test_decisions_state_the_validity_of_agreements(
    annotated: Annotated, decision: str, expected: list[tuple[str, tuple[str, ...], str | None, str | None]]
) -> None:
    found = annotated(MINUTES.format(decision)).agreements
    assert [(a.title, a.parties, a.valid_from, a.valid_to) for a in found] == expected


def test_a_later_point_gives_the_validity(annotated: Annotated) -> None:
    findings = annotated(
        MINUTES.format(
            "Miljönämnden beslutar\natt godkänna avtal om kalkning mellan Ekeby kommun och Storåns fiskevårdsförening,\n"
            "att avtalet gäller från och med 2014-01-01 till och med 2018-12-31."
        )
    )
    [agreement] = findings.agreements
    assert agreement.title == "avtal om kalkning mellan Ekeby kommun och Storåns fiskevårdsförening"
    assert (agreement.valid_from, agreement.valid_to) == ("2014-01-01", "2018-12-31")


def test_a_list_of_agreements_has_one_a_row(annotated: Annotated) -> None:
    findings = annotated(
        """
# Balanslista
Samverkansrådet
2012-02-01
|! Avtal | Giltighetstid | Beslutande organ | Beredande forum | Noteringar |
| Avtal om ambulans mellan landstinget och Norra förbundet | 2010–2012 | Samverkansrådet | Tolkgruppen | Ses över 2012-10-01. |
| Överenskommelse om tolkar | t.o.m. 2013-06-30 | Samverkansrådet och landstingsstyrelsen | Tolkgruppen | |
| Avtal om tandvård | tills vidare | Samverkansrådet | Tolkgruppen | |
"""
    )
    assert [(a.title, a.valid_from, a.valid_to, a.decided_by) for a in findings.agreements] == [
        ("Avtal om ambulans mellan landstinget och Norra förbundet", "2010-01-01", "2012-12-31", ("Samverkansrådet",)),
        ("Överenskommelse om tolkar", None, "2013-06-30", ("Samverkansrådet", "landstingsstyrelsen")),
        ("Avtal om tandvård", None, None, ("Samverkansrådet",)),
    ]
    assert findings.agreements[0].parties == ("landstinget", "Norra förbundet")
    assert [(a.activity, a.responsible, a.deadline) for a in findings.assignments] == [
        ("Ses över 2012-10-01.", ("Tolkgruppen",), "2012-10-01")
    ]


def test_a_list_may_have_a_column_for_each_end(annotated: Annotated) -> None:
    findings = annotated(
        """
# Avtalsförteckning
Tekniska nämnden
2016-02-01
|! Avtal | Motpart | Gäller från | Gäller till | Kommentar |
| Avtal om snöröjning | Ekeby Åkeri AB | 2014-10-01 | 2017-04-30 | Option ett år |
"""
    )
    [agreement] = findings.agreements
    assert (agreement.parties, agreement.valid_from, agreement.valid_to) == (("Ekeby Åkeri AB",), "2014-10-01", "2017-04-30")


def test_a_note_on_another_matter_may_name_an_agreement(annotated: Annotated) -> None:
    findings = annotated(
        """
# Uppdragslista
Tekniska nämnden
2016-02-01
|! Ärende | Handläggare | Återrapporteras | Kommentar |
| Ny upphandling | Gatuchefen | 2016-05-31 | Avtal om snöröjning\\nmed Ekeby Åkeri AB\\ngäller t.o.m. 2017-04-30. |
| Lokaler | Gatuchefen | 2016-05-31 | Hyresavtalet löper ut 2017-03-31. |
"""
    )
    assert [(a.title, a.valid_from, a.valid_to) for a in findings.agreements] == [
        ("Avtal om snöröjning med Ekeby Åkeri AB", None, "2017-04-30")
    ]


@pytest.mark.parametrize(
    "parties",
    [
        "Ekeby kommun (212000-1111), nedan kallad kommunen, och Renhållarna AB (556000-2222), nedan kallat bolaget.",
        "Ekeby kommun, org.nr 212000-1111\nBox 1\n123 45 Ekeby\nRenhållarna AB, org.nr 556000-2222",  # with their addresses
        "Ekeby kommun, fortsättningsvis kallad kommunen, och Renhållarna AB",
        "Ekeby kommun\noch\nRenhållarna AB, nedan bolaget",
        "Parter är Ekeby kommun samt Renhållarna AB. De kallas parterna.\nStyrelsen tog upp frågan den 3 mars 2009.",
    ],
)
def test_an_agreement_lists_its_parties_and_who_adopted_it(annotated: Annotated, parties: str) -> None:
    findings = annotated(
        f"""
# Avtal om slamtömning
## § 1 Parter
{parties}
## § 2 Tid
Avtalet gäller från och med den 1 maj 2010 till och med den 30 april 2013.
Avtalet är antaget av kommunstyrelsen i Ekeby 2010-02-01 § 14 och av bolagets styrelse 2010-02-09 § 3.
Ort och datum
"""
    )
    [agreement] = findings.agreements
    assert agreement.parties == ("Ekeby kommun", "Renhållarna AB")
    assert (agreement.valid_from, agreement.valid_to) == ("2010-05-01", "2013-04-30")
    assert agreement.decided_by[0] == "kommunstyrelsen"


def test_an_agreement_states_its_own_validity_and_what_it_replaces(annotated: Annotated) -> None:
    findings = annotated(
        """
# Samverkansavtal om färdtjänst
Mellan Ekeby kommun (kommunen) och Region Söder (regionen) träffas följande avtal.
## 1 Giltighetstid
Avtalet gäller fr o m 2016-07-01 t o m 2019-06-30. Det ersätter Avtal om sjukresor, som upphör att gälla 2016-06-30.
## 2 Tvist
Tvist avgörs av allmän domstol.
Ort och datum
"""
    )
    assert [(a.title, a.valid_from, a.valid_to) for a in findings.agreements] == [
        ("Samverkansavtal om färdtjänst", "2016-07-01", "2019-06-30"),
        ("Avtal om sjukresor", None, "2016-06-30"),
    ]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("Nästa möte är tisdagen den 14 januari.", ["2014-01-14"]),  # the weekday proves the year
        ("Handlingarna inkom den 20 december.", ["2012-12-20"]),
        ("Svar lämnas senast den 20 december.", ["2013-12-20"]),
        ("Sammanträdestider 2014: 4 februari, 6 maj och 2 september.",
         ["2014-01-01", "2014-02-04", "2014-05-06", "2014-09-02"]),
    ],
)  # fmt: skip
def test_a_date_without_year_is_completed_from_its_surroundings(annotated: Annotated, script: str, expected: list[str]) -> None:
    findings = annotated(MINUTES.replace("## Beslut", "## Bakgrund").format(script))
    assert [d.start for d in findings.dates if d.passage.span[0] > 100] == expected


def test_a_date_whose_year_nothing_proves_stays_unknown(annotated: Annotated) -> None:
    [mention] = annotated("Vi ses den 3 maj.").dates
    assert (mention.start, mention.end) == (None, None)
