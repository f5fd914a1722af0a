from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from corpus.findings import Member
from corpus.store.archive import Archive
from index.registers.initiative_titles import Title, movers, titled
from index.registers.initiatives import Initiative, initiatives

EVA = (Member("Eva Ek", "V"),)
TODAY = datetime.date(2020, 6, 1)

RAISED = """\
Almby kommun
Kommunfullmäktige
Protokoll 2018-02-26

§ 11 Anmälan av motioner
a) Motion från Eva Ek (V) om fri badbuss till Sandviken
b) Motion av Bo Sten (M) m.fl. angående laddplatser vid stationen

Beslut
Kommunfullmäktige beslutar att remittera motionerna till kommunstyrelsen.

§ 12 Anmälan av interpellation om vinterväghållningen
Beslut
Kommunfullmäktige beslutar att interpellationen får ställas.
"""
PREPARED = """\
Almby kommun
Kommunstyrelsen
Protokoll 2018-09-10

§ 77 Svar på motion om badbuss till Sandviken
Dnr KS 2018/31
Beslut
Kommunstyrelsen föreslår kommunfullmäktige besluta att avslå motionen.
"""
ANSWERED = """\
Almby kommun
Kommunfullmäktige
Protokoll 2018-10-29

§ 90 Svar på motion från Eva Ek (V) om fri badbuss till Sandviken
Dnr KS 2018/31
Eva Ek (V) har i en motion väckt den 26 februari 2018 föreslagit att badbussen ska vara fri.

Yrkanden
Eva Ek (V) yrkar bifall till motionen.
Beslut
Kommunfullmäktige beslutar
att bifalla motionen i den del som gäller barn,
att avslå motionen i övrigt.

§ 91 Svar på interpellation om vinterväghållningen
Bo Sten (M) har frågat Eva Ek (V) om vinterväghållningen. Eva Ek (V) svarar på interpellationen.
"""
AGAIN = """\
Almby kommun
Kommunfullmäktige
Protokoll 2020-01-27

§ 4 Anmälan av ny motion om fri badbuss till Sandviken
Beslut
Kommunfullmäktige beslutar att remittera motionen till tekniska nämnden.
"""
NEIGHBOUR = """\
Ekby kommun
Kommunfullmäktige
Protokoll 2018-11-05

§ 60 Motion om fri badbuss till Sandviken
Dnr KS 2017/204
Beslut
Motionen avslås.
"""


def _told(entries: list[Initiative]) -> list[tuple[str | None, str | None, str, str | None, bool]]:
    return [(e.subject, e.raised, e.state, e.answered or e.where, e.open_over_a_year) for e in entries]


def test_one_is_followed_from_its_raising_through_its_preparation_to_its_answer(archive_of: Callable[..., Archive]) -> None:
    texts = {"1.txt": RAISED, "2.txt": PREPARED, "3.txt": ANSWERED, "4.txt": AGAIN, "5.txt": NEIGHBOUR}
    entries = initiatives(archive_of(texts), today=TODAY)
    assert _told(entries) == [
        ("fri badbuss till Sandviken", "2020-01-27", "öppen", "tekniska nämnden", False),
        ("fri badbuss till Sandviken", "2018-02-26", "delvis bifallen", "2018-10-29", False),
        ("laddplatser vid stationen", "2018-02-26", "öppen", "kommunstyrelsen", True),
        ("vinterväghållningen", "2018-02-26", "besvarad", "2018-10-29", False),
        ("fri badbuss till Sandviken", "2017", "avslagen", "2018-11-05", False),
    ]
    badbuss = entries[1]
    assert [(step.date, step.what, step.to) for step in badbuss.steps] == [
        ("2018-02-26", "remitterad", "kommunstyrelsen"),
        ("2018-09-10", "beredd", "kommunfullmäktige"),
        ("2018-10-29", "delvis bifallen", None),
    ]
    assert [source.file for source in badbuss.sources] == ["1.txt", "2.txt", "3.txt"]
    assert badbuss.by == EVA
    assert badbuss.dnr == ("KS 2018/31",)
    assert badbuss.answer is not None
    assert "att avslå motionen i övrigt" in badbuss.answer


def test_what_comes_later_is_not_known_on_an_earlier_day(archive_of: Callable[..., Archive]) -> None:
    archive = archive_of({"1.txt": RAISED, "3.txt": ANSWERED})
    (badbuss, *_) = initiatives(archive, today=datetime.date(2018, 6, 1))
    assert (badbuss.state, badbuss.where, badbuss.open_over_a_year) == ("öppen", "kommunstyrelsen", False)


def test_the_words_of_a_source_stand_where_it_says(archive_of: Callable[..., Archive]) -> None:
    (source,) = next(
        e for e in initiatives(archive_of({"1.txt": RAISED}), today=TODAY) if e.by == (Member("Bo Sten", "M"),)
    ).sources
    assert source.words == "Motion av Bo Sten (M) m.fl. angående laddplatser vid stationen"
    assert (source.file, source.item, source.page) == ("1.txt", "11", 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Motion om cykelväg", Title("motion", "cykelväg", (), False, False)),
        ("Svar på motion (S) om fria bussar", Title("motion", "fria bussar", (), False, False)),
        ("Motion nr 12 från Eva Ek (V) m.fl. angående skolmat - svar", Title("motion", "skolmat", EVA, False, False)),
        ("Besvarande av motion av Eva Ek, V, om utebad, KS 2019/77", Title("motion", "utebad", EVA, False, False)),
        ("Interpellation från Eva Ek (V) till Bo Sten (M) om snö", Title("interpellation", "snö", EVA, False, False)),
        ("Medborgarförslag – Gång- och cykelväg", Title("medborgarförslag", "Gång- och cykelväg", (), False, False)),
        ("Enkel fråga till Eva Ek (S) om snö", Title("enkel fråga", "snö", (), False, False)),
        ("Anmälan av nya motioner", Title("motion", None, (), True, True)),
        ("Redovisning av obesvarade motioner", Title("motion", None, (), False, True)),
        ("Motion på recept", None),
        ("Anläggning för motion och lek", None),
        ("Motionsspår i Almby", None),
        ("Ny policy till följd av motion om fri entré", None),
        ("Allmänhetens frågestund", None),
    ],
)  # fmt: skip
def test_a_title_says_what_and_whose(text: str, expected: Title | None) -> None:
    assert titled(text) == expected


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Eva Ek (V) och Bo Sten (v) har i motion den 9 mars 1998 föreslagit att …", ["Eva Ek", "Bo Sten"]),
        ("Eva Ek (V) har frågat Bo Sten (M) om hamnen.", ["Eva Ek"]),
        ("Motionen har remitterats. Eva Ek (V) föreslår i en motion att …", ["Eva Ek"]),
        ("Kommunstyrelsen anser att Eva Ek (V) har rätt.", []),
    ],
)
def test_the_text_says_who_made_it(words: str, names: list[str]) -> None:
    assert [member.name for member in movers(words)] == names
