"""Decisions of a document: taken, proposed and told of earlier occasions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from corpus.document import Span
from corpus.findings import Decision, Item, Part, Passage, Section, Status
from nlp.state import State
from nlp.structure.lines import Line, heading_of
from nlp.structure.points import Entry, bare, entries, marker
from nlp.structure.sections import find_sections
from nlp.who.addressees import ADDRESSING, addressees
from nlp.who.bodies import find_bodies, full_name, is_called
from nlp.who.names import split_names
from nlp.wording.actions import action_of, adopts, is_act, is_past, is_told, leads_in, only_adopts
from nlp.wording.calendar import parse_dates
from nlp.wording.sentences import sentences, sentences_within

_PROPOSING = frozenset(
    ("kallelse", "tjänsteskrivelse", "skrivelse", "yttrande", "motion", "interpellation", "medborgarförslag", "möteshandlingar")
)
"""Kinds of documents that decide nothing themselves: what stands under their headings of decision is proposed."""
_STATUS: dict[str, Status] = {"beslut": "decided", "förslag": "proposed", "tidigare beslut": "quoted"}
_TO_HIGHER = re.compile(r"(.{2,60}?)(?::?s)?\sförslag till (\w*fullmäktige|\w*styrelsen|[KRL][SF]\b)", re.I)
_BLANKS = re.compile(r"[ \t\u00a0]+")
_THAT_CLAUSE = re.compile(r"\bförslag,?\satt\b", re.I)
_LEAD = 100
"""Characters of a decision in which its lead-in says for whom it is."""
_DECIDING = re.compile(r"\b(?:beslutar|beslutade|beslöt|ena(?:de)?s)\b[^.;:]{0,60}?\batt\b|\b[Bb]esl(?:öts|utades|utas)\b")
_QUOTE = re.compile(r"(?P<verb>beslutade|beslöt|rekommenderade|antog|fastställde|föreslog)\b[^.:\n]{0,80}:\s*\Z")
_OPENS_POINTS = re.compile(r"besluta(?:de|t) att:?\Z")
_NOT_TELLING = frozenset(("beslutsunderlag", "bilagor", "expediering", "särskilt yttrande", "protokollsanteckning", *_STATUS))
"""Sections in which an item without decision headings doesn't tell its decision."""


def find_decisions(state: State, doc: Doc) -> list[Decision]:
    """Decisions in text order; the section and the kind of the document tell which are decided, proposed or quoted."""
    every = state.lines
    found: list[Decision] = []
    for item in state.items:
        found += _of_item(state, item, every)
    for part, stretch in _outside(state, every):
        for section in find_sections(stretch, state.flow, body=part.body or state.head.body, minutes=False):
            if section.role in _STATUS:
                found += _of_section(state, None, section, every)
            else:
                found += _quotes(state, None, section, every)
    return sorted(found, key=lambda decision: decision.passage.span)


def _outside(state: State, every: list[Line]) -> Iterator[tuple[Part, list[Line]]]:
    """The lines of each part that stand in no item, in stretches."""
    items = sorted(item.passage.span for item in state.items)
    starts = [start for start, _ in items]
    for part in state.parts:
        stretch: list[Line] = []
        first, last = (bisect_left(every, edge, key=lambda line: line.span[0]) for edge in part.passage.span)
        for line in every[first:last]:
            at = bisect_right(starts, line.span[0]) - 1
            if at >= 0 and line.span[0] < items[at][1]:
                if stretch:
                    yield part, stretch
                stretch = []
            else:
                stretch.append(line)
        if stretch:
            yield part, stretch


def _part_at(state: State, offset: int) -> Part | None:
    at = bisect_right([part.passage.span[0] for part in state.parts], offset) - 1
    return state.parts[at] if at >= 0 else None


def _of_item(state: State, item: Item, every: list[Line]) -> list[Decision]:
    found: list[Decision] = []
    for section in item.sections:
        if section.role in _STATUS:
            found += _of_section(state, item, section, every)
        else:
            found += _quotes(state, item, section, every)
    part = _part_at(state, item.passage.span[0])
    kind = part.kind if part else state.head.kind
    if kind not in ("protokoll", "protokollsutdrag"):
        return found
    decided = [decision for decision in found if decision.status == "decided"]
    if all("egen del" in decision.text[:_LEAD] for decision in decided):  # what it proposes beside that is its decision too
        found = _own_proposals(state, item, found) or found
    return found if any(decision.status == "decided" for decision in found) else [*found, *_told(state, item, every)]


def _own_proposals(state: State, item: Item, found: list[Decision]) -> list[Decision]:
    """The decisions of an item whose only outcome is what its own body proposes to a higher one.

    *Socialnämndens förslag till kommunfullmäktige* in the minutes of the socialnämnd is what it decided.
    """
    own = _own_body(state, item.passage.span[0])
    if own is None:
        return []
    proposed = {
        section.passage.span: proposer[2]
        for section in item.sections
        if section.role == "förslag"
        and (proposer := _TO_HIGHER.match(heading_of(state.flow, section.passage.span[0])))
        and is_called(proposer[1], own)
    }
    result: list[Decision] = []
    for decision in found:
        higher = next((higher for span, higher in proposed.items() if _within(decision.passage.span, span)), None)
        result.append(replace(decision, status="decided", addressees=decision.addressees or (higher,)) if higher else decision)
    return result if result != found else []


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] < outer[1]


def _own_body(state: State, offset: int) -> str | None:
    part = _part_at(state, offset)
    return (part.body if part else None) or state.head.body


def _own_date(state: State, offset: int) -> str | None:
    part = _part_at(state, offset)
    return (part.date if part else None) or state.head.date


def _lines_of(span: Span, every: list[Line]) -> list[Line]:
    """The lines within a span; of one that it begins in, what is left (after an inline heading)."""
    first = bisect_right(every, span[0], key=lambda line: line.span[1])
    last = bisect_left(every, span[1], key=lambda line: line.span[0])
    found = every[first:last]
    if found and found[0].span[0] < span[0]:
        cut = span[0] - found[0].span[0]
        found = [found[0]._replace(text=found[0].text[cut:].lstrip(), span=(span[0], found[0].span[1])), *found[1:]]
    return found


def _of_section(state: State, item: Item | None, section: Section, every: list[Line]) -> Iterator[Decision]:
    heading = heading_of(state.flow, section.passage.span[0])
    part = _part_at(state, section.passage.span[0])
    status = _STATUS[section.role]
    if status == "decided" and (part.kind if part else state.head.kind) in _PROPOSING:
        status = "proposed"
    for entry in entries(_lines_of(section.passage.span, every)):
        decision = _decision(state, item, entry, status, heading, section)
        if decision is not None:
            yield decision


def _decision(state: State, item: Item | None, entry: Entry, status: Status, heading: str, section: Section) -> Decision | None:
    of_entry = entry.lines
    start = max(of_entry[0].span[0], section.passage.span[0])
    end = of_entry[-1].span[1]
    text = "\n".join(_BLANKS.sub(" ", line).strip() for line in state.flow.words((start, end)).split("\n"))
    points = [" ".join(bare(line) for line in point) for point in entry.points]
    lead = bare(entry.lead) if entry.lead else ""
    if entry.lead and not entry.lead_only:
        points = [_after_verb(lead), *points] if points else [lead]
    first = f"{lead} {points[0]}" if entry.lead_only and points else points[0] if points else lead
    action = _action(lead if lead and not entry.lead_only else first)
    if action is None and only_adopts(first) and not _THAT_CLAUSE.search(first):
        action = "bifalla"
    if action is None and not entry.lead and (status == "quoted" or len(text) <= 15):
        return None
    match = leads_in(lead)
    if status == "decided" and match and is_past(match["verb"]) and is_told(lead[match.end() :]):
        status = "quoted"
    body, date = _who_and_when(state, status, match, lead, heading, start)
    proposal = _proposal(item) if status == "decided" and adopts(first) else None
    return Decision(
        Passage((start, end)),
        item.number if item else None,
        text,
        tuple(points) or (text,),
        action or "annat",
        status,
        body,
        date,
        tuple(addressees(lead, points)) if state.tells(ADDRESSING, (start, end)) else (),
        tuple(_recipients(item)) if status == "decided" else (),
        proposal,
    )


def _action(words: str) -> str | None:
    """The action of the first sentence of a decision."""
    return next((action_of(words[start:end]) for start, end in sentences(words)), None)


_DECIDES = re.compile(r"\bbeslut(?:ar|ade)\s+(?=att\b)")


def _after_verb(lead: str) -> str:
    """The first point of a lead-in that holds it: what follows *beslutar*."""
    match = _DECIDES.search(lead)
    return lead[match.end() :] if match else lead


def _who_and_when(
    state: State, status: Status, lead_in: re.Match[str] | None, lead: str, heading: str, offset: int
) -> tuple[str | None, str | None]:
    """Body and day of a decision: its lead-in, then the heading above it, then the meeting."""
    own, own_date = _own_body(state, offset), _own_date(state, offset)
    body = full_name(lead_in["body"], own) if lead_in else None
    body = own if body and own and body.casefold() == own.casefold() else body
    named = find_bodies(heading)
    if body is None and status != "proposed" and named:
        body = full_name(named[0][1], own)
    days = [
        e.period()[0] for e in parse_dates(f"{heading}\n{lead if status == 'quoted' else ''}") if e.unit == "day" and e.year
    ]
    if status == "quoted":
        return body or own, days[0] if days else None
    return body or own, own_date or (days[0] if days and status == "decided" else None)


def _proposal(item: Item | None) -> Passage | None:
    """The proposal of an item that a decision by reference adopts: the last one before it."""
    proposals = [section.passage for section in item.sections if section.role == "förslag"] if item else []
    return proposals[-1] if proposals else None


def _recipients(item: Item | None) -> list[str]:
    sections = [section for section in item.sections if section.role == "expediering"] if item else []
    return [name for section in sections for name in split_names(section.text) if 1 < len(name) < 100]


# Decisions that are told in running text


def _quotes(state: State, item: Item | None, section: Section, every: list[Line]) -> Iterator[Decision]:
    """Earlier decisions told with their points: *Rådet beslutade:* and a list."""
    of_section = _lines_of(section.passage.span, every)
    for at, line in enumerate(of_section[:-1]):
        opens = line.text[-1] == ":" and _QUOTE.search(line.text)
        if not (opens or (_OPENS_POINTS.search(line.text[-_LEAD:]) and leads_in(line.text))):
            continue
        following: list[Line] = []
        for later in of_section[at + 1 :]:
            if not marker(later) and not later.text.endswith(":") and not later.text[0].islower() and following:
                break
            following.append(later)
        *_, (start, stop) = sentences(line.text)
        lead = line._replace(text=line.text[start:stop], span=(line.span[0] + start, line.span[0] + stop))
        for entry in entries([lead, *following])[:1]:
            if (decision := _decision(state, item, entry, "quoted", "", section)) is not None:
                yield decision


def _told(state: State, item: Item, every: list[Line]) -> Iterator[Decision]:
    """The decision of an item without decision headings: a numbered list of acts, or the last sentences that tell of them.

    Such a sentence stands in the passive or has the meeting body for its subject.
    """
    own, own_date = _own_body(state, item.passage.span[0]), _own_date(state, item.passage.span[0])
    for section in reversed(item.sections):
        if section.role in _NOT_TELLING:
            continue
        of_section = _lines_of(section.passage.span, every)
        numbered = [line for line in of_section if marker(line) == "number"]
        if numbered and is_act(bare(numbered[0]), own):
            listed = of_section[of_section.index(numbered[0]) :]
            for entry in entries(listed):
                if decision := _decision(state, item, entry, "decided", "", section):
                    yield decision
            return
        acts = _last_acts(state, section, own)
        if not acts:
            continue
        span = (acts[0][0], acts[-1][1])
        points = tuple(" ".join(state.flow.words(act).split()) for act in acts)
        yield Decision(
            Passage(span, certainty="trolig"), item.number, state.flow.words(span), points, action_of(points[0]) or "annat",
            "decided", own, own_date, tuple(addressees("", points)), tuple(_recipients(item)),
        )  # fmt: skip
        return


def _last_acts(state: State, section: Section, own: str | None) -> list[Span]:
    """The last sentences of a section, next to each other, that say what the meeting did."""
    acts: list[Span] = []
    for span in reversed(list(sentences_within(state.flow.text, section.passage.span))):
        sentence = state.flow.words(span)
        if is_act(sentence, own) and (action_of(sentence) or _DECIDING.search(sentence)):
            acts.insert(0, span)
        elif acts:
            break
    return acts
