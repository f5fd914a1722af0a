"""The history of a matter as rows: its events, contradictions, other matters under its words, and what is missing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from index.events import Source
from index.export.rows import objects
from index.export.tables import Row, columns
from index.history import History


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A row of the time line, or of what there is to say besides."""

    row: Literal["händelse", "motstridigt", "annat ärende"]
    date: str | None
    body: str | None
    paragraph: str | None
    event: str | None
    status: str | None
    what: str
    valid_to: str | None
    sources: tuple[Source, ...]


def rows(told: History) -> Iterator[Row]:
    """The rows of a history. What is missing has no source; its identifier is made from its words."""
    entries = [
        *(
            HistoryRow(
                "händelse", event.date, event.body, event.paragraph, event.event, event.status, event.what, event.valid_to,
                event.sources,
            )
            for event in told.events
        ),
        *(_told("motstridigt", conflict.what, conflict.sources) for conflict in told.conflicts),
        *(_told("annat ärende", other.what, other.sources) for other in told.others),
    ]  # fmt: skip
    for values in objects(entries):
        yield "history", values
    empty: dict[str, Any] = dict.fromkeys(columns("history"))
    for gap in told.gaps:
        name = f"saknas:{hashlib.sha256(gap.encode()).hexdigest()[:12]}"
        yield "history", empty | {"id": name, "row": "saknas", "what": gap, "sources": []}


def _told(row: Literal["motstridigt", "annat ärende"], what: str, sources: tuple[Source, ...]) -> HistoryRow:
    return HistoryRow(row, None, None, None, None, None, what, None, sources)
