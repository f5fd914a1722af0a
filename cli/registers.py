"""What the commands over registers share: how rows come out, and what is said where there are none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cli.output import plain, print_json
from corpus.store.archive import Archive
from index.export.rows import Entry, objects
from index.histories.events import Source
from index.registers.searched import searched

if TYPE_CHECKING:
    from rich.console import RenderableType

_Row = TypeVar("_Row", bound=Entry)
_Command = TypeVar("_Command", bound=Callable[..., Any])


def register_options(function: _Command) -> _Command:
    """`--limit` and `--json`."""
    function = click.option("--json", "as_json", is_flag=True, help="Svara med JSON, alla rader.")(function)
    return click.option("--limit", type=click.IntRange(1), default=30, show_default=True, metavar="N", help="Rader som visas.")(
        function
    )


def show(
    archive: Archive, rows: Sequence[_Row], shown: Callable[[_Row], RenderableType], nothing: str, *, limit: int, as_json: bool
) -> None:
    """Prints the rows of a register: for programs all of them with how much was searched, for people the first.

    `nothing` is what is said where there are none.
    """
    about = searched(archive)
    if as_json:
        print_json({"searched": plain(about), "total": len(rows), "rows": list(objects(rows))})
        return
    from cli.output import console

    out = console()
    for row in rows[:limit]:
        out.print(shown(row))
    if not rows:
        out.print(f"{nothing} {about}", markup=False)
    elif len(rows) > limit:
        out.print(f"{limit} av {len(rows)} rader visas; fler med --limit.", style="dim")
    if rows and not about.complete:
        out.print(about.lacking, style="yellow")


def place(source: Source) -> str:
    """Where something stands, for people."""
    return f"{source.file} s. {source.page}"
