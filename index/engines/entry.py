"""A record as engines take it: terms by field, values by facet, and what is shown of a hit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

import msgspec

from corpus.document import Span
from corpus.swedish.definitions import definitions
from corpus.swedish.keys import search_key
from corpus.swedish.notations import notations
from corpus.swedish.tokens import words
from index.analysis import Analysed, analysed, runs
from index.facets import FACETS
from index.records import IndexRecord
from index.scoring import recency

SCHEMA = 7
"""Raised when the fields below change, or how an engine writes them."""

_BATCH = 8_000_000
"""Characters of text in a commit: bounds the memory, and what a crash costs."""


class Text(NamedTuple):
    """A field that holds terms of the words of a text; they are worth more in some records than in others."""

    of: str
    """The text: `body`, `title`, `decided` or `context`."""
    terms: Callable[[str], tuple[str, ...]]
    """Those of a word."""
    further: bool
    """Whether it holds the further terms of the text too."""


def _key(word: str) -> tuple[str, ...]:
    return (search_key(word),)


def _key_and_runs(word: str) -> tuple[str, ...]:
    return (search_key(word), *runs(word))


SCORED = {
    "form": Text("body", lambda word: (word,), further=False),
    "text": Text("body", _key, further=False),
    "parts": Text("body", runs, further=True),
    "title": Text("title", _key_and_runs, further=True),
    "decided": Text("decided", _key_and_runs, further=True),
    "context": Text("context", _key_and_runs, further=True),
}
PLACED = "text"
"""The one that knows the places of its terms: each word has one there."""
VALUED = ("document", "date", *(facet.name for facet in FACETS), "defines")
"""Fields whose values are counted and told; they hold the terms by which the values are found. `defines` has only terms: the
short forms that a text defines, as `short=long name`."""


@dataclass(frozen=True)
class Entry:
    """What an engine keeps of a record."""

    texts: dict[str, Analysed]
    valued: dict[str, tuple[str, ...]]
    """The terms of each of the fields `VALUED`."""
    values: dict[str, tuple[str, ...]]
    recency: int
    shown: bytes
    """The record without its text, decisions, context and facets; `shown` reads it."""

    @cached_property
    def terms(self) -> dict[str, tuple[str, ...]]:
        """The terms of every field, for engines that don't work them out word by word."""
        return {name: _terms(field, self.texts[field.of]) for name, field in SCORED.items()} | self.valued


def _terms(field: Text, text: Analysed) -> tuple[str, ...]:
    of_words = chain.from_iterable(map(field.terms, text.words))
    return (*of_words, *text.further) if field.further else tuple(of_words)


def entry(record: IndexRecord) -> Entry:
    """A record as engines take it."""
    values = {"document": (record.document,), "date": (record.date,) if record.date else (), **record.facets}
    lines = [_of_line(line) for line in record.context.split("\n")]
    return Entry(
        {
            "body": analysed(record.text),
            "title": analysed(record.title or ""),
            "decided": analysed(record.decided),
            "context": Analysed(
                tuple(chain.from_iterable(line.words for line in lines)),
                tuple(chain.from_iterable(line.further for line in lines)),
            ),
        },
        {
            "document": values["document"],
            "date": values["date"],
            "defines": tuple(dict.fromkeys(f"{short}={name}".lower() for short, name in definitions(record.text))),
            **{name: facet_terms(of) for name, of in record.facets.items()},
        },
        {name: of for name, of in values.items() if of},
        recency(record.date, record.document, record.number),
        _encode((
            record.document, record.number, record.file, record.path, record.item, record.title, record.page,
            record.span, record.spans, record.date, record.body, record.kind,
        )),
    )  # fmt: skip


_of_line = lru_cache(maxsize=10_000)(analysed)
"""Lines of the context come again in all records of a document."""


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


@lru_cache(maxsize=20_000)
def facet_terms(values: tuple[str, ...]) -> tuple[str, ...]:
    """By what the values of a facet are found: each whole, its words, and its days and numbers in any way of writing."""
    return tuple(dict.fromkeys(term for value in values for term in _value_terms(value)))


@lru_cache(maxsize=20_000)
def _value_terms(value: str) -> tuple[str, ...]:
    found = words(value)
    alike = (term for notation in notations(value) for term in notation.terms)
    return value.lower(), whole_value(value), *found, *map(search_key, found), *alike


def whole_value(value: str) -> str:
    """The term of a value of a facet that is this and no more, whatever its capitals."""
    return f"={value.lower()}"


_encode = msgspec.msgpack.Encoder().encode
_Shown = tuple[
    str, int, str, str, str | None, str | None, int, Span, tuple[Span, ...], str | None, str | None, str
]  # fmt: skip
_decode = msgspec.msgpack.Decoder(_Shown).decode
