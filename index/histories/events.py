"""The events of a history: those of each document that deal with the matter, brought together where they tell of one act."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal

from corpus.dating import document_date
from corpus.document import Span
from corpus.findings import Event, EventKind, Item
from corpus.flow import Flow
from corpus.store.documents import Stored, identifier
from corpus.store.findings import Found
from index.bodies import same_body
from index.histories.matter import Matter, names_another

_LABELS: dict[EventKind, str] = {
    "omnämnt": "Omnämnt", "beslutat": "Beslutat", "rekommenderat": "Rekommenderat", "antaget": "Antaget",
    "godkänt": "Godkänt", "tillstyrkt": "Tillstyrkt", "avstyrkt": "Avstyrkt", "förlängt": "Förlängt", "rättat": "Rättat",
    "ersatt": "Ersatt", "uppsagt": "Uppsagt", "upphört": "Upphör", "trätt i kraft": "Träder i kraft", "gäller": "Gäller",
    "återremitterat": "Återremitterat", "bordlagt": "Bordlagt", "avslaget": "Avslaget", "uppdrag": "Uppdrag",
    "planerat": "Planerat", "under översyn": "Under översyn",
}  # fmt: skip
_PRONOUN = re.compile(r"\b(?:avtalet|överenskommelsen|kontraktet|ärendet|förslaget)s?\b", re.I)
_STATUS_ORDER = ("decided", "quoted", "stated", None)


@dataclass(frozen=True, slots=True)
class Source:
    """Where an event is told; `words` are verbatim, `span` counts in the document's text, `page` from 1."""

    file: str
    page: int
    words: str
    document: str
    item: str | None
    span: Span
    kind: str
    """Of the document: `protokoll`, `avtal`, …"""


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One act, statement or mention, with all sources that tell of it. `date` is as precise as it is proven."""

    date: str | None
    body: str | None
    paragraph: str | None
    event: EventKind
    status: Literal["decided", "quoted", "stated"] | None
    what: str
    valid_to: str | None
    sources: tuple[Source, ...]
    corrects: str | None = None
    """Of a rättelse: the paragraph that it corrects."""
    disputed: tuple[str, ...] = ()
    """The last days of validity that its sources give it, where they differ."""
    corrected_by: str | None = None
    """The rättelse of it, in words."""


def describe(event: HistoryEvent) -> str:
    """The act in words: *SVO 2019-09-20 § 31*."""
    paragraph = f"§ {event.paragraph}" if event.paragraph else None
    return " ".join(part for part in (event.body, event.date, paragraph) if part)


def of_row(row: Found[Event]) -> HistoryEvent:
    """The event that a document tells, with that as its source."""
    return _event(row.finding, source_of(row))


def source_of(row: Found[Any], words: str = "") -> Source:
    """Where a finding stands. An item or part, whose row has no words, is quoted by the given ones, else by its title."""
    owner = row.owner
    said = row.words or words or row.title or ""
    return Source(owner.file, row.page, said, identifier(owner.sha256), row.item, row.span, owner.kind)


def told(stored: Stored, running: Flow, mentions: Sequence[Span], matter: Matter) -> list[HistoryEvent]:
    """The events of one document that deal with the matter, and its mentions of it; each with one source.

    `running` is the document's flow, `mentions` where it names the matter.
    """
    findings = stored.findings
    secret = {item.number for item in findings.items if item.secret}
    events: list[HistoryEvent] = []
    taken: list[Span] = []
    meant = cache(lambda words: True if matter.named(words) else False if names_another(words) else None)
    about = {
        event.item for event in findings.events if event.status == "decided" and meant(event.subject)
    }  # items that decide on the matter: their pronouns mean it
    for event in findings.events:
        if event.item in secret:
            continue
        if _deals_with(event, meant) or (event.item in about and _means_the_matter(event, meant)):
            taken.append(event.passage.span)
            events.append(_told(stored, event))
    return events + list(_mentioned(stored, running, mentions, taken))


def told_within(stored: Stored, spans: Sequence[Span]) -> list[HistoryEvent]:
    """All events of one document within spans of its text, those of secret items left out; each with one source."""
    secret = {item.number for item in stored.findings.items if item.secret}
    return [
        _told(stored, event)
        for event in stored.findings.events
        if event.item not in secret and event.event != "omnämnt" and any(_holds(span, event.passage.span) for span in spans)
    ]


def _told(stored: Stored, event: Event) -> HistoryEvent:
    source = _source(stored, event.passage.span, event.passage.page, event.item, event.passage.spans)
    return _event(event, source)


def _event(event: Event, source: Source) -> HistoryEvent:
    what = _what(event.event, event.valid_to, source.words)
    return HistoryEvent(
        event.date, event.body, event.paragraph, event.event, event.status, what, event.valid_to, (source,), event.corrects
    )


_Meant = Callable[[str], bool | None]
"""Whether words name the matter (True) or another agreement (False); None where they name none."""


def _deals_with(event: Event, meant: _Meant) -> bool:
    """Whether an event is about the matter: what names it nearest decides; a pronoun means what stands above it."""
    return next((named for words in (event.subject, *event.context) if (named := meant(words)) is not None), False)


def _means_the_matter(event: Event, meant: _Meant) -> bool:
    """Whether an event in an item that decides on the matter tells of it: of *avtalet*, and of no other."""
    told = event.status == "quoted" and _PRONOUN.search(event.subject)
    return bool(told) and all(meant(words) is None for words in (event.subject, *event.context))


def _mentioned(stored: Stored, running: Flow, mentions: Sequence[Span], taken: list[Span]) -> Iterator[HistoryEvent]:
    """Where a document names the matter without telling of an act: once for each item, once for what lies outside items."""
    findings = stored.findings
    found: dict[str | None, list[Source]] = {}
    for span in mentions:
        pieces = tuple(sorted(running.origin(span)))
        place = (pieces[0][0], pieces[-1][1])
        item = next((item for item in findings.items if _holds(item.passage.span, place)), None)
        if item is not None and (item.secret or any(_holds(item.passage.span, other) for other in taken)):
            continue
        if any(_holds(other, place) for other in taken):
            continue
        sentence = _sentence(running, span)
        pieces = tuple(sorted(running.origin(sentence)))
        place = (pieces[0][0], pieces[-1][1])
        source = _source(stored, place, running.pages[running.block_at(span[0])], item.number if item else None, pieces)
        found.setdefault(item.number if item else None, []).append(source)
    date, head = document_date(findings.head, stored.document.source.name), findings.head
    for number, sources in found.items():
        title = _title(findings.items, number)
        what = f"Omnämnt i {title}" if title else "Omnämnt"
        yield HistoryEvent(date, head.body, number, "omnämnt", None, what, None, tuple(sources[:3]))


def _title(items: Iterable[Item], number: str | None) -> str | None:
    return next((item.title for item in items if number is not None and item.number == number), None)


def _sentence(running: Flow, span: Span) -> Span:
    """The block that holds a span, cut to a readable length around it."""
    left, right = running.blocks[running.block_at(span[0])].span
    if right - left <= 240:
        return left, max(right, span[1])
    start = running.text.rfind(". ", max(left, span[0] - 200), span[0])
    end = running.text.find(". ", span[1], min(right, span[1] + 200))
    return (start + 2 if start >= 0 else max(left, span[0] - 100)), (end + 1 if end >= 0 else min(right, span[1] + 100))


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] < outer[1]


def _source(stored: Stored, span: Span, page: int, item: str | None, spans: tuple[Span, ...] = ()) -> Source:
    words = " ".join(" ".join(stored.document.words(piece).split()) for piece in (spans or (span,)))
    return Source(stored.document.source.name, page, words, stored.id, item, span, stored.findings.head.kind)


def _what(event: EventKind, valid_to: str | None, words: str) -> str:
    label = _LABELS[event] + (f" till och med {valid_to}" if valid_to else "")
    return f"{label}: {words if len(words) <= 160 else words[:157].rsplit(' ', 1)[0] + ' …'}"


def merged(events: Iterable[HistoryEvent], short: dict[str, str]) -> list[HistoryEvent]:
    """Events in time order, those that tell of one act made one; what is told without a day goes last."""
    acts: list[HistoryEvent] = []
    years: dict[str, list[int]] = {}
    for event in sorted(events, key=lambda event: (-len(event.date or ""), _STATUS_ORDER.index(event.status))):
        of_year = years.setdefault((event.date or "")[:4], [])
        twin = next((number for number in of_year if _one_act(acts[number], event, short)), None)
        if twin is None:
            of_year.append(len(acts))
            acts.append(event)
        else:
            acts[twin] = _joined(acts[twin], event)
    ordered = sorted(acts, key=lambda act: (*act_order(act), act.sources[0].span))
    corrections = [act for act in ordered if act.event == "rättat" and act.corrects]
    return [replace(act, corrected_by=_corrected_by(act, corrections, short)) for act in ordered]


def _corrected_by(act: HistoryEvent, corrections: Sequence[HistoryEvent], short: dict[str, str]) -> str | None:
    """The first rättelse of an act: of its paragraph, by its body, later."""
    for correction in corrections:
        later = (act.date or "9999") < (correction.date or "")
        if (
            later
            and act.event != "omnämnt"
            and correction.corrects == act.paragraph
            and same_body(act.body, correction.body, short)
        ):
            return describe(correction)
    return None


def act_order(event: HistoryEvent) -> tuple[str, int, str]:
    """What events are ordered by: day and paragraph; one without a day is the last."""
    digits = "".join(letter for letter in event.paragraph or "" if letter.isdigit())
    return event.date or "9999", int(digits) if digits else 0, event.paragraph or ""


def _one_act(act: HistoryEvent, event: HistoryEvent, short: dict[str, str]) -> bool:
    """Whether two events, the first at least as precise, tell of one act."""
    vague = event.event == "beslutat" and event.status == "quoted" and act.event != "omnämnt"
    if act.event != event.event and not (vague and event.paragraph in (None, act.paragraph)):
        return False
    if event.date is None or act.date is None or not act.date.startswith(event.date):
        return False
    if not same_body(act.body, event.body, short):
        return False
    if len(event.date) < len(act.date):
        return event.status == "quoted" and event.paragraph in (None, act.paragraph)
    if act.paragraph and event.paragraph:
        return act.paragraph == event.paragraph
    same_end = act.valid_to is None or event.valid_to is None or act.valid_to == event.valid_to
    return act.paragraph == event.paragraph and same_end


def _joined(act: HistoryEvent, event: HistoryEvent) -> HistoryEvent:
    ends = dict.fromkeys(end for end in (*act.disputed, act.valid_to, event.valid_to) if end)
    sources = tuple(dict.fromkeys((*act.sources, *event.sources)))
    return replace(
        act,
        body=max((act.body or "", event.body or ""), key=len) or None if act.status != "decided" else act.body,
        valid_to=act.valid_to or event.valid_to,
        corrects=act.corrects or event.corrects,
        disputed=tuple(ends) if len(ends) > 1 else (),
        sources=sources,
    )
