from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from index.export.archive import TABLES
from index.export.tables import columns, write_csv, write_json_lines, write_sqlite

WORDS = "Förläng avtalet;\nse ”bilagan”"


def _row(**values: Any) -> tuple[str, dict[str, Any]]:
    return "history", dict.fromkeys(columns("history")) | values


def _cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_csv_has_what_a_swedish_excel_opens(tmp_path: Path) -> None:
    target = tmp_path / "x.csv"
    assert write_csv([_row(id="a:1-2", date="2020-02-03", words=WORDS, page=4)], ["history"], target) == 1
    raw = target.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert b";" in raw.splitlines()[0]
    assert raw.endswith(b"\r\n")
    (row,) = _cells(target)
    assert row["date"] == "2020-02-03"
    assert row["words"] == WORDS
    assert row["page"] == "4"
    assert row["body"] == ""


@pytest.mark.parametrize(
    "words", ["=1+1", "+46 63", "-2 mkr", "@SUM(A1)", "\t=1", "103936068e56", "123456789012", "12/97", "007"]
)
def test_no_cell_is_computed_or_taken_for_a_number(words: str, tmp_path: Path) -> None:
    write_csv([_row(id="a:1-2", words=words)], ["history"], tmp_path / "x.csv")
    assert _cells(tmp_path / "x.csv")[0]["words"] == f"'{words}"


@pytest.mark.parametrize("words", ["24", "88a", "LS/96/2012", "2 mkr = hälften", "1998", "§ 4"])
def test_other_cells_stand_as_they_are(words: str, tmp_path: Path) -> None:
    write_csv([_row(id="a:1-2", words=words)], ["history"], tmp_path / "x.csv")
    assert _cells(tmp_path / "x.csv")[0]["words"] == words


def test_a_cell_is_never_longer_than_a_spreadsheet_takes(tmp_path: Path) -> None:
    write_csv([_row(id="a:1-2", words="ord " * 20_000)], ["history"], tmp_path / "x.csv")
    cell = _cells(tmp_path / "x.csv")[0]["words"]
    assert len(cell) < 32_767
    assert cell.endswith(" …")


def test_lists_can_be_read_in_csv_and_asked_in_sqlite(tmp_path: Path) -> None:
    sources = [{"file": "a.pdf", "page": 2, "words": "x"}, {"file": "b.pdf", "page": 7, "words": "y"}]
    rows = [_row(id="a:1-2", sources=sources, span=[1, 2])]
    write_csv(rows, ["history"], tmp_path / "x.csv")
    assert _cells(tmp_path / "x.csv")[0]["sources"] == "a.pdf s. 2 | b.pdf s. 7"
    write_sqlite(rows, ["history"], tmp_path / "x.sqlite")
    with sqlite3.connect(tmp_path / "x.sqlite") as database:
        query = "SELECT value ->> 'file' FROM history, json_each(sources)"
        assert database.execute(query).fetchall() == [("a.pdf",), ("b.pdf",)]


def test_the_database_says_what_its_columns_mean(tmp_path: Path) -> None:
    write_sqlite([], ["history", "archive.decisions"], tmp_path / "x.sqlite")
    with sqlite3.connect(tmp_path / "x.sqlite") as database:
        schema = dict(database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'"))
    assert list(schema) == ["history", "decisions"]
    for table in ("history", "archive.decisions"):
        for _, meaning in columns(table).values():
            assert meaning in schema[table.rpartition(".")[2]]


def test_json_lines_hold_the_values_as_they_are(tmp_path: Path) -> None:
    row = _row(id="a:1-2", words="=å\n", sources=[{"page": 1}])
    assert write_json_lines([row, row], tmp_path / "x.jsonl") == 2
    lines = (tmp_path / "x.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == [row[1], row[1]]


@pytest.mark.parametrize("write", [lambda rows, path: write_csv(rows, ["history"], path), write_json_lines])
def test_what_fails_leaves_the_old_file_and_nothing_else(write: Callable[..., int], tmp_path: Path) -> None:
    def rows() -> Any:
        yield _row(id="a:1-2")
        raise OSError("full")

    (tmp_path / "x").write_text("gammal")
    with pytest.raises(OSError, match="full"):
        write(rows(), tmp_path / "x")
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
    assert (tmp_path / "x").read_text() == "gammal"


def test_every_table_has_an_identifier_and_typed_columns() -> None:
    for table in ("history", *TABLES):
        assert next(iter(columns(table))) == "id"
        assert {kind for kind, _ in columns(table).values()} <= {"text", "heltal", "datum", "lista"}
