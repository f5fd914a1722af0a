"""`check` finds each kind of damage, repairs what it can, and is clean afterwards."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.store import documents, ledger
from corpus.store.archive import Archive
from index.engine import open_index
from index.search import search
from ingest.check import Report, check
from ingest.indexing import reindex, update_index
from ingest.run import import_paths

pytestmark = pytest.mark.usefixtures("inline")


@pytest.fixture
def archive(opened: Archive, folder: Path) -> Archive:
    import_paths(opened, [folder])
    return opened


def faults(report: Report) -> list[tuple[str, bool]]:
    return [(fault.code, fault.repaired) for fault in report.faults]


def original(archive: Archive, name: str) -> Path:
    (place,) = ledger.find(archive, name)
    return archive.original(place.sha256)


def test_a_whole_archive_is_whole(archive: Archive, folder: Path) -> None:
    report = check(archive)
    assert (report.faults, report.documents, report.orphans) == ((), 3, 0)
    assert report.bytes == sum(path.stat().st_size for path in folder.iterdir())


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-1] + b"?")])
def test_an_original_is_replaced_by_the_file_that_was_imported(archive: Archive, damage: Callable[[Path], Any]) -> None:
    damage(original(archive, "1.txt"))
    report = check(archive)
    assert (faults(report), report.whole) == ([("original", True)], True)
    assert faults(check(archive)) == []


@pytest.mark.parametrize("source", ["archive", "folder"])
def test_the_original_of_a_member_is_had_anew_from_its_container(archive: Archive, folder: Path, source: str) -> None:
    with zipfile.ZipFile(folder / "låda.zip", "w") as box:
        box.write(folder / "1.txt", "inre/protokoll å.txt")
    (folder / "1.txt").unlink()
    import_paths(archive, [folder])
    original(archive, "protokoll å.txt").unlink()
    (original(archive, "låda.zip") if source == "folder" else folder / "låda.zip").unlink()
    report = check(archive)
    assert (report.whole, {fault.repaired for fault in report.faults}) == (True, {True})
    assert original(archive, "protokoll å.txt").exists()
    assert faults(check(archive)) == []


def test_an_original_that_nobody_has_is_told_with_a_cure(archive: Archive, folder: Path) -> None:
    original(archive, "1.txt").unlink()
    (folder / "1.txt").unlink()
    report = check(archive)
    assert (faults(report), report.whole) == ([("original", False)], False)
    assert report.faults[0].file == str(folder / "1.txt")
    assert "restore" in report.faults[0].cure


@pytest.mark.parametrize("column", ["document", "findings"])
def test_a_document_that_cannot_be_decoded_is_read_again_from_its_original(
    archive: Archive, folder: Path, content: Callable[[Archive], dict[str, Any]], column: str
) -> None:
    before = content(archive)
    for path in folder.iterdir():
        path.unlink()
    archive.database.execute(f"UPDATE documents SET {column} = x'7b7b' WHERE sha256 = (SELECT min(sha256) FROM documents)")
    assert faults(check(archive)) == [("document", True), ("index", True)]
    assert content(archive) == before
    assert faults(check(archive)) == []


def test_a_file_that_has_lost_its_document_is_read_again_from_its_original(
    archive: Archive, content: Callable[[Archive], dict[str, Any]]
) -> None:
    before = content(archive)
    archive.database.execute("PRAGMA foreign_keys = OFF")
    archive.database.execute("DELETE FROM documents WHERE sha256 = (SELECT min(sha256) FROM documents)")
    assert ("ledger", True) in faults(check(archive))
    assert content(archive) == before


def segments(archive: Archive) -> list[Path]:
    return [path for path in archive.index.rglob("*.pst") if path.stat().st_size]


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 255
    path.write_bytes(data)


@pytest.mark.parametrize("damage", [flip, Path.unlink, lambda path: path.write_bytes(path.read_bytes()[:-9])])
def test_a_damaged_index_is_built_anew(
    archive: Archive, content: Callable[[Archive], dict[str, Any]], damage: Callable[[Path], Any]
) -> None:
    before = content(archive)
    damage(segments(archive)[0])
    assert faults(check(archive)) == [("index", True)]
    assert content(archive) == before
    assert search(archive, "bro").total == 3
    assert faults(check(archive)) == []


def test_an_import_finds_that_the_index_has_lost_a_file(archive: Archive, folder: Path) -> None:
    segments(archive)[0].unlink()
    import_paths(archive, [folder])
    assert search(archive, "bro").total == 3


def test_a_document_that_the_index_lacks_or_has_too_much_is_put_right(archive: Archive) -> None:
    first, *_ = documents.indexed(archive)
    with open_index(archive.index, write=True) as index:
        index.remove([first])
    assert faults(check(archive)) == [("index", True)]
    assert search(archive, "bro").total == 3


def test_a_damaged_database_is_told_and_nothing_else_is_touched(archive: Archive) -> None:
    archive.database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    root = archive.database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'files_by_name'").fetchone()[0]
    size = archive.database.execute("PRAGMA page_size").fetchone()[0]
    with (archive.root / "klubbat.db").open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * 200)
    archive.database.execute("PRAGMA cache_size = 0")
    report = check(archive)
    assert [fault.code for fault in report.faults] == ["database"]


def test_what_a_stopped_import_kept_is_no_fault(archive: Archive) -> None:
    stray = archive.original("ab" * 32)
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"x")
    report = check(archive)
    assert (report.whole, report.orphans) == (True, 1)
    assert stray.exists()


def test_a_new_index_takes_the_place_of_the_old_one_only_when_it_is_whole(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.engines.entry._BATCH", 1)
    totals = []

    def tell(done: int, total: int) -> None:
        totals.append((done, total, search(archive, "bro").total))
        if done == 2 and len(totals) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reindex(archive, tell)
    reindex(archive, tell)
    assert totals == [(1, 3, 3), (2, 3, 3), (1, 1, 3)]
    assert search(archive, "bro").total == 3
    assert faults(check(archive)) == []


def test_an_import_between_two_halves_of_a_reindex_is_not_lost(
    archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[..., Path]
) -> None:
    monkeypatch.setattr("index.engines.entry._BATCH", 1)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    for day in (1, 2, 3):
        with pytest.raises(KeyboardInterrupt):
            reindex(archive, stop)
        write(folder / f"{day}.txt", day, "landsväg")
        import_paths(archive, [folder])
    reindex(archive, lambda done, total: None)
    assert (search(archive, "landsväg").total, search(archive, '"en bro"').total) == (3, 0)
    update_index(archive, stop)
