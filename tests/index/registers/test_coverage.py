from __future__ import annotations

import datetime
from collections.abc import Callable

from corpus.store.archive import Archive
from index.registers.coverage import Coverage, coverage

TODAY = datetime.date(2020, 6, 1)


def minutes(day: str, *numbers: int, more: str = "", body: str = "Socialnämnden") -> str:
    paragraphs = "\n".join(f"§ {n} Ärende {n}\nBeslut\n{body} beslutar att godkänna förslaget.\n" for n in numbers)
    return f"Almby kommun\n{body}\nProtokoll {day}\n\n{paragraphs}\n{more}\n"


AGENDA = """\
Almby kommun
Socialnämnden
Kallelse till sammanträde 2019-05-14

Ledamöter kallas till sammanträde tisdagen den 14 maj 2019 kl. 13.00 i kommunhuset.

Ärenden
1. Val av justerare
2. Budget
"""


def _signs(rows: list[Coverage]) -> list[tuple[str, str, str]]:
    return [(row.year, one.sign, one.what) for row in rows for one in row.missing]


def test_a_whole_series_lacks_nothing(archive_of: Callable[..., Archive]) -> None:
    texts = {"1.txt": minutes("2019-01-15", 1, 2), "2.txt": minutes("2019-02-12", 3, 4), "3.txt": minutes("2020-01-14", 1, 2)}
    rows = coverage(archive_of(texts), today=TODAY)
    assert [(row.organisation, row.body, row.year, row.meetings, row.paragraphs) for row in rows] == [
        ("Almby kommun", "Socialnämnden", "2019", ("2019-01-15", "2019-02-12"), ("§§ 1–4",)),
        ("Almby kommun", "Socialnämnden", "2020", ("2020-01-14",), ("§§ 1–2",)),
    ]
    assert _signs(rows) == []


def test_gaps_in_the_series_agendas_and_empty_years_tell_of_missing_minutes(archive_of: Callable[..., Archive]) -> None:
    texts = {
        "1.txt": minutes("2017-02-14", 8, 9),
        "2.txt": minutes("2019-01-15", 1, 2),
        "3.txt": minutes("2019-04-09", 7, 8),
        "kallelse.txt": AGENDA,
    }
    rows = coverage(archive_of(texts), today=TODAY)
    assert _signs(rows) == [
        ("2017", "paragrafer", "§§ 1–7, före 2017-02-14"),
        ("2018", "år", "inga protokoll från 2018"),
        ("2019", "paragrafer", "§§ 3–6, mellan 2019-01-15 och 2019-04-09"),
        ("2019", "kallelse", "kallelse till 2019-05-14 utan protokoll"),
    ]
    assert {source.file for source in rows[1].sources} == {"1.txt", "2.txt"}
    assert "kallelse.txt" in {source.file for source in rows[2].sources}


def test_planned_meetings_and_references_tell_of_others(archive_of: Callable[..., Archive]) -> None:
    plan = (
        "§ 3 Sammanträdestider\nBeslut\nSocialnämnden sammanträder den 12 mars 2019 och den 9 april 2019.\n\n"
        "§ 4 Taxa\nNämnden beslutade den 18 december 2018, § 90, om taxan.\n"
    )
    texts = {"1.txt": minutes("2019-01-15", 1, 2, more=plan), "2.txt": minutes("2019-03-12", 5)}
    rows = coverage(archive_of(texts), today=TODAY)
    assert _signs(rows) == [
        ("2018", "år", "inga protokoll från 2018"),
        ("2018", "hänvisning", "2018-12-18 § 90, som 1.txt hänvisar till"),
        ("2019", "mötesplan", "möte 2019-04-09, planerat 2019-01-15 § 3"),
    ]


def test_a_series_that_goes_on_over_new_year_or_begins_anew_each_meeting_has_no_gaps(
    archive_of: Callable[..., Archive],
) -> None:
    on = {"1.txt": minutes("2018-12-04", 1, 2), "2.txt": minutes("2019-01-15", 3, 4)}
    assert _signs(coverage(archive_of(on), today=TODAY)) == []
    anew = {"1.txt": minutes("2019-01-15", 1, 2), "2.txt": minutes("2019-03-12", 1, 2), "3.txt": minutes("2019-05-14", 1)}
    assert _signs(coverage(archive_of(anew), today=TODAY)) == []


def test_bodies_of_one_name_in_two_municipalities_are_two(archive_of: Callable[..., Archive]) -> None:
    texts = {"1.txt": minutes("2019-01-15", 1, 2), "2.txt": minutes("2019-02-12", 3).replace("Almby", "Ekby")}
    rows = coverage(archive_of(texts), today=TODAY)
    assert [(row.organisation, row.paragraphs) for row in rows] == [("Almby kommun", ("§§ 1–2",)), ("Ekby kommun", ("§ 3",))]
