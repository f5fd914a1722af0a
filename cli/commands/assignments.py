"""`klubbat assignments`: the register of assignments."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from cli.archive import open_filled
from cli.output import console, indented, plain, print_json
from index.registers.assignments import OPEN, RegisteredAssignment, assignments
from index.registers.searched import Searched, searched


@click.command("assignments")
@click.option("--overdue", is_flag=True, help="Bara de vars frist har gått ut utan att arkivet visar en redovisning.")
@click.option("--open", "only_open", is_flag=True, help="Bara de som inte är redovisade, avslutade eller strukna.")
@click.option("--without-owner", is_flag=True, help="Bara de som ingen är ansvarig för.")
@click.option("--owner", metavar="NAMN", help="Bara de som någon viss är ansvarig för; en del av namnet räcker.")
@click.option("--json", "as_json", is_flag=True, help="Svara med JSON.")
@click.pass_obj
def command(archive: Path, overdue: bool, only_open: bool, without_owner: bool, owner: str | None, as_json: bool) -> None:
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
        covered = searched(opened)
    found = [
        one
        for one in found
        if (not overdue or one.state == "försenat")
        and (not only_open or one.state in OPEN)
        and (not without_owner or not one.responsible)
        and (owner is None or any(owner.casefold() in name.casefold() for name in one.responsible))
    ]
    if as_json:
        print_json({"day": day, "searched": covered, "assignments": [plain(one) for one in found]})
    else:
        _print(found, covered)


def _print(found: Sequence[RegisteredAssignment], covered: Searched) -> None:
    out = console()
    for one in found:
        out.print(indented(f"{one.deadline or one.deadline_text or 'utan frist'}  {' '.join(one.activity.split())}", 0, "bold"))
        for line, style in _lines(one):
            out.print(indented(line, 12, style))
    if not found:
        out.print("Inga sådana uppdrag finns i arkivet.")
    out.print(indented(str(covered), 0, "dim"))


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
        yield f"{report.state} {report.date or 'odaterat'}:{words} {report.source.file} s. {report.source.page}", "dim"
    yield "; ".join(dict.fromkeys(f"{source.file} s. {source.page}" for source in one.sources)), "dim"
