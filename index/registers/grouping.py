"""Which rows mean one agreement: those that say they are about the same, between parties and in places that can be the same.

What its owner tells the archive (`arkiv.toml`) outranks all of it. The order of the rows doesn't matter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from corpus.findings import Agreement
from corpus.store.findings import Found
from corpus.store.settings import Settings
from corpus.vocabulary import plain
from index.histories.matter import places, regions
from index.registers.titles import Topic, parties, topic

Row = Found[Agreement]
_DEFINITE = re.compile(r"[^\W\d_-]*(?:avtalet|överenskommelsen|kontraktet)s?\b", re.I)
_Thing = TypeVar("_Thing", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Where:
    """What tells agreements about the same thing apart: lower-case stems of names."""

    regions: frozenset[str]
    """The counties or regions that its title names."""
    parties: frozenset[str]
    owner: frozenset[str]
    """The places of the organisation whose document tells of it."""

    @property
    def others(self) -> frozenset[str]:
        """The parties beside the one whose document it is."""
        return self.parties - self.owner

    def joins(self, other: Where) -> bool:
        """Whether both name a place or party in common, and none that rules it out; what is named after a county or region is
        its, whoever is listed as a party."""
        if self.regions and other.regions:
            return bool(self.regions & other.regions)
        owners = self.owner | other.owner
        if (mine := self.parties - owners) and (theirs := other.parties - owners) and not mine & theirs:
            return False
        return bool((self.regions | self.parties | self.owner) & (other.regions | other.parties | other.owner))


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one agreement, in the order of their days, and why they are together."""

    topics: frozenset[Topic]
    wheres: frozenset[Where]
    rows: tuple[Row, ...]
    reason: str

    def fits(self, where: Where) -> bool:
        """Whether what is told in some place can be about this agreement."""
        return any(own.joins(where) for own in self.wheres)


def where(title: str, names: Collection[str], organisation: str | None) -> Where:
    """What a title, the parties named beside it and the owner of the document say."""
    return Where(frozenset(regions(title)), parties(title, names), frozenset(places(organisation or "")))


def groups(rows: Iterable[Row], settings: Settings) -> list[Group]:
    """The agreements that rows tell of."""
    by_topic: dict[Topic, list[Row]] = defaultdict(list)
    nameless: dict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for row in rows:
        about = topic(row.finding.title)
        (by_topic[about] if about else nameless[row.owner.sha256, row.item]).append(row)
    found = [_group(each, "står i samma paragraf") for each in nameless.values()]
    for several in by_topic.values():
        found += [_group(each, "samma namn") for each in _together(several)]
    found = _definite(found)
    return sorted(_corrected(found, settings), key=_key)


def _together(rows: Sequence[Row]) -> Iterable[list[Row]]:
    """Rows about the same thing, by whose agreement it is: first those that name a party beside the document's own, then the
    others, which join the one that they fit; where they fit several, it isn't said which is meant."""
    signs: dict[Where, list[Row]] = defaultdict(list)
    for row in rows:
        signs[where(row.finding.title, row.finding.parties, row.owner.organisation)].append(row)
    named = _joined([sign for sign in signs if sign.others], Where.joins)
    rest = _joined([sign for sign in signs if not sign.others], Where.joins)
    found = [list(each) for each in named]
    for each in rest:
        fitting = [group for group in found[: len(named)] if any(one.joins(other) for one in each for other in group)]
        if not fitting and len(named) == 1 and all(sign == Where(frozenset(), frozenset(), frozenset()) for sign in each):
            fitting = found[:1]
        if len(fitting) == 1:
            fitting[0].extend(each)
        else:
            found.append(list(each))
    return [[row for sign in each for row in signs[sign]] for each in found]


def _joined(things: Sequence[_Thing], join: Callable[[_Thing, _Thing], bool]) -> list[list[_Thing]]:
    """Things in groups: whoever joins one of a group belongs to it."""
    found: list[list[_Thing]] = []
    for thing in things:
        touching = [group for group in found if any(join(thing, other) for other in group)]
        found = [group for group in found if group not in touching]
        found.append([thing, *(other for group in touching for other in group)])
    return found


def _group(rows: Iterable[Row], reason: str) -> Group:
    ordered = tuple(sorted(rows, key=lambda row: (row.owner.date or "", row.owner.sha256, row.span)))
    return Group(
        frozenset(topic(row.finding.title) for row in ordered),
        frozenset(where(row.finding.title, row.finding.parties, row.owner.organisation) for row in ordered),
        ordered,
        reason,
    )


def _merged(several: Sequence[Group], reason: str) -> Group:
    return _group((row for group in several for row in group.rows), reason)


def _definite(found: list[Group]) -> list[Group]:
    """*Närvårdsavtalet*, *avtalet om vård* mean an agreement that is known: the only one about that and more."""
    short = [group for group in found if all(_DEFINITE.match(row.finding.title) for row in group.rows)]
    whole = [group for group in found if group not in short]
    taken: dict[int, list[Group]] = defaultdict(list)
    alone = []
    for group in short:
        about = next(iter(group.topics))
        fitting = [
            number
            for number, other in enumerate(whole)
            if about and any(about < more for more in other.topics) and any(other.fits(sign) for sign in group.wheres)
        ]
        if len(fitting) == 1:
            taken[fitting[0]].append(group)
        else:
            alone.append(group)
    return [
        *(
            _merged([group, *taken[number]], "kortform av namnet") if number in taken else group
            for number, group in enumerate(whole)
        ),
        *alone,
    ]


def _corrected(found: list[Group], settings: Settings) -> list[Group]:
    """The groups as the owner of the archive has corrected them."""
    for entry in settings.apart:
        for name in entry.names if entry.documents else entry.names[1:]:
            found = [piece for group in found for piece in _split(group, name, entry.documents)]
    for names in settings.same:
        meant = [group for group in found if any(_is_called(row, name) for row in group.rows for name in names)]
        if len(meant) > 1:
            found = [*(group for group in found if group not in meant), _merged(meant, "samma enligt arkiv.toml")]
    return found


def _split(group: Group, name: str, documents: tuple[str, ...]) -> list[Group]:
    """A group, without what is not the same: the rows of some documents, or those that have the name exactly."""

    def strange(row: Row) -> bool:
        if documents:
            return row.owner.file in documents and _is_called(row, name)
        return plain(row.finding.title) == plain(name)

    off = [row for row in group.rows if strange(row)]
    kept = [row for row in group.rows if not strange(row)]
    if not off or not kept:
        return [group]
    return [_group(kept, group.reason), _group(off, "inte samma enligt arkiv.toml")]


def _is_called(row: Row, name: str) -> bool:
    about = topic(name)
    return plain(row.finding.title) == plain(name) or (bool(about) and topic(row.finding.title) == about)


def _key(group: Group) -> tuple[str, str, tuple[int, int]]:
    first = group.rows[0]
    return min(plain(row.finding.title) for row in group.rows), first.owner.sha256, first.span
