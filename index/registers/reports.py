"""Where assignments are reported, closed or dropped: in the status of a list, under its heading of what is done, in minutes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from corpus.findings import Decision, Reference
from corpus.flow import flow
from corpus.store.archive import Archive
from corpus.store.documents import identifier, load
from corpus.store.findings import Found, Owner, found, heads
from corpus.vocabulary import plain, vocabulary
from index.bodies import same_body
from index.histories.events import Source, source_of
from index.registers.following import LIST, Listed, keys

_DONE_HEADING = re.compile(
    r"\b(?:avslutad|avslutat|avslutade|slutförda?|klara|genomförda|verkställda|slutredovisade|avförda)\b", re.I
)
_REPORTING = re.compile(r"redovis|återrapport|rapport|uppdrag|uppföljning|svar på|slutrapport", re.I)
_ENDED = re.compile(
    r"uppdraget\s+(?:\w+\s+){0,3}(?:slutfört|avslutat|fullgjort|utfört|slutredovisat|genomfört)|avsluta\s+uppdraget", re.I
)
_TAKEN_UP = frozenset({"notera", "godkänna", "anta", "fastställa", "besvara", "avskriva", "bifalla", "överlämna", "annat"})


@dataclass(frozen=True, slots=True)
class Report:
    """What is told of an assignment that was carried out, closed or dropped; `date` is as precise as it is proven."""

    state: Literal["redovisat", "avslutat", "utgår", "inte kvar i listan"]
    date: str | None
    source: Source


class Reports:
    """What an archive says about the end of assignments."""

    def __init__(self, archive: Archive, bodies: dict[str, str]) -> None:
        self._archive = archive
        self._bodies = bodies
        self._lists = [owner for owner, _ in heads(archive) if owner.kind == LIST and owner.date]
        self._closed: dict[str, list[tuple[str, Source]]] = {}
        self._references: dict[tuple[str, str], list[Found[Reference]]] = defaultdict(list)
        for reference in found(archive, Reference):
            finding = reference.finding
            if reference.item is not None and finding.date and finding.paragraph:
                self._references[finding.date, finding.paragraph].append(reference)

    def of(self, rows: Sequence[Listed]) -> tuple[Report, ...]:
        """What is told of the assignment that rows mean, in time order."""
        told = [*self._in_status(rows), *self._in_minutes(rows)]
        if not any(report.state != "redovisat" for report in told):
            told += self._in_later_list(rows)
        return tuple(sorted(told, key=lambda report: (report.date or "9999", report.source.document, report.source.span)))

    def _in_status(self, rows: Sequence[Listed]) -> Iterator[Report]:
        for one in rows:
            if one.status and (state := _ending(one.status)):
                yield Report(state, one.row.owner.date, source_of(one.row))

    def _in_later_list(self, rows: Sequence[Listed]) -> Iterator[Report]:
        """The first list of the same body that doesn't have it any more, with what that says of it."""
        last = rows[-1].row.owner
        if last.kind != LIST or not last.date:
            return
        later = next(
            (
                owner
                for owner in self._lists
                if owner.date and owner.date > (last.date or "") and owner.organisation == last.organisation
                and same_body(owner.body, last.body, self._bodies)
            ),
            None,
        )  # fmt: skip
        if later is None:
            return
        names = {plain(one.row.finding.activity) for one in rows}
        for words, source in self._ended_in(later):
            if any(name in words for name in names):
                yield Report("utgår" if _dropped(words) else "avslutat", later.date, source)
                return
        source = Source(later.file, 1, "", identifier(later.sha256), None, (0, 0), later.kind)
        yield Report("inte kvar i listan", later.date, source)

    def _ended_in(self, owner: Owner) -> list[tuple[str, Source]]:
        """The lines of a list under a heading of what is done."""
        if owner.sha256 not in self._closed:
            running = flow(load(self._archive, owner.sha256).document)
            lines: list[tuple[str, Source]] = []
            under = False
            for block, page in zip(running.blocks, running.pages, strict=True):
                words = running.words(block.span)
                if len(words) < 80 and _DONE_HEADING.search(words) and block.kind != "cell":
                    under = True
                elif block.kind == "heading":
                    under = False
                elif under:
                    pieces = running.origin(block.span)
                    span = pieces[0][0], pieces[-1][1]
                    printed = " ".join(words.split())
                    lines.append(
                        (plain(words), Source(owner.file, page, printed, identifier(owner.sha256), None, span, owner.kind))
                    )
            self._closed[owner.sha256] = lines
        return self._closed[owner.sha256]

    def _in_minutes(self, rows: Sequence[Listed]) -> Iterator[Report]:
        """Later paragraphs that refer to the decision that gave the assignment and take up what it was about."""
        origin = next((one.origin for one in rows if one.origin and one.origin.paragraph), None)
        if origin is None or origin.paragraph is None:
            return
        about = frozenset().union(*(keys(one.row.finding.activity) for one in rows))
        for reference in self._references.get((origin.date, origin.paragraph), ()):
            owner = reference.owner
            ours = (
                reference.finding.body,
                owner.body,
            )  # *Chefen fick i uppdrag den …* tells whose meeting that was by the minutes
            if (owner.date or "") <= origin.date or not any(same_body(body, origin.body, self._bodies) for body in ours):
                continue
            title = reference.title or ""
            if not _REPORTING.search(title) and not about & keys(title):
                continue
            for decision in found(self._archive, Decision, document=owner.sha256):
                if decision.item == reference.item and decision.finding.status == "decided":
                    if _ENDED.search(decision.words):
                        yield Report("avslutat", owner.date, source_of(decision))
                    elif decision.finding.action in _TAKEN_UP:
                        yield Report("redovisat", owner.date, source_of(decision))
                    break


def _ending(status: str) -> Literal["avslutat", "utgår"] | None:
    """What a status says about the end of an assignment: *Klart.*, *Utgår*; not *Klar för beslut*."""
    first, _, rest = plain(status).partition(" ")
    if _dropped(status):
        return "utgår"
    following = rest.partition(" ")[0].strip(".,;:")
    words = vocabulary("registers")
    done = first.strip(".,;:") in words["done"]
    return "avslutat" if done and (first.endswith((".", ",", ";")) or following not in words["not_yet"]) else None


def _dropped(words: str) -> bool:
    return bool(_dropping().search(words))


@cache
def _dropping() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, vocabulary('registers')['dropped']))})\b", re.I)
