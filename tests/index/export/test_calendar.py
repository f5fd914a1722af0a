from __future__ import annotations

import datetime
from pathlib import Path

from icalendar import Calendar

from index.export.calendar import Day, write_calendar

NOW = datetime.datetime(2024, 5, 1, 12, 0, tzinfo=datetime.UTC)
DAYS = [
    Day("a:1-2", datetime.date(2024, 6, 30), "Redovisa; ”kostnader”, å ä ö", "Rad ett\nrad två " * 20, "Frist"),
    Day("b:3-4", datetime.date(2024, 12, 31), "Avtalet löper ut", "Källa: avtal.pdf s. 2", "Giltighetstid"),
]


def test_a_calendar_reads_back(tmp_path: Path) -> None:
    assert write_calendar(DAYS, tmp_path / "x.ics", now=NOW) == 2
    raw = (tmp_path / "x.ics").read_bytes()
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    calendar = Calendar.from_ical(raw)
    assert calendar["VERSION"] == "2.0"
    assert not calendar.errors
    events = calendar.walk("VEVENT")
    assert [(str(event["SUMMARY"]), str(event["DESCRIPTION"])) for event in events] == [
        (day.summary, day.description) for day in DAYS
    ]
    assert [event["DTSTART"].dt for event in events] == [day.day for day in DAYS]
    assert [event["DTEND"].dt - event["DTSTART"].dt for event in events] == [datetime.timedelta(days=1)] * 2
    assert all(event["DTSTAMP"].dt == NOW for event in events)


def test_a_day_keeps_its_identifier_from_export_to_export(tmp_path: Path) -> None:
    write_calendar(DAYS, tmp_path / "x.ics", now=NOW)
    write_calendar(reversed(DAYS), tmp_path / "y.ics", now=NOW + datetime.timedelta(days=9))
    first, second = (Calendar.from_ical((tmp_path / name).read_bytes()).walk("VEVENT") for name in ("x.ics", "y.ics"))
    assert [str(event["UID"]) for event in first] == ["a:1-2@klubbat", "b:3-4@klubbat"]
    assert {str(event["UID"]) for event in first} == {str(event["UID"]) for event in second}
