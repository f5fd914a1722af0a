"""How an agenda against its minutes comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.output import console, indented, print_json, short
from corpus.secrecy import withhold
from corpus.store.documents import Stored
from index.comparison import Compared, Verdict, compare
from index.export.rows import objects

if TYPE_CHECKING:
    from rich.console import Console

_SAID: dict[Verdict, tuple[str, str]] = {
    "samma": ("beslutat som föreslaget", "green"),
    "ändrat": ("beslutat med andra ord", "yellow"),
    "utan förslag": ("kallelsen har inget förslag", "dim"),
    "utan beslut": ("protokollet har inget beslut", "yellow"),
    "tillkom": ("fanns inte i kallelsen", "yellow"),
    "utgick": ("finns inte i protokollet", "red"),
}
_STYLES = {"samma": "", "bort": "red", "nytt": "green"}
_SIGNS = {"samma": ("", ""), "bort": ("[−", "−]"), "nytt": ("{+", "+}")}
"""As wdiff has them, for terminals and readers without colours."""


def show_comparison(minutes: Stored, agenda: Stored, *, as_json: bool) -> None:
    """Prints what was proposed and what was decided, item by item."""
    rows = compare(withhold(agenda.document, agenda.findings), withhold(minutes.document, minutes.findings))
    if as_json:
        print_json({"minutes": minutes.id, "agenda": agenda.id, "rows": list(objects(rows))})
        return
    out = console()
    out.print(f"{agenda.document.source.name} mot {minutes.document.source.name}", style="bold", markup=False)
    for row in rows:
        _print(out, row)


def _print(out: Console, row: Compared) -> None:
    from rich.text import Text

    said, style = _SAID[row.verdict]
    numbers = " ".join(
        filter(None, (f"§ {row.item}" if row.item else "", f"(ärende {row.agenda_item})" if row.agenda_item else ""))
    )
    out.print(Text.assemble((f"\n{numbers}  {row.title or ''}  ", "bold"), (said, style)))
    if row.difference:
        text = Text()
        for kind, words in row.difference:
            before, behind = _SIGNS[kind]
            text.append(f"{before}{words}{behind}", _STYLES[kind]).append(" ")
        out.print(indented(text, 2))
    else:
        for label, said_there in (("Förslag", row.proposed), ("Beslut", row.decided)):
            if said_there:
                out.print(indented(f"{label}: {short(said_there, 400)}", 2))
    pages = "; ".join(f"{source.file} s. {source.page}" for source in row.sources)
    out.print(indented(pages, 2, "dim"))
