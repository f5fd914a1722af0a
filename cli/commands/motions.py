"""`klubbat motions`: motions and their like, from the day they were raised to their answer."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.archive import open_filled
from cli.output import members, short
from cli.registers import place, register_options, show
from index.registers.initiatives import Initiative, initiatives

if TYPE_CHECKING:
    from rich.console import RenderableType


@click.command("motions")
@click.option("--kind", type=click.Choice(["motion", "medborgarförslag", "interpellation", "enkel fråga"]), help="Bara sådana.")
@click.option("--organisation", metavar="NAMN", help="Bara denna kommuns eller regions.")
@click.option("--by", metavar="NAMN", help="Vem som har väckt dem; namn eller parti.")
@click.option("--open", "only_open", is_flag=True, help="Bara de som inget svar finns på i arkivet.")
@click.option("--over-a-year", is_flag=True, help="Bara de som har varit öppna i mer än ett år.")
@click.option(
    "--at", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATUM", help="Så som det var den dagen, i stället för i dag."
)
@register_options
@click.pass_obj
def command(
    archive: Path,
    kind: str | None,
    organisation: str | None,
    by: str | None,
    only_open: bool,
    over_a_year: bool,
    day: datetime.datetime | None,
    limit: int,
    as_json: bool,
) -> None:
    """Listar motioner, medborgarförslag, interpellationer och enkla frågor.

    Visar när var och en väcktes, hos vem den ligger eller hur den besvarades. En som är öppen har inget svar i arkivet; det kan
    finnas i ett protokoll som inte är inläst.

    \b
    Exempel:
      klubbat motions --open
      klubbat motions --over-a-year --kind motion --organisation Sunnerlo
      klubbat motions --by V
    """
    today = day.date() if day else datetime.date.today()

    def wanted(entry: Initiative) -> bool:
        whose = organisation is None or organisation.casefold() in (entry.organisation or "").casefold()
        moved = by is None or any(by == one.party or by.casefold() in one.name.casefold() for one in entry.by)
        still = entry.open_over_a_year if over_a_year else not only_open or entry.answered is None
        return whose and moved and still and kind in (None, entry.kind)

    with open_filled(archive) as opened:
        rows = [entry for entry in initiatives(opened, today=today) if wanted(entry)]
        show(opened, rows, _shown, "Inga sådana.", limit=limit, as_json=as_json)


def _shown(entry: Initiative) -> RenderableType:
    """One of them: what it is, where it is or how it was answered, and its steps."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    whose = f"  {members(entry.by)}" if entry.by else ""
    where = f"  {entry.organisation}" if entry.organisation else ""
    head = Text.assemble(
        f"{entry.raised or 'okänt':<12}",
        (f"{entry.kind.capitalize()} om {entry.subject or 'okänt'}", "bold"),
        whose,
        (f"{where}  {', '.join(entry.dnr)}", "dim"),
    )
    if entry.answered or entry.state != "öppen":
        state = Text(f"{entry.state} {entry.answered or ''}", "green")
        if entry.answer:
            state.append(f": {short(entry.answer)}", "default")
    else:
        long = " över ett år" if entry.open_over_a_year else ""
        state = Text(f"öppen{long}{f', hos {entry.where}' if entry.where else ''}", "red" if long else "yellow")
    below = [state]
    for step, source in zip(entry.steps, entry.sources, strict=True):
        paragraph = f" § {step.item}" if step.item else ""
        to = f" {'av' if step.what == 'bevakas' else 'till'} {step.to}" if step.to else ""
        below.append(
            Text.assemble(
                f"{step.date or 'odaterat':<12}{step.body or ''}{paragraph}: {step.what}{to}", (f"  {place(source)}", "dim")
            )
        )
    return Group(head, Padding(Group(*below), (0, 0, 1, 12)))
