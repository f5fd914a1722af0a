"""`klubbat search`: the best passages for a query, with facets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from cli.archive import from_index, open_filled
from cli.facets import COLUMN, printed
from cli.output import console, indented, plain, print_json
from index.explain import Reason
from index.facets import FACETS
from index.search import Hit, SearchAnswer, search

if TYPE_CHECKING:  # rich is loaded when people read the answer
    from rich.console import RenderableType

_KEYS = ("query", "total", "whole", "complete", "took_ms", "hits", "facets", "suggestion", "ignored")
_HIT_KEYS = (
    "document", "file", "path", "item", "title", "page", "span", "date", "body", "kind", "score", "snippet",
    "missing",
)  # fmt: skip
"""What `--json` promises; the rest is for people."""

_WIDE = 110
"""Columns of a terminal from which the facets stand beside the hits."""


def _facet_options(function: Callable[..., Any]) -> Callable[..., Any]:
    for facet in reversed(FACETS):
        text = f"Bara detta: {facet.label}. Kan upprepas; i frågan {facet.field}:…"
        function = click.option(facet.option, f"facet_{facet.name}", multiple=True, metavar="VÄRDE", help=text)(function)
    return function


@click.command("search", context_settings={"ignore_unknown_options": True})  # -båt is no option but part of the query
@click.argument("query", nargs=-1, required=True, metavar="FRÅGA")
@_facet_options
@click.option("--from", "since", metavar="DATUM", help="Tidigast: ett år, en månad eller en dag, som 2019-03-05.")
@click.option("--to", "until", metavar="DATUM", help="Senast: ett år, en månad eller en dag.")
@click.option("--sort", type=click.Choice(["relevance", "date"]), default="relevance", help="date: de senaste först.")
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, metavar="N", help="Träffar på en sida.")
@click.option("--page", type=click.IntRange(1), default=1, metavar="N", help="Vilken sida.")
@click.option("--explain", is_flag=True, help="Visa varför varje träff kom med: vilka av dess ord som svarar mot frågans.")
@click.option("--json", "as_json", is_flag=True, help="Svara med JSON.")
@click.pass_obj
def command(
    archive: Path,
    /,
    query: tuple[str, ...],
    since: str | None,
    until: str | None,
    sort: Literal["relevance", "date"],
    limit: int,
    page: int,
    explain: bool,
    as_json: bool,
    **facets: tuple[str, ...],
) -> None:
    """Söker efter paragrafer och andra stycken, de bästa först.

    Alla ord ska finnas med; böjningar och sammansättningar hittas också. Finns inget stycke med alla ord visas de som
    kommer närmast. Skriv frågan inom apostrofer om den har citattecken eller ord som ska uteslutas.

    \b
    "särskilt boende"        orden intill varandra
    färdtjänst OR sjukresor  det ena eller det andra
    -båt                     utan ordet
    välfärds*                ord som börjar så
    =avtalet                 just den formen
    år:2019-2021  från:2020-03  till:"6 november 2020"
    org:  organ:  typ:  beslut:  ansvarig:  person:  parti:  dnr:

    \b
    Exempel:
      klubbat search hemsjukvårdsavtal
      klubbat search 'avtal färdtjänst -båt' --from 2015 --sort date
      klubbat search '"särskilt boende" OR äldreboende organ:kommunstyrelsen'
      klubbat search 'RS 1737-2017' --explain
    """
    for word in query:
        if word.startswith("--"):
            raise click.NoSuchOption(word.partition("=")[0], possibilities=_close(word))
    filters = {name.removeprefix("facet_"): values for name, values in facets.items() if values}
    with open_filled(archive) as opened:
        asked = partial(search, filters=filters, since=since, until=until, sort=sort, limit=limit, page=page, explain=explain)
        answer = from_index(opened, partial(asked, opened, " ".join(query)))
    if as_json:
        print_json(_as_object(answer, explain=explain))
    else:
        _print(answer, (page - 1) * limit)


def _close(option: str) -> list[str]:
    """The options that one was probably meant to be."""
    return get_close_matches(option, [name for parameter in command.params for name in parameter.opts if name.startswith("--")])


def _as_object(answer: SearchAnswer, *, explain: bool) -> dict[str, Any]:
    value = plain(answer)
    keys = (*_HIT_KEYS, "reasons") if explain else _HIT_KEYS
    value["hits"] = [{key: hit[key] for key in keys} for hit in value["hits"]]
    return {key: value[key] for key in _KEYS}


def _print(answer: SearchAnswer, before: int) -> None:
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    out = console()
    out.print(Text(_headline(answer, before), "bold"))
    for note in _notes(answer):
        out.print(Text(note, "yellow"))
    hits = [row for number, hit in enumerate(answer.hits, before + 1) for row in _hit(number, hit, out.is_terminal)]
    facets = list(printed(answer.facets, one_line=out.width < _WIDE))
    if out.width < _WIDE:
        for row in (*hits, Text(""), *facets):
            out.print(row)
        return
    table = Table.grid(padding=(0, 3))
    table.add_column(ratio=1)
    table.add_column(width=COLUMN)
    table.add_row(Group(*hits), Group(*facets))
    out.print(table)


def _headline(answer: SearchAnswer, before: int) -> str:
    count = f"{answer.total} {'träff' if answer.total == 1 else 'träffar'} på {answer.query}"
    if not answer.hits:
        return f"{count}." if not answer.total else f"{count}; den här sidan är tom."
    if len(answer.hits) == answer.total:
        return count
    return f"{count}, här {before + 1}–{before + len(answer.hits)}"


def _notes(answer: SearchAnswer) -> Iterator[str]:
    """What the reader must know to trust the answer."""
    if answer.suggestion:
        yield f"Menade du {answer.suggestion}? Det är vad som visas, för det du skrev finns inte i arkivet."
    if answer.ignored:
        yield f"Finns inte i arkivet, och söks inte: {', '.join(answer.ignored)}"
    if answer.hits and not answer.whole:
        yield "Inget stycke har alla orden. Här är de som kommer närmast."
    elif answer.whole < answer.total:
        yield f"{answer.whole} har alla orden; de andra saknar något av dem."
    if not answer.complete:
        yield "Alla filer är inte helt inlästa och genomsökta: klubbat status"


def _hit(number: int, hit: Hit, coloured: bool) -> Iterator[RenderableType]:
    from rich.text import Text

    item = f"§ {hit.item}" if hit.item else None
    head = "  ".join(part for part in (hit.body, hit.date, item) if part)
    title = hit.title or ("" if head else hit.file)
    yield ""
    yield Text.assemble((f"{number}. ", "dim"), (head, "bold"), "  " if head and title else "", title)
    text, at = Text(), 0
    for start, end in hit.marks:
        marked = hit.snippet[start:end]
        text.append(_flat(hit.snippet[at:start])).append(marked if coloured else f"*{marked}*", "bold yellow")
        at = end
    yield indented(text.append(_flat(hit.snippet[at:])), 3)
    for reason in hit.reasons:
        yield indented(_reason(reason), 3, "dim")
    missing = f"  (saknar {', '.join(hit.missing)})" if hit.missing else ""
    yield indented(f"{hit.file}, s. {hit.page}  [{hit.document}]{missing}", 3, "dim")


def _reason(reason: Reason) -> str:
    return f"{reason.word} – {reason.how}: {', '.join(reason.met)} (i {', '.join(reason.where)})"


def _flat(text: str) -> str:
    return text.replace("\n", " ").replace("\t", " | ")
