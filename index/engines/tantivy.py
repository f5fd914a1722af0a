"""The engine for great archives: tantivy, in Rust, installed apart. It scores as `index/scoring.py` says by itself."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from itertools import combinations_with_replacement
from types import TracebackType
from typing import Any as Anything
from typing import Self

import msgspec

from corpus.errors import ArchiveError
from index import clauses
from index.clauses import Clause
from index.engines.entry import PLACED, SCORED, VALUED, batches, entry, shown
from index.engines.generations import Generation
from index.records import IndexRecord
from index.scoring import DECIMALS

try:
    import tantivy
except ImportError as error:
    raise ArchiveError(
        "Sökmotorn tantivy är inte installerad.",
        "Installera den: pip install 'klubbat[tantivy]'. Eller byt till den inbyggda: klubbat reindex --engine whoosh",
    ) from error

_MEMORY = 100_000_000
"""Bytes in which tantivy gathers a segment."""
_ALL = 1_000_000
"""More values than a segment has: each is counted there, not only the most frequent."""
_SIGNS = re.compile(r"[.+*?()|\[\]{}^$\\]")


class TantivyIndex:
    """The protocol `index.engine.Index` by tantivy."""

    def __init__(self, generation: Generation, *, write: bool) -> None:
        if not write and not tantivy.Index.exists(str(generation.path)):
            raise FileNotFoundError(generation.path)
        self.stamp = generation.stamp
        self._generation = generation
        self._index = tantivy.Index(_schema(), path=str(generation.path))
        self._writing: Anything = None
        self._searcher = self._index.searcher()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._close()

    # What is in it

    def documents(self) -> set[str]:
        """The documents that are indexed, by content hash."""
        return self.match(clauses.Everything()).documents()

    def update(self, documents: Iterable[tuple[str, Sequence[IndexRecord]]]) -> Iterator[str]:
        """Puts in documents, batch by batch; see the protocol."""
        for batch in batches(documents):
            writer = self._writer()
            try:
                for sha256, records in batch.items():
                    writer.delete_documents_by_term("document", sha256)
                    for record in records:
                        writer.add_document(_document(record))
            except BaseException:
                writer.rollback()
                raise
            self._commit()
            yield from batch

    def remove(self, documents: Iterable[str]) -> None:
        """Takes out all records of these documents."""
        gone = list(documents)
        for document in gone:
            self._writer().delete_documents_by_term("document", document)
        if gone:
            self._commit()

    def publish(self) -> None:
        """Makes this the index that is searched, and removes the others."""
        self._close()
        self._generation.publish()

    # What is asked of it

    def match(self, clause: Clause) -> TantivyMatches:
        """The records that a clause holds for."""
        return TantivyMatches(self._searcher, _query(self._index.schema, clause), _all_alike(clause))

    def record(self, number: int) -> IndexRecord:
        """A record, without its text, context and facets."""
        return shown(self._stored(number, "shown"))

    def values(self, field: str, numbers: Iterable[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Each record's number with its values of a facet, of `document` or of `date`."""
        for number in numbers:
            yield number, _values(self._stored(number, "values")).get(field, ())

    def terms(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        """The terms of a field that begin so, in order, each with the number of records that hold it."""
        yield from sorted(self._searcher.terms_with_prefix(field, prefix))

    # Within

    def _stored(self, number: int, field: str) -> bytes:
        data: Anything = self._searcher.doc(_address(number)).get_first(field)
        return bytes(data)

    def _writer(self) -> Anything:
        if self._writing is None:
            try:
                self._writing = self._index.writer(_MEMORY, 1)
            except ValueError as error:
                raise ArchiveError(
                    f"Sökregistret i {self._generation.folder} skrivs redan av ett annat program.",
                    "Vänta tills det är klart och kör igen.",
                ) from error
        return self._writing

    def _commit(self) -> None:
        self._writer().commit()
        self._index.reload()
        self._searcher = self._index.searcher()

    def _close(self) -> None:
        if self._writing is not None:
            self._writing.wait_merging_threads()
            self._writing = None
            self._index.reload()
            self._searcher = self._index.searcher()


@dataclass(frozen=True)
class TantivyMatches:
    """The protocol `index.engine.Matches` by a query that is asked when something is to be known."""

    searcher: Anything
    query: Anything
    all_alike: bool
    """Whether all records score alike."""

    def __len__(self) -> int:
        return self._count

    @cached_property
    def _count(self) -> int:
        count: int = self.searcher.search(self.query, 1).count
        return count

    def best(self, most: int) -> list[tuple[int, float]]:
        """At most so many records with their scores, best first."""
        if self.all_alike:
            return self.latest(most)
        hits = [(round(score, DECIMALS), address) for score, address in self._hits(most + 1)]
        if len(hits) > most:
            least = hits[most - 1][0]
            if hits[most][0] == least:  # more score like the last one: the newest of them belong here
                hits = [(round(score, DECIMALS), address) for score, address in self._hits(len(self))]
            hits = [hit for hit in hits if hit[0] >= least]
        recency = self.searcher.fast_field_values("recency", [address for _, address in hits])
        order = nlargest(most, range(len(hits)), key=lambda at: (hits[at][0], recency[at]))
        return [(_number(hits[at][1]), hits[at][0]) for at in order]

    def latest(self, most: int) -> list[tuple[int, float]]:
        """At most so many records with their scores, newest first."""
        return [(_number(address), self._score(address)) for _, address in self._hits(most, order_by_field="recency")]

    def documents(self) -> set[str]:
        """The documents that the records are of."""
        return {document for document, _ in self.searcher.terms_with_prefix("document", "", self.query)}

    def count(self, facets: Iterable[str], most: int) -> dict[str, Counter[str]]:
        """How many of the records have each value of facets, at most so many values of each."""
        asked = {facet: {"terms": {"field": f"{facet}_values", "size": most, "segment_size": _ALL}} for facet in facets}
        found = self.searcher.aggregate(self.query, asked)
        return {facet: Counter({bucket["key"]: bucket["doc_count"] for bucket in found[facet]["buckets"]}) for facet in asked}

    def _hits(self, most: int, **options: str) -> Anything:
        return self.searcher.search(self.query, max(most, 1), count=False, **options).hits

    def _score(self, address: Anything) -> float:
        return round(float(json.loads(self.query.explain(self.searcher, address).to_json())["value"]), DECIMALS)


def _schema() -> Anything:
    builder = tantivy.SchemaBuilder()
    for name in SCORED:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option=_option(name))
    for name in VALUED:
        builder.add_text_field(name, tokenizer_name="raw", index_option=_option(name))
        builder.add_text_field(f"{name}_values", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_unsigned_field("day", indexed=True, fast=True)
    builder.add_unsigned_field("recency", fast=True)
    builder.add_bytes_field("shown", stored=True)
    builder.add_bytes_field("values", stored=True)
    return builder.build()


def _option(field: str) -> str:
    """What tantivy keeps of a term in a field: its records, how often they hold it, or its places too."""
    return "position" if field == PLACED else "freq" if field in SCORED else "basic"


def _document(record: IndexRecord) -> Anything:
    """A record as tantivy takes it."""
    one = entry(record)
    document = tantivy.Document()
    for name, terms in one.terms.items():
        if name in SCORED:
            document.add_text(name, " ".join(terms))
        else:
            for term in terms:
                document.add_text(name, term)
    for name, values in one.values.items():
        for value in values:
            document.add_text(f"{name}_values", value)
    if record.date:
        document.add_unsigned("day", _day(record.date))
    document.add_unsigned("recency", one.recency)
    document.add_bytes("shown", one.shown)
    document.add_bytes("values", msgspec.msgpack.encode(one.values))
    return document


_values = msgspec.msgpack.Decoder(dict[str, tuple[str, ...]]).decode


def _day(date: str) -> int:
    return int(date.replace("-", ""))


def _number(address: Anything) -> int:
    return int(address.segment_ord << 32 | address.doc)


def _address(number: int) -> Anything:
    return tantivy.DocAddress(number >> 32, number & 0xFFFFFFFF)


def _spread(terms: Sequence[str], gap: int) -> Iterator[list[str | tuple[int, str]]]:
    """All ways to put so many words or fewer between terms, each term with its place. (Slop would let it follow itself.)"""
    for more in range(gap + 1):
        for before in combinations_with_replacement(range(1, len(terms)), more):
            yield [(at + sum(at >= place for place in before), term) for at, term in enumerate(terms)]


def _all_alike(clause: Clause) -> bool:
    match clause:
        case clauses.Only(part, _) | clauses.But(part, _):
            return _all_alike(part)
    return isinstance(clause, clauses.Everything | clauses.Begins | clauses.Between)


def _query(schema: Anything, clause: Clause) -> Anything:
    """A clause in tantivy's words."""
    make, must, should, must_not = tantivy.Query, tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
    match clause:
        case clauses.Term(field, term, weight):
            query = make.term_query(schema, field, term, _option(field))
            return make.boost_query(query, weight) if field in SCORED else make.const_score_query(query, weight)
        case clauses.Sequence(field, terms, gap, weight):
            parts = [(must, _query(schema, clauses.Term(field, term, weight))) for term in terms]
            if len(terms) > 1:
                phrases = [(should, make.phrase_query(schema, field, spread)) for spread in _spread(terms, gap)]
                parts.append((must, make.const_score_query(make.boolean_query(phrases), 0.0)))
            return make.boolean_query(parts)
        case clauses.Begins(field, prefix):
            return make.const_score_query(make.regex_query(schema, field, _SIGNS.sub(r"\\\g<0>", prefix) + ".*"), 1.0)
        case clauses.Between(first, last):
            low, high = _day(first or "0"), _day(last or "9999-12-31")
            return make.const_score_query(make.range_query(schema, "day", tantivy.FieldType.Unsigned, low, high), 1.0)
        case clauses.All(parts):
            return make.boolean_query([(must, _query(schema, part)) for part in parts]) if parts else make.empty_query()
        case clauses.Any(parts):
            return make.boolean_query([(should, _query(schema, part)) for part in parts]) if parts else make.empty_query()
        case clauses.Only(part, condition):
            also = make.const_score_query(_query(schema, condition), 0.0)
            return make.boolean_query([(must, _query(schema, part)), (must, also)])
        case clauses.But(part, exception):
            return make.boolean_query([(must, _query(schema, part)), (must_not, _query(schema, exception))])
        case clauses.Everything():
            return make.const_score_query(make.all_query(), 1.0)
