"""Where the sources of a history cannot both be right about how long an agreement holds.

Two kinds: a paragraph that was corrected said another day than its rättelse, which settles it; and a list, plan or second
source that gives a day which the latest known decision doesn't. Klubbat shows both and does not choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.bodies import same_body
from index.histories.events import HistoryEvent, Source, describe

_MONTHS = ("jan", "feb", "mars", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements that exclude each other. `resolution` says what settled it, `None` where nothing did."""

    values: tuple[str, ...]
    what: str
    sources: tuple[Source, ...]
    resolution: str | None


_Clash = tuple[list[HistoryEvent], str | None]
"""Events that cannot all be right, and what settled it."""


def conflicts(events: Sequence[HistoryEvent], short: dict[str, str]) -> list[Conflict]:
    """The conflicts among the merged events of a matter, which are in time order; `short` are the short names of bodies."""
    dated = [event for event in events if event.valid_to]
    found = [*_corrected(dated, short), *_within_act(dated), *_unfounded(dated, short)]
    ends = {event.date: event.sources[0] for event in events if event.event == "upphört"}
    distinct: dict[tuple[str, ...], Conflict] = {}
    for told, resolution in found:
        conflict = _conflict(told, resolution, ends)
        distinct.setdefault(conflict.values, conflict)
    return list(distinct.values())


def _corrected(dated: Sequence[HistoryEvent], short: dict[str, str]) -> Iterator[_Clash]:
    for correction in dated:
        if correction.event != "rättat":
            continue
        for earlier in dated:
            if (
                earlier.valid_to != correction.valid_to
                and earlier.event in ("förlängt", "beslutat", "antaget", "godkänt", "rekommenderat")
                and (earlier.date or "") < (correction.date or "")
                and correction.corrects in (None, earlier.paragraph)
                and same_body(earlier.body, correction.body, short)
            ):
                echoes = [event for event in dated if event is not earlier and event.valid_to == earlier.valid_to]
                yield [earlier, *echoes, correction], f"Rättat genom {describe(correction)}"


def _within_act(dated: Sequence[HistoryEvent]) -> Iterator[_Clash]:
    """One act of which sources give different days."""
    for event in dated:
        if event.disputed:
            yield [replace(event, valid_to=day) for day in event.disputed], None


def _unfounded(dated: Sequence[HistoryEvent], short: dict[str, str]) -> Iterator[_Clash]:
    """A day that is told without a decision, where the latest decision known by then gave another."""
    acts = [event for event in dated if event.status == "decided" or event.paragraph or _by_agreement(event)]
    claims = [event for event in dated if event not in acts]
    for claim in claims:
        known = [act for act in acts if _before(act.date, claim.date)]
        if not known or any(act.valid_to == claim.valid_to for act in acts):
            continue
        latest = known[-1]
        echoes = [event for event in claims if event.valid_to == claim.valid_to]
        later = next((act for act in acts if act not in known and act.body and same_body(act.body, latest.body, short)), None)
        yield [latest, *echoes], f"Avgjort genom {describe(later)}" if later else None


def _by_agreement(event: HistoryEvent) -> bool:
    """Whether the agreement itself says it."""
    return any(source.kind in ("avtal", "överenskommelse") for source in event.sources)


def _before(one: str | None, other: str | None) -> bool:
    """Whether a day isn't after another, as far as both are known."""
    if one is None or other is None:
        return False
    length = min(len(one), len(other))
    return one[:length] <= other[:length]


def _conflict(events: Sequence[HistoryEvent], resolution: str | None, ends: dict[str | None, Source]) -> Conflict:
    """What sources say in which order; which of them holds is not ours to choose."""
    values = tuple(sorted({event.valid_to for event in events if event.valid_to}))
    sources = tuple(_plainest(events, value, ends) for value in values)
    told = {value: [event.date for event in events if event.valid_to == value and event.date] for value in values}
    said = [
        f"{value} enligt {source.file} ({max(told[value], default='odaterad')})"
        for value, source in zip(values, sources, strict=True)
    ]
    latest = max(values, key=lambda value: max(told[value], default=""))
    return Conflict(
        values, f"Giltig till och med {' eller '.join(said)}; {latest} är den senaste uppgiften.", sources, resolution
    )


def _plainest(events: Sequence[HistoryEvent], value: str, ends: dict[str | None, Source]) -> Source:
    """Of the sources for a day the first that prints it, else one that tells that it ends then, else the first."""
    sources = [source for event in events if event.valid_to == value for source in event.sources]
    year, month, day = [*value.split("-"), "", ""][:3]
    printed = re.compile(rf"{value}|\b0?{int(day or 0)} {_MONTHS[int(month or 1) - 1]}\w* {year}", re.I)
    return next((source for source in sources if printed.search(source.words)), ends.get(value, sources[0]))
