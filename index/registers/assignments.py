"""The register of assignments: each once, from the decision that gave it through lists to where it is reported or closed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.findings import Assignment, Event
from corpus.store.archive import Archive
from corpus.store.findings import Found, found
from corpus.store.settings import settings
from corpus.vocabulary import plain
from index.bodies import body_names, short_names
from index.histories.events import Source, source_of
from index.registers.following import Listed, Origin, Row, followed, listed
from index.registers.reports import Report, Reports

State = Literal["öppet", "försenat", "löpande", "redovisat", "avslutat", "utgår", "inte kvar i listan"]
"""`redovisat`: a later paragraph of minutes takes it up, and the archive doesn't say that it is closed. `inte kvar i listan`:
the same body's next list leaves it out without a word."""

_RECURRING = re.compile(r"löpande|återkommande|kontinuerlig|fortlöpande|\bvar(?:je|annan|annat|t?)\b|årlig", re.I)
OPEN: frozenset[State] = frozenset({"öppet", "försenat", "löpande"})


@dataclass(frozen=True, slots=True)
class Earlier:
    """An assignment as an earlier document has it."""

    activity: str
    responsible: tuple[str, ...]
    deadline: str | None
    status_text: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class RegisteredAssignment:
    """An assignment on a day, as its latest source gives it."""

    item: str | None
    activity: str
    responsible: tuple[str, ...]
    deadline: str | None
    deadline_text: str | None
    state: State
    given_by: str | None
    given_on: str | None
    paragraph: str | None
    organisation: str | None
    status_text: str | None
    """How it stands, as the latest list prints it."""
    reports: tuple[Report, ...]
    """Where it is reported, closed or dropped, in time order."""
    earlier: tuple[Earlier, ...]
    links: tuple[str, ...]
    """Why its sources mean one assignment."""
    sources: tuple[Source, ...]
    """The latest first."""


def assignments(archive: Archive, day: str) -> list[RegisteredAssignment]:
    """The assignments of an archive as they stand on a day (`YYYY-MM-DD`): by deadline, those without one last.

    Raises UsageError where `arkiv.toml` can't be understood.
    """
    bodies = short_names(body_names(archive, settings(archive.root)))
    rows = [listed(row, origin) for row, origin in _with_origins(archive)]
    reports = Reports(archive, bodies)
    found_ = [_registered(chain.rows, chain.reasons, reports, day) for chain in followed(rows, bodies)]
    return sorted(found_, key=lambda one: (one.deadline or "9999", one.activity, one.sources[0].document, one.sources[0].span))


def _with_origins(archive: Archive) -> Iterator[tuple[Row, Origin | None]]:
    """The rows with the decision that gave each: the paragraph of minutes that it stands in, or the one that its list names."""
    told: dict[str, list[Found[Event]]] = defaultdict(list)
    for event in found(archive, Event):
        finding = event.finding
        if event.item is None and finding.event in ("uppdrag", "beslutat") and finding.paragraph and finding.date:
            told[event.owner.sha256].append(event)
    for row in found(archive, Assignment):
        if row.item is not None:
            yield row, Origin(row.owner.body, row.owner.date, row.item) if row.owner.date else None
        else:
            yield row, _told(row, told.get(row.owner.sha256, ()))


def _told(row: Row, events: Iterable[Found[Event]]) -> Origin | None:
    name = plain(row.finding.activity)
    for event in events:
        finding = event.finding
        if plain(finding.subject) == name and row.span[0] < event.span[1] and event.span[0] < row.span[1] and finding.date:
            return Origin(finding.body, finding.date, finding.paragraph)
    return None


def _registered(rows: Sequence[Listed], reasons: Sequence[str], reports: Reports, day: str) -> RegisteredAssignment:
    latest = rows[-1]
    told = reports.of(rows)
    finding = latest.row.finding
    origin = next((one.origin for one in rows if one.origin), None)
    owner = next((one.row.finding.responsible for one in reversed(rows) if one.row.finding.responsible), ())
    return RegisteredAssignment(
        item=finding.item,
        activity=finding.activity,
        responsible=owner,
        deadline=finding.deadline,
        deadline_text=finding.deadline_text,
        state=_state(latest, told, day),
        given_by=origin.body if origin else None,
        given_on=origin.date if origin else None,
        paragraph=origin.paragraph if origin else None,
        organisation=next((one.row.owner.organisation for one in reversed(rows) if one.row.owner.organisation), None),
        status_text=latest.status,
        reports=told,
        earlier=tuple(_earlier(one) for one in rows[:-1]),
        links=tuple(reasons),
        sources=tuple(dict.fromkeys(source_of(one.row) for one in reversed(rows))),
    )


def _earlier(one: Listed) -> Earlier:
    finding = one.row.finding
    return Earlier(finding.activity, finding.responsible, finding.deadline, one.status, source_of(one.row))


def _state(latest: Listed, told: Sequence[Report], day: str) -> State:
    closing = [report for report in told if report.state != "redovisat"] or told
    if closing:
        return closing[-1].state
    finding = latest.row.finding
    if finding.deadline is None:
        return "löpande" if _RECURRING.search(finding.deadline_text or "") else "öppet"
    return "försenat" if finding.deadline < day else "öppet"
