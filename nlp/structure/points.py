"""The points of a decision: which lines of a section belong to which lead-in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.document import Span
from corpus.findings import Decision
from nlp.structure.lines import Line
from nlp.wording.actions import MODAL, action_of, leads_in

_NUMBERED = re.compile(r"(?:\(?\d{1,2}[.):]|\(?[a-h]\)|[a-h]\.)\s*(?=\S)")
_BULLET = re.compile(r"[-–—•·*▪◦o\ue000-\uf8ff]\s+")
_THAT = re.compile(r"(?:[-–—•]\s*)?(?:att|a t t)(?=\s|$)", re.I)
_UNFINISHED = re.compile(r":\Z|\batt\Z")
"""How a lead-in ends whose points follow, whatever they begin with."""
_APPENDIX = re.compile(r"bilag(?:a|or)\b", re.I)
_SPACED_THAT = re.compile(r"\ba t t\b", re.I)
_BEGINS_NO_POINT = re.compile(
    r"_{3,}|-{3,}|bilaga \d|upprop (?:förrätta|företa|genomför|verkställ)"
    r"|(?:ordföranden|sekreteraren) (?:tacka|förklara|hälsa|informera|fråga|finner|fann|meddela|påminn|konstatera|avsluta)",
    re.I,
)
_NO_POINT = re.compile(
    r"(?:paragrafen|punkten|protokollet|ärendet) (?:är|förklaras?|justeras)\b.{0,25}justera|\blåter\b.{0,40}\banteckna"
    r"|\b(?:ja|nej)-?röst(?:er)?\b|\bvoteringsproposition|\bomröstningsproposition",
    re.I,
)
_IN_NO_POINT = ("justera", "anteckna", "röst", "proposition")
"""Words of which whatever `_NO_POINT` finds has one."""


@dataclass(slots=True)
class Entry:
    """A decision that is being put together."""

    lead: Line | None
    lead_only: bool
    points: list[list[Line]]

    @property
    def lines(self) -> list[Line]:
        """Lead-in and points, in order."""
        return [*([self.lead] if self.lead else []), *(line for point in self.points for line in point)]


def entries(of_section: list[Line]) -> list[Entry]:
    """The decisions in the lines of a section: each lead-in with its points; lines without one are points together."""
    found: list[Entry] = []
    outer: str | None = None
    running = _without_tables(of_section)
    for at, line in enumerate(running):
        if _is_no_point(line.text):
            continue
        entry = found[-1] if found else None
        mark = marker(line)
        if entry and line.marked and (_APPENDIX.match(line.text) or (not mark and _is_foreign(line, entry))):
            break
        following = running[at + 1 : at + 2]
        if mark == "" and _opens_entry(line, following, entry):
            found.append(Entry(line, _has_points(line, following) and not line.text.endswith("."), []))
            outer = None
        elif entry and entry.lead_only and mark == "" and line.text.endswith(":"):
            entry.points.append([line])
            outer = "heading"  # the bullets under it belong to it
        elif entry is None:
            found.append(Entry(None, False, [[line]]))
            outer = mark
        elif mark and (outer is None or mark == outer or outer == "bullet"):
            outer = outer or mark
            entry.points.append([line])
        elif mark and entry.points:
            entry.points[-1].append(line)
        elif line.text[0].islower() and not entry.points:
            entry.points.append([line])
            outer = outer or "att"
        elif line.text[0].islower():
            entry.points[-1].append(line)
        elif entry.lead is None and not _is_said(line) and _is_said(entry.lines[-1]):
            continue  # what the decision is about, listed below it
        elif entry.lead is None or (entry.lead_only and (not entry.points or _is_unfinished(entry.lead))):
            entry.points.append([line])
        elif action_of(line.text) and not MODAL.search(line.text[:60]):
            found.append(Entry(None, False, [[line]]))
            outer = mark
    return found


def _is_no_point(text: str) -> bool:
    """Whether a line among points tells how the meeting proceeded."""
    if _BEGINS_NO_POINT.match(text):
        return True
    words = text.casefold()
    return any(map(words.__contains__, _IN_NO_POINT)) and _NO_POINT.search(text) is not None


def pieces_of(every: list[Line], span: Span) -> list[Span]:
    """The lead-ins and points of the decision at a span of the flow, each with its broken lines; `every` are all lines."""
    first = bisect_left(every, span[0], key=lambda line: line.span[1])
    last = bisect_left(every, span[1], key=lambda line: line.span[0])
    found: list[Span] = []
    for entry in entries(every[first:last]):
        for group in ([entry.lead] if entry.lead else [], *entry.points):
            for at, line in enumerate(group):
                start, end = max(line.span[0], span[0]), min(line.span[1], span[1])
                if marker(line) or (at == 0 and not (entry.points[:1] == [group] and _goes_on(entry.lead, line))):
                    found.append((start, end))
                else:
                    found[-1] = (found[-1][0], end)
    return found or [span]


def adopted(every: Sequence[Decision], decision: Decision) -> Iterator[Decision]:
    """What a decision *enligt förslag* has decided: the proposal that it refers to, as decided there and then."""
    if decision.status == "decided" and decision.refers_to is not None:
        start, end = decision.refers_to.span
        for proposal in every:
            if proposal.status == "proposed" and start <= proposal.passage.span[0] < end:
                yield replace(
                    proposal, status="decided", body=decision.body, date=decision.date, item=decision.item,
                    addressees=decision.addressees,
                )  # fmt: skip


def _goes_on(lead: Line | None, line: Line) -> bool:
    """Whether a line goes on with the sentence of the lead-in above it, which has said what is decided."""
    return lead is not None and line.text[0].islower() and _SAID.search(lead.text) is not None


_SAID = re.compile(r"\batt\s+\w+.{8,}(?<![:;,.])(?<!\boch)(?<!\bsamt)\Z")


def _opens_entry(line: Line, following: list[Line], entry: Entry | None) -> bool:
    """Whether a line is a lead-in: it names a body and its verb, or ends in a colon above a list.

    A heading with a colon within the list of an entry (*Stå bakom målen:*) goes on with that.
    """
    if leads_in(bare(line)):
        return True
    listed = line.text.endswith(":") and following and marker(following[0]) != ""
    return bool(listed) and (entry is None or entry.lead is None)


def _is_foreign(line: Line, entry: Entry) -> bool:
    """Whether a line is the heading of something else that follows a whole decision."""
    whole = line.block.kind == "heading" and entry.lines[-1].block.kind != "heading" and entry.lines[-1].text[-1] == "."
    return whole and not _is_said(line) and not leads_in(line.text)


def _is_said(line: Line) -> bool:
    """Whether a line says something: a whole sentence, or an act."""
    return line.text[-1] in ".!:" or action_of(line.text) is not None


def _has_points(line: Line, following: list[Line]) -> bool:
    """Whether the lines after a lead-in are its points."""
    if not following:
        return False
    return _is_unfinished(line) or marker(following[0]) != "" or following[0].text[0].islower()


def _is_unfinished(line: Line) -> bool:
    """Whether a lead-in says nothing without its points: *Nämnden beslutar att*, *Fullmäktige väljer*."""
    match = leads_in(line.text)
    return _UNFINISHED.search(line.text) is not None or (
        match is not None and match.string == line.text and match.end() == len(line.text)
    )


def _without_tables(of_section: list[Line]) -> list[Line]:
    """The lines of a section without the tables among its paragraphs; one that a sentence runs on into stays (an election)."""
    kept: list[Line] = []
    for line in of_section:
        if line.width < 2 or (kept and not kept[-1].text.endswith((".", "!", "?"))):
            kept.append(line)
    return kept or of_section


def marker(line: Line) -> str:
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


def bare(line: Line) -> str:
    """The words of a point without bullet or number."""
    text = _SPACED_THAT.sub("att", line.text) if "t t" in line.text.casefold() else line.text
    if _THAT.match(text):
        text = re.sub(r"^[-–—•]\s*", "", text)
    elif marker(line):
        text = _BULLET.sub("", _NUMBERED.sub("", text, count=1), count=1)
    return " ".join(text.split())
