"""Following an assignment: which rows of minutes and lists mean the same one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.findings import Assignment
from corpus.store.findings import Found
from corpus.swedish.keys import search_key
from corpus.vocabulary import plain
from index.bodies import same_body

Row = Found[Assignment]
_Given = tuple[str, str | None] | None
"""The day and the paragraph of the decision that gave an assignment."""
LIST = "balanslista"
"""The kind of documents that list what is still to be done, each in place of the one before."""
_WORD = re.compile(r"[^\W\d_]{4,}")
_STAGE = re.compile(r"\s[–-]\s|,\s|:\s")
"""What parts an assignment from the stage that it has come to: *Heltid som norm, slutrapport*."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The decision that gave an assignment."""

    body: str | None
    date: str
    paragraph: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """An assignment as one document has it, with the decision that gave it and how it stands as that prints it."""

    row: Row
    origin: Origin | None
    status: str | None
    owners: frozenset[str]
    """Those responsible, as they are compared."""


@dataclass(slots=True)
class Chain:
    """The rows of one assignment, in the order of their days, and why they are together."""

    rows: list[Listed] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    documents: set[str] = field(default_factory=set)
    """Those that have it, by content hash."""

    def add(self, one: Listed, reason: str) -> None:
        """Takes in a row, for a reason; the first needs none."""
        if self.rows and reason not in self.reasons:
            self.reasons.append(reason)
        self.rows.append(one)
        self.documents.add(one.row.owner.sha256)


def listed(row: Row, origin: Origin | None) -> Listed:
    """A row with how it stands: what a list prints behind all that is known of it."""
    owners = frozenset(map(plain, row.finding.responsible))
    return Listed(row, origin, _status(row) if row.owner.kind == LIST else None, owners)


def keys(text: str) -> frozenset[str]:
    """The search keys of the words of a text."""
    return frozenset(search_key(match.group()) for match in _WORD.finditer(text))


def followed(rows: Iterable[Listed], bodies: dict[str, str]) -> list[Chain]:
    """The assignments that rows mean. Those of one document are each its own; the order of the rows doesn't matter."""
    ordered = sorted(rows, key=lambda one: (one.row.owner.date or "", one.row.owner.sha256, one.row.span))
    chains: list[Chain] = []
    by_text: dict[tuple[str, int], dict[_Given, list[Chain]]] = defaultdict(lambda: defaultdict(list))
    by_origin: dict[_Given, list[Chain]] = defaultdict(list)
    given = Counter((one.row.owner.sha256, one.origin) for one in ordered)
    seen: Counter[tuple[str, str]] = Counter()
    for one in ordered:
        text = plain(one.row.finding.activity)
        seen[one.row.owner.sha256, text] += 1
        worded = by_text[text, seen[one.row.owner.sha256, text]]
        origin = (one.origin.date, one.origin.paragraph) if one.origin else None
        chain, reason = None, ""
        if origin:
            chain, reason = _same_origin(one, by_origin[origin], bodies, given)
        if chain is None:
            chain, reason = _same_text(one, _worded(worded, origin), bodies)
        if chain is None:
            chain = Chain()
            chains.append(chain)
        chain.add(one, reason)
        for known in (worded[origin], *([by_origin[origin]] if origin else [])):
            if not any(chain is each for each in known):
                known.append(chain)
    return chains


def _worded(worded: dict[_Given, list[Chain]], origin: _Given) -> list[Chain]:
    """The assignments in the same words that a row may belong to: none that another decision gave."""
    if origin is None:
        every = [chain for several in worded.values() for chain in several]
    else:
        every = [*worded[origin], *(chain for chain in worded[None] if all(known.origin is None for known in chain.rows))]
    return list({id(chain): chain for chain in every}.values())


def _same_origin(
    one: Listed, chains: Sequence[Chain], bodies: dict[str, str], given: Counter[tuple[str, Origin | None]]
) -> tuple[Chain | None, str]:
    """The assignment that the same decision gave: the only one, or the one in like words."""
    origin = one.origin
    assert origin is not None
    fitting = [
        chain
        for chain in chains
        if one.row.owner.sha256 not in chain.documents
        and any(known.origin and same_body(known.origin.body, origin.body, bodies) for known in chain.rows)
    ]
    alike = [chain for chain in fitting if any(_alike(one, known) for known in chain.rows)]
    if not alike and len(fitting) == 1:
        first = fitting[0].rows[0]
        if given[one.row.owner.sha256, origin] == 1 == given[first.row.owner.sha256, first.origin] and first.row.item:
            alike = fitting
    if len(alike) != 1:
        return None, ""
    paragraph = f" § {origin.paragraph}" if origin.paragraph else ""
    return alike[0], f"samma beslut: {origin.body or ''} {origin.date}{paragraph}".replace("  ", " ")


def _same_text(one: Listed, chains: Sequence[Chain], bodies: dict[str, str]) -> tuple[Chain | None, str]:
    """The assignment in the same words, of the same organisation and somebody responsible for both."""

    def fits(known: Listed) -> bool:
        mine, theirs = one.row.owner, known.row.owner
        if mine.organisation and theirs.organisation and mine.organisation != theirs.organisation:
            return False
        if one.owners and known.owners:
            return bool(one.owners & known.owners)
        return same_body(mine.body, theirs.body, bodies)

    fitting = [chain for chain in chains if one.row.owner.sha256 not in chain.documents and any(map(fits, chain.rows))]
    return (fitting[0], "samma lydelse") if len(fitting) == 1 else (None, "")


def _alike(one: Listed, other: Listed) -> bool:
    """Whether two wordings mean one assignment: they share what stands before its stage, or most of their words."""
    first, second = (known.row.finding.activity for known in (one, other))
    if plain(_STAGE.split(first)[0]) == plain(_STAGE.split(second)[0]):
        return True
    mine, theirs = keys(first), keys(second)
    return bool(mine) and bool(theirs) and len(mine & theirs) * 2 >= min(len(mine), len(theirs))


def _status(row: Row) -> str | None:
    """What is printed behind the activity, those responsible, the deadline and the decision that gave it."""
    finding = row.finding
    at = 0
    for printed in (finding.activity, *finding.responsible, finding.deadline_text):
        words = " ".join((printed or "").split())
        if words and (start := row.words.find(words, at)) >= 0:
            at = start + len(words)
    rest = row.words[at:].strip(" .;*")
    return rest or None if at and not re.fullmatch(r"[§\d\s,.-]*", rest) else None
