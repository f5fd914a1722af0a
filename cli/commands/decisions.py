"""`klubbat decisions`: what was decided, who moved what, how it went."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from cli.archive import open_filled
from cli.output import members, short, vote
from cli.registers import place, register_options, show
from corpus.vocabulary import vocabulary
from index.query import days
from index.registers.decisions import DecisionEntry, Wanted, Winner, decisions

if TYPE_CHECKING:
    from rich.console import RenderableType

_ACTIONS = [*vocabulary("actions")["verbs"], "annat"]


@click.command("decisions")
@click.option("--body", metavar="ORGAN", help="Bara detta organs beslut.")
@click.option("--organisation", metavar="NAMN", help="Bara denna kommuns, regions eller detta förbunds.")
@click.option("--year", metavar="ÅR", help="Bara detta års.")
@click.option("--from", "since", metavar="DATUM", help="Tidigast: ett år, en månad eller en dag.")
@click.option("--to", "until", metavar="DATUM", help="Senast: ett år, en månad eller en dag.")
@click.option("--action", type=click.Choice(_ACTIONS), metavar="VAD", help="Vad beslutet gör, som anta, avslå, återremittera.")
@click.option("--addressee", metavar="VEM", help="Vem beslutet riktar sig till.")
@click.option("--person", metavar="NAMN", help="Vem som har yrkat eller reserverat sig.")
@click.option("--party", metavar="PARTI", help="Partiet för den som har yrkat eller reserverat sig.")
@click.option("--outcome", type=click.Choice(["bifallet", "avslaget"]), help="Hur det gick för ett yrkande.")
@click.option("--vote", type=click.Choice(["alla", "ja", "nej", "lika"]), help="Efter omröstning; vilken sida som fick flest.")
@register_options
@click.pass_obj
def command(
    archive: Path,
    body: str | None,
    organisation: str | None,
    year: str | None,
    since: str | None,
    until: str | None,
    action: str | None,
    addressee: str | None,
    person: str | None,
    party: str | None,
    outcome: Literal["bifallet", "avslaget"] | None,
    vote: Winner | None,
    limit: int,
    as_json: bool,
) -> None:
    """Listar beslut, de senaste först, med yrkanden och omröstningar.

    \b
    Exempel:
      klubbat decisions --body socialnämnden --year 2017
      klubbat decisions --party V --outcome avslaget
      klubbat decisions --action återremittera --vote alla
    """
    for day in filter(None, (year, since, until)):
        days(day)  # says what is wrong with one that is none
    wanted = Wanted(body, organisation, since or year, until or year, action, addressee, person, party, outcome, vote)
    with open_filled(archive) as opened:
        show(opened, decisions(opened, wanted), _shown, "Inga sådana beslut.", limit=limit, as_json=as_json)


def _shown(entry: DecisionEntry) -> RenderableType:
    """A decision: where it was taken, what it says, what was moved and how it went, where it says so."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.text import Text

    number = f" § {entry.item}" if entry.item else ""
    whose = f", {entry.organisation}" if entry.organisation else ""
    text = Text.assemble(
        (f"{entry.date or 'odaterat':<12}{entry.body or 'okänt organ'}{whose}{number}  ", "bold"),
        (entry.title or "", "bold cyan"),
    )
    below = Text.assemble((f"{entry.action}: ", "bold"), short(entry.text, 400))
    for motion in entry.motions:
        outcome = f", {motion.outcome}" if motion.outcome else ""
        who = "" if any(one.name in motion.text for one in motion.by) else f"{members(motion.by)}: "
        below.append(f"\nYrkande ({motion.stance}{outcome}): {who}{short(motion.text)}")
    for count in entry.votes:
        below.append(f"\n{vote(count.method, count.ja, count.nej, count.avstar)}")
    if entry.corrected_by:
        below.append(f"\nRättat genom {entry.corrected_by}", "yellow")
    if entry.reservations:
        below.append(f"\nReservation: {members(entry.reservations)}")
    below.append(f"\n{'; '.join(map(place, entry.sources))}", "dim")
    return Group(text, Padding(below, (0, 0, 1, 12), expand=False))
