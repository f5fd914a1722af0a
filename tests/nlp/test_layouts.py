"""Minutes and agendas in the layouts of many clerks and decades: what is told of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from corpus.document import Document
from corpus.findings import Findings
from corpus.flow import flow
from nlp.bridge import findings
from nlp.components.attendance import find_attendance
from nlp.components.head import find_head, find_parts
from nlp.components.items import find_items
from nlp.pipeline import pipeline
from nlp.state import State

LAYOUTS: list[dict[str, Any]] = [
    {
        # A broken Latin-1: every §, å, ä and ö is U+FFFD.
        "id": "fffd",
        "name": "Styrelsemöte.pdf",
        "script": """
Furuviks samf\ufffdllighetsf\ufffdrening
Protokoll f\ufffdrt vid styrelsem\ufffdte 2019-03-04
N\ufffdrvarande: Karin Ek, Olle Dahl, Ingrid Berg
\ufffd 1 M\ufffdtets \ufffdppnande
Ordf\ufffdranden h\ufffdlsade alla v\ufffdlkomna.
\ufffd 2 Val av justerare
Till justerare valdes Olle Dahl.
\ufffd 3 Ekonomi
Kass\ufffdren redovisade l\ufffdget.
\ufffd 4 M\ufffdtets avslutande
Ordf\ufffdranden avslutade m\ufffdtet.
Vid protokollet
Karin Ek
Justeras
Olle Dahl
""",
        "head": ("protokoll", None, None, "2019-03-04", None, "Karin Ek", ("Olle Dahl",)),
        "items": [("1", "M�tets �ppnande"), ("2", "Val av justerare"), ("3", "Ekonomi"), ("4", "M�tets avslutande")],
        "dnr": [],
        "presenters": [],
        "roles": [["bakgrund"], ["bakgrund"], ["bakgrund"], ["bakgrund"]],
        "attendance": [("Karin Ek", None, "ledamot"), ("Olle Dahl", None, "ledamot"), ("Ingrid Berg", None, "ledamot")],
    },
    {
        # The § lost, the body's short form before number and year; party after a comma.
        "id": "lost",
        "name": "Sn120917.pdf",
        "script": """
NORDMARKENS KOMMUN
Socialnämnden
SAMMANTRÄDESPROTOKOLL
Sammanträdesdatum
2012-09-17
Plats och tid Kommunhuset, kl 13.00-16.10
Beslutande
Rolf Granlund, s, ordförande
Siv Ek, m
Bo Lindh, c
Tjg ersättare
Maj Blom, fp
Utses att justera Siv Ek
Paragrafer 108-112
Sn 108/2012 Fastställande av dagordning
Dagordningen godkänns.
Sn 109/2012 Ekonomisk rapport
Ekonomen redovisar utfallet.
Beslut
Socialnämnden beslutar lägga rapporten till handlingarna samt beslutar att ge controller i uppdrag att återkomma.
Sn 110/2012 Dnr SN 2012/63
Ledsagning enligt LSS
Bakgrund
Ärendet har beretts enligt Sn 44/2012.
Beslut
Nämnden antar riktlinjerna.
Sn 111/2012 Delegationsbeslut
Redovisas.
Sn 112/2012 Övriga frågor
Inga.
""",
        "head": ("protokoll", "Socialnämnden", "Nordmarkens kommun", "2012-09-17", "Rolf Granlund", None, ("Siv Ek",)),
        "items": [
            ("108", "Fastställande av dagordning"),
            ("109", "Ekonomisk rapport"),
            ("110", "Ledsagning enligt LSS"),
            ("111", "Delegationsbeslut"),
            ("112", "Övriga frågor"),
        ],
        "dnr": [("SN 2012/63",)],
        "presenters": [],
        "roles": [["bakgrund"], ["bakgrund", "beslut"], ["bakgrund", "beslut"], ["bakgrund"], ["bakgrund"]],
        "attendance": [
            ("Rolf Granlund", "S", "ordförande"),
            ("Siv Ek", "M", "ledamot"),
            ("Bo Lindh", "C", "ledamot"),
            ("Maj Blom", "FP", "tjänstgörande ersättare"),
        ],
    },
    {
        # 1989: the numbers along the whole route, the first one is this meeting's; a number with a letter.
        "id": "chain",
        "name": "prot8903.pdf",
        "script": """
KULLA KOMMUN
Kommunfullmäktige
Protokoll 1989-03-20
Kf 45 Ks 55 Au 119
Ny brandstation
Kommunstyrelsen föreslår att stationen byggs.
Kommunfullmäktige beslutar
att bygga stationen.
Kf 46 Ks 58
Taxor
Kommunfullmäktige beslutar
att höja taxorna.
Kf 46 a Ks 59
Avgifter för bad
Kommunfullmäktige beslutar
att avslå förslaget.
Kf 47
Avslutning
Ordföranden tackade.
""",
        "head": ("protokoll", "Kommunfullmäktige", "Kulla kommun", "1989-03-20", None, None, ()),
        "items": [("45", "Ny brandstation"), ("46", "Taxor"), ("46a", "Avgifter för bad"), ("47", "Avslutning")],
        "dnr": [],
        "presenters": [],
        "roles": [["bakgrund", "beslut"], ["beslut"], ["beslut"], ["bakgrund"]],
        "attendance": [],
    },
    {
        # A table of contents without leaders repeats every heading; a reference begins a line.
        "id": "toc",
        "name": "KF 2012-12-17.pdf",
        "script": """
# Protokoll
# Kommunfullmäktige
Sammanträdesdatum 2012-12-17
Innehåll
§ 228 Upprop 3
§ 229 Övertagande av hemsjukvård 4
§ 230 Motion om gång- och cykelväg 6
===
## § 228 Upprop
Upprop förrättas.
## § 229 Övertagande av hemsjukvård
**Ärendet**
Landstinget och kommunerna har enats. Frågan togs upp i
§ 187 vid förra mötet, och den
**Beslut**
Kommunfullmäktige beslutar att godkänna avtalet.
===
## § 230 Motion om gång- och cykelväg
**Kommunstyrelsens förslag**
Motionen avslås.
**Beslut**
Enligt kommunstyrelsens förslag.
""",
        "head": ("protokoll", "Kommunfullmäktige", None, "2012-12-17", None, None, ()),
        "items": [("228", "Upprop"), ("229", "Övertagande av hemsjukvård"), ("230", "Motion om gång- och cykelväg")],
        "dnr": [],
        "presenters": [],
        "roles": [["bakgrund"], ["bakgrund", "beslut"], ["förslag", "beslut"]],
        "attendance": [],
    },
    {
        # A statute's paragraphs look like items and are none.
        "id": "reglemente",
        "name": "Reglemente för socialnämnden.docx",
        "script": """
# Reglemente för socialnämnden
Antaget av kommunfullmäktige 2014-11-26, § 244
## § 1 Uppgifter
Socialnämnden fullgör kommunens uppgifter inom socialtjänsten.
## § 2 Delegering
Nämnden beslutar om delegering.
## § 3 Sammansättning
Nämnden har nio ledamöter.
""",
        "head": ("reglemente", "Socialnämnden", None, "2014-11-26", None, None, ()),
        "items": [],
        "dnr": [],
        "presenters": [],
        "roles": [],
        "attendance": [],
    },
    {
        # The points of an agenda are the rows of a table.
        "id": "agenda_table",
        "name": "Dagordning 2018-02-06.docx",
        "script": """
# Dagordning
Samrådsgruppen för skola och vård
Tid: tisdagen den 6 februari 2018 kl. 13.00–15.30
Plats: Folkets hus
|! Nr | Ärende | Föredragande | Tid |
| 1 | Mötet öppnas | Eva Lind | 13.00 |
| 2 | Föregående minnesanteckningar | Eva Lind | |
| 3 | Avtal om elevhälsa | Nils Berg, Siv Al | 13.15 |
| 4 | Övriga frågor | | 15.00 |
""",
        "head": ("kallelse", "Samrådsgruppen för skola och vård", None, "2018-02-06", None, None, ()),
        "items": [
            ("1", "Mötet öppnas"),
            ("2", "Föregående minnesanteckningar"),
            ("3", "Avtal om elevhälsa"),
            ("4", "Övriga frågor"),
        ],
        "dnr": [],
        "presenters": [("Eva Lind",), ("Eva Lind",), ("Nils Berg", "Siv Al")],
        "roles": [[], [], [], []],
        "attendance": [],
    },
    {
        # Notes without adjustment; a list within a point.
        "id": "minnes",
        "name": "minnesanteckningar 180206.docx",
        "script": """
# Minnesanteckningar
Chefsnätverket för äldreomsorg 2018-02-06
Närvarande: Eva Lind (ordförande), Nils Berg, Siv Al
Frånvarande: Bo Ek
**1. Mötet öppnas**
Eva hälsar välkomna.
**2. Avtal om hjälpmedel**
Gruppen gick igenom avtalet:
1. Pris
2. Leveranstid
3. Ansvar
**3. Nästa möte**
Den 6 mars.
Vid anteckningarna
Siv Al
""",
        "head": ("minnesanteckningar", "Chefsnätverket för äldreomsorg", None, "2018-02-06", "Eva Lind", "Siv Al", ()),
        "items": [("1", "Mötet öppnas"), ("2", "Avtal om hjälpmedel"), ("3", "Nästa möte")],
        "dnr": [],
        "presenters": [],
        "roles": [["bakgrund"], ["bakgrund"], ["bakgrund"]],
        "attendance": [("Eva Lind", None, "ordförande"), ("Nils Berg", None, "ledamot"), ("Siv Al", None, "ledamot")],
    },
    {
        # The number before the sign; statutes cited the same way.
        "id": "numfirst",
        "name": "stämmoprotokoll.txt",
        "script": """
Protokoll fört vid ordinarie förbundsstämma
Datum: 2003-05-12
Ordförande: Anna-Lisa Holm
1 §
Stämmans öppnande
Ordföranden öppnade stämman enligt 7 § stadgarna.
2 §
Val av justerare
Till justerare utsågs Per Sand och Mia Kvist.
3 §
Ansvarsfrihet
Stämman beslutade att bevilja styrelsen ansvarsfrihet.
""",
        "head": ("protokoll", "Förbundsstämma", None, "2003-05-12", "Anna-Lisa Holm", None, ("Per Sand", "Mia Kvist")),
        "items": [("1", "Stämmans öppnande"), ("2", "Val av justerare"), ("3", "Ansvarsfrihet")],
        "dnr": [],
        "presenters": [],
        "roles": [["bakgrund"], ["bakgrund"], ["beslut"]],
        "attendance": [("Anna-Lisa Holm", None, "ordförande")],
    },
    {
        # Headings in the first column of layout tables.
        "id": "layout",
        "name": "KS.docx",
        "script": """
~ SJÖVIKS KOMMUN
~ Kommunstyrelsen
~ SAMMANTRÄDESPROTOKOLL
~ Sammanträdesdatum
~ 2009-10-06
| § 201 | Dnr KS 2009/211 |

**Ombyggnad av Sjöskolan**
| Beslut | Kommunstyrelsen beslutar att ge tekniska nämnden i uppdrag att projektera. |
| Ärendet | Skolan är sliten. |
| Expedieras | Tekniska nämnden |

| § 202 | Dnr KS 2009/215 |

**Remissvar om vägavgifter**
| Beslut | Yttrandet antas. |
| Reservation | Karl Fors (SD) reserverar sig. |
""",
        "head": ("protokoll", "Kommunstyrelsen", "Sjöviks kommun", "2009-10-06", None, None, ()),
        "items": [("201", "Ombyggnad av Sjöskolan"), ("202", "Remissvar om vägavgifter")],
        "dnr": [("KS 2009/211",), ("KS 2009/215",)],
        "presenters": [],
        "roles": [["beslut", "bakgrund", "expediering"], ["beslut", "reservation"]],
        "attendance": [],
    },
    {
        # The decision first; a proposal printed under the heading Beslut; an omedelbar justering.
        "id": "first",
        "name": "KF 2016.pdf",
        "script": """
# Sammanträdesprotokoll
Kommunfullmäktige i Hultviken
2016-09-19
## § 93 Dnr 2016KS133
## Förändring av taxa
**Beslut**
**Kommunstyrelsens förslag till beslut i kommunfullmäktige**
Taxan höjs.
**Sammanfattning av ärendet**
Taxan är gammal.
**Behandling på sammanträdet**
Anna Ek (S) yrkar bifall.
**Beslutsgång**
Ordföranden finner att fullmäktige bifaller.
**Kommunfullmäktiges beslut**
Kommunfullmäktige beslutar att höja taxan.
**Omröstningsresultat**
22 ja, 19 nej
_____
**Beslutet ska skickas till**
Tekniska nämnden
## § 94 Dnr 2016KS140
## Val
**Beslut**
Bo Ek väljs.
Paragrafen förklaras omedelbart justerad.
""",
        "head": ("protokoll", "Kommunfullmäktige", "Hultviken", "2016-09-19", None, None, ()),
        "items": [("93", "Förändring av taxa"), ("94", "Val")],
        "dnr": [("2016KS133",), ("2016KS140",)],
        "presenters": [],
        "roles": [["förslag", "sammanfattning", "yrkanden", "beslutsgång", "beslut", "omröstning", "expediering"], ["beslut"]],
        "attendance": [],
    },
    {
        # 1994: Tjg suppl, X ersätter Y, X för Y, a vacant seat.
        "id": "att",
        "name": "SN 1994.doc",
        "script": """
ÄLVHAMRA KOMMUN
Socialnämnden
Sammanträdesprotokoll
Sammanträdesdatum 1994-04-12
| Plats och tid | Kommunkontoret, kl 13.30 - 15.45 |
| Beslutande | Gösta Holm (s), ordf\\nBerit Sand (c), v ordf\\nEva Blad (s) ersätter Hans Ros (s)\\nVakant (kds) |
| Tjg suppl | Olle Stig (v) |
| Ej tjg suppl | Maj Ros (s)\\nPer Ulv (m), §§ 31-35 |
| Övriga | Socialchef Karin Bark\\nLars Moen, sekreterare |
| Utses att justera | Nils-Erik Ask |
| Underskrifter | Sekreterare ............\\nLars Moen\\nOrdförande ...........\\nGösta Holm |

§ 31
Val av justerare
Nils-Erik Ask utses.
§ 32
Avslutning
Ordföranden tackade.
""",
        "head": ("protokoll", "Socialnämnden", "Älvhamra kommun", "1994-04-12", "Gösta Holm", "Lars Moen", ("Nils-Erik Ask",)),
        "items": [("31", "Val av justerare"), ("32", "Avslutning")],
        "dnr": [],
        "presenters": [],
        "roles": [["bakgrund"], ["bakgrund"]],
        "attendance": [
            ("Gösta Holm", "S", "ordförande"),
            ("Berit Sand", "C", "vice ordförande"),
            ("Eva Blad", "S", "tjänstgörande ersättare"),
            ("Olle Stig", "V", "tjänstgörande ersättare"),
            ("Maj Ros", "S", "ersättare"),
            ("Per Ulv", "M", "ersättare"),
            ("Karin Bark", None, "övrig"),
            ("Lars Moen", None, "övrig"),
        ],
    },
    {
        # Party before the name; a lower-case particle; a serving substitute in the list of substitutes.
        "id": "att2",
        "name": "BUN.pdf",
        "script": """
Barn- och utbildningsnämnden
PROTOKOLL 2007-11-14
Ledamöter
S Anna Berg Lind, ordförande
S Jan Ström
M Carl von Ehren
(C) Maria Ö Hult, 2:e vice ordförande
Ersättare
V Mohammed Al Hassan, tjänstgörande § 88
KD Siw Ek
Tjänstemän
Rektor Per Holm
§ 88 Budget
Beslut
Budgeten antas.
§ 89 Skolskjuts
Beslut
Reglerna antas.
""",
        "head": ("protokoll", "Barn- och utbildningsnämnden", None, "2007-11-14", "Anna Berg Lind", None, ()),
        "items": [("88", "Budget"), ("89", "Skolskjuts")],
        "dnr": [],
        "presenters": [],
        "roles": [["beslut"], ["beslut"]],
        "attendance": [
            ("Anna Berg Lind", "S", "ordförande"),
            ("Jan Ström", "S", "ledamot"),
            ("Carl von Ehren", "M", "ledamot"),
            ("Maria Ö Hult", "C", "vice ordförande"),
            ("Mohammed Al Hassan", "V", "tjänstgörande ersättare"),
            ("Siw Ek", "KD", "ersättare"),
            ("Per Holm", None, "övrig"),
        ],
    },
    {
        # An extract of one paragraph.
        "id": "extract",
        "name": "Protokollsutdrag KS § 77.pdf",
        "script": """
~ LUNDE KOMMUN
~ Protokollsutdrag
~ Kommunstyrelsen
~ Sammanträdesdatum 2015-05-05
# § 77
# Köp av fastighet
**Beslut**
Kommunstyrelsen beslutar att köpa fastigheten Ask 1:2.
**Skickas till**
Mark- och exploateringsenheten
Rätt utdraget intygar
Anna Ek
""",
        "head": ("protokollsutdrag", "Kommunstyrelsen", "Lunde kommun", "2015-05-05", None, None, ()),
        "items": [("77", "Köp av fastighet")],
        "dnr": [],
        "presenters": [],
        "roles": [["beslut", "expediering"]],
        "attendance": [],
    },
    {
        # Ärende 1 – on a web page.
        "id": "web",
        "name": "mote.html",
        "script": """
# Kallelse Kultur- och fritidsnämnden 2021-03-09
Kulturhuset kl 17.00
Ärende 1 – Godkännande av dagordning
Ärende 2 – Bokslut 2020
Handläggare: Ann Ek
Förslag till beslut
Nämnden godkänner bokslutet.
Ärende 3 – Övrigt
""",
        "head": ("kallelse", "Kultur- och fritidsnämnden", None, "2021-03-09", None, None, ()),
        "items": [("1", "Godkännande av dagordning"), ("2", "Bokslut 2020"), ("3", "Övrigt")],
        "dnr": [],
        "presenters": [],
        "roles": [[], ["bakgrund", "förslag"], []],
        "attendance": [],
    },
    {
        # Lists run in over a cell, titles before the names of officers.
        "id": "run",
        "name": "Kommunstyrelsen 2013.pdf",
        "script": """
~ KOMMUNSTYRELSEN	Sidan 1(30)
| Plats och tid | Ekrummet, stadshuset kl. 09:00-11:50\\nAjournering för kaffe kl. 09:35-10:00 |
| Beslutande | Ledamöter |
| | Rolf Hed (S), Kajsa Ask (S), Bertil Jons (M), Bo Elg (V) 1-3, Pär Johns (FP) och Tommy Lars (KD). |
| | Tjänstgörande ersättare |
| | Lisa Karls (S) ersätter Morten Ry (S), Anna Ejd (MP) ersätter Göran Lars (MP) och Wall Annas (M) ersätter Annika Håk (M). |
| Övriga närvarande | Ersättare |
| | Hilda Hed (S), Frida Nils (C) och Karl-Olof Fern (FP). |
| | Tjänstemän |
| | Kommundirektör Jan Frans, kommunsekreterare Linda Matt, ekonom Anna Teo 226 och chef för hållbar utveckling Elin Nils 172. |
| Justerande | Tommy Lars (KD) |
| Paragrafer | 226-228 |

Sammanträdesdatum 2013-11-05
§ 226 Information från bolaget
Dnr KS/2013:411
Informationen noteras.
§ 227 Larmcentral
Beslut
Kommunstyrelsen godkänner avtalet.
""",
        "head": ("protokoll", "Kommunstyrelsen", None, "2013-11-05", None, "Linda Matt", ("Tommy Lars",)),
        "items": [("226", "Information från bolaget"), ("227", "Larmcentral")],
        "dnr": [("KS/2013:411",)],
        "presenters": [],
        "roles": [["bakgrund"], ["beslut"]],
        "attendance": [
            ("Rolf Hed", "S", "ledamot"),
            ("Kajsa Ask", "S", "ledamot"),
            ("Bertil Jons", "M", "ledamot"),
            ("Bo Elg", "V", "ledamot"),
            ("Pär Johns", "FP", "ledamot"),
            ("Tommy Lars", "KD", "ledamot"),
            ("Lisa Karls", "S", "tjänstgörande ersättare"),
            ("Anna Ejd", "MP", "tjänstgörande ersättare"),
            ("Wall Annas", "M", "tjänstgörande ersättare"),
            ("Hilda Hed", "S", "ersättare"),
            ("Frida Nils", "C", "ersättare"),
            ("Karl-Olof Fern", "FP", "ersättare"),
            ("Jan Frans", None, "övrig"),
            ("Linda Matt", None, "övrig"),
            ("Anna Teo", None, "övrig"),
            ("Elin Nils", None, "övrig"),
        ],
    },
    {
        # Lost § and bare numbers as the cover states them; substitutes among the others.
        "id": "ers",
        "name": "KS 2015-01-07.pdf",
        "script": """
ASKLÖVS KOMMUN
Kommunstyrelsen
SAMMANTRÄDESPROTOKOLL
Sammanträdesdatum
2015-01-07
Beslutande
Katja Lars (S), ordförande
Kent Woll (S)
Bengt Ström
Övriga närvarande
Inger Borg (S), ers.
Carl-Olof Land (S), ers.
Lars-Åke Ståhl, kommundirektör
Lotta Dehlin, kanslichef
Utses att justera
Kent Woll
Justeringens plats
Kommunstyrelsens kansli
och tid
2015-01-12
Paragrafer 1 – 2
1 Förläggning av kommunstyrelsens sammanträden
Sammanfattning
Kommunfullmäktige fastställde den 15 december 2014, 108, planeringen.
Beslut
Kommunstyrelsen beslutar
att anta planeringen.
2 Val av ledamöter
Beslut
Kommunstyrelsen beslutar
att utse Kent Woll.
""",
        "head": ("protokoll", "Kommunstyrelsen", "Asklövs kommun", "2015-01-07", "Katja Lars", None, ("Kent Woll",)),
        "items": [("1", "Förläggning av kommunstyrelsens sammanträden"), ("2", "Val av ledamöter")],
        "dnr": [],
        "presenters": [],
        "roles": [["sammanfattning", "beslut"], ["beslut"]],
        "attendance": [
            ("Katja Lars", "S", "ordförande"),
            ("Kent Woll", "S", "ledamot"),
            ("Bengt Ström", None, "ledamot"),
            ("Inger Borg", "S", "ersättare"),
            ("Carl-Olof Land", "S", "ersättare"),
            ("Lars-Åke Ståhl", None, "övrig"),
            ("Lotta Dehlin", None, "övrig"),
        ],
    },
    {
        # Labels on lines of their own; absent members listed.
        "id": "sdn",
        "name": "prot.docx",
        "script": """
# Protokoll nr 5
Kulturnämnden
Datum
Torsdagen den 7 maj 2020
Klockan
15.00 – 17.10
Plats
Teams
Närvarande
Lena Asp (L), ordförande
Per Borg (S), vice ordförande
Ida Dal (M)
Tjänstgörande ersättare
Ola Ek (C) för Eva Falk (C)
Ersättare
Kim Gran (MP)
Frånvarande
Maja Hult (V)
Tjänstemän
Anna Isaks, kulturdirektör
Justering
Protokollet justeras av Lena Asp och Per Borg den 14 maj 2020.
## § 1 Protokollsjustering
Per Borg (S) utses att tillsammans med ordföranden justera dagens protokoll.
## § 2 Mål och budget 2021
Dnr 5.1/123/2020
### Beslut
1. Nämnden godkänner förslaget.
2. Ärendet justeras omedelbart.
### Ärendet
Förvaltningen har tagit fram ett förslag.
### Reservation
Ida Dal (M) reserverar sig mot beslutet.
## § 3 Anmälan av delegationsbeslut
### Beslut
Anmälan läggs till handlingarna.
""",
        "head": ("protokoll", "Kulturnämnden", None, "2020-05-07", "Lena Asp", None, ("Per Borg",)),
        "items": [("1", "Protokollsjustering"), ("2", "Mål och budget 2021"), ("3", "Anmälan av delegationsbeslut")],
        "dnr": [("5.1/123/2020",)],
        "presenters": [],
        "roles": [["bakgrund"], ["beslut", "bakgrund", "reservation"], ["beslut"]],
        "attendance": [
            ("Lena Asp", "L", "ordförande"),
            ("Per Borg", "S", "vice ordförande"),
            ("Ida Dal", "M", "ledamot"),
            ("Ola Ek", "C", "tjänstgörande ersättare"),
            ("Kim Gran", "MP", "ersättare"),
            ("Anna Isaks", None, "övrig"),
        ],
    },
    {
        # A heading repeated on the next page, two deciding levels, references and lists that look like items.
        "id": "forts",
        "name": "KS 2011.pdf",
        "script": """
Kommunstyrelsen
SAMMANTRÄDESPROTOKOLL
Sammanträdesdatum
2011-05-03
KS § 61 Dnr KS 2011/12
Investering
Sammanfattning
Texten är lång
===
KS § 61 forts
och fortsätter.
Yrkanden
Eva Ek (S): bifall till förslaget.
Beslut
Kommunstyrelsen föreslår kommunfullmäktige besluta
att godkänna investeringen.
Kommunstyrelsen beslutar för egen del
att informera personalen.
Ordföranden förklarar paragrafen omedelbart justerad.
Bilaga: Kalkyl
KS § 62
Meddelanden
1. Skrivelse från länsstyrelsen
2. Dom i kammarrätten
§ 12 i föregående protokoll togs upp.
Beslut
Meddelandena läggs till handlingarna.
KS § 63
Motion om belysning
§§ 12-14 i planen gäller.
Kommunstyrelsen beslutar
att återremittera motionen.
Mot beslutet reserverade sig Bo Al (M).
""",
        "head": ("protokoll", "Kommunstyrelsen", None, "2011-05-03", None, None, ()),
        "items": [("61", "Investering"), ("62", "Meddelanden"), ("63", "Motion om belysning")],
        "dnr": [("KS 2011/12",)],
        "presenters": [],
        "roles": [
            ["sammanfattning", "yrkanden", "beslut", "bilagor"],
            ["bakgrund", "beslut"],
            ["bakgrund", "beslut", "reservation"],
        ],
        "attendance": [],
    },
    {
        # Speeches of a county council; the body and the kind on one line.
        "id": "anf",
        "name": "protokoll lf.txt",
        "script": """
LANDSTINGSFULLMÄKTIGE PROTOKOLL
2004-11-23--24
§ 85 Landstingsplan
Anf. 1 Eva Ek (s)
Ordförande! Planen är bra.
Anf. 2 Bo Al (m)
Jag yrkar avslag.
Proposition
Ordföranden ställde proposition på bifall.
Beslut
Landstingsfullmäktige beslutade enligt landstingsstyrelsens förslag att anta planen.
§ 86 Interpellation
Interpellationen ansågs besvarad.
""",
        "head": ("protokoll", "Landstingsfullmäktige", None, "2004-11-23", None, None, ()),
        "items": [("85", "Landstingsplan"), ("86", "Interpellation")],
        "dnr": [],
        "presenters": [],
        "roles": [["överläggning", "överläggning", "beslutsgång", "beslut"], ["bakgrund"]],
        "attendance": [],
    },
    {
        # A table of votes inside an item; a secret item.
        "id": "vote",
        "name": "KF votering.docx",
        "script": """
# Protokoll
Kommunfullmäktige
Sammanträdesdatum 2015-06-15
## § 4 Taxa
**Omröstning**
Ja-röst för bifall.
|! Ledamot | Parti | § 4 Ja | § 4 Nej | § 5 Ja |
| Eva Ek | S | X | | X |
| Bo Al | M | | X | |
**Beslut**
Taxan antas.
## § 5 Avgift
**Beslut**
Avgiften antas.
## § 6 Sekretess
Ärendet omfattas av sekretess.
""",
        "head": ("protokoll", "Kommunfullmäktige", None, "2015-06-15", None, None, ()),
        "items": [("4", "Taxa"), ("5", "Avgift"), ("6", "Sekretess")],
        "dnr": [],
        "presenters": [],
        "roles": [["omröstning", "beslut"], ["beslut"], ["bakgrund"]],
        "attendance": [],
    },
    {
        # Days of adjustment before the meeting's, which only the file's name tells.
        "id": "justerat",
        "name": "Protokoll_2018-03-06.pdf",
        "script": """
Plats: Kommunhuset
Protokoll
Justerat den 2018-03-12
Anslaget 2018-03-13
Närvarande ledamöter: Eva Ek (C), Bo Al (S), Cia Dal (V)
Närvarande ersättare: Per Fors (M)
Övriga: Kalle Gran, chef
Sekreterare: Lisa Holm
Ordförande: Eva Ek (C)
Justerare: Bo Al (S)
§1
Öppnande
Ordförande Eva Ek öppnar mötet.
§2
Dagordning
Dagordningen godkänns.
§3
Samverkan
Gruppen noterar läget.
""",
        "head": ("protokoll", None, None, "2018-03-06", "Eva Ek", "Lisa Holm", ("Bo Al",)),
        "items": [("1", "Öppnande"), ("2", "Dagordning"), ("3", "Samverkan")],
        "dnr": [],
        "presenters": [],
        "roles": [["bakgrund"], ["bakgrund"], ["beslut"]],
        "attendance": [
            ("Bo Al", "S", "ledamot"),
            ("Cia Dal", "V", "ledamot"),
            ("Per Fors", "M", "ersättare"),
            ("Kalle Gran", None, "övrig"),
            ("Eva Ek", "C", "ordförande"),
        ],
    },
]


def told(document: Document) -> Findings:
    state = State(document, flow(document))
    doc = pipeline().make_doc(state.flow.text)
    state.parts = find_parts(state, doc)
    state.head = find_head(state, doc)
    state.attendance = find_attendance(state, doc)
    state.items = find_items(state, doc)
    return findings(state)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["id"])
def test_a_layout_is_told(layout: dict[str, Any], document: Callable[..., Document]) -> None:
    found = told(document(layout["script"], name=layout["name"]))
    head = found.head
    assert (head.kind, head.body, head.organisation, head.date, head.chair, head.secretary, head.adjusters) == layout["head"]
    assert [(item.number, item.title) for item in found.items] == layout["items"]
    assert [item.dnr for item in found.items if item.dnr] == layout["dnr"]
    assert [item.presenters for item in found.items if item.presenters] == layout["presenters"]
    assert [[section.role for section in item.sections] for item in found.items] == layout["roles"]
    assert [(one.name, one.party, one.role) for one in found.attendance] == layout["attendance"]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout["id"])
def test_printed_words_stand_in_their_passages(layout: dict[str, Any], document: Callable[..., Document]) -> None:
    read = document(layout["script"], name=layout["name"])
    found = told(read)
    for item in found.items:
        for section in item.sections:
            assert read.words(section.passage.span).split() == section.text.split()
        assert item.number.rstrip("abcdefgh") in read.words(item.passage.span)
        for word in (item.title or "").split():
            assert word in read.words(item.passage.span)
    for one in found.attendance:
        assert one.name in read.words(one.passage.span)
