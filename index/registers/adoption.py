"""Recommendations to principals, and whether each principal's own decision is in the archive."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from corpus.findings import Attendance, Decision, Event, Reference
from corpus.store.archive import Archive
from corpus.store.documents import identifier
from corpus.store.findings import Found, Owner, found, heads
from corpus.store.settings import settings
from index.bodies import body_names, same_body, short_names
from index.histories.events import Source, source_of
from index.histories.matter import places, printed_places
from index.registers.titles import Topic, topic

AdoptionState = Literal["antagen", "annat beslut", "inget beslut"]

_ADOPTING = frozenset({"anta", "godkänna", "bifalla", "fastställa", "förlänga"})
_EVENTS = ("antaget", "godkänt", "förlängt")
_LATEST = 3
"""Years within which a principal answers a recommendation."""
_MEETINGS = 3
"""Minutes of a body, nearest in time, of which those present say whose body it is."""
_ALL = re.compile(r"\b(?:parterna|huvudmännen|huvudmän|medlemmarna|respektive (?:part|huvudman|fullmäktige))\b", re.I)
_MUNICIPALITIES = re.compile(r"\b(?:kommunerna|länets kommuner|respektive kommun\w*|medlemskommunerna)\b", re.I)
_REGION = re.compile(r"\b(?:regionen|landstinget|region|landsting)\b", re.I)


@dataclass(frozen=True, slots=True)
class Adoption:
    """What a principal did with a recommendation. `in_archive`: its own minutes say so; else another document tells it."""

    recommended_by: str | None
    recommended_on: str | None
    paragraph: str | None
    subject: str | None
    recommendation: str
    principal: str
    """As it is printed, *Sunnerlo kommun*; *kommunerna* where the archive doesn't tell whom that means."""
    state: AdoptionState
    in_archive: bool
    body: str | None
    date: str | None
    item: str | None
    answer: str | None
    sources: tuple[Source, ...]
    """The principal's decision first where there is one."""


@dataclass(frozen=True, slots=True)
class _Recommendation:
    """One act of recommending, by all that tell of it."""

    body: str
    date: str
    paragraph: str | None
    subject: str | None
    topics: frozenset[Topic]
    rows: tuple[Found[Event], ...]

    @property
    def words(self) -> str:
        """What its minutes print, or what others tell of it."""
        decided = [row.words for row in self.rows if row.finding.status == "decided"]
        return " ".join(dict.fromkeys(decided)) or self.rows[0].words


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a principal decided, or is told to have decided."""

    organisation: str
    body: str | None
    date: str
    item: str | None
    topics: frozenset[Topic]
    cited: frozenset[tuple[str, str | None]]
    """Day and paragraph of what its paragraph refers to."""
    adopts: bool
    own: bool
    source: Source

    @property
    def principal(self) -> tuple[str, str]:
        """What makes the organisation the same under its names."""
        return _principal(self.organisation)

    @property
    def weight(self) -> tuple[bool, int, bool, str]:
        """The decision of the highest body counts, and its own minutes before what others tell."""
        name = (self.body or "").casefold()
        level = 2 if "mäktige" in name else 1 if "styrelse" in name else 0
        return self.adopts, level, self.own, self.date


def adoption(archive: Archive) -> list[Adoption]:
    """A row for every recommendation and principal, the latest recommendation first.

    Raises UsageError where `arkiv.toml` can't be understood.
    """
    short = short_names(body_names(archive, settings(archive.root)))
    owners = [owner for owner, _ in heads(archive)]
    titles = {owner.sha256: head.title for owner, head in heads(archive)}
    recommendations = _recommendations(archive, titles, short)
    answers = _Answers(_decisions(archive, recommendations, titles))
    bodies = _Bodies(archive, owners, short)
    days: dict[Topic, list[str]] = defaultdict(list)
    for one in recommendations:
        for about in one.topics:
            days[about].append(one.date)  # in time order
    rows: list[Adoption] = []
    for recommendation in reversed(recommendations):
        later = (days[about][bisect_right(days[about], recommendation.date) :][:1] for about in recommendation.topics)
        told = answers.to(recommendation, min((day for first in later for day in first), default="9999"))
        best: dict[tuple[str, str], _Answer] = {}
        for answer in sorted(told, key=lambda answer: answer.weight):
            best[answer.principal] = answer
        for principal in _principals(archive, recommendation, bodies, told):
            rows.append(_row(recommendation, principal, best.get(_principal(principal))))
    return rows


def _row(recommendation: _Recommendation, principal: str, answer: _Answer | None) -> Adoption:
    recommended = tuple(source_of(row) for row in recommendation.rows)
    return Adoption(
        recommendation.body,
        recommendation.date,
        recommendation.paragraph,
        recommendation.subject,
        recommendation.words,
        principal,
        "inget beslut" if answer is None else "antagen" if answer.adopts else "annat beslut",
        answer is not None and answer.own,
        answer.body if answer else None,
        answer.date if answer else None,
        answer.item if answer else None,
        answer.source.words if answer else None,
        (answer.source, *recommended) if answer else recommended,
    )


def _recommendations(archive: Archive, titles: dict[str, str | None], short: dict[str, str]) -> list[_Recommendation]:
    """The recommendations with a known day, in time order."""
    acts: list[list[Found[Event]]] = []
    by_day: dict[str, list[int]] = defaultdict(list)
    for row in found(archive, Event, naming=("rekommend",)):
        event = row.finding
        if event.event != "rekommenderat" or not event.date or not event.body:
            continue
        same = (
            number
            for number in by_day[event.date]
            if acts[number][0].finding.paragraph == event.paragraph
            and same_body(acts[number][0].finding.body, event.body, short)
        )
        number = next(same, None)
        if number is None:
            number = len(acts)
            acts.append([])
            by_day[event.date].append(number)
        acts[number].append(row)
    return sorted((_recommendation(rows, titles) for rows in acts), key=lambda one: (one.date, one.paragraph or ""))


def _recommendation(rows: list[Found[Event]], titles: dict[str, str | None]) -> _Recommendation:
    rows = sorted(rows, key=lambda row: (row.finding.status != "decided", row.owner.sha256, row.span))
    names = [name for row in rows if (name := row.title or titles.get(row.owner.sha256))]
    subject = names[0] if rows[0].finding.status == "decided" else max(names, key=Counter(names).__getitem__, default=None)
    first = rows[0].finding
    topics = frozenset(filter(None, map(topic, names)))
    return _Recommendation(first.body or "", first.date or "", first.paragraph, subject, topics, tuple(rows))


def _decisions(
    archive: Archive, recommendations: Sequence[_Recommendation], titles: dict[str, str | None]
) -> Iterator[_Answer]:
    """Decisions of principals that refer to a recommendation or are about the same, and what others tell of such."""
    days = {one.date for one in recommendations}
    keys = {key for one in recommendations for about in one.topics for key in about}
    cited: dict[tuple[str, str | None], set[tuple[str, str | None]]] = defaultdict(set)
    for reference in found(archive, Reference):
        if reference.finding.date in days:
            cited[reference.owner.sha256, reference.item].add((reference.finding.date, reference.finding.paragraph))
    yield from _own_decisions(archive, keys, cited)
    yield from _told_decisions(archive, keys, titles)


class _Answers:
    """Decisions of principals, found by what they refer to and by what they are about."""

    def __init__(self, answers: Iterable[_Answer]) -> None:
        self._cited: dict[tuple[str, str | None], list[_Answer]] = defaultdict(list)
        self._about: dict[str, list[_Answer]] = defaultdict(list)
        for answer in sorted(answers, key=lambda answer: answer.date):
            for cited in answer.cited:
                self._cited[cited].append(answer)
            for key in {key for about in answer.topics for key in about}:
                self._about[key].append(answer)

    def to(self, recommendation: _Recommendation, until: str) -> list[_Answer]:
        """Those that answer a recommendation: by their references, or by their day and what they are about.

        `until` is the day of the next recommendation about the same.
        """
        last = min(f"{int(recommendation.date[:4]) + _LATEST}{recommendation.date[4:]}", until)
        near = list(self._cited[recommendation.date, recommendation.paragraph])
        for about in recommendation.topics:
            for key in about:
                told = self._about[key]
                for answer in told[bisect_left(told, recommendation.date, key=lambda answer: answer.date) :]:
                    if answer.date > last:
                        break
                    if any(about <= other or other <= about for other in answer.topics):
                        near.append(answer)
        own = {identifier(row.owner.sha256) for row in recommendation.rows if row.finding.status == "decided"}
        return [answer for answer in near if not (answer.own and answer.source.document in own)]


def _own_decisions(
    archive: Archive, topics: set[str], cited: dict[tuple[str, str | None], set[tuple[str, str | None]]]
) -> Iterator[_Answer]:
    for row in found(archive, Decision):
        decision, owner = row.finding, row.owner
        about = topic(row.title or "")
        refers = cited.get((owner.sha256, row.item), set())
        if decision.status == "decided" and owner.organisation and owner.date and (about & topics or refers):
            proposes = (
                any("mäktige" in name.casefold() for name in decision.addressees)
                and "mäktige" not in (decision.body or owner.body or "").casefold()
            )
            yield _Answer(
                owner.organisation,
                decision.body or owner.body,
                decision.date or owner.date,
                row.item,
                frozenset({about} if about else ()),
                frozenset(refers),
                decision.action in _ADOPTING and not proposes,
                True,
                source_of(row),
            )


def _told_decisions(archive: Archive, topics: set[str], titles: dict[str, str | None]) -> Iterator[_Answer]:
    """What agreements and lists tell of the decisions of principals."""
    for row in found(archive, Event):
        event = row.finding
        if event.event not in _EVENTS or event.status != "quoted" or not event.date or not event.body:
            continue
        whose = printed_places(event.body) or ([row.owner.organisation] if row.owner.organisation else [])
        named = (event.subject, *event.context[:2], row.title, titles.get(row.owner.sha256))
        about = frozenset(one for name in named if name and (one := topic(name)) & topics)
        if whose and about:
            body = event.body.partition(",")[0]
            yield _Answer(whose[0], body, event.date, event.paragraph, about, frozenset(), True, False, source_of(row))


def _principals(archive: Archive, recommendation: _Recommendation, bodies: _Bodies, told: Iterable[_Answer]) -> list[str]:
    """Those whom a recommendation is directed to, each once: the named ones, and whom *kommunerna* and the like mean.

    Where the archive doesn't tell whom they mean, the word itself.
    """
    addressed = " ".join([*(row.words for row in recommendation.rows), *_addressees(archive, recommendation)])
    chosen = [name for name in printed_places(addressed) if not name.endswith(("län", "läns"))]
    everyone, towns, region = _ALL.search(addressed), _MUNICIPALITIES.search(addressed), _REGION.search(addressed)
    if any(_principal(name)[0] == "region" for name in chosen):
        region = None  # it is named
    act = recommendation.date, recommendation.paragraph
    known = [*bodies.represented(recommendation), *_answering(told)] if everyone or towns or region else []
    for word, kinds in ((everyone, ("kommun", "region")), (towns, ("kommun",)), (region, ("region",))):
        if word:
            chosen += [name for name in known if _principal(name)[0] in kinds] or [word.group()]
            chosen += [one.organisation for one in told if one.cited & {act} and one.principal[0] in kinds]
    distinct = {_principal(name): name for name in reversed(chosen)}
    return sorted(distinct.values(), key=lambda name: (_principal(name)[0] != "region", name))


def _addressees(archive: Archive, recommendation: _Recommendation) -> Iterator[str]:
    first = recommendation.rows[0]
    if first.finding.status == "decided":
        for row in found(archive, Decision, document=first.owner.sha256):
            if row.item == first.item and row.finding.status == "decided" and row.finding.action == "rekommendera":
                yield from row.finding.addressees


class _Bodies:
    """Whose bodies recommend: the organisations that those present at their meetings come from."""

    def __init__(self, archive: Archive, owners: Iterable[Owner], short: dict[str, str]) -> None:
        self._archive = archive
        self._owners = [owner for owner in owners if owner.body and owner.date and owner.kind.startswith("protokoll")]
        self._short = short
        self._of: dict[str, list[Owner]] = {}
        self._present: dict[str, list[str]] = {}

    def represented(self, recommendation: _Recommendation) -> Iterator[str]:
        """The organisations, by the minutes of the meeting, then by those nearest in time."""
        body, day = recommendation.body, recommendation.date
        if body not in self._of:
            names = {name for name in {owner.body for owner in self._owners} if same_body(name, body, self._short)}
            own = [owner for owner in self._owners if owner.body in names]
            self._of[body] = sorted(own, key=lambda owner: (owner.date or "", owner.sha256))
        dated = self._of[body]
        at = bisect_left(dated, day, key=lambda owner: owner.date or "")
        near = dated[max(0, at - _MEETINGS) : at + _MEETINGS]
        for owner in sorted(near, key=lambda owner: _apart(owner.date or "", day))[:_MEETINGS]:
            if owner.sha256 not in self._present:
                rows = found(self._archive, Attendance, document=owner.sha256)
                self._present[owner.sha256] = [name for row in rows for name in printed_places(row.words)]
            yield from self._present[owner.sha256]


def _apart(one: str, other: str) -> tuple[bool, int]:
    return one != other, abs(int(one[:4]) - int(other[:4]))


def _answering(told: Iterable[_Answer]) -> Iterator[str]:
    """The principals of which others tell what they decided: an agreement lists who has adopted it."""
    for answer in told:
        if not answer.own:
            yield from printed_places(answer.source.words)


@lru_cache(maxsize=10_000)
def _principal(name: str) -> tuple[str, str]:
    """What makes an organisation the same under its names: *Landstinget Älvringe* is now *Region Älvringe*."""
    kind = "kommun" if re.search(r"\b(?:kommuns?|stads?)$", name.strip()) else "region"
    return kind, min(places(name), default=name.casefold())
