"""Decisions of a document: taken, proposed and told of earlier occasions."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from corpus.document import Span
from corpus.findings import Decision, Item, Part, Passage, Section, Status
from nlp.actions import action_of, adopts
from nlp.addressees import addressees
from nlp.bodies import find_bodies, full_name
from nlp.calendar import parse_dates
from nlp.lines import Line, lines
from nlp.names import split_names
from nlp.sections import find_sections
from nlp.sentences import sentences_within
from nlp.state import State

_PROPOSING = frozenset(
    ("kallelse", "tjänsteskrivelse", "skrivelse", "yttrande", "motion", "interpellation", "medborgarförslag", "möteshandlingar")
)
"""Kinds of documents that decide nothing themselves: what stands under their headings of decision is proposed."""
_STATUS: dict[str, Status] = {"beslut": "decided", "förslag": "proposed", "tidigare beslut": "quoted"}
_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.):]|\(?[a-h]\)|[a-h]\.)\s*(?=\S)")
_BULLET = re.compile(r"[-–—•·*▪◦o\ue000-\uf8ff]\s+")
_THAT = re.compile(r"(?:[-–—•]\s*)?(?:att|a t t)(?=\s|$)", re.I)
_SPACED_THAT = re.compile(r"\ba t t\b", re.I)
_LEAD_IN = re.compile(
    r"(?P<body>[A-ZÅÄÖ][\w:-]*(?:,? (?:och |samt )?[\w-]+){0,6}?) "
    r"(?P<verb>besluta(?:r|de|t)|beslöt|föresl(?:år|og)|rekommendera(?:r|de)|hemställ(?:er|de)|väljer|valde|ger|gav|uppdrar|uppdrog|utser|utsåg"
    r"|fastställ(?:er|de)|godkän(?:ner|de)|antar|antog|noterar|noterade|lägger|lade|säger|sade|tackar|tackade|ställer|ställde|förlänger|förlängde"
    r"|återremittera(?:r|de)|bordläg(?:ger|ga)|bordlade|överlämna(?:r|de)|tillstyrk(?:er|te)|avstyrk(?:er|te)|avslår|avslog|bifaller|biföll|beviljar"
    r"|beviljade|revidera(?:r|de)|upphäv(?:er|de)|konstatera(?:r|de)|anser|ansåg|bemyndiga(?:r|de)|delegera(?:r|de)|anslår|anslog|avskriv(?:er)?)\b"
)
_PAST = re.compile(r"(?:de|t|öt|og|av|åg|öll|te|åg)\Z")
_TOLD = re.compile(r"\bden \d{1,2}\b|\d{4}-\d\d-\d\d|§|\b(?:19|20)\d{2}\b")
_QUOTE = re.compile(r"(?P<verb>beslutade|beslöt|rekommenderade|antog|fastställde|föreslog)\b[^.:\n]{0,80}:\s*\Z")
_NO_POINT = re.compile(
    r"(?:paragrafen|punkten|protokollet|ärendet) (?:är|förklaras?|justeras)\b.{0,25}justera|^_{3,}|^-{3,}|^bilaga \d"
    r"|^ordföranden tackar|\blåter\b.{0,40}\banteckna"
    r"|\b(?:ja|nej)-?röst(?:er)?\b|\bvoteringsproposition|\bomröstningsproposition",
    re.I,
)
_PASSIVE = re.compile(
    r"[A-ZÅÄÖ§][^.:!?]{2,220}?\b(?P<verb>godkän(?:des|nes|ns|t)|fastställ(?:des|es|s)|bordla(?:des)|bordläg(?:gs|ges)|avsl(?:ogs|ås)|bif(?:ölls|alls|alles)"
    r"|återremittera(?:des|s)|antogs|antas|antages|lades|läggs|lägges|ansågs|anses|utsågs|utses|valdes|väljs|väljes|överlämna(?:des|s)|remittera(?:des|s)"
    r"|avskrevs|avskrivs|noterades|noteras|tas emot|entlediga(?:des|s)|uppdrogs)\b[^.!?]{0,200}[.]"
)
_TELLING = frozenset(("bakgrund", "överläggning", "beslutsgång", "övrigt", "sammanfattning", "yrkanden", "omröstning"))
"""Sections in which an item without decision headings tells its decision."""
_MODAL = re.compile(
    r"\b(?:föresl\w+|ska|skall|bör|kan|kunde|skulle|borde|om|som|har|hade|sedan|när|yrka\w*|finner|fann)\b", re.I
)


@dataclass(slots=True)
class _Entry:
    """A decision that is being put together."""

    lead: Line | None
    lead_only: bool
    points: list[list[Line]]

    @property
    def lines(self) -> list[Line]:
        return [*([self.lead] if self.lead else []), *(line for point in self.points for line in point)]


def find_decisions(state: State, doc: Doc) -> list[Decision]:
    """Decisions in text order; the section and the kind of the document tell which are decided, proposed or quoted."""
    every = lines(state.flow)
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
        for line in every:
            at = bisect_right(starts, line.span[0]) - 1
            inside = at >= 0 and line.span[0] < items[at][1]
            if inside or not part.passage.span[0] <= line.span[0] < part.passage.span[1]:
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
    if kind in ("protokoll", "protokollsutdrag") and not any(d.status == "decided" for d in found):
        found += _told(state, item)
    return found


def _lines_of(span: Span, every: list[Line]) -> list[Line]:
    return [line for line in every if span[0] <= line.span[0] < span[1] or line.span[0] < span[0] < line.span[1]]


def _of_section(state: State, item: Item | None, section: Section, every: list[Line]) -> Iterator[Decision]:
    heading = _heading(state, section)
    part = _part_at(state, section.passage.span[0])
    status = _STATUS[section.role]
    if status == "decided" and (part.kind if part else state.head.kind) in _PROPOSING:
        status = "proposed"
    for entry in _entries(state, _lines_of(section.passage.span, every), section.passage.span):
        decision = _decision(state, item, entry, status, heading, section)
        if decision is not None:
            yield decision


def _heading(state: State, section: Section) -> str:
    """The heading above a section, or before it in its line."""
    text = state.flow.text
    start = section.passage.span[0]
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip():
        return text[line:start].strip()
    above = text.rfind("\n", 0, max(line - 1, 0)) + 1
    return text[above : max(line - 1, 0)].strip()


# Putting lines together


def _entries(state: State, of_section: list[Line], span: Span) -> list[_Entry]:
    """The decisions in the lines of a section: each lead-in with its points; lines without one are points together."""
    entries: list[_Entry] = []
    outer: str | None = None
    for at, line in enumerate(of_section):
        if _NO_POINT.search(line.text):
            continue
        marker = _marker(line)
        lead = _LEAD_IN.match(_bare(line)) if marker in ("", "att") else None
        following = _marker(of_section[at + 1]) if at + 1 < len(of_section) else ""
        opens = following != "" or (at + 1 < len(of_section) and of_section[at + 1].text[0].islower())
        entry = entries[-1] if entries else None
        if marker == "" and (lead or (line.text.endswith(":") and following and not _is_heading_of_points(line, entry))):
            whole = not opens or line.text.endswith(".")
            entries.append(_Entry(line, not whole, []))
            outer = None
        elif entry is None:
            entries.append(_Entry(None, False, [[line]]))
            outer = marker
        elif marker and (outer is None or marker == outer or outer == "bullet"):
            outer = outer or marker
            entry.points.append([line])
        elif marker and entry.points:
            entry.points[-1].append(line)
        elif line.text[0].islower() and not entry.points:
            entry.points.append([line])
            outer = outer or "att"
        elif line.text[0].islower():
            entry.points[-1].append(line)
        elif entry.lead is None or (entry.lead_only and not entry.points):
            entry.points.append([line])
        elif action_of(line.text) and not _MODAL.search(line.text[:60]):
            entries.append(_Entry(None, False, [[line]]))
            outer = marker
    return entries


def _is_heading_of_points(line: Line, entry: _Entry | None) -> bool:
    """Whether a line with a colon goes on with the list of an entry (*Stå bakom målen:*) and opens none of its own."""
    return entry is not None and entry.lead is not None and not _LEAD_IN.match(line.text)


def _marker(line: Line) -> str:
    """How a line opens a point: `number`, `att`, `bullet`, or not at all."""
    if line.label:
        return "number" if any(letter.isalnum() for letter in line.label) else "bullet"
    if _THAT.match(line.text):
        return "att"
    if _NUMBERED.match(line.text):
        return "number"
    if _BULLET.match(line.text) or line.block.kind == "item":
        return "bullet"
    return ""


def _bare(line: Line) -> str:
    """The words of a point without bullet or number."""
    text = _SPACED_THAT.sub("att", line.text)
    if _THAT.match(text):
        text = re.sub(r"^[-–—•]\s*", "", text)
    else:
        text = _BULLET.sub("", _NUMBERED.sub("", text, count=1), count=1) if _marker(line) else text
    return re.sub(r"\s+", " ", text).strip()


def _decision(
    state: State, item: Item | None, entry: _Entry, status: Status, heading: str, section: Section
) -> Decision | None:
    of_entry = entry.lines
    start = max(of_entry[0].span[0], section.passage.span[0])
    end = of_entry[-1].span[1]
    text = "\n".join(re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in state.flow.words((start, end)).split("\n"))
    points = [" ".join(_bare(line) for line in point) for point in entry.points]
    lead = _bare(entry.lead) if entry.lead else ""
    if entry.lead and not entry.lead_only:
        points = [_after_verb(lead), *points] if points else [lead]
    first = f"{lead} {points[0]}" if entry.lead_only and points else points[0] if points else lead
    action = action_of(lead) if lead and not entry.lead_only else action_of(first)
    if action is None and adopts(first):
        action = "bifalla"
    if action is None and not (entry.lead or status != "decided" or len(text) > 15):
        return None
    match = _LEAD_IN.match(lead)
    if status == "decided" and match and _PAST.search(match["verb"]) and _TOLD.search(lead[match.end() :][:50]):
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
        tuple(addressees(lead, points)),
        tuple(_recipients(item)) if status == "decided" else (),
        proposal,
    )


def _after_verb(lead: str) -> str:
    """The first point of a lead-in that holds it: what follows *beslutar*."""
    match = re.search(r"\bbeslut(?:ar|ade)\s+(?=att\b)", lead)
    return lead[match.end() :] if match else lead


def _who_and_when(
    state: State, status: Status, lead_in: re.Match[str] | None, lead: str, heading: str, offset: int
) -> tuple[str | None, str | None]:
    """Body and day of a decision: its lead-in, then the heading above it, then the meeting."""
    part = _part_at(state, offset)
    own = (part.body if part else None) or state.head.body
    own_date = (part.date if part else None) or state.head.date
    body = full_name(lead_in["body"], own) if lead_in else None
    named = find_bodies(heading)
    if body is None and status != "proposed" and named:
        body = full_name(named[0][1], own)
    days = [
        e.period()[0] for e in parse_dates(f"{heading}\n{lead if status == 'quoted' else ''}") if e.unit == "day" and e.year
    ]
    if status == "quoted":
        return body or own, days[0] if days else None
    return body or own, days[0] if days and status == "decided" and part and part.date is None else own_date


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
        if not (_QUOTE.search(line.text) or (_LEAD_IN.match(line.text) and re.search(r"besluta(?:de|t) att:?\Z", line.text))):
            continue
        following: list[Line] = []
        for later in of_section[at + 1 :]:
            if not _marker(later) and not later.text.endswith(":") and not later.text[0].islower() and following:
                break
            following.append(later)
        for entry in _entries(state, [line, *following], section.passage.span)[:1]:
            if (decision := _decision(state, item, entry, "quoted", "", section)) is not None:
                yield decision


def _told(state: State, item: Item) -> Iterator[Decision]:
    """The decision of an item without decision headings: its last sentence in the passive or of the meeting body itself."""
    part = _part_at(state, item.passage.span[0])
    own = (part.body if part else None) or state.head.body
    own_date = (part.date if part else None) or state.head.date
    for section in reversed(item.sections):
        if section.role not in _TELLING:
            continue
        for span in reversed(list(sentences_within(state.flow.text, section.passage.span))):
            sentence = state.flow.words(span)
            action = action_of(sentence) if _is_act(sentence, own) else None
            if action is None:
                continue
            passage = Passage(span, certainty="trolig")
            yield Decision(
                passage, item.number, sentence, (sentence,), action, "decided", own, own_date,
                tuple(addressees("", [sentence])), tuple(_recipients(item)),
            )  # fmt: skip
            return


def _is_act(sentence: str, own: str | None) -> bool:
    """Whether a sentence says what the meeting itself did: in the passive, or with its body for a subject."""
    if passive := _PASSIVE.match(sentence):
        return not _MODAL.search(sentence[: passive.end("verb") - passive.start()])
    active = _LEAD_IN.match(sentence)
    if not active or own is None or _TOLD.search(sentence[active.end() :][:40]) or active["verb"].startswith("före"):
        return False
    name = active["body"].casefold().removesuffix("en").removesuffix("et")
    return name in own.casefold() or own.casefold() in active["body"].casefold()
