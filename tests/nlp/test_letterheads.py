"""Documents whose title line, lists and covers are not as the textbook has them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.findings import Findings
from nlp.structure.covers import label_at
from nlp.structure.kinds import title_kind
from nlp.structure.titles import without_trailing_diary
from nlp.who.persons import person_at

Annotated = Callable[..., Findings]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("NORRBY LÄNS LANDSTING\tPROTOKOLL\t1 (9)", "protokoll"),  # beside the owner and the page number
        ("Sävbo kommun   Sammanträdesprotokoll   Sida 1(3)", "protokoll"),  # parted by blanks
        ("Sävbo kommun TJÄNSTEUTLÅTANDE 2019-02-20", "tjänsteskrivelse"),  # one blank, but in capitals
        ("Sävbo kommun Kallelse", "kallelse"),  # right behind the owner's name
        ("Anna Ek föredrar tillägg till protokoll", None),  # in running text
        ("Kultur- och fritidsnämndens pågående uppdrag", "balanslista"),
        ("Ej verkställda beslut 2014-02-03", "balanslista"),
    ],
)
def test_a_line_names_a_kind_beside_other_things(line: str, kind: str | None) -> None:
    assert title_kind(line) == kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ledamöter", "list:ledamot"),
        ("Föredragande och tjänstemän", "list:övrig"),  # joined labels
        ("Övriga närvarande tjänstepersoner, inbjudna", "list:övrig"),
        ("Tjänstemän m fl: Olle Karlsson", "list:övrig"),
        ("Beslutande ledamöter och tjänstgörande ersättare", "list:ledamot"),  # the first one tells the role
        ("Ersättare (ej tjänstgörande)", "list:ersättare"),
        ("Övriga ej beslutande", "list:ersättare"),
        ("Ersättare, tjänstgörande", "list:tjänstgörande ersättare"),
        ("Ledamöterna fick en lägesbild", None),  # running text
        ("Dag Ek, skolchef", None),  # a person whose name is a label
    ],
)
def test_a_label_may_be_put_together_from_known_words(text: str, name: str | None) -> None:
    found = label_at(text)
    assert (found[0] if found else None) == name


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Karin Ek, s  ej 79", "S"),
        ("Karin Ek, m\t75-83", "M"),
        ("Karin Ek, c   §§ 4-8", "C"),
        ("Karin Ek, fp tjg ersättare", "FP"),
        ("Karin Ek, s och Bo Alm", "S"),
        ("Karin Ek, i stället för Bo Alm", None),
    ],
)
def test_a_party_without_brackets_stands_before_a_code_of_presence(text: str, party: str | None) -> None:
    person = person_at(text)
    assert person
    assert person.party == party


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Ny taxa för vatten KS 2017/31", ("Ny taxa för vatten", ["KS 2017/31"])),
        ("Ny taxa för vatten, TN 2019/12", ("Ny taxa för vatten", ["TN 2019/12"])),
        ("Ny taxa (BN 2012:15, KS 2012:3)", ("Ny taxa", ["BN 2012:15", "KS 2012:3"])),
        ("Rättelse av KS 2017/31", ("Rättelse av KS 2017/31", [])),  # a word governs it
        ("Budget 2020", ("Budget 2020", [])),
    ],
)
def test_a_diary_number_at_the_end_of_a_title_is_none_of_its_words(title: str, expected: tuple[str, list[str]]) -> None:
    assert without_trailing_diary(title) == expected


def test_paragraphs_with_decisions_are_minutes_without_any_title(annotated: Annotated) -> None:
    found = annotated("""
Ale kommun
Socialnämnden
2001-04-11
30 Budget
Socialnämnden beslutade
att anta budgeten.
31 Rapporter
Rapporterna lades till handlingarna.
32 Taxor
Socialnämnden beslutade att höja taxorna.
33 Nästa möte
Nästa möte är i maj.
Vid protokollet
Karin Ek
""")
    assert found.head.kind == "protokoll"
    assert [item.number for item in found.items] == ["30", "31", "32", "33"]


def test_lists_may_stand_beside_each_other_with_roles_in_a_column(annotated: Annotated) -> None:
    found = annotated("""
# Sammanträdesprotokoll
| Nämnd | Socialnämnden |
| Datum | 2015-02-03 |
| Ordförande | Eva Ek §§ 1–2 |
# Närvarolista
|! Ledamöter | | Ersättare | |
| Eva Ek (S) | ordförande | Bo Alm (S) | |
| Ola Dal (M) | 1:e vice ordförande | Siv Lund (M) | för Rut Falk (M) |
| Pia Ask\\n(C) | | | |
| Tor Berg (V) | | Övriga | |
| | | Åsa Vik | socialchef |
Ulf Hed (L)
# § 1 Val av justerare
Socialnämnden beslutar att välja Pia Ask.
# § 2 Budget
Socialnämnden beslutar att anta budgeten.
""")
    assert sorted((one.name, one.party, one.role) for one in found.attendance) == [
        ("Bo Alm", "S", "ersättare"),
        ("Eva Ek", "S", "ordförande"),
        ("Ola Dal", "M", "vice ordförande"),
        ("Pia Ask", "C", "ledamot"),
        ("Siv Lund", "M", "tjänstgörande ersättare"),
        ("Tor Berg", "V", "ledamot"),
        ("Ulf Hed", "L", "ledamot"),  # under the table, so it goes on with the left list
        ("Åsa Vik", None, "övrig"),
    ]
    assert found.head.chair == "Eva Ek"


def test_a_column_of_functions_tells_the_roles(annotated: Annotated) -> None:
    found = annotated("""
# Protokoll
Fritidsnämnden 2018-05-02
|! Namn | Parti | Funktion | Närv. |
| Eva Ek | S | Ordförande | X |
| Bo Alm | M | Vice ordförande | X |
| Ida Hed | C | Ledamot | - |
| Ola Lund | C | Tjg ersättare för Ida Hed | X |
| Rut Falk | V | Ersättare | X |
# § 5 Taxor
Fritidsnämnden beslutar att anta taxan.
# § 6 Rapport
Fritidsnämnden beslutar att notera rapporten.
""")
    assert [(one.name, one.role) for one in found.attendance] == [
        ("Eva Ek", "ordförande"),
        ("Bo Alm", "vice ordförande"),
        ("Ola Lund", "tjänstgörande ersättare"),
        ("Rut Falk", "ersättare"),
    ]


def test_those_who_present_the_points_of_an_agenda_are_not_listed_as_present(annotated: Annotated) -> None:
    found = annotated("""
# Kallelse
Tekniska nämnden kallas till sammanträde den 5 mars 2019
|! Nr | Ärende | Föredragande |
| 1 | Val av justerare | |
| 2 | Ny taxa | Karin Ek |
| 3 | Information | Bo Alm |
""")
    assert found.attendance == ()
    assert found.head.body == "Tekniska nämnden"
    assert [(item.title, item.presenters) for item in found.items][1] == ("Ny taxa", ("Karin Ek",))


def test_a_table_of_contents_without_leaders_gives_neither_items_nor_a_part(annotated: Annotated) -> None:
    found = annotated("""
~ Ale kommun	Protokoll	1 (3)
Kommunstyrelsen
Sammanträdesdatum 2019-03-04
Beslutande
Eva Ek (S), ordförande
===
~ Ale kommun	Protokoll	2 (3)
# Ärendelista
§ 40 Val av justerare 3
| § 41 Program för kultur | 3 |
§ 42 Plan för fritid i alla
kommunens delar 3
===
~ Ale kommun	Protokoll	3 (3)
# § 40 Val av justerare
Bo Ek väljs.
# § 41 Program för kultur
Kommunstyrelsen beslutar att anta programmet.
# § 42 Plan för fritid i alla kommunens delar
Kommunstyrelsen beslutar att anta planen.
""")
    assert len(found.parts) == 1
    assert [item.number for item in found.items] == ["40", "41", "42"]
    assert all(item.sections for item in found.items)


def test_a_year_at_the_end_of_a_point_is_no_page(annotated: Annotated) -> None:
    found = annotated("""
# Kallelse
Ärendelista
1. Val av justerare
2. Budget 2020
3. Bokslut 2018
4. Information
""")
    assert [item.title for item in found.items] == ["Val av justerare", "Budget 2020", "Bokslut 2018", "Information"]


def test_a_pack_is_parted_at_titles_beside_owners_and_at_motions_and_rules(annotated: Annotated) -> None:
    found = annotated("""
Ale kommun
# KALLELSE
Socialnämnden
Tid: den 5 mars 2019
1. Riktlinjer för avgifter, SN 2019/4
2. Motion om avgifter
3. Övrigt
===
Ale kommun TJÄNSTEUTLÅTANDE 2019-02-20
Socialförvaltningen Dnr SN 2019/4
# Riktlinjer för avgifter
Förslag till beslut
Nämnden antar riktlinjerna.
===
Ärendet fortsätter här med mera text om avgifter.
===
Förslag
# Riktlinjer för avgifter inom hemtjänsten
## § 1 Inledning
Text.
## § 2 Avgifter
Nämnden beslutar om jämkning.
===
# Motion om lägre avgifter
Vi föreslår att avgifterna sänks.
===
Ale kommun   PROTOKOLLSUTDRAG   1 (1)
Kommunstyrelsen   2019-01-15
§ 12 Motion om avgifter KS 2018/71
Kommunstyrelsen beslutar att remittera motionen till socialnämnden.
""")
    assert found.head.kind == "möteshandlingar"
    assert [(part.kind, part.pages) for part in found.parts] == [
        ("kallelse", (1, 1)),
        ("tjänsteskrivelse", (2, 3)),
        ("policy", (4, 4)),
        ("motion", (5, 5)),
        ("protokollsutdrag", (6, 6)),
    ]
    assert [(item.number, item.title, item.dnr) for item in found.items] == [
        ("1", "Riktlinjer för avgifter", ("SN 2019/4",)),
        ("2", "Motion om avgifter", ()),
        ("3", "Övrigt", ()),
        ("12", "Motion om avgifter", ("KS 2018/71",)),
    ]


def test_a_list_that_is_kept_up_is_told_by_its_columns_and_dated_by_its_state(annotated: Annotated) -> None:
    found = annotated("""
Socialnämnden
# Ärenden under beredning
Avstämd med presidiet 2019-04-02
|! Datum, § | Uppdrag | Ansvarig | Återrapporteras | Status |
| 2018-05-02 § 5 | Överenskommelse om tolkar | Socialchefen | Maj 2019 | Pågår |
""")
    assert (found.head.kind, found.head.date) == ("balanslista", "2019-04-02")


def test_a_label_that_ends_like_a_body_is_none(annotated: Annotated) -> None:
    found = annotated("""
# Samverkansavtal om tolkar
| Beredande forum | Tolkrådet |
| Giltighetstid | 2013-03-01 – 2016-12-31 |
Parterna är överens om följande.
""")
    assert found.head.body == "Tolkrådet"


@pytest.mark.parametrize(
    ("heading", "body", "organisation"),
    [
        ("Kommunfullmäktige i Sävbo", "Kommunfullmäktige", "Sävbo"),
        ("Vårdrådet i Norrby län", "Vårdrådet", "Norrby län"),
        ("VÅRDRÅDET I NORRBY LÄN", "Vårdrådet", None),
    ],
)
def test_the_place_in_a_body_s_name_is_whose_it_is(
    heading: str, body: str, organisation: str | None, annotated: Annotated
) -> None:
    head = annotated(
        f"# {heading}\nProtokoll 2001-02-03\n# § 1 Val\nBeslut\nBo Ek väljs.\n# § 2 Mer\nBeslut\nBo Ek väljs."
    ).head
    assert (head.body, head.organisation) == (body, organisation)


def test_the_name_of_the_file_gives_the_body_without_the_kind(annotated: Annotated) -> None:
    found = annotated(
        "# § 1 Val\nBeslut\nBo Ek väljs.\n# § 2 Mer\nBeslut\nBo Ek väljs.", name="Protokoll kulturnämnden 2011.pdf"
    )
    assert found.head.body == "Kulturnämnden"


def test_adjusters_may_be_named_after_the_verb(annotated: Annotated) -> None:
    found = annotated("""
Protokoll fört vid sammanträde med kommunfullmäktige den 4 juni 1979
§ 1
Till att jämte ordföranden justera dagens protokoll utsågs Ture Alm och Eva Dal.
§ 2
Kommunfullmäktige beslöt att anta förslaget.
""")
    assert found.head.adjusters == ("Ture Alm", "Eva Dal")
    assert [item.title for item in found.items] == [None, None]


def test_lists_beside_each_other_may_have_a_column_of_parties_each(annotated: Annotated) -> None:
    found = annotated("""
~ Regionstyrelsen   Protokoll   2012-05-07
# Närvarande
| Ledamöter | Parti | Ersättare | Parti |
| Eva Ek, ordförande | S | Bo Alm | M |
| Ola Dal | (M) | Siv Lund | S |
# § 7 Val
Regionstyrelsen beslutar att välja Ola Dal.
# § 8 Taxa
Regionstyrelsen beslutar att anta taxan.
""")
    assert sorted((one.name, one.party, one.role) for one in found.attendance) == [
        ("Bo Alm", "M", "ersättare"),
        ("Eva Ek", "S", "ordförande"),
        ("Ola Dal", "M", "ledamot"),
        ("Siv Lund", "S", "ersättare"),
    ]
    assert (found.head.body, found.head.date) == ("Regionstyrelsen", "2012-05-07")


def test_values_may_stand_under_labels_that_stand_beside_each_other(annotated: Annotated) -> None:
    found = annotated("""
~ Tjänsteskrivelse
Datum	Diarienummer
2016-03-01	KS 2016/44
# Revidering av reglemente
Förslag till beslut
Kommunstyrelsen antar reglementet.
""")
    assert (found.head.date, found.head.dnr) == ("2016-03-01", ("KS 2016/44",))


def test_a_word_that_is_a_heading_too_is_the_title_right_under_a_number(annotated: Annotated) -> None:
    found = annotated("""
# Protokoll
§ 80
Delegationsbeslut
Socialnämnden beslutar att godkänna redovisningen.
§ 81
Budget
Socialnämnden beslutar att anta budgeten.
""")
    assert [item.title for item in found.items] == ["Delegationsbeslut", "Budget"]


@pytest.mark.parametrize("title", ["Ärendebalanslista per 2019-04-02", "Ärendebalans, nämndens uppdrag per den 2 april 2019"])
def test_a_list_of_open_matters_may_be_dated_in_its_heading(annotated: Annotated, title: str) -> None:
    findings = annotated(
        f"""
Kulturnämnden
# {title}
|! Nr | Ärende | Ansvarig | Klart |
| 1 | Biblioteksplan | Bibliotekschef | 2019-10-01 |
| 2 | Taxor | Controller | 2019-11-05 |
"""
    )
    assert (findings.head.kind, findings.head.date) == ("balanslista", "2019-04-02")


@pytest.mark.parametrize("day", ["2012-05-14", "den 14 maj 2012", "Ekeby den 14 maj 2012"])
def test_an_agreement_is_dated_above_its_signatures(annotated: Annotated, day: str) -> None:
    findings = annotated(
        f"""
# Samverkansavtal om vägar
## § 1 Parter
Avtalet har träffats mellan Ekeby kommun och Viks kommun.
## § 2 Tid
Avtalet gäller från och med den 1 januari 2013 till och med den 31 december 2015.
Avtalet har upprättats i två exemplar.
{day}
För Ekeby kommun
..........
Eva Ek
"""
    )
    assert (findings.head.kind, findings.head.date) == ("avtal", "2012-05-14")
