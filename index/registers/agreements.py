"""The register of agreements: each once, under all its names, in the state that its latest source gives it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.findings import Agreement, Event, EventKind
from corpus.store.archive import Archive
from corpus.store.findings import Found, found
from corpus.store.settings import settings
from corpus.vocabulary import plain
from index.bodies import body_names, printed, short_names
from index.histories.conflicts import Conflict, conflicts
from index.histories.events import HistoryEvent, Source, describe, merged, of_row, source_of
from index.histories.matter import names_another
from index.registers.grouping import Group, Row, groups, where
from index.registers.titles import Topic, mentioned, topic
from index.registers.validity import DEEDS, State, validity

_ABOUT: frozenset[EventKind] = frozenset({
    "beslutat", "rekommenderat", "antaget", "godkänt", "förlängt", "rättat", "ersatt", "uppsagt", "upphört", "trätt i kraft",
    "gäller", "under översyn",
})  # fmt: skip
_SENTENCE = re.compile(r"(?<=[a-zåäö0-9)])[.;]\s+(?=[A-ZÅÄÖ])")
_TERMS = re.compile(r"\b(?:uppsägningstid|sägas? upp|säger upp)", re.I)
_NOTICE = re.compile(
    r"(?<!inte )(?<!ej )\b(?:uppsag[td]|sagts? upp|uppsägning(?:en)? (?:är )?(?:lämnad|delgiven|gjord))\b", re.I
)
_ITSELF = re.compile(r"\b(?:detta avtal|denna överenskommelse|avtalet|överenskommelsen)\b", re.I)


@dataclass(frozen=True, slots=True)
class Link:
    """Why something belongs to an agreement under another name, and where that name stands."""

    name: str
    reason: str
    source: Source


@dataclass(frozen=True, slots=True)
class RegisteredAgreement:
    """An agreement on a day. What is told of it differently stands in `conflicts`; `acts` are all that tell of it."""

    title: str
    parties: tuple[str, ...]
    valid_from: str | None
    valid_to: str | None
    decided_by: tuple[str, ...]
    prepared_by: tuple[str, ...]
    note: str | None
    state: State
    according_to: str | None
    """The act or statement that gives it its last day, in words."""
    terms: str | None
    """What is printed about giving notice."""
    given_notice: HistoryEvent | None
    extensions: tuple[HistoryEvent, ...]
    replaces: str | None
    replaced_by: str | None
    names: tuple[str, ...]
    links: tuple[Link, ...]
    acts: tuple[HistoryEvent, ...]
    conflicts: tuple[Conflict, ...]
    sources: tuple[Source, ...]
    """The latest first."""


@dataclass(slots=True)
class _Known:
    """An agreement with what is told of it."""

    group: Group
    events: list[Found[Event]]
    successor: tuple[int, str] | None = None
    """The number of the agreement that replaces it, and its first day."""
    replaces: int | None = None


def agreements(archive: Archive, day: str) -> list[RegisteredAgreement]:
    """The agreements of an archive as they stand on a day (`YYYY-MM-DD`), by their titles.

    Raises UsageError where `arkiv.toml` can't be understood.
    """
    told = settings(archive.root)
    names = body_names(archive, told)
    bodies, full = short_names(names), printed(names)
    known = [_Known(group, []) for group in groups(found(archive, Agreement), told)]
    _attach(known, (row for row in found(archive, Event) if row.finding.event in _ABOUT))
    return [_registered(one, known, day, bodies, full) for one in known]


def is_called(one: RegisteredAgreement, words: str) -> bool:
    """Whether words name an agreement: a part of one of its names, or what it is about."""
    wanted = topic(words)
    return any(
        plain(words) in plain(name) or (bool(wanted) and wanted <= topic(name)) for name in one.names
    )  # fmt: skip


def _attach(known: Sequence[_Known], events: Iterable[Found[Event]]) -> None:
    """Gives each agreement what is told of it, and those that replace others their predecessors."""
    rows: dict[str, list[tuple[Row, int]]] = defaultdict(list)
    by_topic: dict[Topic, list[int]] = defaultdict(list)
    for number, one in enumerate(known):
        for row in one.group.rows:
            rows[row.owner.sha256].append((row, number))
        for about in one.group.topics:
            by_topic[about].append(number)
    for event in events:
        beside = rows.get(event.owner.sha256, [])
        meant = _meant(event, beside, by_topic, known)
        if meant is None:
            continue
        known[meant].events.append(event)
        if event.finding.event == "ersatt" and (newer := _newer(event, beside, meant)) is not None:
            first = min((row.finding.valid_from for row in known[newer].group.rows if row.finding.valid_from), default=None)
            known[meant].successor = newer, first or event.finding.date or "9999"
            known[newer].replaces = meant


def _meant(
    event: Found[Event], beside: Sequence[tuple[Row, int]], by_topic: dict[Topic, list[int]], known: Sequence[_Known]
) -> int | None:
    """The agreement that an event is about: the one that its words name, or that stands in the same place."""
    deed = event.owner.kind in DEEDS
    for words in (event.finding.subject, *event.finding.context):
        for readings in mentioned(words):
            place = where(words, (), event.owner.organisation)
            for about in reversed(readings):
                fitting = [number for number in by_topic.get(about, ()) if known[number].group.fits(place)]
                if len(fitting) == 1:
                    return fitting[0]
        if names_another(words):
            break
        if words == event.finding.subject and deed and event.finding.status == "stated" and _ITSELF.search(words):
            return next((number for row, number in beside if row.finding.valid_from), None)
    return None if deed else next((number for row, number in beside if _overlap(row, event)), None)


def _newer(event: Found[Event], beside: Sequence[tuple[Row, int]], old: int) -> int | None:
    """The agreement that says that it replaces another: the row, or the document, in which that stands."""
    others = [(row, number) for row, number in beside if number != old]
    here = [number for row, number in others if _overlap(row, event)]
    if not here and event.owner.kind in DEEDS:
        here = [number for row, number in others if row.finding.valid_from or row.finding.valid_to]
    return here[0] if len(set(here)) == 1 else None


def _overlap(row: Row, event: Found[Event]) -> bool:
    return row.span[0] < event.span[1] and event.span[0] < row.span[1] and row.item == event.item


def _registered(
    one: _Known, known: Sequence[_Known], day: str, bodies: dict[str, str], full: dict[str, str]
) -> RegisteredAgreement:
    rows = one.group.rows
    told = [of_row(event) for event in one.events if not _misread(event, rows) and not _before_it(event, rows)]
    told = [replace(event, body=full.get((event.body or "").casefold(), event.body)) for event in told]
    acts = merged([*told, *_stated(rows, told)], bodies)
    begins = next((row.finding.valid_from for row in reversed(rows) if row.finding.valid_from), None)
    begins = begins or max((act.date for act in acts if act.event == "trätt i kraft" and act.date), default=None)
    words = " ".join(f"{row.finding.note or ''} {row.words}" for row in rows)
    holds = validity(acts, words, day, bodies, begins=begins, successor=one.successor[1] if one.successor else None)
    title = _title(rows)
    latest_first = [row.finding for row in reversed(rows)]
    return RegisteredAgreement(
        title=title,
        parties=max((row.finding.parties for row in rows), key=len),
        valid_from=holds.valid_from,
        valid_to=holds.valid_to,
        decided_by=_once(name for finding in latest_first for name in finding.decided_by),
        prepared_by=_once(name for finding in latest_first for name in finding.prepared_by),
        note=next((finding.note for finding in latest_first if finding.note), None),
        state=holds.state,
        according_to=_according_to(holds.act),
        terms=next((sentence for finding in latest_first for sentence in _terms(finding.note or "")), None),
        given_notice=holds.given_notice,
        extensions=tuple(act for act in acts if act.event == "förlängt"),
        replaces=_title(known[one.replaces].group.rows) if one.replaces is not None else None,
        replaced_by=_title(known[one.successor[0]].group.rows) if one.successor else None,
        names=_once([title, *(row.finding.title for row in rows)]),
        links=tuple(_links(one.group, title)),
        acts=tuple(acts),
        conflicts=tuple(conflicts(acts, bodies)),
        sources=tuple(dict.fromkeys(source_of(row) for row in reversed(rows))),
    )


def _misread(event: Found[Event], rows: Sequence[Row]) -> bool:
    """Whether a row of a list, of which the agreement's last day is known, gives another day for something else."""
    here = [row for row in rows if row.owner.sha256 == event.owner.sha256 and _overlap(row, event)]
    return event.finding.event == "gäller" and bool(here) and event.finding.valid_to not in {r.finding.valid_to for r in here}


def _before_it(event: Found[Event], rows: Sequence[Row]) -> bool:
    """Whether what an agreement tells was done to another one, before it begins itself: *det första avtalet sades upp 1998*."""
    begins = min((row.finding.valid_from for row in rows if row.owner.kind in DEEDS and row.finding.valid_from), default="")
    return event.finding.event in ("uppsagt", "upphört", "förlängt") and (event.finding.date or begins) < begins


def _stated(rows: Sequence[Row], told: Sequence[HistoryEvent]) -> Iterator[HistoryEvent]:
    """What rows state that no event tells: that it holds until a day, that notice has been given."""
    noticed = any(event.event == "uppsagt" for event in told)
    for row in rows:
        source = source_of(row)
        end = row.finding.valid_to
        if not noticed and (match := _NOTICE.search(row.finding.note or "")):
            noticed = True
            what = f"Uppsagt: {match.group()}"
            yield HistoryEvent(row.owner.date, row.owner.body, row.item, "uppsagt", "stated", what, None, (source,))
        if end and not any(
            event.valid_to == end and event.sources[0].document == source.document and event.sources[0].item == source.item
            for event in told
        ):
            yield HistoryEvent(
                row.owner.date, row.owner.body, row.item, "gäller", "stated", f"Gäller till och med {end}", end, (source,)
            )


def _terms(note: str) -> Iterator[str]:
    return (sentence for sentence in _SENTENCE.split(note) if _TERMS.search(sentence))


def _title(rows: Sequence[Row]) -> str:
    """The most formal of its names: that of the agreement itself, else the most frequent, else the longest."""
    counts = Counter(plain(row.finding.title) for row in rows)

    def formal(row: Row) -> tuple[bool, bool, int, int, str]:
        title = row.finding.title
        deed = row.owner.kind in DEEDS and bool(row.finding.valid_from)
        short = " " not in title.strip()
        return deed, not short, counts[plain(title)], len(title), title

    return max(rows, key=formal).finding.title


def _links(group: Group, title: str) -> Iterator[Link]:
    seen = {plain(title)}
    for row in group.rows:
        if plain(row.finding.title) not in seen:
            seen.add(plain(row.finding.title))
            yield Link(row.finding.title, group.reason, source_of(row))


def _according_to(act: HistoryEvent | None) -> str | None:
    if act is None:
        return None
    return describe(act) if act.status == "decided" or act.paragraph else act.sources[0].file


def _once(values: Iterable[str]) -> tuple[str, ...]:
    """Values, each once regardless of upper and lower case, in order."""
    first: dict[str, str] = {}
    for value in values:
        first.setdefault(plain(value), value)
    return tuple(first.values())
