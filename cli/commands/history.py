"""`klubbat history`: what was decided, told and stated about a matter, in time order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from cli.archive import open_filled
from cli.output import console, indented, plain, print_json
from corpus.store.documents import identifier
from index.events import HistoryEvent, Source
from index.history import History, history

_STATUS = {"decided": "beslut", "quoted": "återgivet", "stated": "uppgift", None: ""}
_SOURCES = 4
_WORDS = 240
"""Sources of an event, and characters of their words, that are shown; JSON has them all."""


@click.command("history")
@click.argument("matter", nargs=-1, required=True, metavar="ÄRENDE")
@click.option("--json", "as_json", is_flag=True, help="Svara med JSON.")
@click.pass_obj
def command(archive: Path, matter: tuple[str, ...], as_json: bool) -> None:
    """Berättar ett ärendes historia, med källor.

    Visar vad som har beslutats och sagts om det, när, av vem och var det står. Ärendet följs under alla sina namn.
    Uppgifter som inte kan stämma samtidigt visas för sig.

    \b
    Exempel:
      klubbat history hemsjukvårdsavtal
      klubbat history avtal om färdtjänst --json
    """
    with open_filled(archive) as opened:
        told = history(opened, " ".join(matter))
    if as_json:
        print_json(_as_object(told))
    else:
        _print(told)


def _as_object(told: History) -> dict[str, Any]:
    value: dict[str, Any] = plain(told)
    for entry in (*value["events"], *value["conflicts"], *value["others"]):
        for source in entry["sources"]:
            source["document"] = identifier(source["document"])
    return value


def _print(told: History) -> None:
    out = console()

    def line(text: str, style: str = "", indent: int = 0) -> None:
        out.print(indented(text, indent, style))

    if not told.events:
        line(f"Arkivet säger ingenting om {told.query}.")
    else:
        line((told.matter or told.query).capitalize(), "bold")
        if others := [name for name in told.names if name != told.matter]:
            line(f"även: {', '.join(others)}", "dim")
        dates = [event.date for event in told.events if event.date]
        sources = {source.document for event in told.events for source in event.sources}
        span = f", {dates[0][:4]}–{dates[-1][:4]}" if dates else ""
        line(f"{len(told.events)} händelser i {len(sources)} handlingar{span}", "dim")
    for event in told.events:
        out.print()
        line(_headline(event), "bold" if event.status == "decided" else "")
        if event.event != "omnämnt":
            line(event.what, indent=12)
        for text in _sources(event.sources):
            line(text, "dim", indent=12)
    for conflict in told.conflicts:
        out.print()
        line(f"⚠ Motstridiga uppgifter: {conflict.what}", "bold red")
        line(" eller ".join(map(str, conflict.values)), "red", indent=2)
        for text in _sources(conflict.sources):
            line(text, "dim", indent=2)
        line(conflict.resolution or "Inget i arkivet avgör saken.", indent=2)
    for title, rows in (
        ("Saknas", told.gaps),
        ("Andra ärenden under samma ord", [_other(other.what, other.sources) for other in told.others]),
    ):
        if rows:
            out.print()
            line(title, "bold")
            for row in rows:
                line(f"• {row}")
    if not told.complete:
        out.print()
        line("Alla filer är inte helt inlästa: klubbat status --failed", "yellow")


def _headline(event: HistoryEvent) -> str:
    who = " ".join(part for part in (event.body, f"§ {event.paragraph}" if event.paragraph else None) if part)
    status = f" ({_STATUS[event.status]})" if event.status else ""
    return f"{event.date or 'odaterat':<12}{event.event}{status}{'  ' if who else ''}{who}"


def _sources(sources: Sequence[Source]) -> Iterator[str]:
    for source in sources[:_SOURCES]:
        item = f" § {source.item}" if source.item else ""
        yield f"{source.file}, s. {source.page}{item} [{identifier(source.document)}]: ”{_short(source.words)}”"
    if len(sources) > _SOURCES:
        yield f"… och {len(sources) - _SOURCES} till"


def _other(what: str, sources: Sequence[Source]) -> str:
    files = list(dict.fromkeys(source.file for source in sources))
    return f"{what}: {', '.join(files)}" if files != [what] else what


def _short(words: str) -> str:
    text = " ".join(words.split())
    return text if len(text) <= _WORDS else text[:_WORDS].rsplit(" ", 1)[0] + " …"
