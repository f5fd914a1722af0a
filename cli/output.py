"""How answers and errors come out: for people on the terminal, for programs as JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any

from corpus.errors import ArchiveError, KlubbatError, UsageError
from corpus.findings import Member
from corpus.personal import mask
from corpus.store.documents import identifier
from corpus.store.ledger import Entry, State

if TYPE_CHECKING:  # rich takes a tenth of a second, which programs that ask for JSON needn't pay
    from rich.console import Console, RenderableType
    from rich.text import Text


STATES: dict[State, str] = {
    "waiting": "Väntar",
    "done": "Inläst",
    "partial": "Delvis inläst",
    "failed": "Misslyckad",
    "removed": "Borttagen",
}


def console() -> Console:
    """Standard output for people: colours and width as the terminal has them; without a terminal 100 columns."""
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() or "COLUMNS" in os.environ else 100)


def indented(text: str | Text, indent: int, style: str = "") -> RenderableType:
    """A text whose lines all stand some columns in."""
    from rich.padding import Padding
    from rich.text import Text

    return Padding(Text(text, style) if isinstance(text, str) else text, (0, 0, 0, indent), expand=False)


def print_json(value: Any) -> None:
    """Prints a value as JSON: dataclasses as objects."""
    print(json.dumps(plain(value), ensure_ascii=False, indent=2))


def plain(value: Any) -> Any:
    """A value as JSON types."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {key: plain(element) for key, element in value.items()}
    if isinstance(value, list | tuple):
        return [plain(element) for element in value]
    return value


def size(count: int) -> str:
    """A number of bytes for people."""
    amount, unit = float(count), "byte"
    for unit in ("byte", "kB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            break
        amount /= 1000
    return f"{amount:.0f} {unit}" if unit == "byte" or amount >= 10 else f"{amount:.1f} {unit}".replace(".", ",")


def members(persons: Iterable[Member]) -> str:
    """Persons with their parties, for people."""
    return ", ".join(f"{one.name} ({one.party})" if one.party else one.name for one in persons) or "okänd"


def vote(method: str, ja: int | None, nej: int | None, avstar: int | None) -> str:
    """A vote for people; numbers that aren't told are left out."""
    counts = [f"{name} {number}" for name, number in (("ja", ja), ("nej", nej), ("avstår", avstar)) if number is not None]
    return f"{method.capitalize()}{': ' if counts else ''}{', '.join(counts)}"


def short(text: str, most: int = 160) -> str:
    """A text on one line, cut between words where it is long."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + " …"


def file_object(entry: Entry) -> dict[str, Any]:
    """A file of the ledger for programs."""
    return {
        "document": identifier(entry.sha256) if entry.sha256 else None,
        "file": mask(entry.name),
        "path": mask(entry.path),
        "state": entry.state,
        "code": entry.code,
        "reason": entry.reason,
        "cure": entry.cure,
        "gone": entry.gone,
    }


def _on_one_line(path: str) -> str:
    """A path as it can be listed, whatever it consists of: line breaks and other control characters as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in path)


def print_troubled(entries: Iterable[Entry], most: int | None = None) -> None:
    """Prints files that failed or came in partly, those with the same trouble together, of which `most` are named."""
    groups: dict[tuple[str, str], list[str]] = {}
    for entry in entries:
        groups.setdefault((STATES[entry.state], f"{entry.reason} {entry.cure}"), []).append(_on_one_line(mask(entry.path)))
    for (state, what), paths in sorted(groups.items(), key=lambda group: (group[0][0] != STATES["failed"], -len(group[1]))):
        if len(paths) == 1:
            print(f"{state}: {paths[0]}\n  {what}")
            continue
        print(f"{state}: {len(paths)} filer\n  {what}")
        for path in paths[:most]:
            print(f"    {path}")
        if most is not None and len(paths) > most:
            print(f"    … och {len(paths) - most} till: klubbat status --failed")


class SeveralFitError(UsageError):
    """What the user named fits several documents: `matches` lists them with `document`, `file` and `path`."""

    def __init__(self, wanted: str, matches: list[dict[str, str]]) -> None:
        super().__init__(f"{wanted} passar på {len(matches)} handlingar.", "Ange en av beteckningarna till vänster.")
        self.matches = matches


def print_error(error: KlubbatError, *, as_json: bool) -> None:
    """Prints an error with its cure on standard error."""
    matches = error.matches if isinstance(error, SeveralFitError) else []
    if as_json:
        report: dict[str, Any] = {"error": str(error), "cure": error.cure, "code": _code(error)}
        if matches:
            report["matches"] = matches
        print(json.dumps(report, ensure_ascii=False), file=sys.stderr)
        return
    print(f"Fel: {error}", file=sys.stderr)
    for match in matches:
        print(f"  {match['document']}  {match['path']}", file=sys.stderr)
    print(f"     {error.cure}" if not matches else f"  {error.cure}", file=sys.stderr)


def _code(error: KlubbatError) -> str:
    """A stable word for the kind of error."""
    code = getattr(error, "code", None)
    if code is not None:
        return str(code)
    match error:
        case SeveralFitError():
            return "several-fit"
        case UsageError():
            return "usage"
        case ArchiveError():
            return "archive"
        case _:
            return "error"
