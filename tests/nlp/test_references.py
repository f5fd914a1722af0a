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
