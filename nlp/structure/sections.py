"""The sections of an item: stretches with one role each, told by their headings, or by how a paragraph begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import cast

from corpus.findings import Passage, Role, Section
from corpus.flow import Flow
from corpus.vocabulary import plain, vocabulary
from nlp.structure.headings import body_pattern, heading_role, inline_heading
from nlp.structure.lines import Line
from nlp.who.bodies import is_called
from nlp.wording.actions import is_past, is_told, leads_in
from nlp.wording.sentences import sentences

RULE = re.compile(r"[_–—-]{4,}|[*=]{3,}|[.…]{5,}")
"""A line that closes a paragraph of minutes."""
_END_WORDS = re.compile(
    r"(?:denna |ovanstående )?paragraf(?:en)?\s?(?:är|förklaras|justeras)?\s?(?:omed\w{3,7}rt )?justera[dts]", re.IGNORECASE
)
_ON_MOTION = re.compile(r"\s?\w{0,20}yrkande(?:t|na)\b[^.\n]{0,40}\.?")
"""What a body's *bifaller* or *avslår* is about, where the decision itself comes under a heading below."""
_ORDER = re.compile(r"\b(?:proposition|votering|omröstning|besluts(?:ordning|gång)|följande ordning)")
_CLOSED: frozenset[Role] = frozenset(("beslut", "förslag", "tidigare beslut", "expediering", "bilagor"))
"""Roles within which a lead-in ("Nämnden beslutar att") opens nothing: it belongs to what is there."""


_MIXED: frozenset[Role] = frozenset(("beslut", "beslutsgång", "överläggning", "yrkanden", "omröstning"))
"""Roles of headings under which a paragraph may go on with something else."""
_LAYOUT = 2
"""Cells that a row has at most where a table only serves layout."""


@dataclass(slots=True)
class _Open:
    """The section that is being read."""

    role: Role
    headed: bool
    lines: list[Line] = field(default_factory=list)
    start: int | None = None
    """Where its text begins, if within its first line."""


def find_sections(lines: list[Line], flow: Flow, *, body: str | None, minutes: bool) -> tuple[Section, ...]:
    """The sections in the lines under an item's title, in order; lines before the first heading are `bakgrund`.

    `body` is the name of the body that meets; `minutes` whether the document tells what happened, so that paragraphs show their
    role by their words too.
    """
    result: list[Section] = []
    current = _Open("bakgrund", headed=False)
    before: Role | None = None
    """The role to go back to after a paragraph that has its own."""
    layout = _layout_tables(lines)
    lead_ins: set[str] = set()
    roles = [heading_role(line.text) for line in lines]
    inlines = [inline_heading(line.text) for line in lines]
    told = (at for at, inline in enumerate(inlines) if "beslut" in (roles[at], inline and inline[0]))
    ruled = max(told, default=-1)
    """The last line that is a heading of the decision: what is bifallet before it is a yrkande."""

    def close() -> None:
        if current.lines and (section := _section(current, flow)):
            result.append(section)

    for at, line in enumerate(lines):
        if RULE.fullmatch(line.text) or ends_item(line.text):
            continue
        opens = line.block.kind != "cell" or (line.block.column == 0 and (line.block.table in layout or not minutes))
        capital = line.marked or not line.text[0].islower()  # "att fastställa budget enligt nämndens förslag" is a point
        heads = opens and capital and (line.block.kind != "item" or line.marked)
        if heads and (role := roles[at]) and not leads_in(line.text):
            close()
            current, before = _Open(role, headed=True), None
            lead_ins.clear()
            continue
        if opens and (inline := inlines[at]) and line.block.kind != "item":
            close()
            current, before = _Open(inline[0], headed=True, start=line.span[0] + inline[1]), None
            current.lines.append(line)
            continue
        if not minutes or not _is_paragraph(line):
            current.lines.append(line)
            continue
        if _is_lead_in(line, current, body, lead_ins, ruled=at < ruled):
            close()
            current, before = _Open("beslut", headed=False), None
            current.lines.append(line)
            continue
        for nth, piece in enumerate(_pieces(line, current)):
            if cue := _cue(piece, current):
                role, once = cue
                close()
                before = (before or current.role) if once else None
                current = _Open(role, headed=False)
            elif before is not None and nth == 0:
                close()
                current, before = _Open(before, headed=False), None
            current.lines.append(piece)
    close()
    return tuple(result)


def _is_paragraph(line: Line) -> bool:
    """Whether a line begins a paragraph of running text, which a cell beside the title or the number may hold."""
    if line.block.kind == "cell":
        return line.width <= _LAYOUT and not line.block.head
    return line.block.kind in ("paragraph", "heading") and line.first


def _pieces(line: Line, current: _Open) -> Iterator[Line]:
    """A paragraph, cut before each sentence that shows another role: clerks write them without a break."""
    start = 0
    if not current.headed or current.role in _MIXED:
        for begin, end in sentences(line.text):
            if begin and _cue_of(line.text[begin:end]):
                yield _cut(line, start, begin)
                start = begin
    yield _cut(line, start, len(line.text)) if start else line


def _cut(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end].rstrip()
    begin = line.span[0] + start
    return line._replace(text=text, span=(begin, begin + len(text)))


def _section(opened: _Open, flow: Flow) -> Section | None:
    start = opened.lines[0].span[0] if opened.start is None else opened.start
    end = opened.lines[-1].span[1]
    return Section(Passage((start, end)), opened.role, flow.words((start, end)))


def _layout_tables(lines: list[Line]) -> set[int]:
    """The tables that only serve layout: headings stand in their first column, two columns at most."""
    wide = {line.block.table for line in lines if line.block.kind == "cell" and line.width > 2}
    return {
        line.block.table
        for line in lines
        if line.block.table is not None and line.block.table not in wide and line.block.column == 0 and heading_role(line.text)
    }


def _is_lead_in(line: Line, current: _Open, body: str | None, lead_ins: set[str], *, ruled: bool) -> bool:
    """Whether a paragraph without a heading begins a decision of the meeting.

    Within a proposal it does so where the proposal's own lead-in is repeated, or where the proposal is one whole line beside
    its heading (*Förslag: 3 maj och 7 juni.*). `ruled` tells that a heading of the decision is still to come.
    """
    match = leads_in(line.text)
    if not match or match["verb"] in ("anser", "ansåg"):
        return False
    rest = line.text[match.end() :][:80] if match.string == line.text else ""
    if current.role == "förslag":
        words = plain(line.text)
        if words in lead_ins and len(current.lines) > 1:
            return True
        lead_ins.add(words)
        beside = current.start is not None and len(current.lines) == 1 and current.lines[0].text.endswith(".")
        return beside and not ruled and _same_body(match["body"], body)
    if ruled and _ON_MOTION.fullmatch(rest):
        return False
    if current.role in _CLOSED or not _same_body(match["body"], body):
        return False
    if current.role in ("beslutsgång", "omröstning") and (not _decides(match["verb"], rest) or _ORDER.search(rest)):
        return False
    return not (is_told(rest) and (is_past(match["verb"]) or match["verb"] == "föreslår"))


def _decides(verb: str, rest: str) -> bool:
    """Whether a lead-in is that of the decision itself, and not of how the meeting proceeds."""
    return verb.startswith("besl") or (verb.startswith("föresl") and (" besluta" in rest or rest.endswith("fullmäktige")))


def _same_body(words: str, body: str | None) -> bool:
    """Whether words name the body that meets; where it is unknown, any body."""
    if body is None:
        return words.isupper() or re.fullmatch(body_pattern(), words.casefold()) is not None
    return is_called(words, body) or (words.isascii() and words.isupper())


@cache
def _cues() -> tuple[tuple[Role, bool, tuple[str, ...], re.Pattern[str]], ...]:
    return tuple(
        (
            cast(Role, role),
            entry.get("once", False),
            tuple(entry["words"]),
            re.compile("|".join(entry["patterns"]), re.IGNORECASE),
        )
        for role, entry in vocabulary("cues").items()
    )


def _cue(line: Line, current: _Open) -> tuple[Role, bool] | None:
    """The role that a paragraph shows by its words, and whether it alone has it."""
    cue = _cue_of(line.text)
    if cue is None or cue[0] == current.role or (current.headed and not current.lines and current.role != "överläggning"):
        return None
    if current.role in ("tidigare beslut", "förslag") and cue[0] in ("protokollsanteckning", "jäv"):
        return None
    return cue


@cache
def _telling() -> frozenset[str]:
    """The words of all cues: a paragraph without them shows no role."""
    return frozenset(word for _, _, telling, _ in _cues() for word in telling)


def _cue_of(text: str) -> tuple[Role, bool] | None:
    start = text[:400]
    words = start.casefold()
    for role, once, telling, pattern in _cues() if any(map(words.__contains__, _telling())) else ():
        if any(map(words.__contains__, telling)) and pattern.search(start):
            return role, once
    return None


def ends_item(text: str) -> bool:
    """Whether a line says that the paragraph is adjusted, which ends it."""
    return len(text) < 80 and _END_WORDS.match(text) is not None
