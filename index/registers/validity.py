"""What holds for an agreement on a day, as far as the acts and statements about it prove it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.bodies import same_body
from index.histories.events import HistoryEvent, act_order

State = Literal[
    "gäller", "gäller tills vidare", "uppsagt", "kommande", "löper vidare", "löpt ut", "upphört", "ersatt", "okänt"
]  # fmt: skip
"""`uppsagt` still holds until its last day. `löpt ut`: its last day has passed, and the archive has nothing later;
`löper vidare`: so too, but by its own words it is extended unless somebody gives notice, which nobody has. `okänt`: no source
says how long it holds."""

HOLDS: frozenset[State] = frozenset({"gäller", "gäller tills vidare", "uppsagt", "löper vidare"})
DEEDS = ("avtal", "överenskommelse")
"""Kinds of documents that are agreements themselves."""
_AUTOMATIC = re.compile(
    r"automatiskt|i sänder|om (?:det |avtalet |den |överenskommelsen )?inte (?:det |avtalet )?sägs upp"
    r"|om ingen(?: av parterna)? säger upp|såvida (?:det |avtalet )?inte sägs upp",
    re.I,
)
_OPEN = re.compile(r"\btills?\s?vidare\b", re.I)


@dataclass(frozen=True, slots=True)
class Validity:
    """What holds on a day. `act` is what says so; `None` where nothing does."""

    state: State
    valid_from: str | None
    valid_to: str | None
    act: HistoryEvent | None
    given_notice: HistoryEvent | None


def validity(
    events: Sequence[HistoryEvent], words: str, day: str, bodies: dict[str, str], *, begins: str | None, successor: str | None
) -> Validity:
    """What holds on a day (`YYYY-MM-DD`) for the agreement that merged events in time order are about.

    `words` are those of its sources, which may extend it automatically or have it hold until further notice; `begins` its
    first day as far as it is known; `successor` the first day of what replaces it. An act counts from its own day, a rättelse
    from the day of what it corrects.
    """
    claims = [event for event in events if event.valid_to and event.date]
    known = [claim for claim in claims if (claim.date or "") <= day or _corrects_by(claim, claims, day, bodies)] or claims
    latest = max(known, key=act_order, default=None)
    act = max((claim for claim in known if latest and claim.valid_to == latest.valid_to), key=_weight, default=None)
    ended = max(
        (event for event in events if event.event == "upphört" and event.date and event.date <= day),
        key=act_order,
        default=None,
    )
    notice = max(
        (event for event in events if event.event == "uppsagt" and (event.date or day) <= day), key=act_order, default=None
    )
    if notice and any(act_order(event) > act_order(notice) for event in events if event.event == "förlängt"):
        notice = None
    end = act.valid_to if act else None
    if ended and ended.date and (end is None or (successor and ended.date < end)):
        act, end = ended, ended.date
    state: State
    if successor and successor <= day:
        state = "ersatt"
    elif begins and begins > day:
        state = "kommande"
    elif end is None:
        state = "okänt" if not _OPEN.search(words) else "uppsagt" if notice else "gäller tills vidare"
    elif end >= day:
        state = "uppsagt" if notice else "gäller"
    elif notice or ended:
        state = "upphört"
    else:
        state = "löper vidare" if _AUTOMATIC.search(words) else "löpt ut"
    return Validity(state, begins, end, act, notice)


def _weight(claim: HistoryEvent) -> tuple[bool, bool, tuple[str, int, str]]:
    """Of claims to the same day the one that says best why: a decision, the agreement itself, else the latest."""
    deed = any(source.kind in DEEDS for source in claim.sources)
    return claim.status == "decided", deed, act_order(claim)


def _corrects_by(correction: HistoryEvent, claims: Sequence[HistoryEvent], day: str, bodies: dict[str, str]) -> bool:
    """Whether a claim is a later rättelse of one that counts on the day."""
    return correction.event == "rättat" and any(
        (claim.date or "") <= day
        and correction.corrects in (None, claim.paragraph)
        and same_body(claim.body, correction.body, bodies)
        for claim in claims
        if claim is not correction
    )
