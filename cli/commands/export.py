"""`klubbat export`: an answer as a file, for a spreadsheet, a database, a calendar or a case."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from cli.archive import open_filled
from cli.output import print_json
from corpus.errors import UsageError
from corpus.store.archive import Archive
from index.export.rows import objects
from index.export.tables import Row, write_csv, write_json_lines, write_sqlite

_FORMATS = {"jsonl": (".jsonl",), "csv": (".csv",), "sqlite": (".sqlite", ".db"), "ics": (".ics",), "docx": (".docx",)}
"""With the endings that they are told by."""
_TABLES = ("jsonl", "csv", "sqlite")
_POSSIBLE = {
    "history": (*_TABLES, "docx"),
    "decisions": _TABLES,
    "agreements": (*_TABLES, "ics"),
    "assignments": (*_TABLES, "ics"),
    "motions": _TABLES,
    "adoption": _TABLES,
    "coverage": _TABLES,
    "archive": _TABLES,
}
"""What can be exported, and how."""


@click.command("export")
@click.argument("what", type=click.Choice(list(_POSSIBLE)), metavar="VAD")
@click.argument("matter", nargs=-1, metavar="[ÄRENDE]")
@click.argument("target", type=click.Path(path_type=Path), metavar="FIL")
@click.option("--format", "form", type=click.Choice(list(_FORMATS)), help="Annars efter filnamnets ändelse.")
@click.option("--replace", is_flag=True, help="Skriv över filen om den finns.")
@click.option("--json", "as_json", is_flag=True, help="Svara med JSON.")
@click.pass_obj
def command(
    archive: Path, what: str, matter: tuple[str, ...], target: Path, form: str | None, replace: bool, as_json: bool
) -> None:
    """Skriver ett svar till en fil, för kalkylblad, databas, kalender eller akt.

    VAD är history ÄRENDE (ett ärendes historia), ett register (decisions, agreements, assignments, motions,
    adoption, coverage) eller archive (allt som har hittats).

    \b
    FIL slutar på
      .jsonl         JSON, ett objekt per rad
      .csv           för Excel; archive blir en mapp med en fil per tabell
      .sqlite, .db   databas
      .ics           kalender: frister (assignments), giltighetstider (agreements)
      .docx          underlag att bifoga ett ärende (history)

    Kolumnerna förklaras i index/export/schema.toml, och i databasen själv.

    \b
    Exempel:
      klubbat export history hemsjukvårdsavtal underlag.docx
      klubbat export decisions beslut.csv
      klubbat export assignments frister.ics
      klubbat export archive arkiv.sqlite
    """
    if bool(matter) != (what == "history"):
        raise UsageError(
            "history behöver ett ärende; det andra tar inget.",
            "Skriv till exempel: klubbat export history hemsjukvårdsavtal underlag.docx",
        )
    form = form or _format(target)
    if form not in _POSSIBLE[what]:
        raise UsageError(f"{what} kan inte bli {form}.", f"Möjliga format: {', '.join(_POSSIBLE[what])}.")
    if target.is_dir() or (target.exists() and not replace):
        raise UsageError(f"{target} finns redan.", "Välj ett annat namn, eller skriv över filen med --replace.")
    if not target.absolute().parent.is_dir():
        raise UsageError(f"Mappen {target.absolute().parent} finns inte.", "Skapa den, eller välj en annan.")
    with open_filled(archive) as opened:
        rows = _write(opened, what, " ".join(matter), form, target)
    if as_json:
        print_json({"file": str(target), "format": form, "rows": rows})
    else:
        print(f"{target}: {rows} {'rad' if rows == 1 else 'rader'}.")


def _format(target: Path) -> str:
    """The format that a file's name tells. Raises UsageError where it tells none."""
    for form, endings in _FORMATS.items():
        if target.name.lower().endswith(endings):
            return form
    raise UsageError(
        f"Formatet framgår inte av namnet {target.name}.", f"Ange det: --format {'|'.join(_FORMATS)}, eller en ändelse som .csv"
    )


def _write(archive: Archive, what: str, matter: str, form: str, target: Path) -> int:
    """Writes what is wanted and gives the number of rows."""
    match what:
        case "archive":
            return _archive(archive, form, target)
        case "history":
            return _history(archive, matter, form, target)
        case _:
            entries = _register(archive, what)
            if form == "ics":
                return _calendar(entries, what, target)
            return _tables(((what, values) for values in objects(entries)), (what,), form, target)


def _register(archive: Archive, what: str) -> Sequence[Any]:
    """All rows of a register, as they stand today."""
    today = datetime.date.today()
    match what:
        case "decisions":
            from index.registers.decisions import Wanted, decisions

            return decisions(archive, Wanted())
        case "agreements":
            from index.registers.agreements import agreements

            return agreements(archive, today.isoformat())
        case "assignments":
            from index.registers.assignments import assignments

            return assignments(archive, today.isoformat())
        case "coverage":
            from index.registers.coverage import coverage

            return coverage(archive, today=today)
        case "adoption":
            from index.registers.adoption import adoption

            return adoption(archive)
        case _:
            from index.registers.initiatives import initiatives

            return initiatives(archive, today=today)


def _calendar(entries: Sequence[Any], what: str, target: Path) -> int:
    from index.export.calendar import deadlines, expiries, write_calendar

    days = deadlines(entries) if what == "assignments" else expiries(entries)
    return write_calendar(days, target, now=datetime.datetime.now(datetime.UTC))


def _history(archive: Archive, matter: str, form: str, target: Path) -> int:
    from index.export import history as export
    from index.histories.history import history
    from index.registers.searched import searched

    told = history(archive, matter, datetime.date.today().isoformat())
    if form == "docx":
        from index.export.evidence import write_evidence

        write_evidence(told, target, today=datetime.date.today(), searched=str(searched(archive)))
        return len(told.events)
    return _tables(export.rows(told), ("history",), form, target)


def _archive(archive: Archive, form: str, target: Path) -> int:
    from cli.progress import shown_count
    from index.export.archive import TABLES, records, rows

    with shown_count("exporterar") as told:
        every = records(archive, told)
        if form == "jsonl":
            return write_json_lines((("archive", one) for one in every), target)
        return _tables((row for one in every for row in rows(one)), TABLES, form, target)


def _tables(rows: Iterator[Row], tables: Sequence[str], form: str, target: Path) -> int:
    match form:
        case "jsonl":
            return write_json_lines(rows, target)
        case "csv":
            return write_csv(rows, tables, target)
        case _:
            return write_sqlite(rows, tables, target)
