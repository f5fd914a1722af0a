from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest

from corpus.document import Document
from corpus.findings import Assignment, Attendance, Decision, Findings, Head, Item, Member, Motion, Part, Passage
from corpus.store.documents import Stored
from index.records import IndexRecord, records

MINUTES = """
# Protokoll
~ Dnr BN 2015/77
Närvarande
- Eva Ek (S)
# § 1 Val av justerare
Nämnden utser Bo Lind.
~ Byggnadsnämnden Sida 1
===
~ Byggnadsnämnden Sida 2
# § 2 Bygglov
Nämnden beviljar bygglov.
# § 3 Enskilt ärende
Sekretess gäller för denna paragraf.
# Slut
Vid protokollet
"""


def stored(document: Document, findings: Findings) -> Stored:
    sha = hashlib.sha256(document.text.encode()).hexdigest()
    return Stored(sha, 1, replace(document, source=replace(document.source, sha256=sha)), findings, ("/in/prov.txt",))


def passage(document: Document, start: str, end: str | None = None) -> Passage:
    """From where one text stands to where another does, or to its own end."""
    at = document.text.index(start)
    return Passage((at, document.text.index(end, at) if end else at + len(start)))


@pytest.fixture
def minutes(document: Callable[..., Document]) -> Stored:
    read = document(MINUTES)
    findings = Findings(
        Head("protokoll", "Protokoll", "Byggnadsnämnden", "Vallby kommun", "2015-03-02", ("BN 2015/77",)),
        items=(
            Item(passage(read, "§ 1", "§ 2"), "1", "Val av justerare", presenters=("Siv Alm",)),
            Item(passage(read, "§ 2", "§ 3"), "2", "Bygglov", dnr=("BN 2015/80",)),
            Item(passage(read, "§ 3", "Slut"), "3", "Enskilt ärende", secret=True),
        ),
        decisions=(Decision(passage(read, "Nämnden beviljar bygglov."), "2", "…", (), "bevilja", "decided"),),
        attendance=(Attendance(passage(read, "Eva Ek (S)"), "Eva Ek", "S", "ledamot"),),
        motions=(Motion(passage(read, "Nämnden utser"), "1", (Member("Bo Lind", "M"),), "bifall", "…"),),
        assignments=(Assignment(passage(read, "beviljar"), "2", "…", ("Bygglovschefen",)),),
    )
    return stored(read, findings)


def by_item(found: tuple[IndexRecord, ...]) -> dict[str | None, IndexRecord]:
    return {record.item: record for record in found}


def test_records_tile_the_text(minutes: Stored) -> None:
    spans = [record.span for record in records(minutes)]
    assert (spans[0][0], spans[-1][1]) == (0, len(minutes.document.text))
    assert all(left[1] == right[0] for left, right in pairwise(spans))


def test_items_and_the_stretches_around_them_are_records(minutes: Stored) -> None:
    assert [record.item for record in records(minutes)] == [None, "1", "2", "3", None]
    assert [record.title for record in records(minutes)] == ["Protokoll", "Val av justerare", "Bygglov", "sekretess", "Slut"]


def test_every_word_but_furniture_and_secrets_is_searched_once(minutes: Stored) -> None:
    text = "\n".join(record.text for record in records(minutes))
    for word in ("Närvarande", "Bo Lind", "beviljar", "Vid protokollet"):
        assert text.count(word) == 1
    assert "Sida" not in text


def test_a_secret_item_has_no_words(minutes: Stored) -> None:
    secret = by_item(records(minutes))["3"]
    assert (secret.text, secret.spans, secret.title) == ("", (), "sekretess")
    assert "Enskilt" not in secret.context


def test_page_headers_are_known_of_the_document(minutes: Stored) -> None:
    assert "BN 2015/77" in records(minutes)[0].context


def test_a_record_has_its_page_and_what_holds_for_the_document(minutes: Stored) -> None:
    record = by_item(records(minutes))["2"]
    assert (record.page, record.date, record.body, record.kind) == (2, "2015-03-02", "Byggnadsnämnden", "protokoll")
    assert "Vallby kommun" in record.context


def test_facets_are_what_was_found_within(minutes: Stored) -> None:
    found = by_item(records(minutes))
    assert found["1"].facets["person"] == ("Siv Alm", "Bo Lind")
    assert found["1"].facets["party"] == ("M",)
    assert found["1"].facets["action"] == ()
    assert found["2"].facets["action"] == ("bevilja",)
    assert found["2"].facets["responsible"] == ("Bygglovschefen",)
    assert found["2"].facets["dnr"] == ("BN 2015/80",)
    assert found["1"].facets["dnr"] == ("BN 2015/77",)  # the document's, where the item has none
    assert found["2"].facets["year"] == ("2015",)


def test_a_long_stretch_is_cut_between_rows(document: Callable[..., Document]) -> None:
    rows = "\n".join(f"| Ärende {number} | {'ord ' * 60} |" for number in range(40))
    found = records(stored(document(rows), Findings(Head())))
    assert len(found) > 3
    assert all(record.text.startswith("Ärende") for record in found)


def test_the_documents_within_a_file_are_records_of_their_own(document: Callable[..., Document]) -> None:
    read = document("Kallelse\nÄrenden\n===\nAvtal om badhus\nParterna är ense.")
    parts = (
        Part(passage(read, "Kallelse"), "kallelse", "Kallelse", "2020-01-10", (1, 1)),
        Part(passage(read, "Avtal om badhus"), "avtal", "Avtal om badhus", "2019-12-01", (2, 2)),
    )
    found = records(stored(read, Findings(Head("möteshandlingar", date="2020-01-10"), parts=parts)))
    assert [(record.kind, record.date, record.page) for record in found] == [
        ("kallelse", "2020-01-10", 1),
        ("avtal", "2019-12-01", 2),
    ]


def test_a_file_without_text_can_be_found_by_its_name(document: Callable[..., Document]) -> None:
    (record,) = records(stored(document("", name="Inskannat_1974.pdf"), Findings(Head())))
    assert "Inskannat 1974" in record.context


def test_personnummer_are_not_searched(document: Callable[..., Document]) -> None:
    (record,) = records(stored(document("Ansökan från 19121212-1212."), Findings(Head())))
    assert "1212" not in record.text
