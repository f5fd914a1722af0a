"""The acts that one sentence tells of: which verb, whose decision, which day, valid until when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from corpus.document import Span
from corpus.findings import DateMention, Event, EventKind, Passage, Reference
from nlp.wording.triggers import Trigger

_DATED_BY_CLAUSE = frozenset({"trätt i kraft", "upphört"})
"""Events that happen on a day that the clause names, whoever decided them."""
_CARRY_VALIDITY = frozenset(
    {
        "förlängt",
        "rättat",
        "gäller",
        "antaget",
        "godkänt",
        "beslutat",
        "rekommenderat",
        "tillstyrkt",
        "trätt i kraft",
        "uppsagt",
    }
)
_TO_OTHERS = frozenset({"rekommenderat", "tillstyrkt", "avstyrkt"})
"""What is said to other bodies: the infinitives after it are what these are to do."""
_INTENTIONS = frozenset({"planerat", "under översyn"})
_LEAD_IN = re.compile(r"(?:\bbeslutar?|\batt|\bföljande|:)\s*$")
"""How a sentence ends that only leads in the points below it."""
_AFTER, _BEFORE = 60, 30
"""How many characters may part a verb from the day that follows or precedes it."""
_CONDITION = re.compile(
    r"(?=[bdefikosvyö])\b"  # one look at a first letter spares most words the rest
    r"(?:om|ifall|såvida|därest|kan|kunde|bör|borde|skulle|yrka\w*|föreslås|föreslog|inte|ej|vill|önskar)\b.{0,60}$",
    re.I | re.S,
)
"""What before a verb makes it a condition, a wish or a denial, where none of these signs stands between them,"""
_SIGNS = ".;:,"
_PROPOSED = re.compile(r"\b(?:föreslås|föreslår|förslag|förslag till beslut|yrkande)\s?:[^.;]{0,80}$", re.I)
"""and what makes it a wish before a colon."""
_ABOUT = re.compile(
    r"(?:avtal|överenskommelse|kontrakt|beslut|förslag|fråga|ärende|motion|skrivelse|plan|program|policy|taxa|regler|riktlinjer"
    r"|uppgift|information|rapport|utredning|uppdrag|reglemente|rättelse|förlängning|uppsägning)\w{0,4}\s"
    r"(?:(?:med|mellan)\s[^.;:,]{1,80}\s)?$",
    re.I,
)
"""A noun before *om* that makes it a preposition: *avtalet om städning upphör*, *avtalet med Alby om städning*."""
_BY_ITSELF = re.compile(r"[^.;:\n]{0,60}\b(?:i\ssänder|automatiskt)\b", re.I)
"""What after a verb makes it a clause of the agreement: *förlängs med ett år i sänder om det inte sägs upp*."""
_UNTIL = re.compile(r"\b(?:till|intill)\s$", re.I)
_TURN = re.compile(r"\bvid årsskiftet\b", re.I)
WHOSE = re.compile(
    r"(?:[(,;]\s?|\b(?:och|samt)\s)(?P<name>[A-ZÅÄÖ][a-zåäöé]+(?:-[A-ZÅÄÖ][a-zåäö]+)?)\s(?:först\s|redan\s|sist\s)?(?:den\s|i\s)?$"
)
"""Whose act it is in a list of them: *… (Ekeby 2016-11-21, § 134, Alby 2016-11-28)*, *och Alby den 3 maj*."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What is known of the place in which a sentence stands."""

    status: Literal["decided", "quoted", "stated"]
    date: str | None = None
    body: str | None = None
    paragraph: str | None = None
    item: str | None = None
    context: tuple[str, ...] = ()
    """What stands above the sentence and says what its pronouns mean, nearest first."""
    told: str | None = None
    """The day on which it is told, as far as it is proven."""
    deciding: bool = False
    """Whether it is the point of a decision, so that the frame's own day and paragraph are those of the act."""
    stating: bool = False
    """Whether the document states validity as a fact: an agreement, a list, a plan."""
    default: EventKind | None = None
    """What a point without a verb of its own does."""


def asserted(text: str, start: int, verbs: Sequence[Trigger]) -> list[Trigger]:
    """The verbs of the sentence that begins at `start` that say what is so: no condition, wish or denial."""
    return [
        verb
        for verb in verbs
        if not _conditional(text, max(start, verb.span[0] - 90), verb.span[0])
        and not (verb.kind == "förlängt" and _BY_ITSELF.match(text, verb.span[1]))
    ]


def _conditional(text: str, start: int, end: int) -> bool:
    """Whether what stands before a verb makes it no fact."""
    if text.find(":", start, end) >= 0 and _PROPOSED.search(text, start, end):
        return True
    start = max(start, *(text.rfind(sign, start, end) + 1 for sign in _SIGNS))
    while match := _CONDITION.search(text, start, end):
        if match.group()[:2].casefold() != "om" or not _ABOUT.search(text, max(0, match.start() - 120), match.start()):
            return True
        start = match.start() + 2
    return False


def acts(
    text: str,
    span: Span,
    frame: Frame,
    verbs: Sequence[Trigger],
    references: Sequence[Reference],
    dates: Sequence[DateMention],
) -> Iterator[Event]:
    """The events that the sentence at `span` of `text` tells; `verbs`, `references` and `dates` are those that stand within it.

    An act told afterwards needs a day or a paragraph of its own, unless the frame decides or states it.
    """
    start, end = span
    sentence = text[start:end]
    if not (frame.deciding or frame.stating or references or dates or _TURN.search(sentence)):
        return
    found = asserted(text, start, verbs)
    if frame.deciding and (corrections := [trigger for trigger in found if trigger.kind == "rättat"]):
        found = corrections[:1]  # what stands beside it is the corrected wording
    if frame.deciding and (given := [trigger for trigger in found if trigger.kind == "uppdrag"]):  # what follows is the task
        found = [t for t in found if t.span <= given[0].span or (t.tense != "decide" and t.kind not in _INTENTIONS)]
    if to_others := [trigger for trigger in found if trigger.kind in _TO_OTHERS]:
        found = [trigger for trigger in found if trigger.tense != "decide" or trigger.span <= to_others[0].span]
    if not frame.deciding and any(trigger.tense != "noun" for trigger in found):
        found = [trigger for trigger in found if trigger.tense != "noun"]
    told = [trigger for trigger in found if trigger.tense in ("past", "noun") or not frame.deciding]
    owned = [_owned(text, span, reference, dates) for reference in references]
    pairs = _pair(told, [*owned, *(_listed(text, span, owned, dates) if len(owned) > 1 else ())])
    until = _until(text, dates)
    emitted = False
    for trigger in found:
        if (trigger.tense == "decide" and not frame.deciding) or (trigger.tense == "noun" and trigger not in pairs):
            continue
        turn = _turn(trigger, sentence, frame) if trigger.kind in _DATED_BY_CLAUSE else None
        for event in _events(trigger, pairs.get(trigger, []), frame, dates, until, found, turn):
            emitted = True
            yield _placed(event, span, sentence, frame)
    denied = any(trigger.kind == frame.default for trigger in verbs) and not found
    if frame.deciding and frame.default and not emitted and not denied and not _LEAD_IN.search(sentence):
        # what it is about must stand in its own words: the paragraph's title need not hold for each of its points
        act = _Act(frame.default, frame.status, frame.date, frame.body, frame.paragraph, until)
        yield replace(_placed(act, span, sentence, frame), context=())


@dataclass(frozen=True, slots=True)
class _Act:
    kind: EventKind
    status: Literal["decided", "quoted", "stated"]
    date: str | None = None
    body: str | None = None
    paragraph: str | None = None
    valid_to: str | None = None


def _placed(act: _Act, span: Span, sentence: str, frame: Frame) -> Event:
    return Event(
        Passage(span), act.kind, act.status, sentence, frame.context, act.date, act.body, act.paragraph,
        act.valid_to if act.kind in _CARRY_VALIDITY else None, frame.item,
    )  # fmt: skip


def _events(
    trigger: Trigger,
    references: list[Reference],
    frame: Frame,
    dates: Sequence[DateMention],
    until: str | None,
    found: list[Trigger],
    turn: str | None,
) -> Iterator[_Act]:
    if references:
        kind = trigger.kind
        if kind == "beslutat":  # *beslutade att förlänga*: what was decided says more
            kind = next((other.kind for other in found if other.tense == "decide" and other.span > trigger.span), kind)
        for reference in references:
            yield _Act(kind, "quoted", reference.date, reference.body, reference.paragraph, until)
        return
    if trigger.kind in _DATED_BY_CLAUSE and not (frame.deciding and trigger.tense == "decide"):
        day = _day(trigger, dates, found) or turn
        if day is not None:
            yield _Act(trigger.kind, frame.status if frame.stating else "quoted", day, valid_to=until if until != day else None)
        elif frame.deciding and trigger.kind == "upphört":
            yield _Act("upphört", frame.status, frame.date, frame.body, frame.paragraph)
        return
    if frame.deciding and trigger.tense != "past":
        if trigger.kind != "gäller":
            yield _Act(_kind(trigger, frame), frame.status, frame.date, frame.body, frame.paragraph, until)
        return
    if not frame.stating:
        return
    if trigger.kind in ("gäller", "förlängt") and until is not None:
        if trigger.kind == "förlängt" and trigger.tense == "present":
            yield _Act("förlängt", "quoted", frame.date, frame.body, None, until)
        elif not any(other.kind == "trätt i kraft" or (other.kind, other.tense) == ("förlängt", "present") for other in found):
            yield _Act("gäller", "stated", frame.date, frame.body, None, until)
    elif trigger.kind == "ersatt" and trigger.tense == "present":
        yield _Act("ersatt", "stated", frame.date, frame.body)
    elif trigger.kind in _INTENTIONS:
        yield _Act(trigger.kind, "stated", frame.date, frame.body)


def _kind(trigger: Trigger, frame: Frame) -> EventKind:
    """What the point of a decision does: a body that only proposes or recommends does no more than that."""
    if frame.default in ("tillstyrkt", "avstyrkt") or (
        frame.default == "rekommenderat" and (trigger.tense == "decide" or trigger.kind in ("antaget", "godkänt"))
    ):
        return frame.default
    return trigger.kind


def _pair(found: list[Trigger], references: Sequence[Reference]) -> dict[Trigger, list[Reference]]:
    """Each reference to the verb nearest to it: *den 8 juni 2012, § 17, rekommenderade* …"""
    pairs: dict[Trigger, list[Reference]] = {}
    for reference in references:
        place = reference.passage.span
        if (reference.date or reference.paragraph) and found:
            nearest = min(found, key=lambda trigger, place=place: _gap(trigger, place))  # type: ignore[misc]
            pairs.setdefault(nearest, []).append(reference)
    return pairs


def _owned(text: str, span: Span, reference: Reference, dates: Sequence[DateMention]) -> Reference:
    """A reference with the body that stands beside its day in a list of acts, which is that of a municipality or region."""
    place = reference.passage.span
    days = [
        date.passage.span[0] for date in dates if place[0] <= date.passage.span[0] < place[1] and date.start == reference.date
    ]
    day = days[-1] if days else place[0]
    whose = WHOSE.search(text, max(span[0], day - 60), day)
    return replace(reference, body=whose["name"]) if whose else reference


def _listed(text: str, span: Span, references: Sequence[Reference], dates: Sequence[DateMention]) -> Iterator[Reference]:
    """The days in a list of acts that have a body but no paragraph, as precise as they are printed."""
    for date in dates:
        start, end = date.passage.span
        whose = WHOSE.search(text, max(span[0], start - 60), start)
        if whose and date.start and not any(one.passage.span[0] <= start < one.passage.span[1] for one in references):
            day = date.start if date.start == date.end else date.start[:7]
            yield Reference(date.passage, text[start:end], whose["name"], day)


def _turn(trigger: Trigger, sentence: str, frame: Frame) -> str | None:
    """The day of *upphörde vid årsskiftet*: the last turn of the year before it is told. What is still to come is no event."""
    if trigger.tense != "past" or not _TURN.search(sentence) or frame.told is None or len(frame.told) < 7:
        return None
    year = int(frame.told[:4])
    return f"{year}-01-01" if trigger.kind == "trätt i kraft" else f"{year - 1}-12-31"


def _until(text: str, dates: Sequence[DateMention]) -> str | None:
    """The last day of validity that a sentence names."""
    for date in dates:
        begin = date.passage.span[0]
        last = date.start is None or _UNTIL.search(text, max(0, begin - 10), begin)
        if date.end and (last or (date.role == "giltighet" and date.start != date.end)):
            return date.end
    return next((date.end for date in dates if date.role == "giltighet" and date.end and date.start == date.end), None)


def _day(trigger: Trigger, dates: Sequence[DateMention], found: list[Trigger]) -> str | None:
    """The day that a verb's clause names: near it, and nearer to no other verb."""
    days: list[tuple[int, str]] = []
    for date in dates:
        day = (date.start or date.end) if trigger.kind == "trätt i kraft" else (date.end or date.start)
        precise = date.start is None or date.end is None or date.start == date.end or date.role == "giltighet"
        if day is None or not precise:
            continue
        place = date.passage.span
        gap = _gap(trigger, place)
        reach = _AFTER if place[0] >= trigger.span[1] else _BEFORE
        if gap <= reach and all(_gap(other, place) >= gap for other in found):
            days.append((gap, day))
    return min(days)[1] if days else None


def _gap(trigger: Trigger, place: Span) -> int:
    """How many characters lie between a verb and another place in the sentence."""
    return max(trigger.span[0] - place[1], place[0] - trigger.span[1], 0)
