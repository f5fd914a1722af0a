"""What the archive holds of each body's meetings, year by year, and what it lacks by all signs."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from statistics import median
from typing import Literal

from corpus.findings import Decision, Item, Part, Reference
from corpus.store import documents
from corpus.store.archive import Archive
from corpus.store.findings import Found, found
from corpus.store.settings import settings
from corpus.vocabulary import vocabulary
from index.bodies import body_names, same_body, short_names
from index.histories.events import Source, source_of

Sign = Literal["paragrafer", "kallelse", "mötesplan", "hänvisning", "rytm", "år"]

_MINUTES = ("protokoll", "protokollsutdrag", "minnesanteckningar")
_AGENDAS = ("kallelse", "möteshandlingar")
_PLAN = ("mötestid", "mötesdag", "mötesdatum", "sammanträdestid", "sammanträdesdag", "sammanträdesplan", "mötesplan")
_RHYTHM = 4
"""Meetings that a year must have for their rhythm to tell anything."""
_SPARSE = 2.5
"""How many times the usual interval without a meeting is a sign that one is missing."""
_SUMMER = frozenset({6, 7, 8})


@dataclass(frozen=True, slots=True)
class Missing:
    """What the archive lacks: paragraphs or a meeting, by which sign, and when it was as far as that is known."""

    sign: Sign
    what: str
    after: str | None
    before: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """A body's year. `meetings` are the days of which there are minutes, `paragraphs` the runs of their numbers."""

    organisation: str | None
    body: str
    year: str
    meetings: tuple[str, ...]
    paragraphs: tuple[str, ...]
    missing: tuple[Missing, ...]
    sources: tuple[Source, ...]
    """The minutes, then what tells of others; of a year without any, the nearest minutes before and after it."""


@dataclass(slots=True)
class _Body:
    """A body with its documents."""

    organisation: str | None
    name: str
    minutes: list[Found[Part]] = field(default_factory=list)
    agendas: list[Found[Part]] = field(default_factory=list)
    numbers: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Of each day the numbers of the paragraphs that the archive has."""
    signs: list[tuple[str, Missing, Source]] = field(default_factory=list)
    """Days of meetings that documents tell of."""


def coverage(archive: Archive, *, today: datetime.date) -> list[Coverage]:
    """A row for every body and year from the first to the last that is known of its meetings, by organisation and body.

    Raises UsageError where `arkiv.toml` can't be understood.
    """
    bodies = _Bodies(archive)
    for body in bodies.all:
        for agenda in body.agendas:
            what = f"kallelse till {agenda.owner.date} utan protokoll"
            day = agenda.owner.date or ""
            body.signs.append((day, Missing("kallelse", what, day, day), source_of(agenda, agenda.finding.title or "")))
    _add_planned(archive, bodies)
    _add_cited(archive, bodies)
    return [row for body in bodies.all for row in _years(body, today.isoformat())]


class _Bodies:
    """The bodies of which the archive has minutes or agendas, in order of organisation and name."""

    def __init__(self, archive: Archive) -> None:
        self._short = short_names(body_names(archive, settings(archive.root)))
        self._known: dict[tuple[str | None, str], _Body] = {}
        self._alike: dict[tuple[str, str], bool] = {}
        self.all: list[_Body] = []
        parts: dict[tuple[str, int], tuple[_Body, Found[Part]]] = {}
        for row in found(archive, Part):
            kind = row.finding.kind
            if kind in (*_MINUTES, *_AGENDAS) and row.owner.body and len(row.owner.date or "") == len("2020-01-01"):
                body = self.of(row.owner.organisation, row.owner.body) or self._new(row)
                (body.minutes if kind in _MINUTES else body.agendas).append(row)
                parts[row.owner.sha256, row.finding.passage.part] = body, row
        self.all = sorted((body for body in self.all if body.minutes), key=lambda one: (one.organisation or "", one.name))
        self._add_numbers(archive, parts)

    def of(self, organisation: str | None, name: str) -> _Body | None:
        """The body that a name means in the documents of an organisation."""
        key = organisation, name
        if key not in self._known:
            fitting = [one for one in self.all if self._same(one.name, name)]
            own = [one for one in fitting if one.organisation == organisation]
            # A council or board that every municipality has is nobody else's; one of a kind can be cited by all.
            chosen = own or ([] if name.casefold() in _everywhere() else fitting)
            if len(chosen) != 1:
                return None
            self._known[key] = chosen[0]
        return self._known[key]

    def _same(self, one: str, other: str) -> bool:
        if (one, other) not in self._alike:
            self._alike[one, other] = same_body(one, other, self._short)
        return self._alike[one, other]

    def _new(self, row: Found[Part]) -> _Body:
        body = _Body(row.owner.organisation, row.owner.body or "")
        self.all.append(body)
        return body

    @staticmethod
    def _add_numbers(archive: Archive, parts: dict[tuple[str, int], tuple[_Body, Found[Part]]]) -> None:
        runs: dict[tuple[str, int], list[int]] = defaultdict(list)
        for item in found(archive, Item):
            if digits := re.match(r"\d+", item.finding.number):
                runs[item.owner.sha256, item.finding.passage.part].append(int(digits[0]))
        for place, numbers in runs.items():
            if place not in parts or parts[place][1].finding.kind not in _MINUTES:
                continue
            body, row = parts[place]
            whole = row.finding.kind == "protokoll" and max(numbers) - min(numbers) < 3 * len(numbers)
            body.numbers[row.owner.date or ""].update(range(min(numbers), max(numbers) + 1) if whole else numbers)


@cache
def _everywhere() -> frozenset[str]:
    """The names of bodies that many organisations have, and their short forms."""
    return frozenset(name.casefold() for pair in vocabulary("bodies")["short"].items() for name in pair)


def _add_planned(archive: Archive, bodies: _Bodies) -> None:
    """The days on which a body decided to meet."""
    for item in _plans(archive):
        body = bodies.of(item.owner.organisation, item.owner.body or "")
        if body is None or item.owner.kind not in _MINUTES:
            continue
        start, end = item.span
        for day in documents.found_in(archive, item.owner.sha256).dates:
            within = start <= day.passage.span[0] < end
            if within and day.start and day.start == day.end and day.start > (item.owner.date or "9999"):
                what = f"möte {day.start}, planerat {item.owner.date} § {item.item}"
                source = source_of(item, f"§ {item.item}")
                body.signs.append((day.start, Missing("mötesplan", what, day.start, day.start), source))


def _plans(archive: Archive) -> Iterator[Found[Item]]:
    """The paragraphs about days of meetings: by their titles, else by their decisions."""
    seen: set[tuple[str, str | None]] = set()
    for item in found(archive, Item, naming=_PLAN):
        seen.add((item.owner.sha256, item.item))
        yield item
    for row in found(archive, Decision, naming=_PLAN):
        if row.item is not None and (row.owner.sha256, row.item) not in seen:
            seen.add((row.owner.sha256, row.item))
            yield from (item for item in found(archive, Item, document=row.owner.sha256) if item.item == row.item)


def _add_cited(archive: Archive, bodies: _Bodies) -> None:
    """The days of decisions that other documents refer to."""
    for row in found(archive, Reference):
        reference = row.finding
        if reference.body and reference.paragraph and len(reference.date or "") == len("2020-01-01"):
            body = bodies.of(row.owner.organisation, reference.body)
            if body:
                day = reference.date or ""
                what = f"{day} § {reference.paragraph}, som {row.owner.file} hänvisar till"
                body.signs.append((day, Missing("hänvisning", what, day, day), source_of(row)))


def _years(body: _Body, today: str) -> Iterator[Coverage]:
    days = {row.owner.date or "" for row in body.minutes}
    by_year: dict[str, list[Found[Part]]] = defaultdict(list)
    for row in body.minutes:
        by_year[(row.owner.date or "")[:4]].append(row)
    signs: dict[str, dict[str, tuple[Missing, Source]]] = defaultdict(dict)
    for day, missing, source in body.signs:
        if day not in days and day < today:
            signs[day[:4]].setdefault(day, (missing, source))
    series = _series(body)
    told_years = [*by_year, *signs]
    for number in range(int(min(told_years)), int(max(told_years)) + 1):
        year = str(number)
        rows = by_year.get(year, [])
        told = [signs[year][day] for day in sorted(signs[year])]
        gaps = [gap for gap in series if (gap.before or gap.after or "")[:4] == year]
        if not rows:
            gaps.append(Missing("år", f"inga protokoll från {year}", None, None))
        elif not gaps and not body.numbers:
            gaps += _sparse(sorted({row.owner.date or "" for row in rows}))
        own = [source_of(row, row.finding.title or "") for row in rows or _around(body, year)]
        held = sorted({row.owner.date or "" for row in rows})
        runs = tuple(_run(first, last) for first, last in _runs(set().union(*(body.numbers[day] for day in held))))
        sources = tuple(dict.fromkeys([*own, *(source for _, source in told)]))
        yield Coverage(
            body.organisation, body.name, year, tuple(held), runs, (*gaps, *(missing for missing, _ in told)), sources
        )


def _series(body: _Body) -> Iterable[Missing]:
    """The paragraphs that the series of a body's years lack. A series begins anew with the year, or goes on from it."""
    numbered = [(day, numbers) for day, numbers in sorted(body.numbers.items()) if numbers]
    begun = [day[:4] for day, numbers in numbered if min(numbers) == 1]
    if len(begun) > len(set(begun)):
        return []  # each meeting counts from one
    missing: list[Missing] = []
    for (day, numbers), (later, others) in pairwise([("", set[int]()), *numbered]):
        last = max(numbers, default=0)
        for first, end in _runs(set(range(min(others), max(others) + 1)) - others):
            missing.append(Missing("paragrafer", f"{_run(first, end)}, {later}", later, later))
        first = min(others)
        if day[:4] == later[:4] and first > last + 1:
            what = f"{_run(last + 1, first - 1)}, mellan {day} och {later}"
            missing.append(Missing("paragrafer", what, day, later))
        elif day[:4] != later[:4] and first > 1 and not (day and first == last + 1):
            missing.append(Missing("paragrafer", f"{_run(1, first - 1)}, före {later}", None, later))
    return missing


def _sparse(days: list[str]) -> Iterator[Missing]:
    """Stretches of a year without a meeting, where the rhythm of the others tells of one; summers rest."""
    if len(days) < _RHYTHM:
        return
    dates = [datetime.date.fromisoformat(day) for day in days]
    usual = median((later - day).days for day, later in pairwise(dates))
    for day, later in pairwise(dates):
        months = {day.month + number for number in range(1, later.month - day.month)}
        if (later - day).days > _SPARSE * usual and not months & _SUMMER:
            what = f"kanske ett möte mellan {day} och {later}; de andra ligger omkring {usual:.0f} dagar isär"
            yield Missing("rytm", what, day.isoformat(), later.isoformat())


def _around(body: _Body, year: str) -> list[Found[Part]]:
    """The nearest minutes before and after a year."""
    ordered = sorted(body.minutes, key=lambda row: row.owner.date or "")
    before = [row for row in ordered if (row.owner.date or "") < year]
    after = [row for row in ordered if (row.owner.date or "")[:4] > year]
    return [*before[-1:], *after[:1]]


def _runs(numbers: set[int]) -> Iterator[tuple[int, int]]:
    """The runs of neighbouring numbers: 1, 2, 3, 7 → (1, 3), (7, 7)."""
    first = last = None
    for number in sorted(numbers):
        if last is None or number > last + 1:
            if first is not None and last is not None:
                yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last


def _run(first: int, last: int) -> str:
    return f"§ {first}" if first == last else f"§§ {first}–{last}"
