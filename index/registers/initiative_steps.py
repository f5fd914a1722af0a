"""What meetings, lists and letters say of motions and their like: a mention each, with the step that it was."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.findings import Assignment, Decision, Item, Member, Part
from corpus.store import documents
from corpus.store.archive import Archive
from corpus.store.findings import Found, found
from corpus.vocabulary import vocabulary
from index.histories.events import Source, source_of
from index.registers.initiative_titles import PERSON, InitiativeKind, Title, movers, subject_keys, titled

_NAMING = ("motion", "interpellation", "förslag", "initiativ", "fråga")
_LETTERS: dict[str, InitiativeKind] = {
    "motion": "motion", "interpellation": "interpellation", "medborgarförslag": "medborgarförslag",
}  # fmt: skip
"""Kinds of documents that are one themselves."""
_MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
_DAY = rf"(?:(?P<iso>(?:19|20)\d\d-\d\d-\d\d)|(?P<day>\d{{1,2}}) (?P<month>{'|'.join(_MONTHS)}) (?P<year>\d{{4}}))"
_WORD = r"(?:motion|interpellation|medborgarförslag|e-förslag)(?:en|et)?"
_RAISED = (
    re.compile(rf"\b{_WORD},? (?:den|daterad|väckt|inkommen|inlämnad|inkom|ställd|väcktes|lämnades in)(?: den)? {_DAY}", re.I),
    re.compile(rf"\bden {_DAY} (?:väckt|ställt|inlämnat|lämnat in|inkommit med|lämnade in|väckte) (?:en |ett )?{_WORD}", re.I),
    re.compile(rf"{_DAY} (?:väckte|inkom|lämnade|ställde)\b[^.]{{0,80}}\b{_WORD}", re.I),
)
"""How minutes tell when one was raised."""
_ANOTHER = rf"(?:,| och| samt) (?={PERSON}(?: har\b[^.\n]{{0,30}})? (?:en|ett) {_WORD}\b)"
_LINE = re.compile(rf"(?:(?!{_ANOTHER})(?:[^\n.]|\.(?=\S|\s[a-zåäö]))){{8,300}}")
"""What names one of several: a line or sentence, or what it says of one person and then of *another*."""
_LABEL = re.compile(r"\W*(?:(?:och|samt)\s|\d+[.)]|[a-z]\)|att\s)?\s*")
_REPLIES = re.compile(r"\b(?:besvarar|besvarade|svarar|svarade|svaret|har svarat|har besvarat)\b", re.I)


@dataclass(frozen=True, slots=True)
class Step:
    """What a meeting, list or letter did with it: `väckt`, `remitterad`, `beredd`, `bordlagd`, `bevakas`, `bifallen` …"""

    date: str | None
    body: str | None
    item: str | None
    what: str
    to: str | None
    """To whom it went."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A paragraph, letter or row that deals with one."""

    title: Title
    keys: frozenset[str]
    organisation: str | None
    dnr: tuple[str, ...]
    by: tuple[Member, ...]
    raised: str | None
    step: Step
    answer: str | None
    source: Source


def mentions(archive: Archive) -> Iterator[Mention]:
    """All mentions of motions, medborgarförslag, interpellationer and enkla frågor that tell of a step."""
    decisions: dict[tuple[str, int, str | None], list[Found[Decision]]] = defaultdict(list)
    for row in found(archive, Decision, naming=_NAMING):
        if row.finding.status == "decided":
            decisions[row.owner.sha256, row.finding.passage.part, row.item].append(row)
    text = lru_cache(maxsize=4)(lambda sha256: documents.text(archive, sha256))
    for item in found(archive, Item, naming=_NAMING):
        title = titled(item.title or "")
        if title and item.owner.kind.startswith("protokoll") and not item.finding.secret:
            decided = decisions.get((item.owner.sha256, item.finding.passage.part, item.item), [])
            words = text(item.owner.sha256)[item.span[0] : item.span[1]]
            yield from _listed(item, title, decided, words) if title.several else [_treated(item, title, decided, words)]
    for part in found(archive, Part):
        if part.finding.kind in _LETTERS:
            yield from _raised(part)
    for task in found(archive, Assignment, naming=_NAMING):
        title = titled(task.finding.activity)
        if title and title.subject and task.owner.kind == "balanslista":
            yield _watched(task, title)


def _treated(item: Found[Item], title: Title, decided: Sequence[Found[Decision]], words: str) -> Mention:
    """What a paragraph about one of them did with it."""
    owner = item.owner
    what, to, at = _outcome(title, decided, owner.body)
    if what == "behandlad" and title.kind in ("interpellation", "enkel fråga") and _REPLIES.search(words):
        what = "besvarad"
    step = Step(owner.date, owner.body, item.item, what, to)
    answer = at.words if at and is_answer(what) else None
    by = title.by or (() if title.kind == "medborgarförslag" else movers(words))  # a citizen's name has no party behind it
    return Mention(
        title,
        subject_keys(title.subject),
        owner.organisation,
        item.finding.dnr,
        by,
        _told_day(words) or (owner.date if title.new else None),
        step,
        answer,
        source_of(at or item),
    )


def _outcome(
    title: Title, decided: Sequence[Found[Decision]], body: str | None
) -> tuple[str, str | None, Found[Decision] | None]:
    """What was done, to whom it went, and the decision that says so."""
    answers, steps = vocabulary("initiatives")["answers"], vocabulary("initiatives")["steps"]
    for row in decided:
        decision = row.finding
        deciding = decision.body or body or ""
        council = next((name for name in decision.addressees if "mäktige" in name.casefold()), None)
        to = decision.addressees[0] if decision.addressees else None
        if re.search(r"\bfår (?:fram)?ställas\b", decision.text) or (title.new and decision.action in ("notera", "godkänna")):
            return "väckt", None, row
        if decision.action in answers:
            if council and "mäktige" not in deciding.casefold():
                return "beredd", council, row
            partly = any("bif" in point for point in decision.points) and any("avsl" in point for point in decision.points)
            return ("delvis bifallen" if partly else answers[decision.action]), None, row
        if decision.action in steps:
            return steps[decision.action], council or to, row
        if re.search(r"\böverl(?:åt|ämn)|\bremitter|\bhänskj", decision.text, re.I):
            return "överlämnad", to or _after_to(decision.text), row
    if title.new:
        return "väckt", None, decided[0] if decided else None
    return "behandlad", None, decided[0] if decided else None


def _after_to(text: str) -> str | None:
    match = re.search(r"\btill ((?:[\w-]+,? ){0,4}?[\w-]*(?:nämnden|styrelsen|utskottet|förvaltningen))\b", text)
    return match[1] if match else None


def is_answer(what: str) -> bool:
    """Whether a step is its answer."""
    return what == "delvis bifallen" or what in vocabulary("initiatives")["answers"].values()


def _listed(item: Found[Item], title: Title, decided: Sequence[Found[Decision]], words: str) -> Iterator[Mention]:
    """Those that a paragraph about several names, a line each: all are new, and go where its decision says."""
    if not title.new:
        return
    owner = item.owner
    what, to, _ = _outcome(title, decided, owner.body)
    for line in _LINE.finditer(words, len(item.title or "")):
        start = line.start() + _LABEL.match(line.group()).end()  # type: ignore[union-attr]  # fits anything
        said = words[start : line.end()]
        one = titled(said)
        if one and one.subject and not one.several:
            place = Source(
                owner.file,
                item.page,
                " ".join(said.split()),
                documents.identifier(owner.sha256),
                item.item,
                (item.span[0] + start, item.span[0] + line.end()),
                owner.kind,
            )
            step = Step(owner.date, owner.body, item.item, "väckt" if is_answer(what) else what, to)
            by = one.by or movers(said)
            yield Mention(one, subject_keys(one.subject), owner.organisation, (), by, owner.date, step, None, place)


def _raised(part: Found[Part]) -> Iterator[Mention]:
    """What the motion itself is: raised on its day."""
    owner, finding = part.owner, part.finding
    title = titled(finding.title or "")
    if title is None and finding.title:
        title = Title(_LETTERS[finding.kind], finding.title, (), True, False)
    if title and title.subject:
        step = Step(owner.date, owner.body, None, "väckt", None)
        yield Mention(
            title,
            subject_keys(title.subject),
            owner.organisation,
            (),
            title.by,
            owner.date,
            step,
            None,
            source_of(part, finding.title or ""),
        )


def _watched(row: Found[Assignment], title: Title) -> Mention:
    """What a list of open matters says: it is open on the day of the list."""
    owner = row.owner
    given = re.search(r"\b(?:19|20)\d\d-\d\d-\d\d\b", row.words)
    raised = given.group() if given and given.group() != row.finding.deadline_text else None
    to = row.finding.responsible[0] if row.finding.responsible else None
    step = Step(owner.date, owner.body, None, "bevakas", to)
    return Mention(title, subject_keys(title.subject), owner.organisation, (), title.by, raised, step, None, source_of(row))


def _told_day(words: str) -> str | None:
    """The day on which the text of a paragraph says that it was raised."""
    for form in _RAISED:
        if match := form.search(" ".join(words.split())):
            if match["iso"]:
                return match["iso"]
            return f"{match['year']}-{_MONTHS.index(match['month'].lower()) + 1:02}-{int(match['day']):02}"
    return None
