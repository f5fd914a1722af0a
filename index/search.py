"""`search(archive, query)`: the best passages for a query, with facets.

Passages that hold all words of the query come first. Where they are few, those follow whose document holds all words elsewhere,
then those that hold the weightier part of them; `Hit.missing` tells which words a passage lacks. A word that no passage holds
is replaced by the nearest word of the archive (then `suggestion` is the query as it was understood) or left out (`ignored`).
"""

from __future__ import annotations

import re
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
from index.analysis import stop_words
from index.clauses import Any, But, Clause, Only
from index.engine import Index, open_index
from index.facets import FACETS
from index.query import Days, Exact, Part, Prefix, Value, Word, any_of, clause, days, parse
from index.ranking import Ranked, Ranking, rank
from index.snippets import snippet
from index.spelling import nearest

_MOST_VALUES = 50


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


@dataclass(frozen=True, slots=True)
class FacetValue:
    """How many of the found passages have a value."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What `search --json` prints."""

    query: str
    total: int
    """Of passages."""
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
) -> SearchAnswer:
    """Searches an archive.

    `filters` has accepted values by the names of facets: one of each facet's values must fit. `since` and `until` are days,
    months or years. Pages count from 1. Raises UsageError for a query or day that can't be understood, ArchiveError for
    a damaged index.
    """
    began = time.perf_counter()
    asked = parse(query)
    if not (asked.groups or asked.unwanted or filters or since or until):
        raise UsageError(
            "Sökningen säger inte vad som söks.", "Skriv ett eller flera ord, till exempel: klubbat search färdtjänst"
        )
    with open_index(archive.index) as index:
        groups = without_stop_words(asked.groups)
        words: Groups = [group for group in groups if not _is_condition(group)]
        conditions = [any_of(group) for group in groups if _is_condition(group)] + _conditions(filters or {}, since, until)
        unwanted = [clause(part) for part in asked.unwanted]

        def within(found: Clause) -> Clause:
            for condition in conditions:
                found = Only(found, condition)
            return But(found, Any(tuple(unwanted))) if unwanted else found

        def ranking(words: Groups) -> Ranking:
            return rank(index, [any_of(group) for group in words], within, page * limit, newest=sort == "date")

        found = ranking(words)
        ignored: tuple[str, ...] = ()
        corrected: dict[str, str] = {}
        if not found.whole:
            words, ignored, corrected = _known(index, words)
            if ignored or corrected:
                found = ranking(words) if words else Ranking(index.match(Any(())), (), ())
        ranked = [*found.first, *found.nearly]
        if sort == "date" and found.nearly:
            day = {number: values[0] for number, values in index.values("date", [one.number for one in ranked]) if values}
            ranked.sort(key=lambda one: day.get(one.number, ""), reverse=True)
        hits = tuple(_hits(archive, index, ranked[(page - 1) * limit : page * limit], words))
        facets = _facets(index, found)
        whole = bool(index.stamp) and all(documents.indexed(archive).values())
    counts = ledger.counts(archive)
    return SearchAnswer(
        query=query,
        total=len(found.whole) + len(found.nearly),
        complete=whole and not any(counts[state] for state in ("failed", "partial", "waiting")),
        took_ms=round((time.perf_counter() - began) * 1000),
        hits=hits,
        facets=facets,
        suggestion=_corrected(query, corrected),
        ignored=ignored,
    )


Groups = Sequence[Sequence[Part]]


def _is_condition(group: Sequence[Part]) -> bool:
    """Whether a group says where to look, not what for."""
    return all(isinstance(part, Value | Days) for part in group)


def without_stop_words(groups: Groups) -> Groups:
    """The groups of a query without words that say nothing, unless there are no others."""
    telling = [
        group for group in groups if not (len(group) == 1 and isinstance(group[0], Word) and group[0].form in stop_words())
    ]
    return telling if any(not _is_condition(group) for group in telling) else groups


def _known(index: Index, words: Groups) -> tuple[Groups, tuple[str, ...], dict[str, str]]:
    """The groups of which something is in the archive; those that are left out; words that were replaced, and by what."""
    kept: list[Sequence[Part]] = []
    ignored: list[str] = []
    corrected: dict[str, str] = {}
    for group in words:
        if index.match(any_of(group)):
            kept.append(group)
            continue
        better = {part.form: near for part in group if isinstance(part, Word) and (near := nearest(index, part.form))}
        corrected |= better
        if better:
            kept.append([Word(near) for near in better.values()])
        else:
            ignored.append(_said(group))
    return kept, tuple(ignored), corrected


def _corrected(query: str, corrected: Mapping[str, str]) -> str | None:
    """The query with words replaced, capitals kept; None without any."""
    for wrong, right in corrected.items():
        word = re.compile(rf"(?<!\w){re.escape(wrong)}(?!\w)", re.IGNORECASE)
        query = word.sub(lambda match, right=right: right.capitalize() if match[0][0].isupper() else right, query)  # type: ignore[misc]
    return query if corrected else None


def _conditions(filters: Mapping[str, Sequence[str]], since: str | None, until: str | None) -> list[Clause]:
    """What the options of a search ask for."""
    found = [any_of(Value(name, value) for value in values) for name, values in filters.items() if values]
    if since or until:
        found.append(clause(Days(days(since)[0] if since else None, days(until)[1] if until else None)))
    return found


def _hits(archive: Archive, index: Index, shown: Iterable[Ranked], words: Groups) -> Iterable[Hit]:
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
            missing=tuple(_said(words[place]) for place in found.missing),
        )


def _said(group: Sequence[Part]) -> str:
    """A group as the user wrote it, more or less."""
    return " OR ".join(
        part.form if isinstance(part, Word | Exact | Prefix) else " ".join(getattr(part, "forms", ())) for part in group
    )


class _Text(msgspec.Struct):
    """As much of a document as snippets need."""

    text: str
    pages: list[Span]


_text = msgspec.json.Decoder(_Text).decode


def _facets(index: Index, found: Ranking) -> dict[str, tuple[FacetValue, ...]]:
    counts = found.whole.count([facet.name for facet in FACETS], _MOST_VALUES)
    for facet, count in counts.items():
        for _, values in index.values(facet, [one.number for one in found.nearly]):
            count.update(values)
    return {
        facet: tuple(FacetValue(value, times) for value, times in sorted(count.items(), key=lambda one: (-one[1], one[0])))
        for facet, count in counts.items()
    }
