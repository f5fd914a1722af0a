"""Agreements with their validity: from agreements themselves, lists, plans and decisions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc

from corpus.document import Span
from corpus.findings import Agreement, DateMention, Decision, Part, Passage
from corpus.vocabulary import vocabulary
from nlp.components.assignments import responsible_names
from nlp.state import State
from nlp.structure.tables import Row, Table
from nlp.who.bodies import find_bodies
from nlp.who.names import split_names, unwrapped
from nlp.wording.sentences import sentences, sentences_within

_AGREEMENTS = frozenset(("avtal", "överenskommelse"))
_PLANS = frozenset(("handlingsplan", "plan", "balanslista"))
_DONE = re.compile(
    r"\b(?:förläng|prolong|godkän|anta|antog|teckn|ingå|säg|sade|upphör|upphäv|gäll|löp|rätta|fastställ|revider|tillträd|bakom|ersätt|uppsäg)",
    re.I,
)
"""An agreement is only stated where something is done to it or it holds."""
_PARTIES = re.compile(
    r"\bmellan\s(?P<parties>[^;:\n]{3,300}?)(?=,?\s(?:om|gällande|avseende|angående|rörande|beträffande|kring|för)\s|[.]?\Z)",
    re.I,
)
_DATED = re.compile(r"\b(?:från|av|daterad|daterat|upprättad|upprättat|ursprungligen)\s(?:år\s)?\Z", re.I)
_ASIDE = re.compile(r",?\s?\borg\.?\s?(?:nr|nummer)\.?:?\s[\d-]{6,13}|\s?\([^)]{1,60}\)", re.I)


@dataclass(frozen=True, slots=True)
class _Validity:
    first: str | None
    last: str | None
    end: int
    """Where in the flow the words that say so end."""


def find_agreements(state: State, doc: Doc) -> list[Agreement]:
    """Agreements in text order; those in proposals and those told only in passing are none."""
    found: list[Agreement] = []
    for decision in state.decisions:
        if decision.status != "proposed":
            found += _of_decision(state, decision)
    for table in state.tables:
        found += _of_table(state, table)
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


# Names


@cache
def _title() -> re.Pattern[str]:
    words = vocabulary("agreements")
    nouns = "|".join(sorted(words["nouns"], key=len, reverse=True))
    stops = "|".join(_loose(word) for word in sorted(words["stops"], key=len, reverse=True))
    after_comma = "|".join(_loose(word) for word in sorted(words["after_comma"], key=len, reverse=True))
    return re.compile(
        rf"(?<![\w-])(?P<title>(?:[Dd]etta\s|[Dd]enna\s)?[\w-]{{0,40}}(?:{nouns})(?![\w-])[^.;:\n]{{0,260}}?)"
        rf"(?=\s(?:{stops})(?!\w)|,\s(?:{after_comma})(?!\w)|,?\s(?:samt)?\s*(?:[.;:\n]|\Z)|[.;:,]?\s*(?:\n|\Z)|[.;:])",
        re.I,
    )


def _loose(words: str) -> str:
    return re.escape(words).replace(r"\.", r"\.?\s?").replace(r"\ ", r"\s{1,3}")


@cache
def _pronouns() -> frozenset[str]:
    return frozenset(vocabulary("agreements")["pronouns"])


def _clean(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip(' ,;:"”')


def _parties(title: str) -> tuple[str, ...]:
    match = _PARTIES.search(title)
    return tuple(split_names(_ASIDE.sub("", match["parties"]))) if match else ()


# Validity


def _dates(state: State, span: Span) -> list[DateMention]:
    def start(mention: DateMention) -> int:
        return mention.passage.span[0]

    return state.dates[bisect_left(state.dates, span[0], key=start) : bisect_left(state.dates, span[1], key=start)]


@cache
def _before(kind: str) -> re.Pattern[str]:
    words = "|".join(_loose(word) for word in sorted(vocabulary("agreements")["dates"][kind], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words}):?\s(?:den\s)?\Z", re.I)


def _validity(state: State, span: Span, title: Span | None = None) -> _Validity | None:
    """What the dates of a stretch say of validity; a period within the `title` counts if nothing else does."""
    text = state.flow.text
    first = last = None
    end = span[0]
    named: DateMention | None = None
    for mention in _dates(state, span):
        left, right = mention.passage.span
        near = (max(span[0], left - 40), left)
        if mention.start is None and mention.end is not None:
            last, end = last or mention.end, right
        elif mention.end is None and mention.start is not None:
            first, end = first or mention.start, right
        elif title is not None and title[0] <= left < title[1]:
            if mention.start != mention.end and not _DATED.search(text, *near):
                named = mention
        elif mention.start != mention.end and _before("both").search(text, *near):
            first, last, end = first or mention.start, last or mention.end, right
        elif _before("last").search(text, *near) or (
            mention.text.casefold().startswith("utgången") and re.search(r"till\s(?:och med\s)?\Z", text[near[0] : left])
        ):
            last, end = last or mention.end, right
        elif _before("first").search(text, *near):
            first, end = first or mention.start, right
    if named is not None and first is None and last is None:
        first, last, end = named.start, named.end, named.passage.span[1]
    elif named is not None and last is None and not _OPEN.search(text, *span):
        last = _end_by_name(first, named)
    return _Validity(first, last, end) if first or last else None


_OPEN = re.compile(r"\btills\svidare\b|\bi\ssänder\b", re.I)


def _end_by_name(first: str | None, named: DateMention) -> str | None:
    """The end that the years of a name (*Samverkansavtal 2010–2013*) give a validity of which only the beginning is told."""
    years = [(day or "")[:4] for day in (named.start, named.end)]
    return named.end if first and years[0] < years[1] and years[0] <= first[:4] <= years[1] else None


# Decisions


def _of_decision(state: State, decision: Decision) -> Iterator[Agreement]:
    """The agreements that a decision approves, extends or ends; a later point may give the validity of one named before."""
    text = state.flow.text
    start, end = decision.passage.span
    waiting: Agreement | None = None
    for line in re.finditer(r"[^\n]+", text[start:end]):
        span = (start + line.start(), start + line.end())
        match = _title().search(text, *span) if _DONE.search(text, *span) else None
        if match is None:
            continue
        named = match.span("title")
        validity = _validity(state, (named[0], span[1]), named)
        title = _clean(match["title"])
        if title.casefold() in _pronouns() and waiting is not None:
            if validity is not None:
                yield replace(
                    waiting, passage=Passage((waiting.passage.span[0], max(validity.end, named[1]))),
                    valid_from=validity.first, valid_to=validity.last,
                )  # fmt: skip
                waiting = None
            continue
        note = _clean(text[named[1] : validity.end]).rstrip(".") if validity else None
        agreement = Agreement(
            Passage((named[0], max(named[1], validity.end if validity else 0))),
            title,
            _parties(title) or (decision.addressees if decision.action == "rekommendera" else ()),
            validity.first if validity else None,
            validity.last if validity else None,
            (decision.body,) if decision.body else (),
            (),
            note or None,
            decision.item,
        )
        if validity is None:
            waiting = agreement
        else:
            yield agreement


# Lists


def _of_table(state: State, table: Table) -> Iterator[Agreement]:
    agreement, activity, note = (table.column(role) for role in ("agreement", "activity", "note"))
    if agreement is not None and any(table.column(role) is not None for role in ("validity", "valid_from", "valid_to")):
        for row in table.rows:
            found = _of_row(state, table, row, agreement)
            if found is not None:
                yield found
    elif activity is not None and note is not None:
        for row in table.rows:
            found = _of_matter(state, row, activity, note)
            if found is not None:
                yield found
            yield from _of_note(state, row, note)


def _cell(state: State, row: Row, column: int | None) -> str:
    cell = row.cells.get(column) if column is not None else None
    return unwrapped(state.flow.words(cell.span)) if cell else ""


def _row_validity(state: State, table: Table, row: Row) -> tuple[str | None, str | None]:
    """First and last day by the columns of a row: one for the period, or one for each of them."""

    def days(role: str) -> list[DateMention]:
        column = table.column(role)
        cell = row.cells.get(column) if column is not None else None
        return _dates(state, cell.span) if cell else []

    period, begins, ends = days("validity"), days("valid_from"), days("valid_to")
    if len(period) > 1 and all(day.start == day.end for day in period[:2]):
        return period[0].start, period[1].end
    if len(period) == 1 and period[0].start == period[0].end:  # a day alone is the last one
        return None, period[0].end
    first = next((day.start for day in [*period, *begins] if day.start), None)
    return first, next((day.end for day in [*period, *ends] if day.end), None)


def _of_row(state: State, table: Table, row: Row, agreement: int) -> Agreement | None:
    """An agreement with a row of its own."""
    cell = row.cells.get(agreement)
    title = _clean(_cell(state, row, agreement))
    if cell is None or not title or len(row.cells) < 2:
        return None
    first, last = _row_validity(state, table, row)
    return Agreement(
        Passage(row.span),
        title,
        _parties(title) or tuple(split_names(_cell(state, row, table.column("parties")))),
        first,
        last,
        tuple(split_names(_cell(state, row, table.column("decided")))),
        tuple(responsible_names(_cell(state, row, table.column("prepared")))),
        _clean(_cell(state, row, table.column("note"))) or None,
    )


def _of_matter(state: State, row: Row, activity: int, note: int) -> Agreement | None:
    """A matter of a balance list that bears the name of an agreement, its validity told in the note."""
    cell, told = row.cells.get(activity), row.cells.get(note)
    if cell is None or len(row.cells) < 2:
        return None
    match = _title().match(unwrapped(state.flow.words(cell.span)))
    if match is None:
        return None
    words = re.split(r"\s[–—-]\s", match["title"])[0]
    validity = _validity(state, told.span) if told else None
    title = _clean(words)
    return Agreement(
        Passage(row.span),
        title,
        _parties(title),
        validity.first if validity else None,
        validity.last if validity else None,
        note=_clean(_cell(state, row, note)) or None,
    )


_ABOUT = re.compile(r"[\w-]{1,60}\s(?:om|mellan|med|för|avseende|rörande|kring|angående|gällande|beträffande|inom)\s", re.I)
"""A name that says what the agreement is about, since *Hyresavtalet* alone is the matter's own."""


def _of_note(state: State, row: Row, note: int) -> Iterator[Agreement]:
    """Agreements that a note on another matter names with their validity."""
    cell = row.cells.get(note)
    if cell is None:
        return
    words = state.flow.words(cell.span).replace("\n", " ")  # of the same length, so that places stay
    start = cell.span[0]
    for left, right in sentences(words):
        match = _title().search(words, left, right)
        if match is None or not _DONE.search(words, left, right) or not _ABOUT.match(match["title"]):
            continue
        named = (start + match.start("title"), start + match.end("title"))
        validity = _validity(state, (named[0], start + right), named)
        if validity is not None:
            title = _clean(match["title"])
            passage = Passage((named[0], max(named[1], validity.end)))
            yield Agreement(passage, title, _parties(title), validity.first, validity.last)


# Agreements themselves, and plans

_WITH_NUMBER = re.compile(
    r"(?P<name>[A-ZÅÄÖ][^,;:()\n\d]{2,70}?)[\s,(]{1,3}(?:med\s)?"
    r"(?:(?i:org)[a-zåäö]{0,20}\.?[\s-]?(?:nr|nummer)?\.?:?\s)?\d{6}-\d{4}(?!\d)"
)
"""A party with its organisation number."""
_PARTIES_HEADING = re.compile(r"\W{0,3}(?:\d{1,2}[.:)]?\s)?(?:avtals)?part(?:er|erna)\W{0,3}", re.I)
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
    numbered = [_clean(match["name"]) for match in _WITH_NUMBER.finditer(flow.text, start, min(end, start + 6000))]
    if len(set(numbered)) > 1:
        return tuple(dict.fromkeys(numbered))
    first = flow.block_at(start)
    for at in range(first, flow.block_at(end) + 1):
        if not _PARTIES_HEADING.fullmatch(flow.words(flow.blocks[at].span)):
            continue
        listed: list[str] = []
        for block in flow.blocks[at + 1 : at + 8]:
            if block.kind == "heading" or block.bold:
                break
            words = _CALLED.sub("", _ASIDE.sub("", next((flow.words(s) for s in sentences_within(flow.text, block.span)), "")))
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
            found |= dict.fromkeys(name for row in rows for name in split_names(_cell(state, row, decided)))
    return tuple(found)


def _of_agreement(state: State, part: Part) -> Iterator[Agreement]:
    """The agreement that a document is, and those that it says it replaces."""
    text = state.flow.text
    own: _Validity | None = None
    parties: tuple[str, ...] = ()
    title = part.title or state.head.title
    for span in sentences_within(text, part.passage.span):
        sentence = state.flow.words(span)
        if not parties and re.search(
            r"\b(?:träffas|ingås|sluts|slutits|träffats|ingåtts|parter)\b|\bmellan\b.{3,200}org", sentence, re.I
        ):
            parties = _parties(_ASIDE.sub("", sentence))
        if not re.search(r"\b(?:gäll|löper|giltig|avtalstid|upphör|ersätter|träder)", sentence, re.I):
            continue
        for match in _title().finditer(text, *span):
            named = match.span("title")
            words = _clean(match["title"])
            stretch = re.search(r"\.\s", text[named[1] : span[1]])
            validity = _validity(state, (named[0], named[1] + stretch.start() if stretch else span[1]), named)
            if validity is None:
                continue
            if words.casefold() in _pronouns() or words == title:
                own = validity if own is None or (own.last is None and validity.last) else own
            elif re.search(r"\b(?:ersätter|upphör)", sentence, re.I):
                yield Agreement(
                    Passage((named[0], max(named[1], validity.end))), words, _parties(words), validity.first, validity.last,
                    note=_clean(sentence).rstrip("."),
                )  # fmt: skip
        if own is None and re.match(r"(?:gäll|giltig|avtalstid)", sentence, re.I):
            own = _validity(state, span)
    place = text.find(title, *part.passage.span) if title else -1
    if title and place >= 0:
        named = (place, place + len(title))
        by_name = _validity(state, named, named)
        own = own or by_name
        if own is not None:
            period = next((day for day in _dates(state, named) if by_name and day.start == by_name.first), None)
            yield Agreement(
                Passage((place, max(named[1], own.end))),
                _clean(title),
                parties or _parties(title) or _stated_parties(state, part),
                own.first,
                own.last or (_end_by_name(own.first, period) if period else None),
                _adopters(state, part),
            )


def _of_plan(state: State, part: Part) -> Iterator[Agreement]:
    """What the running text of a plan or list states of agreements."""
    flow = state.flow
    for span in sentences_within(flow.text, part.passage.span):
        if flow.blocks[flow.block_at(span[0])].kind == "cell" or not re.search(
            r"\b(?:förläng|gäller|löper|upphör|säg)", flow.words(span), re.I
        ):
            continue
        match = _title().search(flow.text, *span)
        if match is None:
            continue
        named = match.span("title")
        validity = _validity(state, (named[0], span[1]), named)
        title = _clean(match["title"])
        inside = any(d.passage.span[0] <= span[0] < d.passage.span[1] for d in state.decisions)
        if validity is not None and title.casefold() not in _pronouns() and not inside:
            note = _clean(flow.words((named[1], span[1]))).rstrip(".") or None
            passage = Passage((named[0], max(named[1], validity.end)))
            yield Agreement(passage, title, _parties(title), validity.first, validity.last, note=note)
