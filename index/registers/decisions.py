"""The register of decisions: what was decided where and when, who moved what, how it went."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from corpus.findings import Decision, Member, Motion, Reservation, Stance, Vote
from corpus.store.archive import Archive
from corpus.store.findings import Found, Kind, found
from corpus.store.settings import settings
from corpus.vocabulary import plain
from index.bodies import same_body, short_names
from index.histories.events import Source, source_of
from index.persons import spellings
from index.registers.corrections import corrected_by, corrections

Winner = Literal["alla", "ja", "nej", "lika"]
"""Which side of a vote had more; `alla` is any counted vote."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A yrkande and what became of it."""

    by: tuple[Member, ...]
    stance: Stance
    text: str
    outcome: Literal["bifallet", "avslaget"] | None


@dataclass(frozen=True, slots=True)
class Count:
    """A vote; an acclamation counts nobody."""

    method: str
    ja: int | None
    nej: int | None
    avstar: int | None


@dataclass(frozen=True, slots=True)
class DecisionEntry:
    """A decision with what was moved, voted and reserved in its paragraph. Its sources beside the first are extracts."""

    date: str | None
    organisation: str | None
    body: str | None
    item: str | None
    title: str | None
    action: str
    text: str
    points: tuple[str, ...]
    addressees: tuple[str, ...]
    recipients: tuple[str, ...]
    motions: tuple[Proposal, ...]
    votes: tuple[Count, ...]
    reservations: tuple[Member, ...]
    corrected_by: str | None
    """The rättelse of it, in words."""
    certainty: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which decisions: each field that is given must hold. Names may be parts of names; upper and lower case are one."""

    body: str | None = None
    organisation: str | None = None
    since: str | None = None
    until: str | None = None
    """Days, or beginnings of days."""
    action: str | None = None
    addressee: str | None = None
    person: str | None = None
    """Who made a yrkande or a reservation."""
    party: str | None = None
    outcome: Literal["bifallet", "avslaget"] | None = None
    """Of a yrkande; with a person or party, of theirs."""
    vote: Winner | None = None


_Paragraph = tuple[str, int, str | None]
"""A document, the part of it, and the number of the item."""


def decisions(archive: Archive, wanted: Wanted) -> list[DecisionEntry]:
    """The decisions taken, the latest first; those without a day last. A decision that several files hold is one."""
    meant = _Meant(wanted)
    motions = _by_paragraph(archive, Motion, wanted)
    votes = _by_paragraph(archive, Vote, wanted)
    reservations = _by_paragraph(archive, Reservation, wanted)
    people: frozenset[str] = frozenset()
    if wanted.person:
        members = [
            member for entry in (motions, reservations) for several in entry.values() for one in several for member in one.by
        ]
        people = spellings(wanted.person, members, settings(archive.root))
    entries: dict[tuple[str | None, ...], list[DecisionEntry]] = defaultdict(list)
    for row in found(archive, Decision, since=wanted.since, until=wanted.until):
        if row.finding.status != "decided" or not meant(row):
            continue
        place = _paragraph(row)
        entry = _entry(row, motions.get(place, ()), votes.get(place, ()), reservations.get(place, ()))
        if _debated(wanted, entry, people):
            known = entries[entry.organisation, entry.body, entry.date, entry.item]
            twin = next((at for at, other in enumerate(known) if _same(entry, other)), None)
            if twin is None:
                known.append(entry)
            else:
                sources = (*known[twin].sources, *entry.sources)
                known[twin] = replace(known[twin], sources=tuple(sorted(sources, key=lambda one: one.kind != "protokoll")))
    found_corrections, short = corrections(archive), short_names(())
    corrected = (
        replace(one, corrected_by=corrected_by(found_corrections, one.organisation, one.body, one.date, one.item, short))
        for known in entries.values()
        for one in known
    )
    ordered = sorted(corrected, key=_place)
    return sorted(ordered, key=lambda entry: entry.date or "", reverse=True)


def _entry(
    row: Found[Decision], motions: Iterable[Motion], votes: Iterable[Vote], reservations: Iterable[Reservation]
) -> DecisionEntry:
    decision, owner = row.finding, row.owner
    return DecisionEntry(
        decision.date or owner.date,
        owner.organisation,
        decision.body or owner.body,
        row.item,
        row.title,
        decision.action,
        decision.text,
        decision.points,
        decision.addressees,
        decision.recipients,
        tuple(Proposal(one.by, one.stance, one.text, one.outcome) for one in motions),
        tuple(Count(one.method, one.ja, one.nej, one.avstar) for one in votes),
        tuple(member for one in reservations for member in one.by),
        None,
        decision.passage.certainty,
        (source_of(row),),
    )


def _same(one: DecisionEntry, other: DecisionEntry) -> bool:
    """Whether two files hold one decision: of a known day and paragraph, in the same words."""
    return bool(one.date and one.item) and one.text.casefold().split() == other.text.casefold().split()


def _place(entry: DecisionEntry) -> tuple[str, int, str, int]:
    """The order of the decisions of one day: by body, paragraph and place."""
    digits = re.match(r"\d+", entry.item or "")
    return entry.body or "", int(digits[0]) if digits else 0, entry.item or "", entry.sources[0].span[0]


def _paragraph(row: Found[Kind]) -> _Paragraph:
    return row.owner.sha256, row.finding.passage.part, row.item


def _by_paragraph(archive: Archive, kind: type[Kind], wanted: Wanted) -> dict[_Paragraph, list[Kind]]:
    """The findings of a kind, by the paragraphs that they stand in."""
    gathered: dict[_Paragraph, list[Kind]] = defaultdict(list)
    for row in found(archive, kind, since=wanted.since, until=wanted.until):
        gathered[_paragraph(row)].append(row.finding)
    return gathered


class _Meant:
    """Whether a decision is of the body, organisation, action and addressee that are wanted."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._short = short_names(())
        self._bodies: dict[str, bool] = {}

    def __call__(self, row: Found[Decision]) -> bool:
        decision, wanted = row.finding, self._wanted
        return (
            wanted.action in (None, decision.action)
            and (wanted.body is None or self._of(decision.body or row.owner.body, wanted.body))
            and (wanted.organisation is None or _names((row.owner.organisation,), wanted.organisation))
            and (wanted.addressee is None or _names(decision.addressees, wanted.addressee))
        )

    def _of(self, body: str | None, wanted: str) -> bool:
        if body is None:
            return False
        if body not in self._bodies:
            self._bodies[body] = same_body(body, wanted, self._short) or _names((body,), wanted)
        return self._bodies[body]


def _debated(wanted: Wanted, entry: DecisionEntry, people: frozenset[str]) -> bool:
    """Whether the yrkanden, votes and reservations beside a decision are as wanted; `people` are ways to write the person."""
    if wanted.vote and not any(wanted.vote in _winners(count) for count in entry.votes):
        return False
    if not (wanted.person or wanted.party or wanted.outcome):
        return True
    by = [(one.by, one.outcome) for one in entry.motions] + [((member,), None) for member in entry.reservations]
    return any(
        wanted.outcome in (None, outcome) and any(_is(member, wanted, people) for member in persons) for persons, outcome in by
    )


def _winners(count: Count) -> Iterator[Winner]:
    if count.ja is not None and count.nej is not None:
        yield "alla"
        yield "ja" if count.ja > count.nej else "nej" if count.nej > count.ja else "lika"


def _is(member: Member, wanted: Wanted, people: frozenset[str]) -> bool:
    party = wanted.party is None or (member.party or "").casefold() == wanted.party.casefold()
    return party and (wanted.person is None or plain(member.name) in people)


def _names(names: Iterable[str | None], wanted: str) -> bool:
    return any(wanted.casefold() in name.casefold() for name in names if name)
