"""The kinds of documents, and whose and of which day they are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.findings import Findings

KINDS = [
    # kind, file name, document, date, body, organisation
    (
        "tjänsteskrivelse",
        "Svar på motion om skolmat.docx",
        """~ Ale kommun	Tjänsteskrivelse
Datum 2019-04-02
Dnr KS 2019/12
Handläggare: Eva Ek
# Svar på motion om skolmat
## Förslag till beslut
Motionen avslås.
## Ärendet
Text.""",
        "2019-04-02",
        None,
        "Ale kommun",
    ),
    (
        "motion",
        "motion.pdf",
        """Motion om gratis skolmjölk
Alla barn behöver mjölk.
Vi yrkar
att kommunen inför skolmjölk.
Hultvik den 3 mars 2014
Anna Ek (C)""",
        "2014-03-03",
        None,
        None,
    ),
    (
        "interpellation",
        "Interpellation.pdf",
        """Interpellation till kommunstyrelsens ordförande
Om vägarna
Mina frågor är:
När lagas vägarna?
2018-03-04
Bo Al (M)""",
        "2018-03-04",
        None,
        None,
    ),
    (
        "medborgarförslag",
        "inkommet 2015.pdf",
        """Medborgarförslag
Jag föreslår att det byggs en lekplats.
Eva Ek""",
        None,
        None,
        None,
    ),
    (
        "överenskommelse",
        "ök.pdf",
        """# Överenskommelse om samverkan kring barn och unga
mellan Region Norr och kommunerna i Norra länet
## 1. Parter
Region Norr
## 2. Giltighetstid
Överenskommelsen gäller 2020-01-01–2022-12-31.""",
        None,
        None,
        "Region Norr",
    ),
    (
        "avtal",
        "hyra.docx",
        """# Hyresavtal
Mellan Ale kommun och Bygg AB har följande avtal träffats.
## Avtalstid
Tre år.
## Uppsägning
Nio månader.
## Tvist
Domstol.""",
        None,
        None,
        "Ale kommun",
    ),
    (
        "policy",
        "Riktlinjer.docx",
        """# Riktlinjer för representation
Antagen av kommunfullmäktige 2012-03-04, § 33
Text.""",
        "2012-03-04",
        None,
        None,
    ),
    (
        "delegationsordning",
        "deleg.pdf",
        """# Delegationsordning för socialnämnden
Antagen 2018-02-03
|! Ärende | Delegat | Lagrum |
| Bistånd | Handläggare | 4 kap 1 § |""",
        "2018-02-03",
        "Socialnämnden",
        None,
    ),
    (
        "plan",
        "vp.docx",
        """# Verksamhetsplan 2020
Kulturnämnden
Mål och uppdrag.""",
        None,
        "Kulturnämnden",
        None,
    ),
    (
        "rapport",
        "granskning.pdf",
        """Revisionsrapport
Granskning av nämndernas protokoll
Innehållsförteckning
Sammanfattning
KF 27, 2001-04-24 beslutades""",
        None,
        None,
        None,
    ),
    (
        "yttrande",
        "Remissvar SOU.docx",
        """# Yttrande över betänkandet En ny lag
Regionen tillstyrker förslaget.""",
        None,
        None,
        None,
    ),
    (
        "skrivelse",
        "brev.docx",
        """Till kommunstyrelsen
Hej!
Vi vill berätta om läget.
Med vänlig hälsning
Eva Ek""",
        None,
        None,
        None,
    ),
    (
        "övrigt",
        "lista.txt",
        """mjölk
bröd
ost""",
        None,
        None,
        None,
    ),
    (
        "kallelse",
        "underrattelse.doc",
        """Underrättelse till sammanträde
Kommunfullmäktige kallas härmed till sammanträde måndagen den 3 mars 1997 kl 18.00
1. Upprop
2. Val av justerare
3. Motion om skolmat
4. Interpellation om vägar""",
        "1997-03-03",
        "Kommunfullmäktige",
        None,
    ),
    (
        "balanslista",
        "ej verkst.xlsx",
        """# Ej verkställda beslut 2014-02-03
|! Ärende | Ansvarig | Klart |
| Vägar | Teknik | maj |""",
        "2014-02-03",
        None,
        None,
    ),
    (
        "uppdragsbeskrivning",
        "upp.docx",
        """# Uppdragsbeskrivning för styrgruppen
## Syfte
Samverka.
## Mandat
Besluta.""",
        None,
        None,
        None,
    ),
    (
        "protokoll",
        "arsmote.docx",
        """Årsmötesprotokoll 2014
Datum: 2013-07-09
Ordförande: Eva Ek
§ 1 Öppnande
Mötet öppnades.
§ 2 Val
Mötet beslutade att välja Bo Al.""",
        "2013-07-09",
        None,
        None,
    ),
    (
        "protokoll",
        "p.pdf",
        """Protokoll fört vid sammanträde med direktionen för Räddningstjänstförbundet Norr
Tid: 2010-04-05 kl 9
Närvarande: Eva Ek, Bo Al
Punkt 1. Öppnande
Mötet öppnades.
Punkt 2. Val av justerare
Bo Al valdes.
Punkt 3. Avslutning
Slut.""",
        "2010-04-05",
        "Räddningstjänstförbundet",
        None,
    ),
    (
        "övrigt",
        "val.pdf",
        """PROTOKOLL
Slutlig rösträkning
Valdistrikt 3
Antal röster 423""",
        None,
        None,
        None,
    ),
    (
        "protokoll",
        "b.docx",
        """~ Beslut i korthet
# Protokoll
Socialnämnden
2001-02-03
§ 12 Rapport
Informationen lades till handlingarna.""",
        "2001-02-03",
        "Socialnämnden",
        None,
    ),
]


@pytest.mark.parametrize(
    ("kind", "name", "script", "date", "body", "organisation"), KINDS, ids=[f"{entry[0]}-{entry[1]}" for entry in KINDS]
)
def test_the_kind_of_a_document_is_told(
    kind: str,
    name: str,
    script: str,
    date: str | None,
    body: str | None,
    organisation: str | None,
    annotated: Callable[..., Findings],
) -> None:
    head = annotated(script, name=name).head
    assert (head.kind, head.date, head.body, head.organisation) == (kind, date, body, organisation)


def test_the_kind_has_its_evidence(annotated: Callable[..., Findings]) -> None:
    head = annotated("# Kallelse\nSocialnämnden\nVid förhinder ring.", name="kallelse.docx").head
    assert set(head.evidence) == {"kallelse", "filnamn: kallelse", "vid förhinder ring"}
