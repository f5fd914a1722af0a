"""What `agreements` and `assignments` print, and what they give programs."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from cli.main import run
from tests.index.registers.scripts import EXTENDED, FIRST_LIST, GIVEN, NOTICE

RECORD = {
    "agreements": {"title", "parties", "valid_from", "valid_to", "decided_by", "prepared_by", "note"},
    "assignments": {"item", "activity", "responsible", "deadline", "deadline_text"},
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    heap, archive = tmp_path_factory.mktemp("handlingar"), tmp_path_factory.mktemp("arkiv")
    for name, script in (("a", EXTENDED), ("b", NOTICE), ("c", GIVEN), ("d", FIRST_LIST)):
        lines = [line.lstrip("# ") for line in script.split("\n")]
        (heap / f"{name}.html").write_text(_html(lines), encoding="utf-8")
    assert run(["--archive", str(archive), "import", str(heap)]) == 0
    return archive


def _html(lines: list[str]) -> str:
    rows = [line for line in lines if line.startswith("|")]
    table = "".join(
        f"<tr>{''.join(f'<{tag}>{cell.strip()}</{tag}>' for cell in row.strip('|! ').split('|'))}</tr>"
        for number, row in enumerate(rows)
        for tag in ["td" if number else "th"]
    )
    text = "".join(f"<p>{line}</p>" for line in lines if line and not line.startswith("|"))
    return f"<html><body>{text}<table>{table}</table></body></html>"


def given(capsys: pytest.CaptureFixture[str], archive: Path, *arguments: str) -> str:
    capsys.readouterr()
    assert run(["--archive", str(archive), *arguments]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("register", ["agreements", "assignments"])
def test_programs_get_the_keys_of_the_record_with_state_and_sources(
    capsys: pytest.CaptureFixture[str], archive: Path, register: str
) -> None:
    answer = json.loads(given(capsys, archive, register, "--json"))
    assert answer["searched"]["documents"] == 4
    assert answer["rows"]
    for entry in answer["rows"]:
        assert entry.keys() >= RECORD[register] | {"id", "state", "sources", "links"}
        assert all(source["words"] and source["page"] for source in entry["sources"])


def test_a_day_shows_what_held_then(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    assert "Gäller: t.o.m. 2016-06-30" in given(capsys, archive, "agreements", "--at", "2016-01-01")
    assert "Inga sådana avtal" in given(capsys, archive, "agreements", "--at", "2020-01-01")


def test_what_runs_out_soon_is_counted_from_the_day(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    soon = given(capsys, archive, "agreements", "dagverksamhet", "--at", "2016-08-01", "--expiring", "6m")
    assert "Uppsagt: t.o.m. 2016-12-31" in soon
    assert "Inga sådana avtal" in given(capsys, archive, "agreements", "--at", "2016-08-01", "--expiring", "30d")


def test_assignments_are_chosen_by_owner_and_state(capsys: pytest.CaptureFixture[str], archive: Path) -> None:
    chosen = given(capsys, archive, "assignments", "--overdue", "--owner", "socialchef")
    assert "Kostnad för gemensam nattpatrull" in chosen
    assert "Fastighetschefen" not in chosen
    assert "gavs av Socialnämnden 2018-01-16 § 5" in chosen
    answer = given(capsys, archive, "assignments", "--without-owner")
    assert "Inga sådana uppdrag" in answer
    assert "Genomsökt: 4 handlingar" in answer


@pytest.mark.parametrize(
    "arguments", [("agreements", "--at", "2020-13-01"), ("agreements", "--expiring", "snart"), ("agreements", "--at", "igår")]
)
def test_a_day_that_cannot_be_understood_is_wrong_use(
    capsys: pytest.CaptureFixture[str], archive: Path, arguments: tuple[str, ...]
) -> None:
    assert run(["--archive", str(archive), *arguments]) == 2
    assert "Skriv" in capsys.readouterr().err


def test_documents_of_an_older_version_are_missed_aloud(
    capsys: pytest.CaptureFixture[str], archive: Path, tmp_path: Path
) -> None:
    old = shutil.copytree(archive, tmp_path / "arkiv")
    with closing(sqlite3.connect(old / "klubbat.db")) as database:
        database.executescript("DROP TABLE findings; DROP TABLE heads; PRAGMA user_version = 2;")
    printed = " ".join(given(capsys, old, "assignments").split())
    assert "4 handlingar lästes in av en äldre version" in printed
