"""`klubbat assignments`: the register of assignments."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.archive import open_filled
from cli.registers import place, register_options, show
from index.registers.assignments import OPEN, RegisteredAssignment, assignments

if TYPE_CHECKING:
    from rich.console import RenderableType


@click.command("assignments")
@click.option("--overdue", is_flag=True, help="Bara de vars frist har gått ut utan att arkivet visar en redovisning.")
@click.option("--open", "only_open", is_flag=True, help="Bara de som inte är redovisade, avslutade eller strukna.")
@click.option("--without-owner", is_flag=True, help="Bara de som ingen är ansvarig för.")
@click.option("--owner", metavar="NAMN", help="Bara de som någon viss är ansvarig för; en del av namnet räcker.")
@register_options
@click.pass_obj
def command(
    archive: Path, overdue: bool, only_open: bool, without_owner: bool, owner: str | None, limit: int, as_json: bool
) -> None:
    """Listar uppdrag: vem som ska göra vad till när, och om det är redovisat.

    Ett uppdrag följs från beslutet genom balanslistor och protokoll och står en gång, så som den senaste handlingen har det.

    \b
    Exempel:
      klubbat assignments --overdue
      klubbat assignments --open --owner socialchefen
    """
    day = datetime.date.today().isoformat()
    with open_filled(archive) as opened:
        found = assignments(opened, day)
        found = [
            one
            for one in found
            if (not overdue or one.state == "försenat")
            and (not only_open or one.state in OPEN)
            and (not without_owner or not one.responsible)
            and (owner is None or any(owner.casefold() in name.casefold() for name in one.responsible))
        ]
        show(opened, found, _shown, "Inga sådana uppdrag.", limit=limit, as_json=as_json)


def _shown(one: RegisteredAssignment) -> RenderableType:
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    first = f"{one.deadline or one.deadline_text or 'utan frist'}  {' '.join(one.activity.split())}"
    below = Text("\n").join(Text(line, style) for line, style in _lines(one))
    return Group(Text(first, "bold"), Padding(below, (0, 0, 0, 12), expand=False))


def _lines(one: RegisteredAssignment) -> Iterator[tuple[str, str]]:
    """What is said of an assignment, a line each, with its style."""
    owner = ", ".join(one.responsible) or "ingen ansvarig"
    state = "Fristen har gått ut, ingen redovisning i arkivet" if one.state == "försenat" else one.state.capitalize()
    yield f"{state} · {owner}", "yellow" if one.state == "försenat" else ""
    if one.given_on:
        paragraph = f" § {one.paragraph}" if one.paragraph else ""
        yield f"gavs av {one.given_by or 'okänt organ'} {one.given_on}{paragraph}", "dim"
    if one.status_text:
        yield f"”{one.status_text}”", "dim"
    for before in one.earlier:
        if before.deadline and before.deadline != one.deadline:
            yield f"tidigare frist {before.deadline} enligt {before.source.file}", "dim"
    for report in one.reports:
        words = f" ”{report.source.words}”" if report.source.words else ""
        yield f"{report.state} {report.date or 'odaterat'}:{words} {place(report.source)}", "dim"
    yield "; ".join(dict.fromkeys(map(place, one.sources))), "dim"
