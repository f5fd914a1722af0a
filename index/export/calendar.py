"""Days to watch as iCalendar (RFC 5545): an all-day event each, so that every calendar program shows them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from icalendar import Calendar, Event

from index.export.rows import Identifiers
from index.export.tables import replacing
from index.histories.events import Source
from index.registers.agreements import RegisteredAgreement
from index.registers.assignments import OPEN, RegisteredAssignment
from index.registers.validity import HOLDS


@dataclass(frozen=True, slots=True)
class Day:
    """A day to watch. `uid` stays the same from export to export, so that a calendar renews what it has."""

    uid: str
    day: datetime.date
    summary: str
    description: str
    category: str


def deadlines(assignments: Iterable[RegisteredAssignment]) -> Iterator[Day]:
    """The last days of the assignments that are open."""
    identifiers = Identifiers()
    for one in assignments:
        if one.deadline and one.state in OPEN:
            given = " ".join(filter(None, (one.given_by, one.given_on, f"§ {one.paragraph}" if one.paragraph else None)))
            lines = (f"Ansvarig: {', '.join(one.responsible) or 'ingen angiven'}", f"Givet av: {given}" if given else "")
            yield _day(identifiers, one.deadline, f"Frist: {' '.join(one.activity.split())}", lines, one.sources, "Frist")


def expiries(agreements: Iterable[RegisteredAgreement]) -> Iterator[Day]:
    """The last days of the agreements that hold."""
    identifiers = Identifiers()
    for one in agreements:
        if one.valid_to and one.state in HOLDS:
            lines = (f"Läge: {one.state}", f"Enligt: {one.according_to}" if one.according_to else "", one.terms or "")
            yield _day(identifiers, one.valid_to, f"Löper ut: {one.title}", lines, one.sources, "Giltighetstid")


def _day(
    identifiers: Identifiers, day: str, summary: str, lines: Sequence[str], sources: Sequence[Source], category: str
) -> Day:
    """A day with what is to be known of it. Its identifier is that of the oldest source: later ones tell of the same thing."""
    oldest, latest = sources[-1], sources[0]
    told = [*filter(None, lines), f"”{latest.words}”", f"{latest.file} s. {latest.page}"]
    uid = identifiers.of(oldest.document, oldest.span)
    return Day(uid, datetime.date.fromisoformat(day), summary, "\n".join(told), category)


def write_calendar(days: Iterable[Day], target: Path, *, now: datetime.datetime) -> int:
    """Writes days as a calendar, stamped with the time of the export, and gives their number. Raises OSError."""
    calendar = Calendar()
    calendar.add("prodid", "-//Klubbat//klubbat export//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Klubbat: frister och giltighetstider")
    for day in days:
        event = Event()
        event.add("uid", f"{day.uid}@klubbat")
        event.add("dtstamp", now)
        event.add("dtstart", day.day)
        event.add("dtend", day.day + datetime.timedelta(days=1))
        event.add("summary", day.summary)
        event.add("description", day.description)
        event.add("categories", [day.category])
        event.add("transp", "TRANSPARENT")  # a deadline makes nobody busy
        calendar.add_component(event)
    with replacing(target) as half:
        half.write_bytes(calendar.to_ical())
    return len(calendar.subcomponents)
