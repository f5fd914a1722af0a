from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.store.archive import Archive
from index.registers.decisions import DecisionEntry, Wanted, decisions

MINUTES = """\
Almby kommun
Kommunfullmäktige
Protokoll 2011-03-14

§ 14 Ny idrottshall
Yrkanden
Eva Ek (S) yrkar bifall till kommunstyrelsens förslag. Bo Sten (M) yrkar avslag.
Omröstning
Omröstning begärs. Med 12 ja-röster mot 9 nej-röster beslutar kommunfullmäktige enligt kommunstyrelsens förslag.
Beslut
Kommunfullmäktige beslutar att anslå 4 miljoner kronor till en idrottshall.
Reservation
Bo Sten (M) reserverar sig mot beslutet.

§ 15 Taxa för hamnen
Beslut
Kommunfullmäktige beslutar att återremittera ärendet till hamnnämnden.
"""
EXTRACT = """\
Almby kommun
Protokollsutdrag
Kommunfullmäktige 2011-03-14

§ 15 Taxa för hamnen
Beslut
Kommunfullmäktige beslutar att återremittera ärendet till hamnnämnden.

Paragrafen är justerad
"""
EARLIER = """\
Almby kommun
Socialnämnden
Protokoll 2010-02-01

§ 3 Bidrag
Beslut
Socialnämnden beslutar att bevilja Brygghuset 20 000 kronor.
"""


@pytest.fixture
def archive(archive_of: Callable[..., Archive]) -> Archive:
    return archive_of({"kf.txt": MINUTES, "utdrag.txt": EXTRACT, "sn.txt": EARLIER})


def _items(entries: list[DecisionEntry]) -> list[str | None]:
    return [entry.item for entry in entries]


def test_the_latest_decisions_come_first_each_once(archive: Archive) -> None:
    entries = decisions(archive, Wanted())
    assert _items(entries) == ["14", "15", "3"]
    assert {source.file for source in entries[1].sources} == {"kf.txt", "utdrag.txt"}


def test_a_decision_tells_who_moved_what_and_how_it_went(archive: Archive) -> None:
    first = decisions(archive, Wanted())[0]
    assert [(one.by[0].name, one.stance, one.outcome) for one in first.motions] == [
        ("Eva Ek", "bifall", "bifallet"),
        ("Bo Sten", "avslag", "avslaget"),
    ]
    assert [(count.ja, count.nej) for count in first.votes] == [(12, 9)]
    assert [member.name for member in first.reservations] == ["Bo Sten"]
    assert first.sources[0].words == "Kommunfullmäktige beslutar att anslå 4 miljoner kronor till en idrottshall."


@pytest.mark.parametrize(
    ("wanted", "items"),
    [
        (Wanted(body="KF"), ["14", "15"]),
        (Wanted(body="kommunfullmäktige"), ["14", "15"]),
        (Wanted(body="social"), ["3"]),
        (Wanted(organisation="almby"), ["14", "15", "3"]),
        (Wanted(since="2011"), ["14", "15"]),
        (Wanted(until="2010-02"), ["3"]),
        (Wanted(action="bevilja"), ["3"]),
        (Wanted(addressee="hamnnämnden"), ["15"]),
        (Wanted(person="sten"), ["14"]),
        (Wanted(party="m", outcome="avslaget"), ["14"]),
        (Wanted(party="M", outcome="bifallet"), []),
        (Wanted(person="Eva Ek", party="M"), []),
        (Wanted(vote="alla"), ["14"]),
        (Wanted(vote="ja"), ["14"]),
        (Wanted(vote="nej"), []),
        (Wanted(body="KF", action="bevilja"), []),
    ],
)
def test_every_filter_that_is_given_holds(wanted: Wanted, items: list[str], archive: Archive) -> None:
    assert _items(decisions(archive, wanted)) == items
