"""`search(archive, query)`: the best passages for a query, with facets.

Passages that hold all words of the query come first. Where they are few, those follow whose document holds all words elsewhere,
then those that hold the weightier part of them; `Hit.missing` tells which words a passage lacks. A word that no passage holds
is replaced by the nearest word of the archive (then `suggestion` is the query as it was understood) or left out (`ignored`).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from corpus.document import Span
from corpus.errors import UsageError
from corpus.store import documents, ledger
from corpus.store.archive import Archive
from corpus.store.documents import identifier
from index.asked import Asked, rewritten, said, understand, within_reach
from index.clauses import Any
from index.counts import FacetValue, facet_values
from index.engine import Index, open_index
from index.explain import Reason, reasons
from index.query import Group, any_of, parse
from index.ranking import Ranked, Ranking, rank
from index.records import IndexRecord, records
from index.snippets import snippet


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found; the keys of `search --json`."""

    document: str
    file: str
    path: str
    item: str | None
    title: str | None
    page: int
    """Where the first of the words stands."""
    span: Span
    date: str | None
    body: str | None
    kind: str
    score: float
    """Comparable among hits that miss as many words; hits come in order of what they miss, then of their score."""
    snippet: str
    marks: tuple[Span, ...]
    """What was found, within the snippet."""
    missing: tuple[str, ...] = ()
    """Words of the query that the passage lacks."""
    reasons: tuple[Reason, ...] = ()
    """Why it was found, where that was asked for."""


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What `search --json` prints."""

    query: str
    total: int
    """Of passages."""
    whole: int
    """Of passages that hold all that was asked for, without `ignored`."""
    complete: bool
    """Whether every file that was imported is in the archive whole, and all of it was searched."""
    took_ms: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[FacetValue, ...]] = field(default_factory=dict)
    """The most frequent values of each facet over all that was found."""
    suggestion: str | None = None
    ignored: tuple[str, ...] = ()
    """Words of the query that stand nowhere in the archive and were left out."""


def search(
    archive: Archive,
    query: str,
    *,
    filters: Mapping[str, Sequence[str]] | None = None,
    since: str | None = None,
    until: str | None = None,
    sort: Literal["relevance", "date"] = "relevance",
    limit: int = 10,
    page: int = 1,
    explain: bool = False,
) -> SearchAnswer:
    """Searches an archive.

    `filters` has accepted values by the names of facets: one of each facet's values must fit. `since` and `until` are days,
    months or years. Pages count from 1. `explain` tells of each hit why it was found. Raises UsageError for a query or day
    that can't be understood, ArchiveError for a damaged index.
    """
    began = time.perf_counter()
    parsed = parse(query)
    if not (parsed.groups or parsed.unwanted or filters or since or until):
        raise UsageError(
            "Sökningen säger inte vad som söks.", "Skriv ett eller flera ord, till exempel: klubbat search färdtjänst"
        )
    with open_index(archive.index) as index:
        asked = understand(index, parsed, filters or {}, since, until)

        def ranking(asked: Asked) -> Ranking:
            clauses = [any_of(group) for group in asked.words]
            return rank(index, clauses, asked.within, page * limit, newest=sort == "date")

        found = ranking(asked)
        if not found.whole:
            asked = within_reach(index, asked)
            if asked.ignored or asked.corrected:
                found = ranking(asked) if asked.words else Ranking(index.match(Any(())), (), ())
        ranked = [*found.first, *found.nearly]
        if sort == "date" and found.nearly:
            day = {number: values[0] for number, values in index.values("date", [one.number for one in ranked]) if values}
            ranked.sort(key=lambda one: day.get(one.number, ""), reverse=True)
        hits = tuple(_hits(archive, index, ranked[(page - 1) * limit : page * limit], asked.words, explain=explain))
        facets = facet_values(index, found)
        whole = bool(index.stamp) and documents.all_indexed(archive)
    counts = ledger.counts(archive)
    return SearchAnswer(
        query=query,
        total=len(found.whole) + len(found.nearly),
        whole=len(found.whole),
        complete=whole and not any(counts[state] for state in ("failed", "partial", "waiting")),
        took_ms=round((time.perf_counter() - began) * 1000),
        hits=hits,
        facets=facets,
        suggestion=rewritten(query, asked.corrected),
        ignored=asked.ignored,
    )


def _hits(archive: Archive, index: Index, shown: Iterable[Ranked], words: Sequence[Group], *, explain: bool) -> Iterable[Hit]:
    """The records that are shown, with their snippets."""
    texts: dict[str, _Text] = {}
    for found in shown:
        record = index.record(found.number)
        if record.document not in texts:
            texts[record.document] = _text(documents.raw(archive, record.document))
        text = texts[record.document]
        piece = snippet(text.text, record.spans, [part for group in words for part in group])
        page = sum(start <= piece.offset for start, _ in text.pages) if piece.marks else record.page
        yield Hit(
            document=identifier(record.document),
            file=record.file,
            path=record.path,
            item=record.item,
            title=record.title,
            page=page,
            span=record.span,
            date=record.date,
            body=record.body,
            kind=record.kind,
            score=round(found.score, 2),
            snippet=piece.text,
            marks=piece.marks,
            missing=tuple(said(words[place]) for place in found.missing),
            reasons=_reasons(archive, record, words) if explain else (),
        )


def _reasons(archive: Archive, record: IndexRecord, words: Sequence[Group]) -> tuple[Reason, ...]:
    """Why a record answers the words; it is made again from its document, since the index keeps no text."""
    return reasons(records(documents.load(archive, record.document))[record.number], words)


class _Text(msgspec.Struct):
    """As much of a document as snippets need."""

    text: str
    pages: list[Span]


_text = msgspec.json.Decoder(_Text).decode
