"""What of a document goes into the index: one record an item, and one a stretch between items, so that nothing drops out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import itemgetter
from pathlib import PurePath
from typing import Protocol, TypeVar

from corpus.document import Block, Document, Span
from corpus.findings import Findings, Item, Member, Part, Passage
from corpus.flow import running_text
from corpus.personal import mask
from corpus.store.documents import Stored

_LONG = 2000
"""Characters at which a stretch outside items is cut at the next block: a hit should be a passage, not a file."""
_TITLE = 200
SECRET = "sekretess"
"""The title of an item that the minutes mark as secret, and all that is shown of it."""


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """What a search finds: an item, or a stretch of text outside the items.

    The spans of a document's records tile its text; `spans` are the pieces of it that are searched, page furniture left out.
    """

    document: str
    """By its content hash."""
    number: int
    """Its place among the records of the document, from 0."""
    file: str
    path: str
    item: str | None
    title: str | None
    page: int
    span: Span
    spans: tuple[Span, ...]
    date: str | None
    body: str | None
    kind: str
    text: str = ""
    """What is searched; empty for an item that is secret."""
    context: str = ""
    """What holds for the whole document: its title, kind, body, day, diary numbers and file name."""
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    decided: str = ""
    """The words of the text that decide something."""


def records(stored: Stored) -> tuple[IndexRecord, ...]:
    """The records of a document, in text order; at least one, so that every document can be found by its name."""
    document, findings = stored.document, stored.findings
    stretches = list(_stretches(document, findings)) or [_Stretch(None, ())]
    starts = [0, *(stretch.blocks[0].span[0] for stretch in stretches[1:]), len(document.text)]
    path = mask(stored.paths[0]) if stored.paths else document.source.name
    return tuple(
        _record(stored, stretch, number, span, path)
        for number, (stretch, span) in enumerate(zip(stretches, pairwise(starts), strict=True))
    )


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Blocks that become one record."""

    item: Item | None
    blocks: tuple[Block, ...]
    title: str | None = None


def _stretches(document: Document, findings: Findings) -> Iterator[_Stretch]:
    """The items and the stretches between them, cut at headings, at the documents within the file and where they grow long."""
    items = sorted(findings.items, key=lambda item: item.passage.span)
    limits = [*(item.passage.span[0] for item in items), len(document.text)][1:]
    bounds = [(item.passage.span[0], min(item.passage.span[1], limit), item) for item, limit in zip(items, limits, strict=True)]
    cuts = sorted({edge for start, end, _ in bounds for edge in (start, end)})
    within: Item | None = None
    gathered: list[Block] = []
    title: str | None = None
    part_starts = {part.passage.span[0] for part in findings.parts}
    at = 0
    for block in _cut(document.blocks, cuts):
        start = block.span[0]
        while at < len(bounds) and bounds[at][1] <= start:
            at += 1
        item = bounds[at][2] if at < len(bounds) and bounds[at][0] <= start else None
        heading = block.kind == "heading"
        fresh = item is not within or (item is None and gathered and (
            start in part_starts
            or (heading and any(before.kind != "heading" for before in gathered))
            or (start - gathered[0].span[0] > _LONG and not _same_row(gathered[-1], block))
        ))  # fmt: skip
        if fresh and gathered:
            yield _Stretch(within, tuple(gathered), title)
            gathered = []
        if item is None and heading:
            title = " ".join(document.words(block.span).split())[:_TITLE]
        elif item is not None:
            title = None
        within = item
        gathered.append(block)
    if gathered:
        yield _Stretch(within, tuple(gathered), title)


def _cut(blocks: Iterable[Block], cuts: list[int]) -> Iterator[Block]:
    """The blocks that are searched, cut in two where an item begins or ends within one."""
    for block in blocks:
        start, end = block.span
        if block.kind == "furniture" or start == end:
            continue
        within = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        if within:
            for piece in pairwise([start, *within, end]):
                yield replace(block, span=piece, continues=block.continues and piece[0] == start)
        else:
            yield block


def _same_row(before: Block, block: Block) -> bool:
    return before.kind == block.kind == "cell" and (before.table, before.row) == (block.table, block.row)


def _record(stored: Stored, stretch: _Stretch, number: int, span: Span, path: str) -> IndexRecord:
    document, head, item = stored.document, stored.findings.head, stretch.item
    part = _part(stored.findings, stretch.blocks[0].span[0] if stretch.blocks else 0)
    date = part.date if part and part.date else head.date
    body = part.body if part and part.body else head.body
    kind = part.kind if part else head.kind
    secret = item is not None and item.secret
    title = SECRET if secret else item.title if item else stretch.title
    title = mask(title) if title else None
    decisions = [] if secret else [entry for entry in _within(stored.findings.decisions, span) if entry.status == "decided"]
    facets: dict[str, tuple[str, ...]] = {
        "year": _once([date[:4] if date else None]),
        "organisation": _once([head.organisation]),
        "body": _once([body]),
        "kind": (kind,),
    }
    if not secret:
        facets |= _facets(stored.findings, item, span)
    start = stretch.blocks[0].span[0] if stretch.blocks else 0
    return IndexRecord(
        document=stored.sha256,
        number=number,
        file=document.source.name,
        path=path,
        item=item.number if item else None,
        title=title,
        page=max(bisect_right(document.pages, start, key=itemgetter(0)), 1),
        span=span,
        spans=() if secret else _joined(block.span for block in stretch.blocks),
        date=date,
        body=body,
        kind=kind,
        text="" if secret else mask(running_text(document, stretch.blocks)),
        decided=mask("\n".join(decision.text for decision in decisions)),
        context="\n".join(_context(stored, part, item, date, body, kind, first=number == 0)),
        facets=facets,
    )


def _context(
    stored: Stored, part: Part | None, item: Item | None, date: str | None, body: str | None, kind: str, *, first: bool
) -> tuple[str, ...]:
    """What is known of a record beside its own words. The first one has the page headers too: a diary number may stand
    nowhere else."""
    document, head = stored.document, stored.findings.head
    name = PurePath(document.source.name).stem.replace("_", " ")
    of_item = (f"§ {item.number}", *(() if item.secret else item.dnr)) if item else ()
    headers = [document.words(block.span) for block in document.blocks if block.kind == "furniture"] if first else []
    titles = (part.title if part else None, head.title)
    return _once([*titles, kind, body, head.organisation, date, name, *of_item, *head.dnr, *headers])


def _part(findings: Findings, offset: int) -> Part | None:
    """The document within the file that an offset stands in."""
    before = [part for part in findings.parts if part.passage.span[0] <= offset]
    return before[-1] if before else findings.parts[0] if findings.parts else None


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that only a blank, tab or line break parts made one."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and start - joined[-1][1] <= 1:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def _facets(findings: Findings, item: Item | None, span: Span) -> dict[str, tuple[str, ...]]:
    """The values that what was found within a span gives."""
    members = [
        *(member for entry in _within(findings.motions, span) for member in entry.by),
        *(member for entry in _within(findings.reservations, span) for member in entry.by),
        *(Member(entry.name, entry.party) for entry in _within(findings.attendance, span)),
    ]
    references = _within(findings.references, span)
    return {
        "action": _once(entry.action for entry in _within(findings.decisions, span) if entry.status == "decided"),
        "responsible": _once(name for entry in _within(findings.assignments, span) for name in entry.responsible),
        "person": _once(
            [
                *(item.presenters if item else ()),
                *(member.name for member in members),
                *(entry.name for entry in _within(findings.names, span) if entry.kind == "person"),
            ]
        ),
        "party": _once(member.party for member in members),
        "dnr": _once([*(item.dnr if item and item.dnr else findings.head.dnr), *(entry.dnr for entry in references)]),
    }


class _Found(Protocol):
    @property
    def passage(self) -> Passage: ...


_Entry = TypeVar("_Entry", bound=_Found)


def _within(entries: Iterable[_Entry], span: Span) -> list[_Entry]:
    """The entries whose passage begins within a span."""
    return [entry for entry in entries if span[0] <= entry.passage.span[0] < span[1]]


def _once(values: Iterable[str | None]) -> tuple[str, ...]:
    """The values that are known, each once whatever its capitals, in order."""
    found: dict[str, str] = {}
    for value in values:
        if value and (folded := value.casefold()) not in found:
            found[folded] = mask(value)
    return tuple(found.values())
