"""Days and stretches of time as users write them: callbacks for options."""

from __future__ import annotations

import calendar
import datetime
import re

import click

Stretch = tuple[int, str]
"""A number of `d` (days), `v` (weeks), `m` (months) or `å` (years)."""


def day(context: click.Context, parameter: click.Parameter, value: str | None) -> datetime.date | None:
    """A day, `2020-06-01`."""
    try:
        return datetime.date.fromisoformat(value) if value is not None else None
    except ValueError:
        raise click.BadParameter(f"{value} är ingen dag. Skriv den som 2020-06-01.") from None


def stretch(context: click.Context, parameter: click.Parameter, value: str | None) -> Stretch | None:
    """A stretch of time: `30d`, `2v`, `6m`, `1å`."""
    if value is None:
        return None
    match = re.fullmatch(r"(\d{1,3})\s?([dvmå])\w*", value.strip().casefold())
    if match is None:
        raise click.BadParameter(f"{value} är ingen tid. Skriv till exempel 30d, 2v, 6m eller 1å.")
    return int(match[1]), match[2]


def after(first: datetime.date, length: Stretch) -> datetime.date:
    """The day that comes so long after another; in a month that is too short the last."""
    number, unit = length
    if unit in "dv":
        return first + datetime.timedelta(days=number * (7 if unit == "v" else 1))
    months = first.year * 12 + first.month - 1 + number * (12 if unit == "å" else 1)
    year, month = months // 12, months % 12 + 1
    return datetime.date(year, month, min(first.day, calendar.monthrange(year, month)[1]))
