from __future__ import annotations

import csv
import datetime
import json
import os
import re
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from icalendar import Calendar

from cli.main import run
from corpus.store.archive import open_archive
from index.export.archive import TABLES, records, rows
from index.export.history import rows as history_rows
from index.export.tables import columns, write_csv
from index.histories.history import history

MINUTES = """\
Byanämnden
Protokoll 2003-02-04

Beslutande
Eva Ek (S), ordförande

§ 1 Bryggavtal
Eva Ek (S) yrkar bifall till förslaget.
Beslut
Byanämnden beslutar att bryggavtalet förlängs till och med 2005-12-31.
Reservation
Bo Sten (M) reserverar sig mot beslutet.

§ 2 Taxa
Beslut
Byanämnden beslutar att uppdra åt sekreteraren att se över taxan senast den 1 juni 2003.
"""
SECOND = """\
Byanämnden
Protokoll 2004-02-03

§ 1 Bryggavtalet
Nämnden beslutade den 4 februari 2003, § 1, att förlänga bryggavtalet till och med 2005-12-31. =1+1
Beslut
Byanämnden beslutar att säga upp bryggavtalet till den 31 december 2004.
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("handlingar")
    (folder / "a.txt").write_text(MINUTES, encoding="utf-8")
    (folder / "b.txt").write_text(SECOND, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def archive(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("arkiv")
    assert run(["--archive", str(archive), "import", str(files)]) == 0
    return archive


def _export(archive: Path, *arguments: str | Path) -> int:
    return run(["--archive", str(archive), "export", *map(str, arguments)])


def _opened_by_libreoffice(path: Path, form: str, *more: str) -> str:
    """What LibreOffice makes of a file, as text; `form` is the ending and the filter."""
    folder = path.parent / "libreoffice"
    profile = f"-env:UserInstallation={(path.parent / 'profil').as_uri()}"
    command = ["soffice", profile, "--headless", *more, "--convert-to", form, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    made = folder / f"{path.stem}.{form.partition(':')[0]}"
    if not made.exists() and os.environ.get("KLUBBAT_PROGRAMS") != "required":
        pytest.skip("this LibreOffice lacks the program for such files")
    return made.read_text(encoding="utf-8-sig")


def lines_of(archive: Path) -> list[dict[str, str]]:
    with open_archive(archive) as opened:
        return [values for _, values in history_rows(history(opened, "bryggavtal", datetime.date.today().isoformat()))]


def test_a_history_is_the_same_in_every_form(archive: Path, tmp_path: Path) -> None:
    for ending in ("jsonl", "csv", "sqlite"):
        assert _export(archive, "history", "bryggavtal", tmp_path / f"h.{ending}") == 0
    lines = [json.loads(line) for line in (tmp_path / "h.jsonl").read_text(encoding="utf-8").splitlines()]
    with (tmp_path / "h.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = list(csv.DictReader(file, delimiter=";"))
    with sqlite3.connect(tmp_path / "h.sqlite") as database:
        stored = database.execute("SELECT id, row, words FROM history").fetchall()
    assert [line["row"] for line in lines] == ["läge", "händelse", "händelse"]
    assert {(line["event"], line["date"]) for line in lines[1:]} == {("förlängt", "2003-02-04"), ("uppsagt", "2004-02-03")}
    assert [line["id"] for line in lines] == [cell["id"] for cell in cells] == [row[0] for row in stored]
    assert all(list(line) == list(columns("history")) for line in lines)
    assert [line["words"] for line in lines] == [row[2] for row in stored]


def test_rows_keep_their_identifiers_in_whichever_order_files_come(archive: Path, files: Path, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        assert run(["--archive", str(tmp_path / "arkiv"), "import", str(files / name)]) == 0
    names = []
    for number, root in enumerate((archive, tmp_path / "arkiv")):
        with open_archive(root) as opened:
            names.append({(table, row["id"]) for one in records(opened) for table, row in rows(one)})
        assert _export(root, "history", "bryggavtal", tmp_path / f"{number}.jsonl") == 0
    assert names[0] == names[1]
    assert (tmp_path / "0.jsonl").read_text(encoding="utf-8") == (tmp_path / "1.jsonl").read_text(encoding="utf-8")


def test_the_whole_archive_has_every_list_of_the_record(archive: Path, tmp_path: Path) -> None:
    assert _export(archive, "archive", tmp_path / "allt.sqlite") == 0
    assert _export(archive, "archive", tmp_path / "allt.csv") == 0
    assert _export(archive, "archive", tmp_path / "allt.jsonl") == 0
    one = [json.loads(line) for line in (tmp_path / "allt.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {record["source"]["name"] for record in one} == {"a.txt", "b.txt"}
    with sqlite3.connect(tmp_path / "allt.sqlite") as database:
        for table in TABLES:
            name = table.rpartition(".")[2]
            stored = database.execute(f'SELECT count(*), count(DISTINCT id) FROM "{name}"').fetchone()
            with (tmp_path / "allt.csv" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
                cells = list(csv.reader(file, delimiter=";"))
            assert cells[0] == list(columns(table))
            assert stored[0] == stored[1] == len(cells) - 1
            if name not in ("documents", "sections"):
                assert stored[0] == sum(len(record[name]) for record in one)
        joined = "SELECT action FROM decisions JOIN documents ON document = documents.id WHERE source_date = '2004-02-03'"
        assert database.execute(joined.replace("source_date", "documents.date")).fetchall() == [("säga upp",)]
        by = database.execute("SELECT by ->> '$[0].name' FROM reservations").fetchall()
        assert by == [("Bo Sten",)]


def test_every_row_of_the_archive_has_the_columns_of_its_table(archive: Path) -> None:
    with open_archive(archive) as opened:
        for one in records(opened):
            for table, row in rows(one):
                assert list(row) == list(columns(table)), table


def test_an_evidence_sheet_holds_time_line_quotations_and_what_is_unknown(archive: Path, tmp_path: Path) -> None:
    target = tmp_path / "underlag.docx"
    assert _export(archive, "history", "bryggavtal", target) == 0
    sheet = docx.Document(str(target))
    text = "\n".join(paragraph.text for paragraph in sheet.paragraphs)
    timeline = [[cell.text for cell in row.cells] for row in sheet.tables[0].rows]
    assert timeline[0] == ["Datum", "Händelse", "Organ och paragraf", "Källa"]
    assert timeline[1][0] == "2003-02-04"
    assert "till och med 2005-12-31" in timeline[1][1]
    assert "”Byanämnden beslutar att säga upp bryggavtalet till den 31 december 2004.” b.txt, § 1, s. 1" in text
    assert "Genomsökt: 2 handlingar, varav 2 protokoll, från 2003-02-04 till 2004-02-03." in text
    assert "Vad som inte är känt" in text
    assert lines_of(archive)[0]["what"] in text  # what holds now
    assert "[1] a.txt (protokoll;" in text


def test_libreoffice_opens_the_evidence_sheet(archive: Path, tmp_path: Path, needs_program: Callable[[str], None]) -> None:
    needs_program("soffice")
    assert _export(archive, "history", "bryggavtal", tmp_path / "underlag.docx") == 0
    text = _opened_by_libreoffice(tmp_path / "underlag.docx", "txt:Text (encoded):UTF8")
    assert "Byanämnden beslutar att säga upp bryggavtalet" in text


def test_a_spreadsheet_has_days_as_days_and_computes_nothing(tmp_path: Path, needs_program: Callable[[str], None]) -> None:
    needs_program("soffice")
    values = {"id": "a:1-2", "date": "2003-02-04", "body": "Rådet å, ä, ö", "paragraph": "12/97", "words": "=1+1"}
    write_csv([("history", dict.fromkeys(columns("history")) | values)], ["history"], tmp_path / "tabell.csv")
    page = _opened_by_libreoffice(tmp_path / "tabell.csv", "html", "--infilter=CSV:59,34,76,1,,1053")
    assert re.search(r'sdval="37656" sdnum="[^"]*YYYY-MM-DD">2003-02-04<', page)
    assert ">Rådet å, ä, ö<" in page
    assert ">'=1+1<" in page
    assert ">'12/97<" in page


def test_deadlines_and_expiries_are_a_calendar(archive: Path, tmp_path: Path) -> None:
    for what in ("assignments", "agreements"):
        assert _export(archive, what, tmp_path / f"{what}.ics") == 0
    (deadline,) = Calendar.from_ical((tmp_path / "assignments.ics").read_bytes()).walk("VEVENT")
    assert deadline["DTSTART"].dt == datetime.date(2003, 6, 1)
    assert str(deadline["SUMMARY"]) == "Frist: se över taxan senast den 1 juni 2003"
    assert "Ansvarig: sekreteraren" in str(deadline["DESCRIPTION"])
    assert "a.txt s. 1" in str(deadline["DESCRIPTION"])
    assert Calendar.from_ical((tmp_path / "agreements.ics").read_bytes()).walk("VEVENT") == []  # it has been given notice of


@pytest.mark.parametrize(
    ("arguments", "cure"),
    [
        (["history", "underlag.docx"], "klubbat export history"),
        (["archive", "allt.docx"], "jsonl, csv, sqlite"),
        (["decisions", "beslut.ics"], "jsonl, csv, sqlite"),
        (["archive", "allt.xyz"], "--format"),
        (["archive", "saknas/allt.csv"], "Skapa den"),
        (["archive", "finns.csv"], "--replace"),
    ],
)
def test_what_cannot_be_written_is_told_with_its_cure(
    arguments: list[str], cure: str, archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "finns.csv").write_text("kvar")
    assert _export(archive, *arguments[:-1], tmp_path / arguments[-1]) == 2
    assert cure in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["finns.csv"]
    assert (tmp_path / "finns.csv").read_text() == "kvar"


def test_a_file_is_replaced_on_request(archive: Path, tmp_path: Path) -> None:
    (tmp_path / "h.csv").write_text("gammal")
    assert _export(archive, "history", "bryggavtal", tmp_path / "h.csv", "--replace") == 0
    assert (tmp_path / "h.csv").read_bytes().startswith(b"\xef\xbb\xbf")
