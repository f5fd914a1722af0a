"""`klubbat adoption`: recommendations, and what each principal decided."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.archive import open_filled
from cli.output import indented, short
from cli.registers import place, register_options, show
from index.histories.matter import matter
from index.registers.adoption import Adoption, adoption

if TYPE_CHECKING:
    from rich.console import RenderableType

_STYLES = {"antagen": "green", "annat beslut": "yellow", "inget beslut": "red"}


@click.command("adoption")
@click.argument("about", nargs=-1, metavar="[ÄRENDE]")
@click.option("--principal", metavar="NAMN", help="Bara denna kommuns eller regions beslut.")
@click.option("--state", type=click.Choice(list(_STYLES)), help="Bara de som är så.")
@register_options
@click.pass_obj
def command(archive: Path, about: tuple[str, ...], principal: str | None, state: str | None, limit: int, as_json: bool) -> None:
    """Visar om huvudmännen har antagit det som ett gemensamt organ rekommenderar.

    För varje rekommendation och huvudman: antagen, annat beslut, eller inget beslut i arkivet. Är huvudmannens eget protokoll
    inte inläst kan beslutet ändå återges av en annan handling, som avtalet; då sägs det.

    \b
    Exempel:
      klubbat adoption
      klubbat adoption hemsjukvårdsavtal
      klubbat adoption --state "inget beslut" --principal Sunnerlo
    """
    asked = matter(" ".join(about))

    def wanted(row: Adoption) -> bool:
        return (
            (not asked.names or bool(asked.named(f"{row.subject or ''}. {row.recommendation}")))
            and (principal is None or principal.casefold() in row.principal.casefold())
            and state in (None, row.state)
        )

    with open_filled(archive) as opened:
        rows = [row for row in adoption(opened) if wanted(row)]
        show(opened, rows, _shower(), "Inga sådana rekommendationer.", limit=limit, as_json=as_json)


def _shower() -> Callable[[Adoption], RenderableType]:
    """Shows a row; the recommendation stands above the first of its rows."""
    from rich.console import Group
    from rich.text import Text

    before: tuple[str | None, ...] = ()

    def shown(row: Adoption) -> RenderableType:
        nonlocal before
        act = (row.recommended_by, row.recommended_on, row.paragraph)
        lines: list[RenderableType] = []
        if act != before:
            paragraph = f" § {row.paragraph}" if row.paragraph else ""
            source = row.sources[0] if row.state == "inget beslut" else row.sources[1]
            head = f"{row.recommended_on}  {row.recommended_by}{paragraph}  "
            lines = [Text.assemble("\n" if before else "", (head, "bold"), (row.subject or "", "bold cyan"))]
            lines.append(indented(Text.assemble(short(row.recommendation, 200), (f"  {place(source)}", "dim")), 12))
            before = act
        lines.append(indented(_answer(row), 12))
        return Group(*lines)

    def _answer(row: Adoption) -> Text:
        line = Text.assemble(f"{row.principal:<20}", (f"{row.state:<14}", _STYLES[row.state]))
        if row.state != "inget beslut":
            paragraph = f" § {row.item}" if row.item else ""
            told = "" if row.in_archive else " (återges)"
            line.append(f"{row.date}  {row.body or 'okänt organ'}{paragraph}{told}").append(f"  {place(row.sources[0])}", "dim")
        return line

    return shown
