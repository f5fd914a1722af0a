"""Who is to do what by when: tasks given by decisions, rows of action plans and balance lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from spacy.tokens import Doc

from corpus.document import Block, Span
from corpus.findings import Assignment, DateMention, Decision, Passage
from corpus.flow import Flow
from corpus.vocabulary import vocabulary
from nlp.state import State
from nlp.structure.points import adopted
from nlp.structure.tables import Row, Table
from nlp.who.addressees import GIVING, Task, given_to, tasks
from nlp.who.bodies import find_bodies
from nlp.who.names import split_names, unwrapped
from nlp.wording.sentences import sentences, sentences_within

_NO_LISTS = frozenset(("kallelse", "tjänsteskrivelse", "skrivelse", "yttrande", "motion", "interpellation", "medborgarförslag"))
"""Kinds of documents whose tables give nobody a task."""
_LISTS = frozenset(("balanslista", "handlingsplan"))
"""Kinds whose rows are tasks though no column names anyone."""
_POINT = re.compile(r"\s*(?:[-–—•·*]\s+|\d{1,2}[.)]\s+|[a-h]\)\s+)?(?:att\s+)?", re.I)
_BULLET = re.compile(r"\s*(?:[-–—•·*▪◦\ue000-\uf8ff]|\(?\d{1,2}[.)]|[a-h]\))\s+")
_NUMBER = re.compile(r"\s*\(?\d{1,2}[.)]\s")
_FOLLOWING_TASK = re.compile(
    r"(?:^|\s)(?P<who>[\w][^.:\n]{1,80}?)\s(?:utses|tillsätts|bildas)\b[^.:\n]{0,60}\bmed följande uppdrag:?\s*\Z", re.I
)
_TO_BE_DONE = re.compile(r"\b(?:ska|skall|bör|redovisas|lämnas|återrapporteras|klart|klar)\b", re.I)


def find_assignments(state: State, doc: Doc) -> list[Assignment]:
    """Assignments in text order; what a proposal would assign is none."""
    found: list[Assignment] = []
    for decision in state.decisions:
        if decision.status == "decided":
            found += _of_decision(state, decision)
        for proposal in adopted(state.decisions, decision):
            found += _of_decision(state, proposal)
    for table in state.tables:
        if table.rows and _kind_at(state, table.rows[0].span[0]) not in _NO_LISTS:
            found += _of_table(state, table)
    return sorted(found, key=lambda assignment: assignment.passage.span)


def _kind_at(state: State, offset: int) -> str:
    return next((p.kind for p in state.parts if p.passage.span[0] <= offset < p.passage.span[1]), state.head.kind)


# Decisions


def _of_decision(state: State, decision: Decision) -> Iterator[Assignment]:
    flow = state.flow
    pieces = state.pieces_of(decision)
    at = 0
    while at < len(pieces):
        begin = _BULLET.match(flow.text, *pieces[at])
        line = (begin.end() if begin else pieces[at][0], pieces[at][1])
        words = flow.words(line).replace("\n", " ")  # of the same length
        gives = state.tells(GIVING, line)
        given = tasks(words) if gives else []
        if gives and (listed := given_to(words)) and at + 1 < len(pieces):
            numbered = _NUMBER.match(flow.text, *pieces[at])
            at += 1
            while at < len(pieces) and not (
                numbered and _NUMBER.match(flow.text, *pieces[at])
            ):  # the next one is a point beside
                yield _listed(state, decision, listed, pieces[at])
                at += 1
            continue
        if given:
            for number, task in enumerate(given):
                stop = line[0] + given[number + 1].span[0] if number + 1 < len(given) else line[1]
                yield _given(state, decision, task, line[0], stop)
        elif gives and "följande uppdrag" in words.casefold() and (following := _FOLLOWING_TASK.search(words)):
            last = at
            while last + 1 < len(pieces) and re.match(r"\s*[-–—•·*]|\s*[a-zåäö]", flow.text[pieces[last + 1][0] :][:8]):
                last += 1
            span = (line[0], pieces[last][1])
            deadline, printed, _ = _deadline(state, span, span[1])
            who = re.sub(r"^[^\w]*(?:en|ett)\s", "", following["who"].strip(" -–•·"), flags=re.I)
            yield Assignment(Passage(span), decision.item, _lines(flow, span), (who,), deadline, printed)
            at = last
        else:
            yield from _duties(state, decision, line) or _intended(state, decision, line)
        at += 1


def _given(state: State, decision: Decision, task: Task, offset: int, stop: int) -> Assignment:
    """A task in words; the sentence after it belongs to it where it says when it is to be done."""
    start, end = offset + task.activity_span[0], offset + task.activity_span[1]
    deadline, printed, until = _deadline(state, (start, end), end)
    following = next(iter(sentences_within(state.flow.text, (min(end + 1, stop), stop))), None)
    if printed is None and following is not None and _TO_BE_DONE.search(state.flow.words(following)):
        deadline, printed, until = _deadline(state, following, following[1])
        if deadline is not None:
            end = following[1]
    words = _words(state.flow, (start, end)).rstrip(" .,;:")
    return Assignment(Passage((offset + task.span[0], max(end, until))), decision.item, words, task.who, deadline, printed)


def _listed(state: State, decision: Decision, who: tuple[str, ...], point: Span) -> Assignment:
    """A task that is a point under those who are given it."""
    begin = _POINT.match(state.flow.text, *point)
    activity = (begin.end() if begin else point[0], point[1])
    deadline, printed, _ = _deadline(state, activity, point[1])
    words = re.sub(r",?\s(?:samt|och)\Z", "", _words(state.flow, activity)).rstrip(" .,;")
    return Assignment(Passage(activity), decision.item, words, who, deadline, printed)


def _duties(state: State, decision: Decision, line: Span) -> list[Assignment]:
    """What a point says that a body or function is to do by a day: *Nämnden ska redovisa resultatet senast den 3 maj*."""
    found = []
    for span in sentences_within(state.flow.text, line):
        match = _duty().search(state.flow.text, *span)
        if match is None:
            continue
        named = find_bodies(state.flow.words((span[0], match.start())))
        activity = (match.start("task"), span[1])
        deadline, printed, _ = _deadline(state, activity, span[1])
        if named and deadline is not None:
            begin = span[0] + named[0][0][0]
            words = _words(state.flow, activity).rstrip(" .,;:")
            found.append(Assignment(Passage((begin, span[1])), decision.item, words, (named[0][1],), deadline, printed))
    return found


@cache
def _duty() -> re.Pattern[str]:
    verbs = "|".join(sorted(map(re.escape, vocabulary("assignments")["duties"]), key=len, reverse=True))
    return re.compile(rf"\b(?:ska|skall)\s(?P<task>(?:\w{{2,20}}\s)?(?:{verbs})\b)", re.I)


def _intended(state: State, decision: Decision, line: Span) -> Iterator[Assignment]:
    """A point that says what is to be done by a day, though it gives nobody the task in so many words."""
    for span in sentences_within(state.flow.text, line):
        verb = _intentions().search(state.flow.text, *span) if state.dates_within(span) else None
        if verb is None:
            continue
        deadline, printed, _ = _deadline(state, span, span[1])
        if deadline is None or printed is None:
            continue
        begin = _POINT.match(state.flow.text, *span)
        span = (begin.end() if begin else span[0], span[1])
        who = [name for (left, _), name in find_bodies(state.flow.words(span)) if left > verb.start() - span[0]]
        words = re.sub(r",?\s(?:samt|och)\Z", "", _words(state.flow, span)).rstrip(" .,;")
        yield Assignment(Passage(span), decision.item, words, tuple(dict.fromkeys(who)), deadline, printed)


@cache
def _intentions() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, vocabulary('assignments')['intended']))})\b", re.I)


def _words(flow: Flow, span: Span) -> str:
    return re.sub(r"\s+", " ", flow.words(span)).strip()


def _lines(flow: Flow, span: Span) -> str:
    return "\n".join(re.sub(r"[ \t]+", " ", line).strip() for line in flow.words(span).split("\n"))


# Deadlines


def _deadline(state: State, activity: Span, end: int) -> tuple[str | None, str | None, int]:
    """The last day for an activity, how it is printed, and where that ends: in the activity, or in what follows up to `end`."""
    text = state.flow.text
    for span in (activity, (activity[1], end)):
        for mention in state.dates_within(span):
            before = _due().search(text, max(span[0], mention.passage.span[0] - 60), mention.passage.span[0])
            last = mention.end or mention.start
            if (
                before is None
                or last is None
                or (_is_year(mention) and len(before[0].split()) > 1)
                or _undated().match(text, mention.passage.span[1] + 1)
            ):
                continue
            printed = re.sub(r"\s+", " ", text[before.start() : mention.passage.span[1]])
            if (
                before["word"].casefold() in ("före", "innan")
                and mention.start == mention.end
                and not re.search(r"utgång|slut|sista", printed)
            ):
                last = (date.fromisoformat(last) - timedelta(days=1)).isoformat()
            return last, printed, mention.passage.span[1]
    if match := _undated().search(text, *activity):
        return None, re.sub(r"\s+", " ", match[0]), activity[1]
    return None, None, activity[1]


def _is_year(mention: DateMention) -> bool:
    """Whether a date is a whole year, which is a deadline only right after a word for one: not *i arbetet med budget 2020*."""
    return (mention.start or "")[5:] == "01-01" and (mention.end or "")[5:] == "12-31"


@cache
def _due() -> re.Pattern[str]:
    """The word that makes the day after it a last day, with at most four words between: *till sammanträdet den*."""
    words = "|".join(sorted(map(re.escape, vocabulary("assignments")["due"]), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:senast\s)?(?P<word>{words})\s(?:(?!(?:{words})\s)[a-zåäö-]{{1,25}},?\s){{0,4}}\Z", re.I)


@cache
def _undated() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, vocabulary("assignments")["undated"]), key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.I)


# Tables


def _of_table(state: State, table: Table) -> Iterator[Assignment]:
    activity, responsible, deadline = (table.column(role) for role in ("activity", "responsible", "deadline"))
    if responsible is not None and all(
        _holds_days(state, row.cells[responsible]) for row in table.rows if responsible in row.cells
    ):
        responsible = None  # *Från* and *Till* are days
    if activity is None:
        activity = table.column("decision")
    listing = table.rows and _kind_at(state, table.rows[0].span[0]) in _LISTS
    agreements = table.column("agreement") is not None or (table.dated and deadline is None)
    if activity is not None and not agreements and (responsible is not None or (listing and deadline is not None)):
        for row in table.rows:
            if len([cell for cell in row.cells.values() if state.flow.words(cell.span).strip()]) > 1:
                assignment = _of_row(state, row, activity, responsible, deadline)
                if assignment is not None:
                    yield assignment
    elif agreements:
        prepared, note = table.column("prepared"), table.column("note")
        if prepared is not None and note is not None:
            for row in table.rows:
                yield from _of_note(state, row, prepared, note)


def _holds_days(state: State, cell: Block) -> bool:
    return bool(state.dates_within(cell.span)) or not state.flow.words(cell.span).strip()


def _of_row(state: State, row: Row, activity: int, responsible: int | None, deadline: int | None) -> Assignment | None:
    flow = state.flow
    cell = row.cells.get(activity)
    if cell is None or not flow.words(cell.span).strip():
        return None
    who = row.cells.get(responsible) if responsible is not None else None
    due = row.cells.get(deadline) if deadline is not None else None
    printed = _words(flow, due.span) if due else ""
    recurs = _undated().search(printed) is not None
    mentions = state.dates_within(due.span) if due and not recurs else []
    days = [day for mention in mentions if (day := mention.end or mention.start)]
    return Assignment(
        Passage(row.span),
        _item_at(state, row.span[0]),
        _words(flow, cell.span),
        tuple(responsible_names(flow.words(who.span))) if who else (),
        max(days) if days else None,
        printed or None,
    )


def _of_note(state: State, row: Row, prepared: int, note: int) -> Iterator[Assignment]:
    """What the note on an agreement says is to be done by a day, by those who prepare it.

    *Ses över 2023* names no task of its own: it is what becomes of the agreement.
    """
    who, cell = row.cells.get(prepared), row.cells.get(note)
    if who is None or cell is None:
        return
    start = cell.span[0]
    for left, right in sentences(state.flow.words(cell.span)):
        span = (start + left, start + right)
        days = [mention for mention in state.dates_within(span) if mention.end]
        words = state.flow.words(span)
        verb = _intentions().search(words)
        if days and verb and not words.endswith("?") and (verb.start() or days[-1].start == days[-1].end):
            yield Assignment(
                Passage(span), _item_at(state, start), _words(state.flow, span),
                tuple(responsible_names(state.flow.words(who.span))), days[-1].end, days[-1].text,
            )  # fmt: skip


def _item_at(state: State, offset: int) -> str | None:
    return next((i.number for i in state.items if i.passage.span[0] <= offset < i.passage.span[1]), None)


def responsible_names(words: str) -> list[str]:
    """The names in a cell of those responsible, without what only says how or for what: *i uppdrag för*, *enligt …*."""
    vocabulary_words = vocabulary("assignments")
    before = "|".join(map(re.escape, vocabulary_words["before_name"]))
    after = "|".join(map(re.escape, vocabulary_words["after_name"]))
    names: list[str] = []
    for piece in re.split(r"(?<=[a-zåäö])\.\s+", unwrapped(words).strip()):
        cleaned = re.sub(rf"^(?:{before})\s*|^För [^:\n]{{1,40}}:\s*", "", piece, flags=re.I)
        cleaned = re.sub(rf",?\s(?:{after})\s[^\n]*", "", cleaned, flags=re.I)
        if cleaned.casefold().startswith(tuple(vocabulary_words["whole_names"])):
            names.append(" ".join(cleaned.split()).rstrip("."))
        else:
            names += split_names(cleaned)
    return list(dict.fromkeys(names))
