from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest

from corpus.document import Block, Document, Source
from corpus.findings import Agreement, Assignment, Decision, Findings, Head, Item, Part, Passage, Section
from corpus.store import documents, ledger, removal
from corpus.store.archive import Archive, create_archive, open_archive
from corpus.store.findings import found, heads, lacking
from corpus.store.ledger import Entry

TEXT = """\
§ 1 Budget
Nämnden beslutar att  godkänna
budgeten.
§ 2 Förtroligt
Nämnden beslutar att anmäla Ek.
Bilaga: avtal t.o.m. 2020"""


def passage(words: str, part: int = 0) -> Passage:
    start = TEXT.index(words)
    return Passage((start, start + len(words)), page=1, part=part)


def some_findings() -> Findings:
    first, second = TEXT.split("\n§ 2")[0], "§ 2" + TEXT.split("§ 2")[1].split("\nBilaga")[0]
    decided = "Nämnden beslutar att  godkänna\nbudgeten."
    return Findings(
        Head("protokoll", title="Protokoll", body="Nämnden", organisation="Sunnerlo kommun", date="2019-03-05"),
        parts=(
            Part(passage(first), "protokoll", None, None, (1, 1)),
            Part(passage("Bilaga: avtal t.o.m. 2020"), "avtal", "Avtal", "2018-01-01", (1, 1)),
        ),
        items=(
            Item(passage(first), "1", "Budget", sections=(Section(passage(decided), "beslut", decided),)),
            Item(passage(second), "2", "Förtroligt", secret=True),
        ),
        decisions=(
            Decision(passage(decided), "1", decided, (decided,), "godkänna", "decided"),
            Decision(passage("Nämnden beslutar att anmäla Ek."), "2", "…", (), "annat", "decided"),
        ),
        agreements=(Agreement(passage("avtal t.o.m. 2020", part=1), "avtal", valid_to="2020-12-31"),),
    )


def put(archive: Archive, path: str, text: str = TEXT, findings: Findings | None = None) -> str:
    sha = hashlib.sha256(text.encode()).hexdigest()
    source = Source(Path(path).name, sha, "text/plain", len(text), "text/1")
    document = Document(source, text, ((0, len(text)),), (Block("paragraph", (0, len(text))),))
    with archive.transaction() as database:
        documents.put(database, sha, documents.encode(document), documents.encode(findings or some_findings()))
        ledger.put(database, [Entry(path, Path(path).name, 9, 1, "done", sha, 1, 1)])
    return sha


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return create_archive(tmp_path / "arkiv")


def test_a_finding_comes_with_its_paragraph_its_words_and_its_document(archive: Archive) -> None:
    sha = put(archive, "/a/protokoll.txt")
    (decision,) = found(archive, Decision)
    assert (decision.item, decision.title) == ("1", "Budget")
    assert decision.words == "Nämnden beslutar att godkänna budgeten."
    assert decision.finding == some_findings().decisions[0]
    owner = decision.owner
    assert (owner.sha256, owner.file) == (sha, "protokoll.txt")
    assert (owner.kind, owner.organisation, owner.body, owner.date) == ("protokoll", "Sunnerlo kommun", "Nämnden", "2019-03-05")


def test_what_stands_in_a_document_within_the_file_has_the_kind_and_day_of_that(archive: Archive) -> None:
    put(archive, "/a/protokoll.txt")
    (agreement,) = found(archive, Agreement)
    assert (agreement.owner.kind, agreement.owner.date, agreement.owner.body) == ("avtal", "2018-01-01", "Nämnden")


def test_items_come_without_their_texts_and_secret_ones_without_anything(archive: Archive) -> None:
    put(archive, "/a/protokoll.txt")
    first, second = found(archive, Item)
    assert (first.finding.number, first.finding.sections, first.words) == ("1", (), "")
    assert (second.finding.title, second.finding.secret) == ("sekretess", True)


def test_a_kind_that_no_document_has_gives_nothing(archive: Archive) -> None:
    put(archive, "/a/protokoll.txt")
    assert list(found(archive, Assignment)) == []


def test_findings_are_chosen_by_document_and_by_day(archive: Archive) -> None:
    sha = put(archive, "/a/protokoll.txt")
    put(archive, "/a/annat.txt", text=TEXT + " ", findings=Findings(Head("protokoll")))
    assert [one.owner.sha256 for one in found(archive, Decision, document=sha)] == [sha]
    assert len(list(found(archive, Decision, since="2019-03-05", until="2019-03"))) == 1
    assert list(found(archive, Decision, since="2019-04")) == []
    assert list(found(archive, Decision, until="2018")) == []


def test_only_present_versions_count(archive: Archive) -> None:
    put(archive, "/a/protokoll.txt")
    put(archive, "/a/protokoll.txt", text=TEXT + " ", findings=Findings(Head("kallelse")))
    assert list(found(archive, Decision)) == []
    assert [head.kind for _, head in heads(archive)] == ["kallelse"]


def test_a_document_annotated_anew_has_its_new_findings_only(archive: Archive) -> None:
    sha = put(archive, "/a/protokoll.txt")
    put(archive, "/a/protokoll.txt", findings=Findings(Head("protokoll")))
    assert list(found(archive, Decision, document=sha)) == []
    assert len(list(heads(archive))) == 1


def test_what_is_taken_down_leaves_no_rows(archive: Archive) -> None:
    sha = put(archive, "/a/protokoll.txt")
    removal.remove(archive, {sha: "protokoll.txt"})
    for table in ("heads", "findings"):
        assert archive.database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_an_archive_from_before_there_were_rows_is_opened_and_says_what_it_lacks(archive: Archive) -> None:
    put(archive, "/a/protokoll.txt")
    archive.database.executescript("DROP TABLE findings; DROP TABLE heads; PRAGMA user_version = 2;")
    archive.close()
    with open_archive(archive.root) as opened:
        assert lacking(opened) == 1
        put(opened, "/a/protokoll.txt")
        assert lacking(opened) == 0
        assert len(list(found(opened, Decision))) == 1


def test_rows_need_their_document(archive: Archive) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        archive.database.execute("INSERT INTO heads VALUES ('x', 'x', 'x', NULL, NULL, NULL, '{}')")
