"""What the registers say of the sample archive, judged by what its documents say."""

from __future__ import annotations

from corpus.store.archive import Archive
from index.export.rows import objects
from index.export.tables import columns
from index.registers.decisions import Wanted, decisions


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


def test_rows_have_the_columns_of_their_tables(sample_archive: Archive) -> None:
    for values in objects(decisions(sample_archive, Wanted())):
        assert list(values) == list(columns("decisions"))
