"""`klubbat agreements`: the register of agreements."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.archive import open_filled
from cli.days import Stretch, after, day, stretch
from cli.output import indented
from cli.registers import place, register_options, show
from index.registers.agreements import RegisteredAgreement, agreements, is_called
from index.registers.validity import HOLDS

if TYPE_CHECKING:
    from rich.console import RenderableType

_ALARMING = {"löpt ut", "uppsagt", "löper vidare"}


@click.command("agreements")
@click.argument("name", nargs=-1, metavar="[AVTAL]")
@click.option("--expiring", callback=stretch, metavar="TID", help="Bara de som går ut inom en tid: 30d, 6m, 1å.")
@click.option("--expired", is_flag=True, help="Bara de som har löpt ut utan att arkivet har något senare beslut.")
@click.option("--at", "at", callback=day, metavar="DAG", help="Vad som gällde en viss dag, som 2020-06-01.")
@register_options
@click.pass_obj
def command(
    archive: Path,
    name: tuple[str, ...],
    expiring: Stretch | None,
    expired: bool,
    at: datetime.date | None,
    limit: int,
    as_json: bool,
) -> None:
    """Listar avtal och överenskommelser: vad som gäller, hur länge och enligt vad.

    Ett avtal står en gång, under alla sina namn, så som den senaste handlingen har det.

    \b
    Exempel:
      klubbat agreements
      klubbat agreements --expiring 6m
      klubbat agreements hemsjukvård --at 2020-06-01
    """
    now = at or datetime.date.today()
    with open_filled(archive) as opened:
        found = agreements(opened, now.isoformat())
        if name:
            found = [one for one in found if is_called(one, " ".join(name))]
        if at:
            found = [one for one in found if one.state in HOLDS]
        if expired:
            found = [one for one in found if one.state == "löpt ut"]
        if expiring:
            last = after(now, expiring).isoformat()
            found = [one for one in found if one.state in HOLDS and one.valid_to and now.isoformat() <= one.valid_to <= last]
            found.sort(key=lambda one: one.valid_to or "")
        show(opened, found, _shown, "Inga sådana avtal.", limit=limit, as_json=as_json)


def _shown(one: RegisteredAgreement) -> RenderableType:
    from rich.console import Group
    from rich.text import Text

    return Group(Text(one.title, "bold"), *(indented(line, 2, style) for line, style in _lines(one)))


def _lines(one: RegisteredAgreement) -> Iterator[tuple[str, str]]:
    """What is said of an agreement, a line each, with its style."""
    notice = one.given_notice
    told = [_period(one), f"enligt {one.according_to}" if one.according_to else ""]
    holds = ": ".join(filter(None, (one.state.capitalize(), ", ".join(filter(None, told)))))
    yield holds, "yellow" if one.state in _ALARMING else ""
    if others := one.names[1:]:
        yield f"även: {'; '.join(others)}", "dim"
    if one.parties:
        yield f"parter: {', '.join(one.parties)}", "dim"
    if one.decided_by or one.prepared_by:
        prepared = f"; berett av {', '.join(one.prepared_by)}" if one.prepared_by else ""
        yield f"beslutat av {', '.join(one.decided_by) or 'okänt'}{prepared}", "dim"
    if one.extensions:
        yield f"förlängt {', '.join(act.date or 'odaterat' for act in one.extensions)}", "dim"
    if notice:
        yield f"uppsagt {notice.date or 'odaterat'}{f' av {notice.body}' if notice.body else ''}", "dim"
    if one.terms:
        yield one.terms, "dim"
    replaced = "ersatt av" if one.state == "ersatt" else "senare ersatt av"
    for label, other in (("ersätter", one.replaces), (replaced, one.replaced_by)):
        if other:
            yield f"{label} {other}", "dim"
    for conflict in one.conflicts:
        yield f"⚠ {conflict.what} {conflict.resolution or 'Inget i arkivet avgör saken.'}", "red"
    yield "; ".join(dict.fromkeys(map(place, one.sources))), "dim"


def _period(one: RegisteredAgreement) -> str:
    match one.valid_from, one.valid_to:
        case None, None:
            return "" if one.state == "gäller tills vidare" else "ingen giltighetstid angiven"
        case first, None:
            return f"fr.o.m. {first}"
        case None, last:
            return f"t.o.m. {last}"
        case first, last:
            return f"{first}–{last}"
