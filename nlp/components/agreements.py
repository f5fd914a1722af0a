"""Agreements with their validity: from agreements themselves, lists, plans and decisions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from corpus.document import Span
from corpus.findings import Agreement, Decision, Part, Passage
from corpus.vocabulary import vocabulary
from nlp.state import State
from nlp.structure.agreement_rows import of_table, words_of
from nlp.structure.points import adopted
from nlp.structure.spans import Covered
from nlp.who.bodies import find_bodies
from nlp.who.names import split_names
from nlp.wording.agreements import (
    ASIDE,
    BARE,
    CUT,
    DONE,
    SPECIFIC,
    Validity,
    agreement_name,
    clean,
    end_by_name,
    may_mean_named,
    means_named,
    parties_in,
    period,
    validity_of,
)
from nlp.wording.sentences import sentences_within

_AGREEMENTS = frozenset(("avtal", "överenskommelse"))
_TELLING = frozenset(("sammanfattning", "bakgrund", "tidigare beslut", "övrigt"))
"""Sections in which minutes tell of earlier decisions."""
_DECIDING = ("beslutade", "beslutat", "beslöt")
_DECIDED = re.compile(rf"\b(?:{'|'.join(_DECIDING)})\b[^.:;]{{0,120}}?\batt\b", re.I)
_PLANS = frozenset(("handlingsplan", "plan", "balanslista"))


def find_agreements(state: State, doc: Doc) -> list[Agreement]:
    """Agreements in text order; those in proposals and those told only in passing are none."""
    found: list[Agreement] = []
    for decision in state.decisions:
        if decision.status != "proposed":
            found += _of_decision(state, decision)
        for proposal in adopted(state.decisions, decision):
            found += _of_decision(state, proposal)
    found += _told(state)
    for table in state.tables:
        found += of_table(state, table)
    for part in state.parts:
        if part.kind in _AGREEMENTS:
            found += _of_agreement(state, part)
        elif part.kind in _PLANS:
            found += _of_plan(state, part)
    return sorted(_once(found), key=lambda agreement: agreement.passage.span)


def _once(found: list[Agreement]) -> list[Agreement]:
    """Each statement once, though a decision and the running text of a plan both hold it."""
    seen: dict[tuple[str, str | None, str | None, int], Agreement] = {}
    for agreement in found:
        seen.setdefault((agreement.title, agreement.valid_from, agreement.valid_to, agreement.passage.span[0]), agreement)
    return list(seen.values())


# Decisions


def _of_decision(state: State, decision: Decision) -> Iterator[Agreement]:
    """The agreements that a decision approves, extends or ends; a later point may give the validity of one named before."""
    waiting: Agreement | None = None
    for span in state.pieces_of(decision):
        if not state.tells(vocabulary("agreements")["nouns"], span):
            continue
        words = state.flow.words(span).replace("\n", " ")  # of the same length, so that places stay
        match = agreement_name().search(words) if DONE.search(words) else None
        if match is None:
            continue
        named = (span[0] + match.start("title"), span[0] + match.end("title"))
        validity = validity_of(state, (named[0], span[1]), named)
        agreement = _stated(state, decision, named, clean(match["title"]), validity)
        known = means_named(agreement.title) or may_mean_named(agreement.title)
        meant = waiting or _meant(state, decision) if known and validity is not None else None
        if meant is not None and validity is not None:
            passage = replace(meant.passage, span=(meant.passage.span[0], max(validity.end, named[1])))
            yield replace(meant, passage=passage, valid_from=validity.first, valid_to=validity.last)
            waiting = None
        elif not means_named(agreement.title):
            if validity is None:
                waiting = agreement
            else:
                yield agreement


def _stated(state: State, decision: Decision, named: Span, title: str, validity: Validity | None) -> Agreement:
    note = clean(state.flow.text[named[1] : validity.end]).rstrip(".") if validity else None
    return Agreement(
        Passage((named[0], max(named[1], validity.end if validity else 0))),
        title,
        parties_in(title) or (decision.addressees if decision.action == "rekommendera" else ()),
        validity.first if validity else None,
        validity.last if validity else None,
        (decision.body,) if decision.body else (),
        (),
        note or None,
        decision.item,
    )


def _meant(state: State, decision: Decision) -> Agreement | None:
    """The agreement that *avtalet* in a decision means: the one that its item names first, in the title or below it."""
    item = state.item_at(decision.passage.span[0])
    if item is None:
        return None
    for span in sentences_within(state.flow.text, (item.passage.span[0], decision.passage.span[0])):
        match = agreement_name().search(state.flow.text, *span)
        if match and SPECIFIC.match(match["title"]):
            start, end = match.span("title")
            title = clean(CUT.split(match["title"])[0])
            agreement = _stated(state, decision, (start, end), title, None)
            return replace(agreement, passage=Passage((start, end), certainty="trolig"))
    return None


# Earlier decisions told in their own words


def _told(state: State) -> Iterator[Agreement]:
    """What minutes tell that a body decided on an agreement: *Nämnden beslutade den 3 maj, § 4, att förlänga avtal om …*."""
    decided = Covered(decision.passage.span for decision in state.decisions)
    for item in state.items:
        for section in item.sections:
            if section.role not in _TELLING or item.secret or not state.tells(_DECIDING, section.passage.span):
                continue
            for span in sentences_within(state.flow.text, section.passage.span):
                told = _DECIDED.search(state.flow.text, *span)
                if told is None or span[0] in decided or not DONE.search(state.flow.text, told.end(), span[1]):
                    continue
                match = agreement_name().search(state.flow.text, told.end(), span[1])
                if match is None or not SPECIFIC.match(match["title"]):
                    continue
                named = match.span("title")
                if validity := validity_of(state, (named[0], span[1]), named):
                    title, note = clean(match["title"]), clean(state.flow.words(span)).rstrip(".")
                    bodies = tuple(name for _, name in find_bodies(state.flow.words((span[0], told.end())))[:1])
                    yield Agreement(
                        Passage((named[0], max(named[1], validity.end))), title, parties_in(title), validity.first,
                        validity.last, bodies, (), note, item.number,
                    )  # fmt: skip


# Agreements themselves, and plans

_WITH_NUMBER = re.compile(
    r"(?P<name>[A-ZÅÄÖ][^,;:()\n\d]{2,70}?)[\s,(]{1,3}(?:med\s)?"
    r"(?:(?i:org)[a-zåäö]{0,20}\.?[\s-]?(?:nr|nummer)?\.?:?\s)?\d{6}-\d{4}(?!\d)"
)
"""A party with its organisation number."""
_PARTIES_HEADING = re.compile(r"\W{0,3}(?:\d{1,2}[.:)]?\s)?(?:avtals)?part(?:er|erna)\W{0,3}", re.I)
_PARTIES_INLINE = re.compile(r"\W{0,3}(?:avtals)?part(?:er|erna)\s?:\s(?P<parties>[A-ZÅÄÖ][^\n]{4,200})", re.I)
_OPENING = re.compile(r"^(?:[^.,:\n]{0,60}\b(?:är|mellan)\s|(?:och|samt)\s)", re.I)
_CALLED = re.compile(
    r",?\s\(?(?:här)?(?:nedan|efter|hädanefter|fortsättningsvis|i det följande)\b[^,;\n]{0,60}?(?=[,;.\n]|\soch\s[A-ZÅÄÖ]|\Z)",
    re.I,
)
_ADOPTED = re.compile(r"\b(?:antag(?:en|et|its)|godkän(?:d|t|ts)|fastställ(?:d|t|ts)|beslutad|beslutats)\sav\s", re.I)


def _stated_parties(state: State, part: Part) -> tuple[str, ...]:
    """The parties that an agreement lists with their organisation numbers, or under a heading of their own."""
    flow = state.flow
    start, end = part.passage.span
    numbered = [clean(match["name"]) for match in _WITH_NUMBER.finditer(flow.text, start, min(end, start + 6000))]
    if len(set(numbered)) > 1:
        return tuple(dict.fromkeys(numbered))
    first = flow.block_at(start)
    for at in range(first, flow.block_at(end) + 1):
        words = flow.words(flow.blocks[at].span)
        if inline := _PARTIES_INLINE.match(words):
            return tuple(split_names(ASIDE.sub("", inline["parties"])))
        if not _PARTIES_HEADING.fullmatch(words):
            continue
        listed: list[str] = []
        for block in flow.blocks[at + 1 : at + 8]:
            if block.kind == "heading" or block.bold:
                break
            words = _CALLED.sub("", ASIDE.sub("", next((flow.words(s) for s in sentences_within(flow.text, block.span)), "")))
            listed.append(_OPENING.sub("", words))
            if flow.words(block.span).rstrip().endswith("."):
                break
        return tuple(name for name in split_names("\n".join(listed)) if name[0].isupper() and len(name.split()) < 9)
    return ()


def _adopters(state: State, part: Part) -> tuple[str, ...]:
    """Who an agreement says has adopted it, in a sentence or in a table of the parties' decisions."""
    flow = state.flow
    found: dict[str, None] = {}
    for span in sentences_within(flow.text, part.passage.span):
        sentence = flow.words(span)
        if match := _ADOPTED.search(sentence):
            found |= dict.fromkeys(name for _, name in find_bodies(sentence[match.end() :]))
    for table in state.tables:
        decided = table.column("decided")
        if decided is not None and table.column("paragraph") is not None:
            rows = [row for row in table.rows if part.passage.span[0] <= row.span[0] < part.passage.span[1]]
            found |= dict.fromkeys(name for row in rows for name in split_names(words_of(state, row, decided)))
    return tuple(found)


def _of_agreement(state: State, part: Part) -> Iterator[Agreement]:
    """The agreement that a document is, and those that it says it replaces."""
    text = state.flow.text
    own: Validity | None = None
    parties: tuple[str, ...] = ()
    title, place = _whole_title(state, part, part.title or state.head.title)
    begin = part.passage.span[0]
    for span in sentences_within(text, part.passage.span):
        sentence = state.flow.words(span)
        if not parties and _BETWEEN.search(sentence):
            parties = parties_in(ASIDE.sub("", sentence))
        if _HOLDS.search(sentence):
            replaces = _REPLACES.search(text, *span)
            for match in agreement_name().finditer(text, *span):
                named = match.span("title")
                words = clean(match["title"])
                itself = means_named(words) or words == title
                stretch = re.search(r"\.\s", text[named[1] : span[1]])
                stop = named[1] + stretch.start() if stretch else span[1]
                if itself and replaces and named[1] <= replaces.start():  # what follows is said of the other one
                    stop = replaces.start()
                validity = validity_of(state, (named[0], stop), named)
                if validity is None:
                    continue
                if itself:
                    own = validity if own is None or (own.last is None and validity.last) else own
                elif replaces or re.search(r"\bupphör", sentence, re.I):
                    yield Agreement(
                        Passage((named[0], max(named[1], validity.end))), words, parties_in(words), validity.first,
                        validity.last, note=clean(sentence).rstrip("."),
                    )  # fmt: skip
        if own is None and (re.match(r"(?:gäll|giltig)", sentence, re.I) or period().search(text, begin, span[1])):
            own = validity_of(state, (begin, span[1]))
        begin = span[0] if len(sentence) < _LABEL else span[1]  # the heading of a line says what its days are
    if title and place is not None:
        by_name = validity_of(state, place, place)
        own = own or by_name
        if own is not None:
            years = next((day for day in state.dates_within(place) if by_name and day.start == by_name.first), None)
            yield Agreement(
                Passage((place[0], max(place[1], own.end))),
                title,
                parties or parties_in(title) or _stated_parties(state, part),
                own.first,
                own.last or (end_by_name(own.first, years) if years else None),
                _adopters(state, part),
            )


_HOLDS = re.compile(r"\b(?:gäll|löp|giltig|upphör|ersätter|träder)", re.I)
_REPLACES = re.compile(r"\bersätter\b", re.I)
_BETWEEN = re.compile(r"\b(?:träffas|ingås|sluts|slutits|träffats|ingåtts|parter)\b|\bmellan\b.{3,200}org", re.I)
_LABEL = 40
"""A line shorter than this can be the heading or label of the next one."""


def _whole_title(state: State, part: Part, title: str | None) -> tuple[str | None, Span | None]:
    """A title and where it stands; with the line below that says what the agreement is about: *Avtal* and *om snöröjning*."""
    text, end = state.flow.text, part.passage.span[1]
    start = text.find(title, *part.passage.span) if title else -1
    if title is None or start < 0:
        return title, None
    below = _ABOUT.match(text, start + len(title), end) if BARE.fullmatch(title) else None
    if below is None:
        return clean(title), (start, start + len(title))
    return clean(f"{title} {below['about']}"), (start, below.end())


_ABOUT = re.compile(
    r"\s{1,2}(?:mellan\b(?:[^\n]*\n){1,5}?)?(?P<about>(?:om|avseende|angående|rörande|gällande|beträffande|för)\s[^\n]{3,160})"
)
"""What an agreement is about, below its bare title, and its parties in between."""


def _of_plan(state: State, part: Part) -> Iterator[Agreement]:
    """What the running text of a plan or list states of agreements."""
    flow = state.flow
    for span in sentences_within(flow.text, part.passage.span):
        if flow.blocks[flow.block_at(span[0])].kind == "cell" or not re.search(
            r"\b(?:förläng|gäller|löper|upphör|säg)", flow.words(span), re.I
        ):
            continue
        match = agreement_name().search(flow.text, *span)
        if match is None:
            continue
        named = match.span("title")
        validity = validity_of(state, (named[0], span[1]), named)
        title = clean(match["title"])
        inside = any(d.passage.span[0] <= span[0] < d.passage.span[1] for d in state.decisions)
        if validity is not None and not means_named(title) and not inside:
            note = clean(flow.words((named[1], span[1]))).rstrip(".") or None
            passage = Passage((named[0], max(named[1], validity.end)))
            yield Agreement(passage, title, parties_in(title), validity.first, validity.last, note=note)
