"""The commands that look after an archive, and what the others tell of versions and of files that are gone."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from cli.main import run

MINUTES = """\
Byanämnden
Protokoll 2003-02-0{day}

§ 1 Bryggavtal
Beslut
Byanämnden beslutar att godkänna {what} för {day} år.
"""


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "handlingar"
    folder.mkdir()
    for day in (1, 2):
        (folder / f"{day}.txt").write_text(MINUTES.format(day=day, what="bryggavtalet"), encoding="utf-8")
    return folder


class Klubbat:
    """Runs commands on one archive."""

    def __init__(self, archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.archive, self.capsys = archive, capsys
        self.err = ""

    def __call__(self, *arguments: str | Path, status: int = 0) -> str:
        self.capsys.readouterr()
        assert run(["--archive", str(self.archive), *map(str, arguments)]) == status
        out, self.err = self.capsys.readouterr()
        return out

    def json(self, *arguments: str | Path, status: int = 0) -> Any:
        return json.loads(self(*arguments, "--json", status=status))


@pytest.fixture
def klubbat(tmp_path: Path, files: Path, capsys: pytest.CaptureFixture[str], inline: None) -> Klubbat:
    klubbat = Klubbat(tmp_path / "arkiv", capsys)
    klubbat("import", files)
    return klubbat


def test_a_dry_run_tells_kinds_and_sizes_and_makes_no_archive(klubbat: Klubbat, files: Path, tmp_path: Path) -> None:
    size = sum(path.stat().st_size for path in files.iterdir())
    klubbat.archive = tmp_path / "nytt"
    assert f"nya                2 filer    {size} byte  Textfiler" in klubbat("import", files, "--dry-run")
    (tally,) = klubbat.json("import", files, "--dry-run")["tallies"]
    assert tally == {"verdict": "new", "kind": "text/plain", "files": 2, "bytes": size}
    assert not klubbat.archive.exists()


def test_the_options_of_an_import_are_understood(klubbat: Klubbat, files: Path) -> None:
    value = klubbat.json("import", files, "--jobs", "2", "--retry", "--verify", "--ocr", "never")
    assert (value["done"], value["unchanged"], value["gone"], value["removed"]) == (0, 2, 0, 0)
    klubbat("import", files, "--jobs", "0", status=2)
    klubbat("import", files, "--ocr", "alltid", status=2)


def test_files_with_the_same_trouble_stand_together(klubbat: Klubbat, files: Path) -> None:
    for number in range(12):
        (files / f"kalkyl {number:02}.xls").write_bytes(bytes(range(256)))
    (files / "rad\nbrytning.doc").touch()
    (files / "tom.pdf").write_bytes(b"%PDF-1.4")
    (files / "film.MP4").write_bytes(b"\0" * 20)
    said = klubbat("import", files, status=1)
    assert "Filer som inte är handlingar hoppades över: 1 .mp4." in said
    assert said.index("Misslyckad: 12 filer") < said.index(f"Misslyckad: {files / 'tom.pdf'}")
    assert "kalkyl 09.xls\n    … och 2 till: klubbat status --failed\n" in said
    listed = klubbat("status", "--failed")
    assert f"Misslyckad: {files}/rad\\nbrytning.doc\n" in listed
    assert all(f"    {files}/kalkyl {number:02}.xls\n" in listed for number in range(12))


def test_show_tells_of_older_and_newer_versions(klubbat: Klubbat, files: Path) -> None:
    old = klubbat.json("show", "1.txt")["id"]
    (files / "1.txt").write_text(MINUTES.format(day=1, what="tilläggsavtalet"), encoding="utf-8")
    klubbat("import", files)
    new = klubbat.json("show", "1.txt")
    assert [version["document"] for version in new["versions"]] == [old]
    assert f"Version:      {old}, ersatt" in klubbat("show", "1.txt")
    assert f"Det finns en nyare version: {new['id']}" in klubbat("show", old)
    assert klubbat.json("search", "tilläggsavtalet")["total"] == 1
    assert klubbat.json("search", "bryggavtalet")["hits"][0]["file"] == "2.txt"
    assert "1 äldre versioner" in klubbat("status")
    assert klubbat.json("status")["former_versions"] == 1


def test_status_lists_files_that_are_gone(klubbat: Klubbat, files: Path) -> None:
    assert "finns kvar" in klubbat("status", "--gone")
    (files / "1.txt").unlink()
    assert "1 finns inte längre" in klubbat("import", files)
    assert str(files / "1.txt") in klubbat("status", "--gone")
    value = klubbat.json("status", "--gone")
    assert value["files_gone"] == 1
    assert [entry["file"] for entry in value["gone"]] == ["1.txt"]
    assert klubbat.json("show", "1.txt")["gone"] == [str(files / "1.txt")]


def test_removing_asks_first_holds_and_can_be_undone(klubbat: Klubbat, files: Path) -> None:
    klubbat("remove", "1.txt", status=2)
    assert "--yes" in klubbat.err
    document = klubbat.json("show", "1.txt")["id"]
    assert "--undo" in klubbat("remove", files / "1.txt", "--yes")
    klubbat("show", document, status=2)
    assert "1 är borttagna" in klubbat("import", files)
    assert klubbat.json("search", "bryggavtalet")["total"] == 1
    assert [entry["document"] for entry in klubbat.json("remove", "--list")["removed"]] == [document]
    assert document in klubbat("remove", "--list")
    klubbat("remove", "--undo", document)
    klubbat("import", files)
    assert klubbat.json("search", "bryggavtalet")["total"] == 2
    klubbat("remove", status=2)
    klubbat("remove", "--undo", "finns inte", status=2)


def test_removing_a_file_removes_its_versions_too_and_a_document_only_itself(klubbat: Klubbat, files: Path) -> None:
    for what in ("tilläggsavtalet", "hyresavtalet"):
        (files / "1.txt").write_text(MINUTES.format(day=1, what=what), encoding="utf-8")
        klubbat("import", files)
    first, second = (version["document"] for version in klubbat.json("show", "1.txt")["versions"])
    klubbat("remove", first, "--yes")
    assert [version["document"] for version in klubbat.json("show", "1.txt")["versions"]] == [second]
    klubbat("remove", files / "1.txt", "--yes")
    assert len(klubbat.json("remove", "--list")["removed"]) == 3
    klubbat("show", second, status=2)


def test_removing_a_container_removes_what_lies_nowhere_else(klubbat: Klubbat, files: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(files / "låda.zip", "w") as box:
        box.write(files / "1.txt", "kopia.txt")
        box.writestr("eget.txt", MINUTES.format(day=3, what="tilläggsavtalet"))
    klubbat("import", files)
    assert klubbat.json("search", "tilläggsavtalet")["total"] == 1
    assert "2 handlingar borttagna" in klubbat("remove", "låda.zip", "--yes")
    assert klubbat.json("search", "tilläggsavtalet")["total"] == 0
    assert klubbat.json("search", "bryggavtalet")["total"] == 2
    assert {entry["name"] for entry in klubbat.json("remove", "--list")["removed"]} == {"låda.zip", "eget.txt"}
    klubbat("check")


def test_check_says_what_is_wrong_and_what_it_mended(klubbat: Klubbat, files: Path) -> None:
    assert "Arkivet är helt: 2 handlingar" in klubbat("check")
    originals = [path for path in (klubbat.archive / "originals").rglob("*") if path.is_file()]
    originals[0].unlink()
    assert "Lagat" in klubbat("check")
    for path in (originals[1], *files.iterdir()):
        path.unlink()
    value = klubbat.json("check", status=1)
    assert (value["whole"], [fault["code"] for fault in value["faults"]]) == (False, ["original"])
    assert "klubbat restore" in klubbat("check", status=1)


def test_a_backup_restored_elsewhere_answers_the_same(klubbat: Klubbat, tmp_path: Path) -> None:
    before = klubbat.json("search", "bryggavtalet")["hits"]
    assert "2 handlingar är säkra" in klubbat("backup", tmp_path / "kopia")
    assert klubbat.json("backup", tmp_path / "kopia") == {"documents": 2, "copied": 0, "bytes": 0, "lacking": []}
    klubbat("restore", tmp_path / "kopia", status=2)  # onto itself
    klubbat.archive = tmp_path / "nytt"
    assert "2 handlingar är återställda" in klubbat("restore", tmp_path / "kopia")
    assert klubbat.json("search", "bryggavtalet")["hits"] == before
    klubbat("check")
    klubbat.archive = tmp_path / "nyare"
    assert klubbat.json("restore", tmp_path / "kopia")["documents"] == 2


def test_reindexing_changes_no_answer(klubbat: Klubbat) -> None:
    before = klubbat.json("search", "bryggavtalet")["hits"]
    assert "2 handlingar är sökbara" in klubbat("reindex")
    assert klubbat.json("reindex") == {"documents": 2, "failed": []}
    assert klubbat.json("search", "bryggavtalet")["hits"] == before


def generation(klubbat: Klubbat) -> Path:
    index = klubbat.archive / "index"
    return index / (index / "published").read_text(encoding="utf-8")


def test_an_archive_keeps_the_engine_that_it_was_given(klubbat: Klubbat, files: Path) -> None:
    pytest.importorskip("tantivy")
    before = klubbat.json("search", "bryggavtalet")
    klubbat("reindex", "--engine", "tantivy")
    (files / "3.txt").write_text(MINUTES.format(day=3, what="badavtalet"), encoding="utf-8")
    assert klubbat.json("search", "bryggavtalet") | {"took_ms": 0} == before | {"took_ms": 0}
    klubbat("import", files)
    assert klubbat.json("search", "badavtalet")["total"] == 1
    assert generation(klubbat).name.startswith("tantivy-")
    klubbat("reindex", "--engine", "whoosh")
    assert generation(klubbat).name.startswith("whoosh-")


def test_an_engine_that_is_not_installed_is_an_error_with_a_cure(klubbat: Klubbat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tantivy", None)
    monkeypatch.delitem(sys.modules, "index.engines.tantivy", raising=False)
    klubbat("reindex", "--engine", "tantivy", status=1)
    assert "pip install 'klubbat[tantivy]'" in klubbat.err
    assert klubbat.json("search", "bryggavtalet")["hits"]


@pytest.mark.parametrize("damaged", ["*.toc", "*.trm", "*.pst", "*.year.col", "*"])
def test_a_search_over_a_damaged_index_builds_it_anew_and_answers(klubbat: Klubbat, damaged: str) -> None:
    before = klubbat.json("search", "bryggavtalet")["hits"]
    for file in generation(klubbat).glob(damaged):
        file.write_bytes(bytes(byte ^ 0x55 for byte in file.read_bytes()))
    assert klubbat.json("search", "bryggavtalet")["hits"] == before
    assert "Sökregistret är skadat och byggs om." in klubbat.err
    klubbat("check")


def test_an_index_of_another_version_is_built_anew_before_it_is_searched(
    klubbat: Klubbat, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = klubbat.json("search", "bryggavtalet")["hits"]
    monkeypatch.setattr("index.engines.generations.analysis_version", lambda: "another")
    assert klubbat.json("search", "bryggavtalet")["hits"] == before
    assert "byggs om" in klubbat.err
    klubbat("search", "bryggavtalet")
    assert not klubbat.err


def test_without_an_archive_each_command_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    klubbat = Klubbat(tmp_path / "saknas", capsys)
    for arguments in (["remove", "x"], ["check"], ["backup", tmp_path / "kopia"], ["reindex"]):
        klubbat(*arguments, status=1)
        assert "klubbat import" in klubbat.err
    klubbat("restore", tmp_path / "saknas också", status=2)
