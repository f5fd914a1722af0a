"""The register of motions, medborgarförslag, interpellationer and enkla frågor: when raised, where they are, how answered."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.findings import Member
from corpus.store.archive import Archive
from index.histories.events import Source
from index.registers.initiative_steps import Mention, Step, is_answer, mentions
from index.registers.initiative_titles import InitiativeKind

_YEARS = 6
"""How long after it was first heard of a title may still mean the same one."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORT_YEAR = re.compile(r"(?:(?<=/)(\d\d)\Z|\A\D*(\d\d)[-/]\d)")


@dataclass(frozen=True, slots=True)
class Initiative:
    """A motion or its like, from the day it was raised to its answer, as far as the archive tells."""

    kind: InitiativeKind
    subject: str | None
    by: tuple[Member, ...]
    organisation: str | None
    dnr: tuple[str, ...]
    raised: str | None
    """As far as it is proven, `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; the year of its diary number where nothing else tells."""
    state: str
    """`öppen`, `bifallen`, `delvis bifallen`, `avslagen`, `besvarad`, `avskriven`, `avvisad`."""
    where: str | None
    """Of an open one: with whom it is, by the last step."""
    answered: str | None
    answer: str | None
    open_over_a_year: bool
    steps: tuple[Step, ...]
    sources: tuple[Source, ...]


def initiatives(archive: Archive, *, today: datetime.date) -> list[Initiative]:
    """All that the archive knows of, the latest raised first, as they stood at the end of a day."""
    known = (one for one in mentions(archive) if (one.step.date or "") <= today.isoformat())
    ordered = sorted(known, key=lambda one: (one.step.date or "9999", one.source.document, one.source.span))
    entries = [_entry(group, today) for group in _grouped(ordered)]
    return sorted(entries, key=lambda entry: entry.raised or "", reverse=True)


def _grouped(ordered: Iterable[Mention]) -> list[list[Mention]]:
    """Mentions in time order, those of one initiative together."""
    groups: list[list[Mention]] = []
    known: dict[tuple[str | None, str, str], list[int]] = defaultdict(list)
    for mention in ordered:
        marks = [(mention.organisation, mention.title.kind, mark) for mark in (*mention.keys, *map(_plain, mention.dnr))]
        near = sorted({number for mark in marks for number in known[mark]}, reverse=True)
        number = next((number for number in near if _continues(groups[number], mention)), None)
        if number is None:
            number = len(groups)
            groups.append([])
        groups[number].append(mention)
        for mark in marks:
            if number not in known[mark][-1:]:
                known[mark].append(number)
    return groups


def _continues(group: list[Mention], mention: Mention) -> bool:
    """Whether a mention, later than a group's, means the same one."""
    first, last = group[0].step.date, mention.step.date
    if first and last and int(last[:4]) - int(first[:4]) > _YEARS:
        return False
    new = mention.title.new or mention.step.what == "väckt"
    if new and any(is_answer(one.step.what) for one in group):
        return False
    numbers, ours = {_plain(dnr) for one in group for dnr in one.dnr}, {_plain(dnr) for dnr in mention.dnr}
    if numbers & ours:
        return True
    if {_letters(dnr) for dnr in numbers} & {_letters(dnr) for dnr in ours}:
        return False  # the same diary has another number for it
    return any(_alike(one.keys, mention.keys) for one in group)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two titles are about the same: one says all that the other does."""
    less, more = sorted((one, other), key=len)
    return bool(less) and less <= more and (len(less) > 1 or len(more) <= 3)


def _plain(dnr: str) -> str:
    return re.sub(r"\W", "", dnr).casefold()


def _letters(dnr: str) -> str:
    return re.sub(r"[\W\d]", "", dnr)


def _entry(group: list[Mention], today: datetime.date) -> Initiative:
    longest = max(group, key=lambda one: len(one.title.subject or ""))
    answered = next((one for one in reversed(group) if is_answer(one.step.what)), None)
    last = group[-1].step
    dnr = tuple(dict.fromkeys(number for one in group for number in one.dnr))
    raised = _raised(group, dnr)
    a_year_ago = today.replace(year=today.year - 1, day=min(today.day, 28)).isoformat()
    return Initiative(
        group[0].title.kind,
        longest.title.subject,
        max((one.by for one in group), key=len),
        group[0].organisation,
        dnr,
        raised,
        answered.step.what if answered else "öppen",
        None if answered else last.to or last.body,
        answered.step.date if answered else None,
        answered.answer if answered else None,
        answered is None and raised is not None and raised < a_year_ago[: len(raised)],
        tuple(one.step for one in group),
        tuple(one.source for one in group),
    )


def _raised(group: list[Mention], dnr: Iterable[str]) -> str | None:
    """When it was raised: as it is told, else the year of its diary number."""
    told = [day for one in group for day in (one.raised, one.step.date if one.step.what == "väckt" else None) if day]
    if told:
        return min(told)
    first = group[0].step.date or "9999"
    for number in dnr:
        if match := _YEAR.search(number):
            return match.group()
        if short := _SHORT_YEAR.search(number):
            two = short[1] or short[2]
            year = f"20{two}" if f"20{two}" <= first[:4] else f"19{two}"
            if year <= first[:4]:
                return year
    return None
