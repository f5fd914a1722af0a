"""The heads of items where a § was misread, where other paragraphs stand beside it, where a title is wrapped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from corpus.document import Document
from corpus.findings import Findings
from nlp.annotate import annotate
from nlp.structure.headings import heading_role

Annotated = Callable[..., Findings]


def _titles(findings: Findings) -> list[tuple[str, str | None]]:
    return [(item.number, item.title) for item in findings.items]


RECOGNISED = """
Kulturnämnden	Sammanträdesdatum 1994-02-08
# SAMMANTRÄDESPROTOKOLL
Beslutande: Eva Ek (s), ordförande
{stated}
$21 Bokbuss
Dnr 94/17
Kulturnämnden beslutar
att köpa en bokbuss.
§ 22 Konserter
Frågan var uppe den 4 januari.
8 14 barn har svarat.
Kulturnämnden beslutar
att ordna fem konserter.
823 Stipendier
Kulturnämnden beslutar
att dela ut ett stipendium.
S 24 Rapporter
Rapporterna läggs till handlingarna.
"""


@pytest.mark.parametrize("stated", ["Paragrafer: 21-24", "Justerat den 15 februari"])
def test_the_series_proves_signs_that_recognition_misread(document: Callable[..., Document], stated: str) -> None:
    scanned = document(RECOGNISED.format(stated=stated))
    findings = annotate(replace(scanned, source=replace(scanned.source, ocr=True)))
    expected = [("21", "Bokbuss"), ("22", "Konserter"), ("23", "Stipendier")]
    if stated.startswith("Paragrafer"):
        expected.append(("24", "Rapporter"))  # without it no neighbour with a sign proves this one
    assert _titles(findings) == expected
    assert [item.passage.certainty for item in findings.items][:3] == ["trolig", "säker", "trolig"]
    assert findings.items[0].dnr == ("94/17",)


def test_digits_open_items_for_themselves_where_nothing_was_misread(document: Callable[..., Document]) -> None:
    scanned = document(
        """
Kulturnämnden	Sammanträdesdatum 1994-02-08
# SAMMANTRÄDESPROTOKOLL
Beslutande: Eva Ek (s), ordförande
81 Bokbuss
Kulturnämnden beslutar att köpa en bokbuss.
82 Konserter
Kulturnämnden beslutar att ordna fem konserter.
83 Stipendier
Kulturnämnden beslutar att dela ut ett stipendium.
"""
    )
    findings = annotate(replace(scanned, source=replace(scanned.source, ocr=True)))
    assert [item.number for item in findings.items] == ["81", "82", "83"]


def test_the_paragraph_of_the_preparing_body_is_no_title(annotated: Annotated) -> None:
    findings = annotated(
        """
# Sammanträdesprotokoll
Kommunstyrelsen 1997-05-12
Ks § 90     Au § 61     Dnr 97/8-041
# Borgen för bostadsbolaget
Kommunstyrelsen beslutar att teckna borgen.
Ks § 91	Tu § 17/97	Dnr 97/11-312
# Gatubelysning
Kommunstyrelsen beslutar att avvakta.
"""
    )
    assert _titles(findings) == [("90", "Borgen för bostadsbolaget"), ("91", "Gatubelysning")]
    assert findings.items[0].dnr == ("97/8-041",)


def test_a_title_may_stand_behind_the_diary_number_and_a_decision_is_none(annotated: Annotated) -> None:
    findings = annotated(
        """
# Protokoll
Tekniska nämnden 1988-03-09
Paragrafer: 30-33
30	Dnr 88/14 Vattentäkt i Ekeby
Gatuchefen redogör för provborrningarna.
31	Dnr 88/19 Yttrande över styrelsens förslag till plan
Tekniska nämnden beslutar att tillstyrka förslaget.
32
Renhållning
Tekniska nämnden beslutar att anta taxan.
33	Dnr 88/23
Ärendet bordläggs till nästa sammanträde.
"""
    )
    assert _titles(findings) == [
        ("30", "Vattentäkt i Ekeby"),
        ("31", "Yttrande över styrelsens förslag till plan"),
        ("32", "Renhållning"),
        ("33", None),
    ]
    assert heading_role("Nämndens förslag till kommunstyrelsen") == "förslag"


def test_a_title_in_a_cell_goes_on_over_its_lines(annotated: Annotated) -> None:
    findings = annotated(
        """
# Kallelse till kulturnämnden
Tid: torsdagen den 3 mars 2011
| 1 | Upprop | |
| 2 | Bidrag till\\nmuseet, fleråriga\\növerenskommelser | KN 2011/5 |
| 3 | Övriga frågor | |
"""
    )
    assert _titles(findings) == [
        ("1", "Upprop"),
        ("2", "Bidrag till museet, fleråriga överenskommelser"),
        ("3", "Övriga frågor"),
    ]


def test_what_an_agenda_proposes_under_a_title_is_no_title(annotated: Annotated) -> None:
    findings = annotated("""
        # Kallelse till Hamnrådet
        Hamnrådet kallas till sammanträde den 4 maj 2010.
        ## Ärenden
        |! Nr | Ärende | Föredragande | Tid |
        | 1 | Utredning om en ny brygga i Norra\\nViken | Eva Ek | 9.00 |
        | 2 | Taxa för hamnen\\nFörslag till beslut:\\nHamnrådet antar taxan för nästa år. | Bo Sten | 9.20 |
        | 3 | Mötesdagar\\nFörslag: 4 mars, 9 juni | Bo Sten | 9.30 |
        | 4 | Muddring\\nInformation och diskussion | Eva Ek | 9.40 |
    """)
    assert _titles(findings) == [
        ("1", "Utredning om en ny brygga i Norra Viken"),
        ("2", "Taxa för hamnen"),
        ("3", "Mötesdagar"),
        ("4", "Muddring"),
    ]


def test_signatures_below_an_agenda_belong_to_no_point(annotated: Annotated) -> None:
    findings = annotated(
        """
# Kallelse till kulturnämnden
Tid: torsdagen den 3 mars 2011
| 1 | Upprop | |
| 2 | Budget | KN 2011/5 |
| 3 | Övriga frågor | |

| Eva Ek\\nOrdförande | Bo Alm\\nSekreterare |
"""
    )
    assert findings.items[2].title == "Övriga frågor"
    assert findings.items[2].presenters == ()
    assert (findings.head.chair, findings.head.secretary) == ("Eva Ek", "Bo Alm")
    assert findings.attendance == ()


def test_paragraphs_in_a_chain_may_have_their_years(annotated: Annotated) -> None:
    findings = annotated(
        """
# Protokoll
Kommunfullmäktige 2001-09-24
Kf § 71 Ks § 156 Dnr 2001/90
Ny taxa för barnomsorg
Kommunfullmäktige beslutar att anta taxan.
Kf § 72/01, Ks § 157/01
Val av ledamot
Till ledamot väljs Bo Alm.
Kf § 73	(Ks au § 158)	Dnr 2001/91
Reglemente för
arkivet
Kommunfullmäktige beslutar att anta reglementet.
"""
    )
    assert _titles(findings) == [("71", "Ny taxa för barnomsorg"), ("72", "Val av ledamot"), ("73", "Reglemente för arkivet")]
    assert findings.items[0].dnr == ("2001/90",)


def test_a_diary_number_in_a_wrapped_title_is_no_part_of_it(annotated: Annotated) -> None:
    findings = annotated(
        """
# Sammanträdesprotokoll
Hamnstyrelsen
Sammanträdesdatum 2009-05-14
§ 12 Remiss av en skrivelse om
Dnr HS 2009/31\tblad 2
muddring av hamnen
Hamnstyrelsen beslutar
att avstå från yttrande.
§ 13 Avslutning
Ordföranden tackar för i dag.
"""
    )
    assert _titles(findings) == [("12", "Remiss av en skrivelse om muddring av hamnen"), ("13", "Avslutning")]
