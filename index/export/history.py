"""The history of a matter as rows: what holds, events, contradictions, other matters under its words, what is missing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from index.export.rows import objects
from index.export.tables import Row, columns
from index.histories.events import Source
from index.histories.history import History


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
    """The rows of a history: what holds now, the events, what there is to say besides, what is missing."""
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
    if told.holds:
        yield "history", _without_source("läge", told.holds.sentence) | {"valid_to": told.holds.valid_to}
    for values in objects(entries):
        yield "history", values
    for gap in told.gaps:
        yield "history", _without_source("saknas", gap)


def _without_source(row: str, what: str) -> dict[str, Any]:
    """A row that no single place says; its identifier is made from its words."""
    name = f"{row}:{hashlib.sha256(what.encode()).hexdigest()[:12]}"
    return dict.fromkeys(columns("history")) | {"id": name, "row": row, "what": what, "sources": []}


def _told(row: Literal["motstridigt", "annat ärende"], what: str, sources: tuple[Source, ...]) -> HistoryRow:
    return HistoryRow(row, None, None, None, None, None, what, None, sources)
