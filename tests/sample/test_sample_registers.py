"""What the registers say of the sample archive, judged by what its documents say."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from corpus.store.archive import Archive
from corpus.store.documents import every
from index.comparison import compare
from index.export.rows import Entry, objects
from index.export.tables import columns
from index.registers.adoption import adoption
from index.registers.agreements import agreements
from index.registers.assignments import assignments
from index.registers.coverage import coverage
from index.registers.decisions import Wanted, decisions
from index.registers.initiatives import initiatives


def test_decisions_tell_how_votes_went(sample_archive: Archive) -> None:
    voted = decisions(sample_archive, Wanted(vote="alla"))
    told = {(entry.date, entry.item): [(one.ja, one.nej, one.avstar) for one in entry.votes] for entry in voted}
    assert told == {
        ("2020-11-24", "118"): [(39, 11, 1)],
        ("2012-09-24", "112"): [(18, 12, 1)],
        ("2012-09-24", "109"): [(19, 12, None)],
        ("2004-03-09", "40"): [(9, 4, None)],
        ("1998-11-23", "85"): [(28, 21, 2)],
    }


def test_decisions_tell_whose_yrkanden_were_voted_down(sample_archive: Archive) -> None:
    entries = decisions(sample_archive, Wanted(person="Stellan Rådberg", outcome="avslaget"))
    assert [(entry.date, entry.item) for entry in entries] == [
        ("2020-11-24", "118"),
        ("2019-10-04", "33"),
        ("2012-06-19", "71"),
    ]
    assert decisions(sample_archive, Wanted(person="Stellan Rådberg", outcome="bifallet")) == []


def test_secret_items_have_no_rows(sample_archive: Archive) -> None:
    entries = decisions(sample_archive, Wanted(body="socialnämnden", organisation="Myckelsele"))
    assert entries
    assert not {entry.item for entry in entries} & {"31", "32"}


def test_motions_are_told_from_their_raising_to_their_answer(sample_archive: Archive) -> None:
    entries = initiatives(sample_archive, today=datetime.date(2024, 6, 1))
    told = {(entry.kind, entry.subject): (entry.raised, entry.state, entry.where, entry.answered) for entry in entries}
    assert told == {
        ("motion", "mobil mammografi"): ("1998-03-09", "avslagen", None, "1998-11-23"),
        ("interpellation", "väntetider till ögonkliniken"): (None, "besvarad", None, "1998-11-23"),
        ("motion", "konstfrusen bandybana"): ("2003", "öppen", "kommunfullmäktige", None),
        ("motion", "kostnadsfria preventivmedel upp till 25 år"): ("2011", "avslagen", None, "2012-06-19"),
        ("interpellation", "förlossningsvården i Halltorna"): ("2012", "besvarad", None, "2012-06-19"),
        ("motion", "trygghetslarm"): ("2011", "bifallen", None, "2012-09-24"),
        ("interpellation", "snöröjning"): ("2012", "besvarad", None, "2012-09-24"),
        ("medborgarförslag", "lekpark i Norra Hagen"): ("2012", "öppen", "tekniska nämnden", None),
        ("motion", "äldreombud"): ("2020-10-26", "öppen", "Socialchefen", None),
        ("motion", "cykelpendling"): ("2019", "besvarad", None, "2020-11-24"),
        ("interpellation", "uppskjutna operationer"): ("2020", "besvarad", None, "2020-11-24"),
        ("motion", "laddstolpar vid vårdcentralerna"): ("2020-11-24", "öppen", "regionstyrelsen", None),
        ("motion", "fria mensskydd på folkhögskolan"): ("2020-11-24", "öppen", "regionstyrelsen", None),
    }
    assert {entry.subject for entry in entries if entry.open_over_a_year} == {
        subject for (_, subject), (_, state, _, _) in told.items() if state == "öppen"
    }
    moved = {entry.subject: [member.name for member in entry.by] for entry in entries}
    assert moved["mobil mammografi"] == ["Anki Rydmo", "Gunvor Asptorp"]
    assert moved["snöröjning"] == ["Jesper Nordfall"]


def test_adoption_tells_what_each_principal_decided(sample_archive: Archive) -> None:
    told = {
        (row.recommended_on, row.principal): (row.state, row.in_archive, row.date, row.item) for row in adoption(sample_archive)
    }
    assert {key: value for key, value in told.items() if key[0] in ("2012-03-30", "2021-05-21")} == {
        ("2012-03-30", "Region Älvringe"): ("antagen", True, "2012-06-19", "71"),
        ("2012-03-30", "Sunnerlo kommun"): ("antagen", True, "2012-09-24", "112"),
        ("2012-03-30", "Myckelsele kommun"): ("antagen", False, "2012-09-27", "88"),
        ("2012-03-30", "Halltorna kommun"): ("antagen", False, "2012-10-29", "141"),
        ("2012-03-30", "Vråsjö kommun"): ("antagen", False, "2012-11-26", "103"),
        ("2021-05-21", "Region Älvringe"): ("antagen", False, "2021-09-28", "97"),
        ("2021-05-21", "Sunnerlo kommun"): ("antagen", False, "2021-10-25", "120"),
        ("2021-05-21", "Halltorna kommun"): ("antagen", False, "2021-11-22", "131"),
        ("2021-05-21", "Myckelsele kommun"): ("antagen", False, "2021-11-29", "105"),
        ("2021-05-21", "Vråsjö kommun"): ("antagen", False, "2021-12-13", "96"),
    }
    others = {value for key, value in told.items() if key[0] in ("2016-09-16", "2019-10-04")}
    assert others == {("inget beslut", False, None, None)}
    assert len(told) == 20  # § 34 and § 35 of one day are told under one key here


def test_coverage_tells_what_is_missing_and_by_which_sign(sample_archive: Archive) -> None:
    rows = {(row.body, row.year): row for row in coverage(sample_archive, today=datetime.date(2024, 6, 1))}
    board = rows["Vårdsamrådet", "2019"]
    assert board.meetings == ("2019-10-04", "2019-12-06")
    assert board.paragraphs == ("§§ 30–45",)
    assert [(one.sign, one.what) for one in board.missing] == [("paragrafer", "§§ 1–29, före 2019-10-04")]
    planned = [one.after for year in ("2017", "2020") for one in rows["Vårdsamrådet", year].missing if one.sign == "mötesplan"]
    assert planned == [
        "2017-02-10", "2017-05-19", "2017-09-15", "2017-12-01", "2020-02-14", "2020-05-29", "2020-10-02", "2020-12-04",
    ]  # fmt: skip
    cited = {
        one.after for year in ("2012", "2021", "2023") for one in rows["Vårdsamrådet", year].missing if one.sign == "hänvisning"
    }
    assert {"2012-03-30", "2021-05-21", "2021-10-01", "2023-02-10", "2023-12-08"} <= cited
    assert not [one for one in rows["Kommunfullmäktige", "2012"].missing if one.sign == "hänvisning"]  # those are of others


def test_minutes_are_compared_with_their_agenda(sample_archive: Archive) -> None:
    named = {stored.document.source.name: (stored.document, stored.findings) for stored in every(sample_archive)}
    rows = compare(named["Kallelse 4 okt 2019.docx"], named["Protokoll Vårdsamrådet 2019-10-04.pdf"])
    told = {row.item: row.verdict for row in rows}
    assert {item for item, verdict in told.items() if verdict == "ändrat"} == {"33", "34", "35"}
    assert not {"tillkom", "utgick"} & set(told.values())
    extension = next(row for row in rows if row.item == "33")
    assert ("bort", "2021-12-31.") in extension.difference
    assert any(kind == "nytt" and words.startswith("2020-12-31.") for kind, words in extension.difference)


def test_rows_have_the_columns_of_their_tables(sample_archive: Archive) -> None:
    registers: dict[str, Sequence[Entry]] = {
        "decisions": decisions(sample_archive, Wanted()),
        "agreements": agreements(sample_archive, "2024-06-01"),
        "assignments": assignments(sample_archive, "2024-06-01"),
        "coverage": coverage(sample_archive, today=datetime.date(2024, 6, 1)),
        "adoption": adoption(sample_archive),
        "motions": initiatives(sample_archive, today=datetime.date(2024, 6, 1)),
    }
    for table, entries in registers.items():
        rows = list(objects(entries))
        assert rows
        assert len({row["id"] for row in rows}) == len(rows)
        for row in rows:
            assert list(row) == list(columns(table)), table
