"""One document, several paths; one path, several versions; what is gone, verified, tried again, taken down."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.store import documents, ledger, removal
from corpus.store.archive import Archive
from corpus.store.originals import content_hash
from index.search import search
from ingest.pool import Progress
from ingest.run import import_paths
from ingest.stock import Wishes
from ingest.survey import survey
from ingest.takedown import take_down

pytestmark = pytest.mark.usefixtures("inline")
Write = Callable[..., Path]


def found(archive: Archive, query: str) -> list[str]:
    return sorted(hit.file for hit in search(archive, query).hits)


def sha(archive: Archive, name: str) -> str:
    (place,) = ledger.find(archive, name)
    return place.sha256


def test_a_changed_file_is_a_new_version_and_searches_show_the_newest(opened: Archive, folder: Path, write: Write) -> None:
    import_paths(opened, [folder])
    old = sha(opened, "1.txt")
    write(folder / "1.txt", 1, "spång")
    import_paths(opened, [folder])
    assert found(opened, "spång") == ["1.txt"]
    assert found(opened, "bro") == ["2.txt", "3.txt"]
    assert [place.sha256 for place in ledger.versions(opened, str(folder / "1.txt"))] == [old, sha(opened, "1.txt")]
    assert "bro" in documents.load(opened, old).document.text
    assert opened.original(old).exists()


def test_a_file_that_changes_back_has_its_first_version_again(opened: Archive, folder: Path, write: Write) -> None:
    for what in ("bro", "spång", "bro"):
        write(folder / "1.txt", 1, what)
        os.utime(folder / "1.txt", ns=(0, len(what)))
        import_paths(opened, [folder])
    first, second, third = ledger.versions(opened, str(folder / "1.txt"))
    assert first.sha256 == third.sha256 != second.sha256
    assert found(opened, "bro") == ["1.txt", "2.txt", "3.txt"]
    assert found(opened, "spång") == []


def test_a_file_that_is_gone_is_marked_and_found_until_it_is_taken_down(opened: Archive, folder: Path) -> None:
    import_paths(opened, [folder])
    kept = (folder / "1.txt").rename(folder.parent / "undan.txt")
    summary = import_paths(opened, [folder])
    assert (summary.unchanged, summary.gone) == (2, 1)
    assert [(entry.name, entry.gone) for entry in ledger.gone(opened)] == [("1.txt", ledger.today())]
    assert found(opened, "bro") == ["1.txt", "2.txt", "3.txt"]
    kept.rename(folder / "1.txt")
    assert import_paths(opened, [folder]).gone == 0
    assert ledger.gone(opened) == []


def test_files_outside_the_paths_are_not_gone(opened: Archive, folder: Path) -> None:
    import_paths(opened, [folder])
    (folder / "1.txt").unlink()
    import_paths(opened, [folder / "2.txt"])
    assert ledger.gone(opened) == []


def test_what_lies_in_a_folder_that_may_not_be_entered_is_not_gone(
    opened: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch, write: Write
) -> None:
    write(folder / "låst" / "4.txt", 4)
    import_paths(opened, [folder])
    listdir = os.listdir

    def denied(path: Path) -> list[str]:
        if Path(path).name == "låst":
            raise PermissionError(13, "Permission denied")
        return listdir(path)

    monkeypatch.setattr("ingest.discover.os.listdir", denied)
    assert import_paths(opened, [folder]).failed == 1
    assert ledger.gone(opened) == []


def test_a_change_that_keeps_size_and_time_is_found_by_verifying(opened: Archive, folder: Path, write: Write) -> None:
    path = folder / "1.txt"
    before = path.stat()
    import_paths(opened, [folder])
    path.write_text(path.read_text(encoding="utf-8").replace("en bro", "en väg").replace(" bro ", " väg "), encoding="utf-8")
    path.write_bytes(path.read_bytes()[: before.st_size].ljust(before.st_size))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert import_paths(opened, [folder]).unchanged == 3
    summary = import_paths(opened, [folder], wishes=Wishes(verify=True))
    assert (summary.done, summary.unchanged) == (1, 2)
    assert found(opened, "väg") == ["1.txt"]


def test_verifying_what_is_unchanged_changes_nothing(
    opened: Archive, folder: Path, content: Callable[[Archive], dict[str, Any]]
) -> None:
    import_paths(opened, [folder])
    before = content(opened)
    assert import_paths(opened, [folder], wishes=Wishes(verify=True)).unchanged == 3
    assert content(opened) == before


def test_failed_and_partial_files_are_tried_again_when_asked(opened: Archive, folder: Path) -> None:
    (folder / "okänd.xyz").write_bytes(bytes(range(256)))
    (folder / "tom.txt").touch()
    import_paths(opened, [folder])
    assert {entry.attempts for entry in ledger.entries(opened, "failed")} == {1}
    import_paths(opened, [folder])
    assert {entry.attempts for entry in ledger.entries(opened, "failed")} == {1}
    summary = import_paths(opened, [folder], wishes=Wishes(retry=True))
    assert {entry.attempts for entry in ledger.entries(opened, "failed")} == {2}
    assert (summary.failed, summary.unchanged) == (2, 3)


def test_a_file_that_changes_while_it_is_read_is_told_and_taken_by_the_next_import(
    opened: Archive, folder: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changing(path: Path) -> str:
        before = content_hash(path)
        if path.name == "2.txt":
            write(path, 2, "landsväg")
        return before

    with monkeypatch.context() as patch:
        patch.setattr("ingest.pool.content_hash", changing)
        summary = import_paths(opened, [folder])
    assert (summary.done, [entry.code for entry in summary.troubled]) == (2, ["changed"])
    assert found(opened, "landsväg") == []
    assert import_paths(opened, [folder]).done == 1
    assert found(opened, "landsväg") == ["2.txt"]


def test_a_survey_tells_what_would_be_done_and_changes_nothing(
    opened: Archive, folder: Path, content: Callable[[Archive], dict[str, Any]], write: Write
) -> None:
    fresh = survey(None, [folder], Wishes())
    assert [(tally.verdict, tally.kind, tally.files) for tally in fresh.tallies] == [("new", "text/plain", 3)]
    import_paths(opened, [folder])
    write(folder / "1.txt", 1, "landsväg")
    write(folder / "4.txt", 4)
    (folder / "2.txt").unlink()
    os.mkfifo(folder / "rör")
    before = content(opened)
    found = survey(opened, [folder], Wishes())
    assert [(tally.verdict, tally.files) for tally in found.tallies] == [("new", 1), ("changed", 1), ("unchanged", 1)]
    assert found.tallies[0].bytes == (folder / "4.txt").stat().st_size
    assert (found.gone, [entry.code for entry in found.obstacles]) == (1, ["no-file"])
    assert content(opened) == before


def test_what_is_taken_down_stays_out_wherever_its_bytes_turn_up(opened: Archive, folder: Path, write: Write) -> None:
    import_paths(opened, [folder])
    out = sha(opened, "1.txt")
    take_down(opened, {out: "1.txt"})
    assert found(opened, "bro") == ["2.txt", "3.txt"]
    assert not opened.original(out).exists()
    write(folder / "kopia.txt", 1)
    summary = import_paths(opened, [folder], wishes=Wishes(verify=True))
    assert (summary.removed, summary.unchanged) == (2, 2)
    assert ledger.find(opened, out) == []
    assert set(documents.indexed(opened)).isdisjoint({out})
    removal.readmit(opened, out)
    assert import_paths(opened, [folder]).done == 2
    assert found(opened, "bro") == ["1.txt", "2.txt", "3.txt"]


def test_neither_taking_down_nor_a_stop_costs_a_new_index(
    opened: Archive, folder: Path, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    def indexing() -> list[Progress]:
        told: list[Progress] = []
        import_paths(opened, [folder], told.append)
        return [progress for progress in told if progress.stage == "indexerar"]

    assert indexing()
    take_down(opened, {sha(opened, "1.txt"): "1.txt"})
    assert indexing() == []
    write(folder / "4.txt", 4)
    with monkeypatch.context() as patch:
        patch.setattr("ingest.indexing._seal", stop)
        assert import_paths(opened, [folder]).interrupted
    assert indexing() == []
    assert found(opened, "bro") == ["2.txt", "3.txt", "4.txt"]


def test_no_byte_of_what_is_taken_down_is_left_in_the_database(opened: Archive, folder: Path, write: Write) -> None:
    write(folder / "4.txt", 4, "gärdsgårdsport")
    import_paths(opened, [folder])
    files = [opened.root / "klubbat.db", opened.root / "klubbat.db-wal"]
    assert any("gärdsgårdsport".encode() in file.read_bytes() for file in files if file.exists())
    take_down(opened, {sha(opened, "4.txt"): "4.txt"})
    assert not any("gärdsgårdsport".encode() in file.read_bytes() for file in files if file.exists())
