"""Rows as JSON Lines, CSV and SQLite, by the schema in `schema.toml`.

A file is written whole or not at all: beside its place first, and moved there at the end.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache, reduce
from importlib.resources import files
from pathlib import Path
from typing import Any

Row = tuple[str, dict[str, Any]]
"""The name of a table, and the values of a row by the names of its columns."""

_SQL_TYPES = {"text": "TEXT", "datum": "TEXT", "heltal": "INTEGER", "lista": "TEXT"}
_BATCH = 1000
_LONGEST = 32_000
"""Characters of a cell: spreadsheets take 32,767 and spread what is longer over the rows below."""
_COMPUTED = re.compile(r"[=+\-@\t\r]")
"""What a cell begins with that a spreadsheet would compute (owasp.org, CSV Injection)."""
_NUMBERLIKE = re.compile(r"0\d+|\d{12,}|\d+e\d+|\d{1,4}[-/.,:]\d{1,4}(?:[-/.,:]\d{1,4})?", re.IGNORECASE)
"""What a spreadsheet would take for a number or a day, and print otherwise than it stands."""


@cache
def columns(table: str) -> dict[str, tuple[str, str]]:
    """The columns of a table, in order: name → type (`text`, `heltal`, `datum`, `lista`) and what it means, in Swedish."""
    groups = _schema()
    return {
        name: next(iter(column.items()))
        for path in groups["tables"][table]
        for name, column in reduce(dict.__getitem__, path.split("."), groups).items()
    }


@cache
def _schema() -> dict[str, Any]:
    return tomllib.loads(files("index.export").joinpath("schema.toml").read_text(encoding="utf-8"))


def write_json_lines(rows: Iterable[Row], target: Path) -> int:
    """Writes one JSON object a line, the values as they are. Gives their number. Raises OSError."""
    number = 0
    with replacing(target) as half, half.open("w", encoding="utf-8", newline="\n") as file:
        for _, values in rows:
            file.write(json.dumps(values, ensure_ascii=False) + "\n")
            number += 1
    return number


def write_csv(rows: Iterable[Row], tables: Sequence[str], target: Path) -> int:
    """Writes CSV as a Swedish Excel opens it: UTF-8 with BOM, semicolons, CRLF. Gives the number of rows. Raises OSError.

    One table becomes a file, several a folder with a file for each. No cell is a formula: what would be one, or would be taken
    for another number or day than it is, has an apostrophe before it.
    """
    number = 0
    with replacing(target) as half, ExitStack() as opened:
        if len(tables) > 1:
            half.mkdir()
        writers = {}
        for table in tables:
            path = half / f"{_name(table)}.csv" if len(tables) > 1 else half
            file = opened.enter_context(path.open("w", encoding="utf-8-sig", newline=""))
            writers[table] = csv.writer(file, delimiter=";", lineterminator="\r\n")
            writers[table].writerow(columns(table))
        for table, values in rows:
            writers[table].writerow(_cell(values[name], kind) for name, (kind, _) in columns(table).items())
            number += 1
    return number


def write_sqlite(rows: Iterable[Row], tables: Sequence[str], target: Path) -> int:
    """Writes a SQLite database, a table each and what its columns mean beside them. Gives the number of rows. Raises OSError.

    Lists are JSON, which SQLite's own `json_each` takes apart.
    """
    number = 0
    with replacing(target) as half:
        database = sqlite3.connect(half)
        try:
            database.execute("PRAGMA journal_mode = OFF")
            for table in tables:
                database.execute(_create(table))
            for table, batch in _batches(rows):
                names = columns(table)
                marks = ", ".join("?" * len(names))
                database.executemany(
                    f'INSERT INTO "{_name(table)}" VALUES ({marks})',
                    ([_value(values[name]) for name in names] for values in batch),
                )
                number += len(batch)
            database.commit()
        finally:
            database.close()
    return number


def _name(table: str) -> str:
    """What a table is called in an export: those of the archive by their lists alone."""
    return table.rpartition(".")[2]


def _create(table: str) -> str:
    """The statement that makes a table; SQLite keeps it with its comments."""
    lines = []
    for name, (kind, meaning) in columns(table).items():
        key = " PRIMARY KEY" if name == "id" else ""
        lines.append((f"  {name} {_SQL_TYPES[kind]}{key}", meaning))
    body = "\n".join(f"{column}{',' if at < len(lines) - 1 else ''} -- {text}" for at, (column, text) in enumerate(lines))
    return f'CREATE TABLE "{_name(table)}" (\n{body}\n)'


def _batches(rows: Iterable[Row]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Rows gathered by their tables."""
    gathered: dict[str, list[dict[str, Any]]] = {}
    for table, values in rows:
        batch = gathered.setdefault(table, [])
        batch.append(values)
        if len(batch) == _BATCH:
            yield table, gathered.pop(table)
    yield from gathered.items()


def _value(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _cell(value: Any, kind: str) -> Any:
    """A value as a cell of CSV."""
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, int) or kind == "datum":
        return value
    text = _readable(value)
    if len(text) > _LONGEST:
        text = f"{text[:_LONGEST]} …"
    return f"'{text}" if _COMPUTED.match(text) or _NUMBERLIKE.fullmatch(text) else text


def _readable(value: Any) -> str:
    """A value for people: a list's elements with bars between, of an object the values, of a person the party in brackets."""
    if isinstance(value, list):
        return " | ".join(map(_readable, value))
    if isinstance(value, dict):
        if value.keys() == {"name", "party"}:
            return f"{value['name']} ({value['party']})" if value["party"] else value["name"]
        if "file" in value and "page" in value:
            return f"{value['file']} s. {value['page']}"
        return ", ".join(_readable(element) for element in value.values() if element not in (None, [], ""))
    return str(value)


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Where to write what shall become a file or folder; after an error nothing of it is left."""
    half = target.with_name(f".{target.name}.ny")
    _remove(half)
    try:
        yield half
        half.replace(target)
    except BaseException:
        _remove(half)
        raise


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
