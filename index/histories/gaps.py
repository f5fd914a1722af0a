"""What a history refers to that the archive doesn't have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.findings import Item
from corpus.store.archive import Archive
from corpus.store.findings import found
from index.bodies import same_body
from index.histories.events import HistoryEvent
from index.registers.validity import DEEDS


def gaps(archive: Archive, events: Sequence[HistoryEvent], bodies: dict[str, str]) -> Iterator[str]:
    """In words: paragraphs that are referred to and missing, last days that nobody is known to have decided, undated acts."""
    acts = {
        (event.date, event.paragraph, event.body): event for event in events if event.status == "quoted" and event.paragraph
    }
    days: dict[str, list[tuple[str | None, str | None]]] = {}
    for event in acts.values():
        if event.date is None:
            continue
        if event.date not in days:
            days[event.date] = [
                (item.item, item.owner.body)
                for item in found(archive, Item, since=event.date, until=event.date)
                if item.owner.kind.startswith("protokoll")
            ]
        if not any(number == event.paragraph and same_body(body, event.body, bodies) for number, body in days[event.date]):
            yield f"§ {event.paragraph} {event.body or ''} {event.date} hänvisas till men saknas".replace("  ", " ")
    decided = {event.valid_to for event in events if event.status == "decided" or event.paragraph or _is_deed(event)}
    for end in sorted({event.valid_to for event in events if event.valid_to} - decided - {None}):
        yield f"inget beslut om {end} finns i arkivet"
    undated = sum(event.date is None for event in events)
    if undated:
        yield f"datum för {undated} {'uppgift' if undated == 1 else 'uppgifter'}"


def _is_deed(event: HistoryEvent) -> bool:
    """Whether the agreement itself says it."""
    return any(source.kind in DEEDS for source in event.sources)
