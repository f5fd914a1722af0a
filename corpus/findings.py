"""What a document says, found by `nlp`: each finding with the passage it was read from.

The controlled values are the Swedish terms that the documents themselves use. `None` means that the file doesn't say.
Dates are ISO 8601 texts, as far as they are proven.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from corpus.document import Span

Certainty = Literal["säker", "trolig"]
"""`trolig` rests on a weak rule or on unsafe text."""

Role = Literal[
    "sammanfattning", "bakgrund", "förslag", "yrkanden", "beslutsgång", "omröstning", "beslut", "reservation",
    "protokollsanteckning", "beslutsunderlag", "bilagor", "expediering", "överläggning", "tidigare beslut",
    "särskilt yttrande", "jäv", "övrigt",
]  # fmt: skip
"""What a section under an item is for."""

Status = Literal["decided", "proposed", "quoted"]
Stance = Literal["bifall", "avslag", "återremiss", "bordläggning", "ändring", "tillägg", "annat"]
AttendanceRole = Literal["ordförande", "vice ordförande", "ledamot", "tjänstgörande ersättare", "ersättare", "övrig"]
DateRole = Literal["möte", "beslut", "frist", "giltighet", "referens", "annat"]
NameKind = Literal["person", "organ", "plats"]
EventKind = Literal[
    "omnämnt", "beslutat", "rekommenderat", "antaget", "godkänt", "tillstyrkt", "avstyrkt", "förlängt", "rättat",
    "ersatt", "uppsagt", "upphört", "trätt i kraft", "gäller", "återremitterat", "bordlagt", "avslaget", "uppdrag",
    "planerat", "under översyn",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Passage:
    """Where a finding stands. In finished findings `span` counts in `Document.text`, within `nlp` in `Flow.text`."""

    span: Span
    spans: tuple[Span, ...] = ()
    """The pieces that `span` covers, where page furniture interrupts it; empty where nothing does."""
    page: int = 1
    part: int = 0
    certainty: Certainty = "säker"


@dataclass(frozen=True, slots=True)
class Head:
    """What the file is."""

    kind: str = "övrigt"
    title: str | None = None
    body: str | None = None
    organisation: str | None = None
    date: str | None = None
    dnr: tuple[str, ...] = ()
    chair: str | None = None
    secretary: str | None = None
    adjusters: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    """The words by which the kind was told."""


@dataclass(frozen=True, slots=True)
class Part:
    """A document within the file. A plain file has one, which covers it."""

    passage: Passage
    kind: str
    title: str | None
    date: str | None
    pages: tuple[int, int]
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of an item with one role, its heading left out of `text`."""

    passage: Passage
    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph of minutes or a point of an agenda; the passage runs from its heading to its end."""

    passage: Passage
    number: str
    title: str | None
    dnr: tuple[str, ...] = ()
    presenters: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    justering: Literal["omedelbar"] | None = None
    secret: bool = False
    """Whether the minutes mark it as secret."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A lead-in with all its points."""

    passage: Passage
    item: str | None
    text: str
    points: tuple[str, ...]
    action: str
    status: Status
    body: str | None = None
    date: str | None = None
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    refers_to: Passage | None = None
    """What a decision "enligt förslag" adopts."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person with the letters of the party, upper case."""

    name: str
    party: str | None = None


@dataclass(frozen=True, slots=True)
class Motion:
    """A yrkande made at the meeting."""

    passage: Passage
    item: str | None
    by: tuple[Member, ...]
    stance: Stance
    text: str
    outcome: Literal["bifallet", "avslaget"] | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """An omröstning, or an acclamation, which counts nobody."""

    passage: Passage
    item: str | None
    method: Literal["acklamation", "omröstning", "sluten omröstning"]
    ja: int | None = None
    nej: int | None = None
    avstar: int | None = None


@dataclass(frozen=True, slots=True)
class Reservation:
    """A reservation against a decision of this meeting."""

    passage: Passage
    item: str | None
    by: tuple[Member, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Attendance:
    """A person listed as present or summoned, with the most specific role."""

    passage: Passage
    name: str
    party: str | None
    role: AttendanceRole


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who is to do what by when."""

    passage: Passage
    item: str | None
    activity: str
    responsible: tuple[str, ...] = ()
    deadline: str | None = None
    deadline_text: str | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """An agreement with its validity, as an agreement, a balance list or a decision states it."""

    passage: Passage
    title: str
    parties: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    decided_by: tuple[str, ...] = ()
    prepared_by: tuple[str, ...] = ()
    note: str | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of another decision or matter."""

    passage: Passage
    text: str
    body: str | None = None
    date: str | None = None
    paragraph: str | None = None
    dnr: str | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression; `start` and `end` are the first and the last day that it covers."""

    passage: Passage
    text: str
    role: DateRole
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Event:
    """A sentence or row that says what was done to, or holds for, what it is about.

    `subject` is what the words name as such (*hemsjukvårdsavtalet*, *det*); `context` the headings and names above it that say
    what a pronoun means. `date`, `body` and `paragraph` are those of the act that is told.
    """

    passage: Passage
    event: EventKind
    status: Literal["decided", "quoted", "stated"]
    subject: str
    context: tuple[str, ...] = ()
    date: str | None = None
    body: str | None = None
    paragraph: str | None = None
    valid_to: str | None = None
    item: str | None = None
    corrects: str | None = None
    """Of a rättelse: the number of the paragraph that it corrects."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a spaCy model of the user's own has told; without one there are none."""

    passage: Passage
    name: str
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in one document, each list in text order."""

    head: Head
    parts: tuple[Part, ...] = ()
    attendance: tuple[Attendance, ...] = ()
    items: tuple[Item, ...] = ()
    decisions: tuple[Decision, ...] = ()
    motions: tuple[Motion, ...] = ()
    votes: tuple[Vote, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    references: tuple[Reference, ...] = ()
    dates: tuple[DateMention, ...] = ()
    events: tuple[Event, ...] = ()
    names: tuple[Name, ...] = ()
