"""`klubbat coverage`: which meetings the archive has, and which it lacks."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.archive import open_filled
from cli.output import indented
from cli.registers import register_options, show
from index.registers.coverage import Coverage, coverage

if TYPE_CHECKING:
    from rich.console import RenderableType


@click.command("coverage")
@click.option("--body", metavar="ORGAN", help="Bara detta organ; en del av namnet räcker.")
@click.option("--organisation", metavar="NAMN", help="Bara denna kommuns, regions eller detta förbunds organ.")
@click.option("--year", metavar="ÅR", help="Bara detta år.")
@click.option("--missing", "only_missing", is_flag=True, help="Bara de år då något saknas.")
@register_options
@click.pass_obj
def command(
    archive: Path,
    body: str | None,
    organisation: str | None,
    year: str | None,
    only_missing: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Visar för varje organ och år vilka möten arkivet har protokoll från, och vad som saknas.

    Att något saknas framgår av luckor i paragrafernas nummer, av kallelser, av beslutade mötestider, av hänvisningar i andra
    handlingar och, när nummer saknas, av hur tätt organet brukar mötas.

    \b
    Exempel:
      klubbat coverage --body socialnämnden
      klubbat coverage --missing --year 2019
    """

    def wanted(row: Coverage) -> bool:
        return (
            (body is None or body.casefold() in row.body.casefold())
            and (organisation is None or organisation.casefold() in (row.organisation or "").casefold())
            and year in (None, row.year)
            and (bool(row.missing) or not only_missing)
        )

    with open_filled(archive) as opened:
        rows = [row for row in coverage(opened, today=datetime.date.today()) if wanted(row)]
        if not as_json:
            rows = list(_joined(rows))
        show(opened, rows, _shower(), "Inga sådana protokoll.", limit=limit, as_json=as_json)


def _joined(rows: Iterable[Coverage]) -> Iterator[Coverage]:
    """Years in a row of which there is nothing to say but that they lack minutes as one, *1999–2011*."""
    numbered = enumerate(rows)
    for (_, _, empty, _), years in groupby(numbered, lambda one: (*_kind(one[1]), int(one[1].year) - one[0])):
        first, *more = (row for _, row in years)
        if empty and more:
            yield replace(first, year=f"{first.year}–{more[-1].year}")
        else:
            yield from (first, *more)


def _kind(row: Coverage) -> tuple[str | None, str, bool]:
    return row.organisation, row.body, len(row.missing) == 1 and not row.meetings


def _shower() -> Callable[[Coverage], RenderableType]:
    """Shows a year; the body stands above its first."""
    from rich.console import Group
    from rich.text import Text

    before: tuple[str | None, ...] = ()

    def shown(row: Coverage) -> RenderableType:
        nonlocal before
        lines: list[RenderableType] = []
        if (row.organisation, row.body) != before:
            whose = f", {row.organisation}" if row.organisation else ""
            lines.append(Text(f"{row.body}{whose}", "bold"))
            before = row.organisation, row.body
        if row.meetings:
            count = f"{len(row.meetings)} {'möte' if len(row.meetings) == 1 else 'möten'}"
            days = ", ".join(day[5:] for day in row.meetings)
            lines.append(indented(f"{row.year}  {count}: {days}   {', '.join(row.paragraphs)}", 2))
        else:
            lines.append(indented(Text(f"{row.year}  inga protokoll", "red"), 2))
        lines += [indented(Text(f"saknas: {one.what}", "yellow"), 8) for one in row.missing if one.sign != "år"]
        return Group(*lines)

    return shown
