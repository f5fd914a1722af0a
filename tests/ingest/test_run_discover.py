from __future__ import annotations

import os
from pathlib import Path

import pytest

from corpus.errors import UsageError
from ingest.discover import discover, on_disk, printable


def names(*paths: Path) -> list[str]:
    return [entry.name for entry in discover(paths, []) if entry.state == "waiting"]


def test_files_are_found_recursively_in_order(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c/d/e/f.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert names(tmp_path) == ["a.txt", "1.txt", "2.txt", "f.txt"]
    entry = next(discover([tmp_path / "a.txt"], []))
    assert (entry.path, entry.size, entry.state) == (str(tmp_path / "a.txt"), 1, "waiting")


@pytest.mark.parametrize("name", [".DS_Store", "Thumbs.db", "~$protokoll.docx", ".git/config", "desktop.ini"])
def test_files_of_the_system_are_passed_over_in_folders_and_taken_when_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("x")
    assert names(tmp_path) == []
    assert names(tmp_path / name) == [Path(name).name]


def test_an_archive_within_the_folder_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "arkiv").mkdir()
    (tmp_path / "arkiv" / "klubbat.db").touch()
    (tmp_path / "arkiv" / "brev.txt").touch()
    assert names(tmp_path) == []


def test_links_are_followed_and_circles_end(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "brev.txt").write_text("x")
    (tmp_path / "a" / "runt").symlink_to(tmp_path)
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert names(tmp_path) == ["brev.txt"]


def test_what_is_no_file_is_one_line_with_a_cure(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rör")
    (tmp_path / "bruten").symlink_to(tmp_path / "saknas")
    (tmp_path / "slinga").symlink_to(tmp_path / "slinga")
    found = {entry.name: entry for entry in discover([tmp_path], [])}
    assert {name: entry.code for name, entry in found.items()} == {
        "rör": "no-file",
        "bruten": "unreachable",
        "slinga": "unreachable",
    }
    assert all(entry.state == "failed" and entry.reason and entry.cure for entry in found.values())


def test_a_folder_without_rights_is_one_line_with_a_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "låst").mkdir()
    (tmp_path / "öppen.txt").touch()
    listdir = os.listdir

    def denied(path: Path) -> list[str]:  # the superuser, who runs the tests in a container, is never denied anything
        if Path(path).name == "låst":
            raise PermissionError(13, "Permission denied")
        return listdir(path)

    monkeypatch.setattr("ingest.discover.os.listdir", denied)
    locked, opened = discover([tmp_path], [])
    assert (locked.name, locked.code, locked.size) == ("låst", "no-permission", None)
    assert "läsrätt" in (locked.cure or "")
    assert opened.name == "öppen.txt"


def test_a_path_that_does_not_exist_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="saknas"):
        list(discover([tmp_path / "saknas"], []))


def test_names_of_any_bytes_come_back(tmp_path: Path) -> None:
    name = os.fsdecode(b"protokoll \xe5r 1998.txt")  # as older systems wrote it
    (tmp_path / name).write_text("x")
    (entry,) = discover([tmp_path], [])
    assert entry.name == r"protokoll \udce5r 1998.txt"
    assert on_disk(entry.path).read_text() == "x"
    assert printable(Path("/tmp/år.txt")) == "/tmp/år.txt"


def test_data_and_program_files_are_passed_over_unless_named(tmp_path: Path) -> None:
    for name in ("a.txt", "läs mig.md", "data.JSON"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    passed_over: list[Path] = []
    assert [entry.name for entry in discover([tmp_path], passed_over)] == ["a.txt"]
    assert sorted(path.name for path in passed_over) == ["data.JSON", "läs mig.md"]
    assert [entry.name for entry in discover([tmp_path / "läs mig.md"], [])] == ["läs mig.md"]
