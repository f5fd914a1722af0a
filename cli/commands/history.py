"""`klubbat history`: what was decided, told and stated about a matter, in time order."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from rich.console import RenderableType
from rich.text import Text

from cli.archive import from_index, open_filled
from cli.output import console, indented, plain, print_json
from corpus.store.documents import identifier
from index.histories.events import HistoryEvent, Source
from index.histories.history import History, Other, history

_MARKS = {"decided": "●", "quoted": "○", "stated": "·", None: " "}
_LEGEND = "● beslutat där och då   ○ återgivet i efterhand   · uppgift i lista, plan eller avtal"


@click.command("history")
@click.argument("matter", nargs=-1, required=True, metavar="ÄRENDE")
@click.option("--words", "all_words", is_flag=True, help="Visa ordagrant vad varje källa säger.")
@click.option("--json", "as_json", is_flag=True, help="Svara med JSON.")
@click.pass_obj
def command(archive: Path, matter: tuple[str, ...], all_words: bool, as_json: bool) -> None:
    """Berättar ett ärendes historia, med källor.

    Visar vad som gäller nu, vad som har beslutats och sagts om ärendet, när, av vem och var det står. Ärendet anges med
    ord, med ett diarienummer eller med en paragraf (HANDLING#9) och följs under alla sina namn. Uppgifter som inte kan
    stämma samtidigt visas för sig.

    \b
    Exempel:
      klubbat history hemsjukvårdsavtal
      klubbat history avtal om färdtjänst --words
      klubbat history "KS 2019/123"
      klubbat history "Protokoll 2019-03-05.pdf#9"
    """
    today = datetime.date.today().isoformat()
    with open_filled(archive) as opened:
        told = from_index(opened, lambda: history(opened, " ".join(matter), today))
    if as_json:
        print_json(_as_object(told))
    else:
        _print(told, all_words)


def _as_object(told: History) -> dict[str, Any]:
    value: dict[str, Any] = plain(told)
    for entry in (*value["events"], *value["conflicts"], *value["others"]):
        for source in entry["sources"]:
            source["document"] = identifier(source["document"])
    return value


def _print(told: History, all_words: bool) -> None:
    out = console()

    def line(text: str, style: str = "", indent: int = 0) -> None:
        out.print(indented(text, indent, style))

    mentions = [event for event in told.events if event.event == "omnämnt"]
    acts = [event for event in told.events if event.event != "omnämnt"]
    if told.events:
        line(told.matter or told.query, "bold")
        if others := [name for name in told.names if name != told.matter]:
            line(f"även: {', '.join(others)}", "dim")
    else:
        line(f"Arkivet säger ingenting om {told.query}.")
    if told.holds:
        line(told.holds.sentence, {True: "green", False: "yellow", None: "bold yellow"}[told.holds.holds])
    if acts:
        line(_LEGEND, "dim")
        for row in _timeline(acts, out.width, all_words):
            out.print(row)
    for conflict in told.conflicts:
        line(f"⚠ Motstridiga uppgifter: {' eller '.join(conflict.values)}", "bold red")
        for source in conflict.sources:
            line(f"”{source.words}” {_place(source)}", indent=2)
        line(conflict.what, indent=2)
        line(conflict.resolution or "Inget i arkivet avgör saken.", "red", indent=2)
    for title, rows in (
        ("Omnämns också i", [_mention(event) for event in mentions]),
        ("Okänt", list(told.gaps)),
        ("Andra ärenden under samma ord", [_other(other) for other in told.others]),
    ):
        if rows:
            out.print(indented(Text.assemble((f"{title}: ", "bold"), "; ".join(rows)), 0))
    if not told.complete:
        line("Alla filer är inte helt inlästa: klubbat status --failed", "yellow")


def _timeline(acts: Sequence[HistoryEvent], width: int, all_words: bool) -> Iterator[RenderableType]:
    """A line an act: when, what, whose, and where it says so; with the words of all sources below it where they are wanted."""
    what = [f"{event.event}{f' t.o.m. {event.valid_to}' if event.valid_to else ''}" for event in acts]
    first = max(map(len, what))
    left = max(width - first - len("● 2020-01-01    "), 40)
    for event, done in zip(acts, what, strict=True):
        paragraph = f" § {event.paragraph}" if event.paragraph else ""
        who = _cut(event.body or "", left * 2 // 5 - len(paragraph)) + paragraph
        head = f"{_MARKS[event.status]} {event.date or 'odaterat':<10}  {done:<{first}}  {who:<{left * 2 // 5}}"
        more = f" +{len(event.sources) - 1}" if len(event.sources) > 1 else ""
        where = "" if all_words else _cut(f"  s. {event.sources[0].page}{more}  {event.sources[0].file}", left * 3 // 5)
        yield Text.assemble((head, "bold" if event.status == "decided" else ""), (where, "dim"))
        if event.corrected_by:
            yield indented(f"rättat genom {event.corrected_by}", 14, "yellow")
        if all_words:
            yield from (indented(f"”{source.words}” {_place(source)}", 14, "dim") for source in event.sources)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _place(source: Source) -> str:
    return f"{source.file} s. {source.page}"


def _mention(event: HistoryEvent) -> str:
    where = f", § {event.paragraph}" if event.paragraph else ""
    return f"{event.sources[0].file}{where} ({event.date or 'odaterad'})"


def _other(other: Other) -> str:
    files = list(dict.fromkeys(source.file for source in other.sources))
    return f"{other.what}: {', '.join(files)}" if files != [other.what] else other.what
