"""What sentences and rows say was done to, or holds for, a matter: the stuff of histories.

An act counts where it is proven: taken in a decision of this document, told with its day or paragraph, or stated with a
validity by an agreement, a list or a plan. A verb alone is no event, and what is only proposed is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from spacy.tokens import Doc

from corpus.dating import document_date
from corpus.document import Block, Span
from corpus.findings import Decision, Event, EventKind, Item, Passage, Reference
from nlp.state import State
from nlp.structure.points import adopted
from nlp.structure.spans import Covered, Placed
from nlp.wording.actions import action_of
from nlp.wording.acts import Frame, acts, asserted
from nlp.wording.sentences import sentences
from nlp.wording.triggers import Trigger, triggers

_STATING = frozenset({"avtal", "överenskommelse", "balanslista", "handlingsplan", "plan", "uppdragsbeskrivning", "rapport"})
_NARRATIVE = frozenset({"sammanfattning", "bakgrund", "tidigare beslut", "överläggning", "övrigt"})
_ACTIONS: dict[str, EventKind] = {
    "godkänna": "godkänt", "anta": "antaget", "fastställa": "antaget", "rekommendera": "rekommenderat",
    "föreslå": "tillstyrkt", "återremittera": "återremitterat", "bordlägga": "bordlagt", "avslå": "avslaget",
    "uppdra": "uppdrag", "förlänga": "förlängt", "upphäva": "upphört", "säga upp": "uppsagt", "rätta": "rättat",
    "tillstyrka": "tillstyrkt", "avstyrka": "avstyrkt", "notera": "omnämnt",
}  # fmt: skip
_FOR_ALL = frozenset({"tillstyrkt", "avstyrkt", "rekommenderat", "rättat"})
"""What the lead-in of a decision makes of all its points."""
_BY_HIGHER = frozenset({"antaget", "godkänt", "förlängt", "uppsagt", "upphört", "ersatt"})
"""What is only proposed where it is directed to the fullmäktige."""
_CORRECTION = re.compile(r"\brättelse\b|\brättning\b|\bkorrigering\b", re.I)
_VALIDITY_COLUMN = re.compile(r"giltig|avtalstid|löptid|gäller|avtalsperiod|t\.?\s?o\.?\s?m", re.I)
_DEADLINE_COLUMN = re.compile(r"klar|frist|senast|deadline|tidplan|tidsplan|redovisas|återrapport|återkom|när\b", re.I)
_SOURCE_COLUMN = re.compile(r"uppdrag|beslut|paragraf|§", re.I)
_WORD = re.compile(r"[^\W\d_]{3,}")


def find_events(state: State, doc: Doc) -> list[Event]:
    """Events in text order."""
    verbs = Placed(triggers(doc), lambda trigger: trigger.span)
    found = [*_decided(state, verbs), *_narrated(state, verbs), *_rows(state, verbs)]
    seen: set[tuple[object, ...]] = set()
    events = []
    for event in sorted(found, key=lambda event: event.passage.span):
        key = (event.passage.span, event.event, event.date, event.paragraph, event.valid_to)
        if key not in seen:
            seen.add(key)
            events.append(event)
    return events


def _acts(state: State, verbs: Placed[Trigger], span: Span, frame: Frame) -> Iterator[Event]:
    within = verbs.within(span)
    if within or frame.deciding:
        yield from acts(state.flow.text, span, frame, within, state.references_within(span), state.dates_within(span))


def _sentences(text: str, span: Span) -> Iterator[Span]:
    start = span[0]
    for left, right in sentences(text[start : span[1]]):
        yield start + left, start + right


def _blocks(state: State, span: Span) -> Iterator[Span]:
    """The stretches of blocks within a span of the flow."""
    blocks = state.flow.blocks
    for at in range(state.flow.block_at(span[0]), len(blocks)):  # a slice would copy the rest of the document each time
        block = blocks[at]
        left, right = max(block.span[0], span[0]), min(block.span[1], span[1])
        if block.span[0] >= span[1]:
            break
        if left < right:
            yield left, right


# --- what this document decides, or tells in the words of a decision --------------------------------------------------------


def _decided(state: State, verbs: Placed[Trigger]) -> Iterator[Event]:
    for decision in state.decisions:
        if decision.status == "proposed":
            continue
        item = state.item_at(decision.passage.span[0])
        for taken in list(adopted(state.decisions, decision)) or [decision]:
            yield from _of_decision(state, verbs, taken, item)


def _of_decision(state: State, verbs: Placed[Trigger], decision: Decision, item: Item | None) -> Iterator[Event]:
    span = decision.passage.span
    title = item.title if item and item.title else None
    headings = tuple(_headings(state, span[0]))
    above = tuple(text for text in (title, *headings, state.head.title) if text)
    paragraph = decision.item if decision.status == "decided" else _paragraph_above(state, span[0])
    lead: EventKind = _ACTIONS.get(decision.action, "beslutat")
    if lead in _BY_HIGHER and _proposes(decision):
        lead = "tillstyrkt"
    frame = Frame(
        "decided" if decision.status == "decided" else "quoted",
        decision.date, decision.body, paragraph, decision.item, above, deciding=True, default=lead,
    )  # fmt: skip
    pieces = [piece for point in state.pieces_of(decision) for piece in _sentences(state.flow.text, point)]
    found: list[Event] = []
    for number, piece in enumerate(pieces):
        before = tuple(state.flow.words(earlier) for earlier in pieces[max(0, number - 1) : number])
        own = lead if number == 0 or lead in _FOR_ALL else _ACTIONS.get(action_of(state.flow.words(piece)) or "", "beslutat")
        for event in _acts(state, verbs, piece, replace(frame, context=(*before, *above), default=own)):
            if lead == "rättat" and event.status == frame.status:  # what follows the rättelse is the wording that it gives
                event = replace(event, event="rättat")
            found.append(replace(event, corrects=_corrected(state, piece, decision)) if event.event == "rättat" else event)
    found = _with_validity(found)
    if not any(event.context for event in found) and (above or not found):
        words, told = " ".join(state.flow.words(span).split()), verbs.within(span)
        if any(verb.kind == lead for verb in told) and not asserted(state.flow.text, span[0], told):
            lead = "beslutat"  # its verb is that of a condition, or of what happens by itself
        found.append(Event(Passage(span), lead, frame.status, words, above, frame.date, frame.body, paragraph, item=frame.item))
    ends = next((event.date for event in found if event.event == "upphört" and event.paragraph is None), None)
    yield from (replace(event, valid_to=event.valid_to or ends) if event.event == "uppsagt" else event for event in found)
    if decision.status == "decided" and item is not None and title and _CORRECTION.search(title):
        yield from _correction(state, decision, item, title)


def _with_validity(found: list[Event]) -> list[Event]:
    """Gives an act the end that the sentence after it tells: *Avtalet godkänns. Det gäller till och med …*."""
    result: list[Event] = []
    for event in found:
        before = result[-1] if result else None
        if before and before.valid_to is None and event.event == "beslutat" and event.valid_to and _HOLDS.match(event.subject):
            span = (before.passage.span[0], event.passage.span[1])
            subject = f"{before.subject} {event.subject}"
            result[-1] = replace(before, passage=Passage(span), valid_to=event.valid_to, subject=subject)
        else:
            result.append(event)
    return result


_HOLDS = re.compile(r"\W*(?:\d+[.)]\s)?(?:avtalet|överenskommelsen|kontraktet|det|den)\s(?:ska\s|skall\s)?(?:gäll|löp)", re.I)


def _proposes(decision: Decision) -> bool:
    """Whether a decision is what its body proposes to the fullmäktige, told as *Nämndens förslag till kommunfullmäktige*."""
    higher = any(name.casefold().endswith("fullmäktige") for name in decision.addressees)
    return higher and not (decision.body or "").casefold().endswith("fullmäktige")


def _paragraph_above(state: State, offset: int) -> str | None:
    """The paragraph that the heading or sentence before a quoted decision names: *Beslut den 20 september 2019, § 31*."""
    near = state.references_within((max(0, offset - 200), offset))
    return near[-1].paragraph if near else None


def _corrected(state: State, span: Span, decision: Decision) -> str | None:
    """The paragraph that a rättelse in its own words corrects: *att § 31 rättas*."""
    for reference in state.references_within(span):
        if reference.paragraph and reference.paragraph != decision.item:
            return reference.paragraph
    match = re.search(r"§\s?(\d{1,4})", state.flow.words(span))
    return match[1] if match else None


def _correction(state: State, decision: Decision, item: Item, title: str) -> Iterator[Event]:
    """A paragraph headed as a rättelse corrects an earlier one, which thereby is told of."""
    start = state.flow.text.find(title, item.passage.span[0])
    heading = _title_span(state, item) if start < 0 else (start, start + len(title))
    about = (decision.text, title)
    corrected = [reference for reference in state.references_within(heading) if reference.paragraph]
    yield Event(
        Passage(heading), "rättat", "decided", title, about, decision.date, decision.body, decision.item,
        item=decision.item, corrects=corrected[0].paragraph if corrected else None,
    )  # fmt: skip
    for reference in corrected:
        yield Event(
            Passage(heading), "beslutat", "quoted", title, about, reference.date, reference.body or decision.body,
            reference.paragraph, item=decision.item,
        )  # fmt: skip


def _title_span(state: State, item: Item) -> Span:
    first = item.sections[0].passage.span[0] if item.sections else item.passage.span[1]
    return item.passage.span[0], max(first, item.passage.span[0])


# --- what running text tells ------------------------------------------------------------------------------------------------


def _narrated(state: State, verbs: Placed[Trigger]) -> Iterator[Event]:
    decided = Covered(decision.passage.span for decision in state.decisions)
    for stretch, frame in _stretches(state):
        earlier: list[Span] = []
        for block in _blocks(state, stretch):
            if frame.item is None and state.flow.blocks[state.flow.block_at(block[0])].kind == "cell":
                continue  # the rows of lists and plans; the tables in which some minutes are set are running text
            told: list[Span] = []
            for span in _sentences(state.flow.text, block) if verbs.within(block) else ():
                if span[0] in decided:
                    continue
                for event in _acts(state, verbs, span, frame):
                    last = told if len(told) > 1 else [*_last_told(state.flow.text, earlier, decided), *told]
                    before = map(state.flow.words, last[:-3:-1])
                    yield replace(event, context=(*before, *_headings(state, span[0]), *frame.context))
                told.append(span)
            earlier.append(block)


def _last_told(text: str, blocks: list[Span], decided: Covered) -> list[Span]:
    """The sentences of the last blocks, two at least where there are so many, without those of decisions."""
    found: list[Span] = []
    for block in reversed(blocks):
        found = [*(span for span in _sentences(text, block) if span[0] not in decided), *found]
        if len(found) > 1:
            break
    return found


def _stretches(state: State) -> Iterator[tuple[Span, Frame]]:
    """The running text of a document with what is known about it: sections of items, and what lies outside items."""
    edges = [0]
    for item in state.items:
        yield from ((gap, frame) for gap, frame in _outside(state, (edges[-1], item.passage.span[0])))
        edges.append(max(edges[-1], item.passage.span[1]))
        if item.secret:
            continue
        for section in item.sections:
            if section.role in _NARRATIVE:
                told = document_date(state.head, state.document.source.name)
                context = tuple(filter(None, (item.title,)))
                yield section.passage.span, Frame("quoted", item=item.number, context=context, told=told)
    yield from _outside(state, (edges[-1], len(state.flow.text)))


def _outside(state: State, gap: Span) -> Iterator[tuple[Span, Frame]]:
    for part in state.parts:
        left, right = max(gap[0], part.passage.span[0]), min(gap[1], part.passage.span[1])
        if left < right:
            context = tuple(text for text in (part.title, state.head.title) if text)
            yield (
                (left, right),
                Frame(
                    "stated",
                    part.date or document_date(state.head, state.document.source.name),
                    part.body or state.head.body,
                    None,
                    None,
                    context,
                    part.date or document_date(state.head, state.document.source.name),
                    stating=part.kind in _STATING,
                ),
            )


def _headings(state: State, offset: int) -> list[str]:
    """The nearest heading above an offset, and those above it, nearest first; at most three."""
    found: list[str] = []
    level = 100
    for at in range(min(state.flow.block_at(offset), len(state.flow.blocks) - 1), -1, -1):
        block = state.flow.blocks[at]
        if block.kind == "heading" and block.level < level and block.span[1] <= offset:
            found.append(state.flow.words(block.span))
            level = block.level
        if level <= 1 or len(found) == 3 or offset - block.span[0] > 20_000:
            break
    return found


# --- what rows of tables state ----------------------------------------------------------------------------------------------


def _rows(state: State, verbs: Placed[Trigger]) -> Iterator[Event]:
    cells = [block for block in state.flow.blocks if block.kind == "cell"]
    for table, members in groupby(cells, key=lambda block: block.table):
        del table
        heads: dict[int, str] = {}
        for _, row in groupby(members, key=lambda block: block.row):
            columns = list(row)
            if all(cell.head for cell in columns):
                heads = {cell.column or 0: state.flow.words(cell.span) for cell in columns}
            else:
                yield from _row(state, verbs, columns, heads)


def _row(state: State, verbs: Placed[Trigger], cells: list[Block], heads: dict[int, str]) -> Iterator[Event]:
    span = (cells[0].span[0], cells[-1].span[1])
    item = state.item_at(span[0])
    part = next((part for part in reversed(state.parts) if part.passage.span[0] <= span[0]), None)
    kind = part.kind if part else state.head.kind
    if kind not in _STATING or item is not None:
        return
    title = next((cell for cell in cells if _WORD.search(state.flow.words(cell.span))), None)
    if title is None or len(cells) < 2:
        return
    name = state.flow.words(title.span).replace("\n", " ")
    above = tuple(text for text in (part.title if part else None, state.head.title) if text)
    date = (part.date if part else None) or document_date(state.head, state.document.source.name)
    body = (part.body if part else None) or state.head.body
    frame = Frame("stated", date, body, None, None, (name, *above), stating=True)
    if kind in ("avtal", "överenskommelse"):
        for reference in state.references_within(span):
            if reference.date and reference.paragraph and reference.body and _names_body(state, cells, reference.body):
                words = (*above, name)
                yield Event(
                    Passage(span), "antaget", "quoted", state.flow.words(span), words, reference.date,
                    _owner(state, cells, reference), reference.paragraph,
                )  # fmt: skip
        return
    for cell in cells:
        if cell is not title:
            yield from _cell(state, verbs, cell, title.span, heads.get(cell.column or 0, ""), frame)


def _names_body(state: State, cells: list[Block], body: str) -> bool:
    """Whether a cell of the row is the body: a table of who adopted the agreement."""
    return any(body.casefold() in state.flow.words(cell.span).casefold() for cell in cells)


def _owner(state: State, cells: list[Block], reference: Reference) -> str | None:
    """The body of an act in a table of parties, with the party of its row: *Kommunfullmäktige, Exempels kommun*."""
    body, party = reference.body, state.flow.words(cells[0].span)
    return f"{body}, {party}" if body and party and body not in party and _WORD.search(party) else body


def _cell(state: State, verbs: Placed[Trigger], cell: Block, title: Span, head: str, frame: Frame) -> Iterator[Event]:
    words = state.flow.words(cell.span)
    references = state.references_within(cell.span)
    dates = state.dates_within(cell.span)
    row: Span = (min(title[0], cell.span[0]), max(title[1], cell.span[1]))
    if _SOURCE_COLUMN.search(head) and references:
        kind: EventKind = "uppdrag" if "uppdrag" in head.casefold() else "beslutat"
        for reference in references:
            yield Event(
                Passage(row),
                kind,
                "quoted",
                frame.context[0],
                frame.context,
                reference.date,
                reference.body,
                reference.paragraph,
            )
        return
    until = next((date.end for date in dates if date.end and (date.start is None or date.start != date.end)), None)
    if (
        until
        and not _DEADLINE_COLUMN.search(head)
        and (_VALIDITY_COLUMN.search(head) or words.strip() in {date.text.strip() for date in dates})
    ):
        yield Event(
            Passage(row), "gäller", "stated", frame.context[0], frame.context, frame.date, frame.body, None, until
        )  # fmt: skip
        return
    for span in _sentences(state.flow.text, cell.span):
        yield from _acts(state, verbs, span, frame)
