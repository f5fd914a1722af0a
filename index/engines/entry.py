"""A record as engines take it: terms by field, values by facet, and what is shown of a hit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from corpus.document import Span
from corpus.swedish.definitions import definitions
from corpus.swedish.notations import notations
from index.analysis import terms
from index.facets import FACETS
from index.records import IndexRecord
from index.scoring import recency

SCHEMA = 5
"""Raised when the fields below change, or how an engine writes them."""

_BATCH = 8_000_000
"""Characters of text in a commit: bounds the memory, and what a crash costs."""

SCORED = ("form", "text", "parts", "title", "decided", "context")
"""Fields whose terms are worth more in some records than in others. `text` knows the places of its terms."""
PLACED = "text"
VALUED = ("document", "date", *(facet.name for facet in FACETS), "defines")
"""Fields whose values are counted and told; they hold the terms by which the values are found. `defines` has only terms: the
short forms that a text defines, as `short=long name`."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What an engine keeps of a record."""

    terms: dict[str, Sequence[str]]
    values: dict[str, tuple[str, ...]]
    recency: int
    shown: bytes
    """The record without its text, decisions, context and facets; `shown` reads it."""


def entry(record: IndexRecord) -> Entry:
    """A record as engines take it."""
    body, title, decided, context = map(terms, (record.text, record.title or "", record.decided, record.context))
    values = {"document": (record.document,), "date": (record.date,) if record.date else (), **record.facets}
    return Entry(
        {
            "form": body.form,
            "text": body.text,
            "parts": body.parts,
            "title": title.text + title.parts,
            "decided": decided.text + decided.parts,
            "context": context.text + context.parts,
            "document": values["document"],
            "date": values["date"],
            "defines": tuple(f"{short}={name}".lower() for short, name in definitions(record.text)),
            **{name: facet_terms(of) for name, of in record.facets.items()},
        },
        {name: of for name, of in values.items() if of},
        recency(record.date, record.document, record.number),
        _encode((
            record.document, record.number, record.file, record.path, record.item, record.title, record.page,
            record.span, record.spans, record.date, record.body, record.kind,
        )),
    )  # fmt: skip


def batches(documents: Iterable[tuple[str, Sequence[IndexRecord]]]) -> Iterator[dict[str, Sequence[IndexRecord]]]:
    """Documents in parts that are committed whole."""
    batch: dict[str, Sequence[IndexRecord]] = {}
    size = 0
    for sha256, records in documents:
        batch[sha256] = records
        size += sum(len(record.text) for record in records) + 1000
        if size >= _BATCH:
            yield batch
            batch, size = {}, 0
    if batch:
        yield batch


def shown(data: bytes) -> IndexRecord:
    """The record that an entry keeps, without its text, context and facets."""
    return IndexRecord(*_decode(data))


def facet_terms(values: Iterable[str]) -> tuple[str, ...]:
    """By what the values of a facet are found: each whole, its words, and its days and numbers in any way of writing."""
    return tuple(dict.fromkeys(term for value in values for term in _value_terms(value)))


@lru_cache(maxsize=20_000)
def _value_terms(value: str) -> tuple[str, ...]:
    analysed = terms(value)
    alike = (term for notation in notations(value) for term in notation.terms)
    return value.lower(), whole_value(value), *analysed.form, *analysed.text, *alike


def whole_value(value: str) -> str:
    """The term of a value of a facet that is this and no more, whatever its capitals."""
    return f"={value.lower()}"


_encode = msgspec.msgpack.Encoder().encode
_Shown = tuple[
    str, int, str, str, str | None, str | None, int, Span, tuple[Span, ...], str | None, str | None, str
]  # fmt: skip
_decode = msgspec.msgpack.Decoder(_Shown).decode
