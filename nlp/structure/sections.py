"""The sections of an item: stretches with one role each, told by their headings, or by how a paragraph begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import cast

from corpus.findings import Passage, Role, Section
from corpus.flow import Flow
from corpus.vocabulary import plain, vocabulary
from nlp.structure.headings import body_pattern, heading_role, inline_heading
from nlp.structure.lines import Line

RULE = re.compile(r"[_–—-]{4,}|[*=]{3,}|[.…]{5,}")
"""A line that closes a paragraph of minutes."""
_END_WORDS = re.compile(
    r"(?:denna |ovanstående )?paragraf(?:en)?\s?(?:är|förklaras|justeras)?\s?(?:omed\w{3,7}rt )?justera[dts]", re.IGNORECASE
)
_LEAD_IN = re.compile(
    r"(?P<body>[A-ZÅÄÖ][\w:-]*(?:,? (?:och |samt )?[\w-]+){0,5}?) "
    r"(?P<verb>beslutar|beslutade|beslöt|föreslår|noterar|lägger|utser|väljer|godkänner|fastställer|antar|återremitterar|"
    r"bordlägger|uppdrar|ger|rekommenderar|tillstyrker|avstyrker|ställer sig bakom|bifaller|avslår|beviljar|tackar|överlämnar|"
    r"förlänger|säger upp|antecknar|delegerar|medger|anslår|avskriver|upphäver|remitterar)\b(?P<rest>.{0,80})"
)
_PAST = ("beslutade", "beslöt")
_TOLD = re.compile(
    r"\d{4}|§|\bden \d|\bi (?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b"
)
_ORDER = re.compile(r"\b(?:proposition|votering|omröstning|besluts(?:ordning|gång)|följande ordning)")
_CLOSED: frozenset[Role] = frozenset(("beslut", "förslag", "tidigare beslut", "expediering", "bilagor"))
"""Roles within which a lead-in ("Nämnden beslutar att") opens nothing: it belongs to what is there."""


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

    def close() -> None:
        if current.lines and (section := _section(current, flow)):
            result.append(section)

    for line in lines:
        if RULE.fullmatch(line.text) or ends_item(line.text):
            continue
        opens = line.block.kind != "cell" or (line.block.column == 0 and (line.block.table in layout or not minutes))
        capital = line.marked or not line.text[0].islower()  # "att fastställa budget enligt nämndens förslag" is a point
        if opens and capital and (line.block.kind != "item" or line.marked) and (role := heading_role(line.text)):
            lead_in = _LEAD_IN.match(line.text)
            if not lead_in:
                close()
                current, before = _Open(role, headed=True), None
                lead_ins.clear()
                continue
        if opens and (inline := inline_heading(line.text)) and line.block.kind != "item":
            close()
            current, before = _Open(inline[0], headed=True, start=line.span[0] + inline[1]), None
            current.lines.append(line)
            continue
        if minutes and line.block.kind in ("paragraph", "heading") and line.first:
            if _is_lead_in(line, current, body, lead_ins):
                close()
                current, before = _Open("beslut", headed=False), None
            elif cue := _cue(line, current):
                role, once = cue
                close()
                before = (before or current.role) if once else None
                current = _Open(role, headed=False)
            elif before is not None:
                close()
                current, before = _Open(before, headed=False), None
        current.lines.append(line)
    close()
    return tuple(result)


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


def _is_lead_in(line: Line, current: _Open, body: str | None, lead_ins: set[str]) -> bool:
    """Whether a paragraph without a heading begins a decision of the meeting.

    Within a proposal it does so where the proposal's own lead-in is repeated.
    """
    match = _LEAD_IN.match(line.text)
    if not match:
        return False
    words = plain(line.text)
    if current.role == "förslag":
        if words in lead_ins and len(current.lines) > 1:
            return True
        lead_ins.add(words)
        return False
    if current.role in _CLOSED or not _same_body(match["body"], body):
        return False
    if current.role in ("beslutsgång", "omröstning") and (not match["verb"].startswith("besl") or _ORDER.search(match["rest"])):
        return False
    told = _TOLD.search(match["rest"][:45])
    return not (told and (match["verb"] in _PAST or match["verb"] == "föreslår"))


def _same_body(words: str, body: str | None) -> bool:
    """Whether words name the body that meets: by its name, a part of it or its kind ("Nämnden")."""
    if body is None:
        return re.fullmatch(body_pattern(), words.casefold()) is not None
    called, name = words.casefold(), body.casefold()
    stem = called.removesuffix("en").removesuffix("et").removesuffix("s")
    return stem in name or name in called or (called.isascii() and called.isupper())


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
    start = line.text[:400]
    words = start.casefold()
    for role, once, telling, pattern in _cues():
        if any(word in words for word in telling) and pattern.search(start):
            if role == current.role or (current.headed and not current.lines and current.role != "överläggning"):
                return None
            if current.role in ("tidigare beslut", "förslag") and role in ("protokollsanteckning", "jäv"):
                return None
            return role, once
    return None


def ends_item(text: str) -> bool:
    """Whether a line says that the paragraph is adjusted, which ends it."""
    return len(text) < 80 and _END_WORDS.match(text) is not None
