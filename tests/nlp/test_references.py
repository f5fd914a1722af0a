"""References to other decisions and matters, and what only looks like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.findings import Findings

Annotated = Callable[..., Findings]

MINUTES = """
# Sammanträdesprotokoll
Tekniska nämnden
Sammanträdesdatum 2011-09-20
Beslutande
Vera Lind (S), ordförande
# § 77 Cykelväg vid Storån
Dnr TN 2011/45
{}
"""


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Kommunstyrelsen § 187, 2010-12-06, gav uppdraget.", [("2010-12-06", "187", None)]),
        ("Se KF § 27, 2001-04-24.", [("2001-04-24", "27", None)]),
        ("Frågan bordlades den 16 augusti, § 60.", [("2011-08-16", "60", None)]),
        ("Kommunfullmäktige antog planen den 24 november 2008 (§ 191).", [("2008-11-24", "191", None)]),
        ("Kommunstyrelsens arbetsutskott 2011-08-30 § 12 a tillstyrker.", [("2011-08-30", "12a", None)]),
        ("Beslut den 1 mars 2010, § 8, och den 3 maj 2010, § 31.", [("2010-03-01", "8", None), ("2010-05-03", "31", None)]),
        ("Uppföljning av beslut den 12 april 2010, § 40\nFörslaget är nytt.", [("2010-04-12", "40", None)]),
        ("Länsstyrelsen har svarat i ärende dnr 5210-1187-2010 om strandskyddet.", [(None, None, "5210-1187-2010")]),
        ("Vägverkets yttrande KS 2009/211 bifogas i ärendet.", [(None, None, "KS 2009/211")]),
        ("Planen antogs av kommunstyrelsen den 5 maj 2010.", [("2010-05-05", None, None)]),
        ("Planen antogs av kommunstyrelsen den 5 maj 2010,\\n§ 71.", [("2010-05-05", "71", None)]),  # a typed line break
        ("Planen antogs av kommunstyrelsen den 5 maj 2010,\n§ 71. Den gäller.", [("2010-05-05", "71", None)]),  # cut in two
        ("Arbetsutskottet har den 30 augusti, Au 12, tillstyrkt det.", [("2011-08-30", "12", None)]),
        ("Underlag\nKommunstyrelsen § 187/2010\nKalkyl 2011-08-02", [(None, "187", None)]),  # the next line is another paper
        ("Kommunstyrelsen beslutade den 6 december 2010, § 187.\nUnderlag\nKommunstyrelsen § 187/2010\nKalkyl 2011-08-02",
         [("2010-12-06", "187", None), ("2010-12-06", "187", None)]),
    ],
)  # fmt: skip
def test_references_name_day_paragraph_or_diary_number(
    annotated: Annotated, sentence: str, expected: list[tuple[str | None, str | None, str | None]]
) -> None:
    found = annotated(MINUTES.format(sentence)).references
    assert [(r.date, r.paragraph, r.dnr) for r in found] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Enligt 5 kap. 23 § kommunallagen ska ärendet beredas.",
        "Enligt § 5 i reglementet svarar nämnden för vägarna.",
        "Beslutet fattas med stöd av 9 kap 2 § 1 stycket.",
        "Per Alm, gatuchef, §§ 77–79.",
        "Lagen (2010:900) gäller.",
        "Protokollet från den 16 augusti läggs till handlingarna.",
        "Redovisning ska ske senast den 1 december 2011.",
    ],
)
def test_laws_presence_and_deadlines_are_no_references(annotated: Annotated, sentence: str) -> None:
    assert annotated(MINUTES.format(sentence)).references == ()


def test_the_later_members_of_a_chain_are_references(annotated: Annotated) -> None:
    findings = annotated(
        """
# Protokoll
Kommunfullmäktige
Sammanträdesdatum 1999-03-29
Närvarande
Sten Ahl (s), ordförande
# Kf 45 Ks 55 Au 119
Taxa för sotning
Kommunfullmäktige beslutar att fastställa taxan.
# Kf 46 Ks 57 Au 121
Val
Kommunfullmäktige beslutar att välja Eva Alm (c).
"""
    )
    assert {("Kommunstyrelsen", "55"), ("Arbetsutskottet", "119")} <= {(r.body, r.paragraph) for r in findings.references}


def test_each_reference_of_a_sentence_has_a_passage_of_its_own(annotated: Annotated) -> None:
    sentence = "Nämnden förlängde den 3 maj 2010, § 31, avtalet och rättade tiden den 14 juni 2010, § 44."
    first, second = annotated(MINUTES.format(sentence)).references
    assert (first.text, second.text) == ("Nämnden förlängde den 3 maj 2010, § 31", "den 14 juni 2010, § 44")
    assert first.body == second.body == "Tekniska nämnden"


def test_a_chain_with_wide_gaps_and_a_diary_number(annotated: Annotated) -> None:
    findings = annotated(
        """
Kommunstyrelsen
Sammanträdesprotokoll
1988-03-14
Beslutande
Sten Ahl (s), ordförande
Ks 55       Au 119       Dnr 88.031 - 042
Taxa för sotning
Arbetsutskottet har den 1 mars, Au 119, tillstyrkt taxan.
Kommunstyrelsen beslutar att fastställa taxan.
Ks 56
Val
Kommunstyrelsen beslutar att välja Eva Alm (c).
"""
    )
    assert {(r.body, r.date, r.paragraph) for r in findings.references} == {("Arbetsutskottet", "1988-03-01", "119")}


@pytest.mark.parametrize("heading", ["| Part | Organ | Datum | § |", "|! Kommun | Beslutsinstans | Beslutsdatum | Paragraf |"])
def test_a_table_tells_who_adopted_an_agreement(annotated: Annotated, heading: str) -> None:
    findings = annotated(
        f"""
# Överenskommelse om hjälpmedel
Överenskommelsen gäller för tiden 2011-01-01–2013-12-31.
{heading}
| Ekeby kommun | Kommunfullmäktige | 2010-10-25 | 141 |
| Region Söder | Regionfullmäktige | 2010-11-09 | 88 b |
"""
    )
    assert [(r.body, r.date, r.paragraph) for r in findings.references] == [
        ("Kommunfullmäktige", "2010-10-25", "141"),
        ("Regionfullmäktige", "2010-11-09", "88b"),
    ]


def test_a_column_of_numbers_without_days_holds_no_references(annotated: Annotated) -> None:
    script = MINUTES.format("|! § | Ärende | Sida |\n| 77 | Cykelväg | 4 |\n| 78 | Belysning | 5 |")
    assert annotated(script).references == ()


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        ("RUL rekommenderade den 10 juni 2010, § 24, medlemmarna att anta planen.", "Rådet för unga i länet"),
        ("Planen antogs av RUL den 10 juni 2010, § 24.", "Rådet för unga i länet"),
        ("Rådet för unga i länet (RUL) behandlade den 10 juni 2010, § 24, planen.", "Rådet för unga i länet"),
        ("Nämnden antog den 10 juni 2010, § 24, planen.", "Tekniska nämnden"),
    ],
)
def test_a_short_form_that_the_document_defines_is_a_body(annotated: Annotated, sentence: str, body: str) -> None:
    script = MINUTES.format("Planen kommer från Rådet för unga i länet (RUL). Nämnden valde Stina Lind (MP).\n" + sentence)
    assert [(r.body, r.paragraph) for r in annotated(script).references] == [(body, "24")]


def test_a_paragraph_without_body_is_the_lists_own(annotated: Annotated) -> None:
    findings = annotated(
        """
# Balanslista
Fritidsnämnden
2015-02-10
|! Ärende | Beslut | Ansvarig | Klart |
| Ny ishall | § 44, 2014-06-03 | Fritidschef | 2015-09-30 |
| Konstgräs | KF § 9, 2014-01-27 | Anläggningschef | kvartal 2 2015 |
""",
        name="Balanslista fritidsnämnden.docx",
    )
    assert [(r.body, r.date, r.paragraph) for r in findings.references] == [
        ("Fritidsnämnden", "2014-06-03", "44"),
        ("Kommunfullmäktige", "2014-01-27", "9"),
    ]
