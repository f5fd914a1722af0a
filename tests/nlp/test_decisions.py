"""Decisions in the wordings of many offices and decades: status, points, action, body, addressees."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.findings import Decision, Findings
from nlp.who.addressees import addressees, tasks
from nlp.wording.actions import action_of

Annotated = Callable[..., Findings]

HEAD = """
# Sammanträdesprotokoll
Kulturnämnden
Sammanträdesdatum 2009-05-12
Beslutande
Vera Lind (S), ordförande
Olle Brask (M)
"""


def decided(findings: Findings) -> list[Decision]:
    return [decision for decision in findings.decisions if decision.status == "decided"]


@pytest.mark.parametrize(
    ("words", "action"),
    [
        ("Kulturnämnden beslutar att godkänna bokslutet.", "godkänna"),
        ("Bokslutet godkännes.", "godkänna"),  # the passive before 1990
        ("att för egen del ställa sig bakom remissvaret", "godkänna"),
        ("Nämnden föreslår kommunfullmäktige besluta att anta taxan.", "föreslå"),  # the deciding level
        ("Styrelsen hemställer hos fullmäktige att bevilja medel.", "föreslå"),
        ("att uppdra åt förvaltningen att revidera planen", "uppdra"),
        ("Biblioteket får i uppdrag att utreda öppettiderna.", "uppdra"),
        ("Ordföranden bemyndigas att underteckna avtalet.", "bemyndiga"),
        ("Till kassör väljs Eva Alm (C).", "utse"),
        ("Skrivelsen anses härmed besvarad.", "besvara"),
        ("Interpellationen är därmed besvarad.", "besvara"),
        ("Informationen noteras till protokollet.", "notera"),
        ("Rapporten läggs med tack till handlingarna.", "notera"),
        ("att lägga skrivelsen från byalaget i Norra Ekeby om vägbelysning till handlingarna", "notera"),
        ("Ärendet skrivs av.", "avskriva"),
        ("Avtalet sägs upp.", "säga upp"),
        ("att säga upp hyreskontraktet", "säga upp"),
        ("Bordlägges.", "bordlägga"),
        ("Återremiss.", "återremittera"),
        ("Rättelse: datumet ska vara den 3 maj.", "rätta"),
        ("Nämnden anslår 40 000 kronor till jubileet.", "anslå"),
        ("Reglementet ändras enligt bilaga.", "revidera"),
        ("Nämnden beslutar att remittera förslaget till studieförbunden.", "remittera"),
        ("Nämnden avstyrker motionen.", "avstyrka"),
        ("Framställningen avstyrkes.", "avstyrka"),
        ("Riktlinjerna upphör att gälla.", "upphäva"),
        ("Avtalet förlänges med ett år.", "förlänga"),
        ("Anna Ek entledigas från sitt uppdrag.", "entlediga"),
        ("Medborgarförslaget lämnas utan bifall.", "avslå"),
        ("att avgiften ska vara 40 kronor", None),  # no verb of decision
    ],
)
def test_the_first_verb_of_a_decision_tells_what_it_does(words: str, action: str | None) -> None:
    assert action_of(words) == action


def test_a_lead_in_and_its_points_are_one_decision(annotated: Annotated) -> None:
    findings = annotated(
        HEAD
        + """
# § 31 Bidrag till hembygdsföreningen
## Beslut
Kulturnämnden beslutar
att bevilja hembygdsföreningen 25 000 kronor, samt
att ge kulturchefen i uppdrag att följa upp bidraget senast den 1 mars 2010.
# § 32 Avslutning
Ordföranden tackar för visat intresse.
"""
    )
    [decision] = decided(findings)
    assert decision.item == "31"
    assert decision.points == (
        "att bevilja hembygdsföreningen 25 000 kronor, samt",
        "att ge kulturchefen i uppdrag att följa upp bidraget senast den 1 mars 2010.",
    )
    assert decision.action == "bevilja"
    assert decision.body == "Kulturnämnden"
    assert decision.date == "2009-05-12"
    assert decision.addressees == ("kulturchefen",)


def test_two_lead_ins_are_two_decisions(annotated: Annotated) -> None:
    findings = annotated(
        HEAD
        + """
# § 31 Taxa för lokaler
## Beslut
Kulturnämnden föreslår kommunfullmäktige besluta att
[1.] Taxa för uthyrning av lokaler antas.
[2.] Taxan gäller från och med den 1 juli 2009.
Kulturnämnden beslutar för egen del att
[1.] Kulturchefen får i uppdrag att informera föreningarna.
"""
    )
    assert [(d.action, len(d.points)) for d in decided(findings)] == [("föreslå", 2), ("uppdra", 1)]


def test_numbered_points_without_lead_in_are_one_decision(annotated: Annotated) -> None:
    findings = annotated(
        HEAD
        + """
# § 31 Delegationsordning
## Kulturnämndens beslut
1. Delegationsordningen fastställs.
2. Beslutet från den 4 maj 2006, § 12, upphävs.
"""
    )
    [decision] = decided(findings)
    assert decision.points == ("Delegationsordningen fastställs.", "Beslutet från den 4 maj 2006, § 12, upphävs.")
    assert decision.action == "fastställa"


def test_paragraphs_without_lead_ins_are_the_points_of_one_decision(annotated: Annotated) -> None:
    findings = annotated(
        HEAD
        + """
# § 31 Konsthallen
## Kulturnämndens beslut
Konsthallen hålls öppen till den 30 juni 2010.
Kulturchefen får i uppdrag att säga upp städavtalet.
"""
    )
    [decision] = decided(findings)
    assert len(decision.points) == 2


def test_what_a_body_proposes_to_a_higher_one_is_its_decision(annotated: Annotated) -> None:
    findings = annotated(
        HEAD
        + """
# § 31 Taxa för utlån
## Kulturnämndens förslag till kommunfullmäktige
Taxan för utlån fastställs.
"""
    )
    [decision] = decided(findings)
    assert (decision.action, decision.addressees) == ("fastställa", ("kommunfullmäktige",))  # its own words decide


def test_a_proposal_is_no_decision_of_its_own(annotated: Annotated) -> None:
    findings = annotated(
        HEAD
        + """
# § 31 Museets öppettider
## Förslag till beslut
Kulturnämnden beslutar att fastställa öppettiderna.
## Beslut
Kulturnämnden beslutar enligt förslaget.
"""
    )
    assert [(d.status, d.action) for d in findings.decisions] == [("proposed", "fastställa"), ("decided", "bifalla")]
    [decision] = decided(findings)
    assert decision.text == "Kulturnämnden beslutar enligt förslaget."
    assert decision.refers_to is not None


def test_an_agenda_only_proposes(annotated: Annotated) -> None:
    findings = annotated(
        """
# Kallelse
Kulturnämnden
Tid: tisdagen den 12 maj 2009 kl 18.00
# 1. Val av justerare
# 2. Bokslut 2008
Beslut
Kulturnämnden beslutar att godkänna bokslutet.
# 3. Övriga frågor
""",
        name="Kallelse kulturnämnden 2009-05-12.docx",
    )
    assert {decision.status for decision in findings.decisions} <= {"proposed"}


def test_minutes_without_headings_tell_the_decision_in_their_last_sentence(annotated: Annotated) -> None:
    findings = annotated(
        """
# Protokoll
Byggnadsrådet
Sammanträdesdatum 1994-02-03
Närvarande
Sten Ahl (s), ordförande
# § 4 Skyltar vid torget
Köpmannaföreningen har i skrivelse begärt fler skyltar. Rådet uppdrog åt stadsarkitekten att lämna förslag.
# § 5 Föregående protokoll
Protokollet lades till handlingarna.
# § 6 Rapporter
Stadsarkitekten berättar om konferensen i Visby.
"""
    )
    assert [(d.item, d.action) for d in decided(findings)] == [("4", "uppdra"), ("5", "notera")]


def test_what_was_only_talked_about_is_no_decision(annotated: Annotated) -> None:
    findings = annotated(
        HEAD
        + """
# § 31 Information om konsthallen
Kulturchefen informerar om bygget. Nämnden diskuterar när den nya hallen kan öppnas. Frågan tas upp igen i höst.
"""
    )
    assert decided(findings) == []


def test_an_earlier_decision_is_quoted(annotated: Annotated) -> None:
    findings = annotated(
        HEAD
        + """
# § 31 Konstinköp
## Tidigare beslut
Kulturnämnden beslutade den 3 mars 2008 att avsätta 200 000 kronor till konst.
## Beslut
Kulturnämnden beslutar att godkänna inköpen.
"""
    )
    assert [(d.status, d.date) for d in findings.decisions] == [("quoted", "2008-03-03"), ("decided", "2009-05-12")]


def test_letter_spaced_att_is_a_point(annotated: Annotated) -> None:
    findings = annotated(
        """
# Protokoll
Hälsovårdsnämnden
Sammanträdesdatum 1987-11-05
Beslutande
Sten Ahl (s), ordförande
# § 88 Badplatser
Nämnden beslutar
a t t   fastställa programmet, samt
a t t   uppdraga åt hälsovårdschefen att redovisa proverna.
"""
    )
    [decision] = decided(findings)
    assert decision.points == ("att fastställa programmet, samt", "att uppdraga åt hälsovårdschefen att redovisa proverna.")


@pytest.mark.parametrize(
    ("lead", "points", "expected"),
    [
        ("Styrelsen föreslår landstingsfullmäktige att anta budgeten.", [], ["landstingsfullmäktige"]),
        ("Samrådet rekommenderar regionen och kommunerna att teckna avtalet.", [], ["regionen", "kommunerna"]),
        ("", ["att uppdra åt gatuchefen att sätta upp räcken"], ["gatuchefen"]),
        ("", ["Hälso- och sjukvårdsnämnden får i uppdrag att återkomma."], ["Hälso- och sjukvårdsnämnden"]),
        ("", ["Motionen överlämnas till kommunstyrelsen för beredning."], ["kommunstyrelsen"]),
    ],
)
def test_a_decision_is_directed_to_those_it_names(lead: str, points: list[str], expected: list[str]) -> None:
    assert addressees(lead, points) == expected


@pytest.mark.parametrize(
    ("words", "who", "activity"),
    [
        ("att uppdra åt socialchefen att utreda frågan", ("socialchefen",), "utreda frågan"),
        ("Nämnden gav Vägsamfälligheten i uppdrag att laga bron.", ("Vägsamfälligheten",), "laga bron"),
        ("Kanslichefen och ekonomen ges i uppdrag att ta fram mallar.", ("Kanslichefen", "ekonomen"), "ta fram mallar"),
        ("att ge miljöchefen i uppdrag att ta prover. Proverna ska vara klara i maj.", ("miljöchefen",), "ta prover"),
    ],
)
def test_tasks_name_who_is_to_do_what(words: str, who: tuple[str, ...], activity: str) -> None:
    [task] = tasks(words)
    assert (task.who, task.activity) == (who, activity)


def test_an_earlier_decision_with_its_points_is_quoted_whole(annotated: Annotated) -> None:
    findings = annotated(
        """
# Handlingsplan för folkhälsa 2012–2014
Folkhälsorådet
Våren 2011 togs de första stegen. Folkhälsorådet beslutade att:
Anta mål för arbetet:
- Fler ska röra på sig,
- Färre ska röka.
Stödja föreningarna:
- Bidrag kan sökas hela året.
Under hösten följdes målen upp.
"""
    )
    [decision] = [d for d in findings.decisions if d.status == "quoted"]
    assert decision.action == "anta"
    assert decision.body == "Folkhälsorådet"
    assert len(decision.points) == 2


def test_a_refused_permit_is_a_rejection() -> None:
    assert action_of("Bygglov beviljas inte.") == "avslå"
