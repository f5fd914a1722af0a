from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest

from corpus.document import Block, Document, Problem, Source
from corpus.errors import ArchiveError, UsageError
from corpus.findings import Findings, Head, Item, Passage
from corpus.store import documents, ledger
from corpus.store.archive import Archive, create_archive, open_archive
from corpus.store.ledger import Entry
from corpus.store.network import network_drive


def some_document(text: str = "§ 1\nVal av justerare") -> Document:
    sha = hashlib.sha256(text.encode()).hexdigest()
    source = Source("protokoll.txt", sha, "text/plain", len(text), "text/1")
    problem = Problem("damaged", "Sidan 2 saknas.", "Skaffa en hel fil.", (2,))
    return Document(source, text, ((0, len(text)),), (Block("paragraph", (0, 3)),), (problem,))


def some_findings() -> Findings:
    return Findings(Head("protokoll", date="2003-02-01"), items=(Item(Passage((0, 3)), "1", "Val av justerare"),))


def put(archive: Archive, document: Document, *paths: str) -> str:
    sha = document.source.sha256
    with archive.transaction() as database:
        documents.put(database, sha, documents.encode(document), documents.encode(some_findings()))
        ledger.put(database, [Entry(path, Path(path).name, 9, 1, "done", sha, 1, 1) for path in paths])
    return sha


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return create_archive(tmp_path / "arkiv")


def test_a_document_and_its_findings_come_back_as_they_were_put(archive: Archive) -> None:
    document = some_document()
    sha = put(archive, document, "/a/protokoll.txt", "/b/protokoll.txt")
    stored = documents.load(archive, sha)
    assert stored.document == document
    assert stored.findings == some_findings()
    assert stored.paths == ("/a/protokoll.txt", "/b/protokoll.txt")
    assert [stored] == list(documents.every(archive))


def test_the_revision_rises_with_every_change(archive: Archive) -> None:
    seen = [archive.revision]
    for _ in range(2):
        sha = put(archive, some_document(), "/a/protokoll.txt")
        seen.append(archive.revision)
        assert documents.load(archive, sha).revision == archive.revision
    assert seen == sorted(set(seen))


def test_a_changed_document_is_no_longer_in_the_index_as_it_is(archive: Archive) -> None:
    sha = put(archive, some_document(), "/a/protokoll.txt")
    assert documents.indexed(archive) == {sha: False}
    documents.mark_indexed(archive.database, sha)
    assert documents.indexed(archive) == {sha: True}
    put(archive, some_document(), "/a/protokoll.txt")
    assert documents.indexed(archive) == {sha: False}


def test_a_transaction_that_fails_leaves_nothing(archive: Archive) -> None:
    def fail() -> None:
        with archive.transaction() as database:
            ledger.put(database, [Entry("/a", "a", 1, 1, "waiting")])
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(ledger.entries(archive)) == []


def test_a_former_version_is_kept_and_found_by_its_hash_and_not_searched(archive: Archive) -> None:
    old = put(archive, some_document("förr"), "/a/protokoll.txt")
    new = put(archive, some_document("nu"), "/a/protokoll.txt")
    with archive.transaction() as database:
        ledger.replace_version(database, "/a/protokoll.txt", old)
    assert set(documents.indexed(archive)) == {new}
    assert [place.sha256 for place in ledger.versions(archive, "/a/protokoll.txt")] == [old, new]
    (place,) = ledger.find(archive, old[:12])
    assert (place.path, place.replaced) == ("/a/protokoll.txt", ledger.today())
    assert documents.load(archive, old).paths == ("/a/protokoll.txt",)
    assert [place.sha256 for place in ledger.find(archive, "protokoll.txt")] == [new]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("protokoll.txt", 2),  # a name may fit several files
        ("PROTOKOLL.TXT", 2),  # regardless of case
        ("/b/protokoll.txt", 1),  # a path fits one
        ("annat.txt", 0),
        ("", 0),
    ],
)
def test_a_document_is_found_by_name_or_path(archive: Archive, wanted: str, found: int) -> None:
    put(archive, some_document("ett"), "/a/protokoll.txt")
    put(archive, some_document("två"), "/b/protokoll.txt")
    assert len(ledger.find(archive, wanted)) == found


def test_a_document_is_found_by_any_prefix_of_its_hash(archive: Archive) -> None:
    sha = put(archive, some_document(), "/a/protokoll.txt")
    for length in (1, 12, 64):
        assert [entry.sha256 for entry in ledger.find(archive, sha[:length].upper())] == [sha]


def test_the_ledger_counts_by_state_and_forgets(archive: Archive) -> None:
    with archive.transaction() as database:
        failed = Entry("/b", "b", 1, 1, "failed", code="damaged", reason="Trasig.", cure="Laga.", attempts=1)
        ledger.put(database, [Entry("/a", "a", 1, 1, "waiting"), failed])
    assert ledger.counts(archive) == {"waiting": 1, "done": 0, "partial": 0, "failed": 1, "removed": 0}
    assert list(ledger.entries(archive, "failed")) == [failed] == [ledger.entry(archive, "/b")]
    with archive.transaction() as database:
        ledger.forget(database, ["/b"])
    assert ledger.entry(archive, "/b") is None


def test_an_archive_can_be_moved(archive: Archive, tmp_path: Path) -> None:
    sha = put(archive, some_document(), "/a/protokoll.txt")
    archive.close()
    moved = archive.root.rename(tmp_path / "annan plats")
    with open_archive(moved) as opened:
        assert documents.load(opened, sha).id == sha[:12]


def test_a_missing_archive_names_the_cure(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError) as error:
        open_archive(tmp_path / "saknas")
    assert "klubbat import" in error.value.cure
    assert not (tmp_path / "saknas").exists()


def test_a_folder_with_other_things_does_not_become_an_archive(tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_text("hej")
    with pytest.raises(UsageError):
        create_archive(tmp_path)


@pytest.mark.parametrize(("version", "cure"), [(99, "Uppdatera Klubbat"), (1, "originals")])
def test_an_archive_of_another_version_is_refused_with_a_cure(archive: Archive, version: int, cure: str) -> None:
    archive.database.execute(f"PRAGMA user_version = {version}")
    archive.close()
    with pytest.raises(ArchiveError, match=f"format {version}") as caught:
        open_archive(archive.root)
    assert cure in caught.value.cure


def test_a_damaged_database_is_one_clear_sentence(tmp_path: Path) -> None:
    (tmp_path / "klubbat.db").write_bytes(b"det var en gang" * 1000)
    with pytest.raises(ArchiveError, match="skadad"):
        open_archive(tmp_path)


def test_a_database_that_was_never_finished_is_made_anew(tmp_path: Path) -> None:
    sqlite3.connect(tmp_path / "klubbat.db").close()
    (tmp_path / "klubbat.db").touch()
    with create_archive(tmp_path) as archive:
        assert archive.revision == 0


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//server/gemensam /mnt/gemensam\\040mapp cifs rw 0 0
server:/hem /home nfs4 rw 0 0
/dev/sdb1 /home/lokal ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/arkiv", None),
        ("/home/eva/arkiv", "nfs4"),
        ("/home/lokal/arkiv", None),  # a local disk mounted within a network drive
        ("/mnt/gemensam mapp/arkiv", "cifs"),  # the table writes the blank as an octal number
        ("/homes/arkiv", None),  # a folder whose name only begins like a mount point
    ],
)
def test_a_network_drive_is_recognised(tmp_path: Path, folder: str, kind: str | None) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS, encoding="utf-8")
    assert network_drive(Path(folder), mounts) == kind


def test_an_archive_on_a_network_drive_is_refused(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("corpus.store.archive.network_drive", lambda folder: "nfs4")
    with pytest.raises(ArchiveError, match="nätverksenhet") as error:
        open_archive(archive.root)
    assert "egen disk" in error.value.cure
