from __future__ import annotations

import hashlib
import shutil
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from corpus.document import Document, Source
from corpus.errors import UsageError
from corpus.findings import Findings, Head
from corpus.store import documents, ledger, removal
from corpus.store.archive import Archive, create_archive, open_archive
from corpus.store.backup import backup, restore
from corpus.store.ledger import Entry


def put(archive: Archive, text: str, path: str) -> str:
    sha = hashlib.sha256(text.encode()).hexdigest()
    archive.original(sha).parent.mkdir(parents=True, exist_ok=True)
    archive.original(sha).write_text(text, encoding="utf-8")
    document = Document(Source("a.txt", sha, "text/plain", len(text), "text/1"), text, ((0, len(text)),), ())
    with archive.transaction() as database:
        documents.put(database, sha, documents.encode(document), documents.encode(Findings(Head())))
        ledger.put(database, [Entry(path, Path(path).name, 9, 1, "done", sha, 1, 1)])
    return sha


def content(archive: Archive) -> tuple[list[str], list[Entry], dict[str, str]]:
    return (
        [stored.document.text for stored in documents.every(archive)],
        list(ledger.entries(archive)),
        {path.name: path.read_text(encoding="utf-8") for path in archive.originals.rglob("*") if path.is_file()},
    )


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = create_archive(tmp_path / "arkiv")
    for number in range(5):
        put(archive, f"handling {number}", f"/in/{number}.txt")
    (archive.recognised / "ab").mkdir(parents=True)
    (archive.recognised / "ab" / f"{'ab' * 32}-0001.hocr.gz").write_bytes(b"x")
    return archive


def test_what_is_restored_is_what_was_backed_up(archive: Archive, tmp_path: Path) -> None:
    copied = backup(archive, tmp_path / "kopia")
    assert (copied.documents, copied.copied, copied.lacking) == (5, 5, ())
    restore(tmp_path / "kopia", tmp_path / "nytt")
    with open_archive(tmp_path / "nytt") as restored:
        assert content(restored) == content(archive)
        assert restored.database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_the_next_backup_copies_only_what_is_new_and_drops_what_was_taken_down(archive: Archive, tmp_path: Path) -> None:
    backup(archive, tmp_path / "kopia")
    new = put(archive, "ny", "/in/ny.txt")
    (place,) = ledger.find(archive, "0.txt")
    removal.remove(archive, {place.sha256: "0.txt"})
    copied = backup(archive, tmp_path / "kopia")
    assert (copied.documents, copied.copied) == (5, 1)
    with open_archive(tmp_path / "kopia") as copy:
        assert content(copy) == content(archive)
        assert copy.original(new).exists()
        assert not copy.original(place.sha256).exists()


def test_a_backup_of_an_archive_in_use_is_that_of_one_moment(archive: Archive, tmp_path: Path) -> None:
    """While documents come in: whatever the copied database speaks of is there, and nothing is half there."""
    stop = threading.Event()

    def write() -> None:
        with open_archive(archive.root) as other:
            for number in range(2000):
                if stop.is_set():
                    return
                time.sleep(0.002)
                put(other, f"samtidig {number}", f"/in/samtidig {number}.txt")

    thread = threading.Thread(target=write)
    thread.start()
    try:
        for number in range(3):
            copied = backup(archive, tmp_path / f"kopia {number}")
            assert copied.lacking == ()
            with open_archive(tmp_path / f"kopia {number}") as copy:
                texts, entries, originals = content(copy)
                assert len(texts) == len(entries) == len(originals) == copied.documents
                assert sorted(texts) == sorted(originals.values())
                assert copy.database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    finally:
        stop.set()
        thread.join()


def test_a_damaged_original_is_told_and_does_not_replace_a_good_copy(archive: Archive, tmp_path: Path) -> None:
    backup(archive, tmp_path / "kopia")
    (place,) = ledger.find(archive, "0.txt")
    archive.original(place.sha256).write_text("skadat")
    assert backup(archive, tmp_path / "kopia").lacking == ()
    assert backup(archive, tmp_path / "annan").lacking == (place.sha256[:12],)
    with open_archive(tmp_path / "kopia") as copy:
        assert copy.original(place.sha256).read_text() == "handling 0"


def test_a_damaged_backup_is_told_when_it_is_restored(archive: Archive, tmp_path: Path) -> None:
    backup(archive, tmp_path / "kopia")
    (place,) = ledger.find(archive, "0.txt")
    with open_archive(tmp_path / "kopia") as copy:
        copy.original(place.sha256).write_text("skadat")
    assert restore(tmp_path / "kopia", tmp_path / "nytt").lacking == (place.sha256[:12],)


def test_an_earlier_backup_is_whole_until_the_next_one_is(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup(archive, tmp_path / "kopia")
    before = [text for text, *_ in [content(archive)]]
    put(archive, "ny", "/in/ny.txt")

    def full(*_: object) -> bool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("corpus.store.backup.keep", full)
    with pytest.raises(OSError, match="No space"):
        backup(archive, tmp_path / "kopia")
    with open_archive(tmp_path / "kopia") as copy:
        assert [content(copy)[0]] == before


def test_what_is_taken_down_while_it_is_backed_up_stops_no_backup(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(source: Path, target: Path) -> None:
        if source.suffix == ".gz":
            source.unlink()
        copy(source, target)

    copy = shutil.copyfile
    monkeypatch.setattr("corpus.store.backup.shutil.copyfile", gone)
    assert backup(archive, tmp_path / "kopia").documents == 5


def test_folders_with_other_things_are_not_written_to(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "annat").mkdir()
    (tmp_path / "annat" / "brev.txt").touch()
    for target in (tmp_path / "annat", archive.root / "kopia", archive.root.parent, archive.root):
        with pytest.raises(UsageError):
            backup(archive, target)
    backup(archive, tmp_path / "kopia")
    for root in (tmp_path / "annat", archive.root):
        with pytest.raises(UsageError):
            restore(tmp_path / "kopia", root)
    with pytest.raises(UsageError):
        restore(tmp_path / "annat", tmp_path / "nytt")


def test_a_restore_into_an_empty_folder_that_was_stopped_before_succeeds(archive: Archive, tmp_path: Path) -> None:
    backup(archive, tmp_path / "kopia")
    (tmp_path / "nytt").mkdir()
    (tmp_path / ".nytt.restoring").mkdir()
    sqlite3.connect(tmp_path / ".nytt.restoring" / "klubbat.db").close()
    restore(tmp_path / "kopia", tmp_path / "nytt")
    with open_archive(tmp_path / "nytt") as restored:
        assert content(restored) == content(archive)
