"""Which decisions were corrected by a rättelse: of the same body, by the paragraph and the day that the rättelse names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from corpus.findings import Event
from corpus.store.archive import Archive
from corpus.store.findings import Found, found
from index.bodies import same_body
from index.histories.events import describe, of_row

_Decision = tuple[str | None, str, str]
"""The organisation, the day and the paragraph of a decision."""

Corrections = Mapping[_Decision, list[tuple[str | None, str]]]
"""For each decision that a rättelse names the bodies that corrected it, each with the rättelse in words; the first is first."""


def corrections(archive: Archive) -> Corrections:
    """The rättelser of an archive, by what they correct."""
    by_item: dict[tuple[str, str | None], list[Found[Event]]] = defaultdict(list)
    for event in found(archive, Event):
        by_item[event.owner.sha256, event.item].append(event)
    corrected: dict[_Decision, list[tuple[str | None, str]]] = defaultdict(list)
    for events in by_item.values():
        for event in events:
            if event.finding.event == "rättat" and event.finding.status == "decided" and event.finding.corrects:
                for told in events:
                    if (
                        told.finding.status == "quoted"
                        and told.finding.paragraph == event.finding.corrects
                        and told.finding.date
                    ):
                        place = event.owner.organisation, told.finding.date, event.finding.corrects
                        corrected[place].append((event.finding.body, describe(of_row(event))))
    return corrected


def corrected_by(
    known: Corrections,
    organisation: str | None,
    body: str | None,
    date: str | None,
    paragraph: str | None,
    bodies: dict[str, str],
) -> str | None:
    """The rättelse of a decision, in words."""
    several = known.get((organisation, date or "", paragraph or ""), ())
    return next((words for who, words in several if same_body(who, body, bodies)), None)
