"""Days to watch as iCalendar (RFC 5545): an all-day event each, so that every calendar program shows them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from icalendar import Calendar, Event

from index.export.tables import replacing


@dataclass(frozen=True, slots=True)
class Day:
    """A day to watch. `uid` stays the same from export to export, so that a calendar renews what it has."""

    uid: str
    day: datetime.date
    summary: str
    description: str
    category: str


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
