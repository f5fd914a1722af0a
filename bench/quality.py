"""How well searches find what is judged relevant, beside stock Whoosh, SQLite FTS5 and tantivy with its own Swedish stemmer.

    python bench/quality.py                                   # over the sample archive
    python bench/quality.py FOLDER QUERIES.json               # over documents and judged queries of your own

Every engine gets the same passages (title, text and what is known of the document in one field) and the same queries, without
those that have fields of Klubbat's own (`år:2019`, `beslut:…`), which are measured for Klubbat alone. Each peer is asked twice:
for passages with all words, and for those with any, best first.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from judged import Answer, above, means

from corpus.store import documents
from corpus.store.archive import create_archive
from index.records import IndexRecord, records
from index.search import search
from ingest.run import import_paths
from ingest.stock import Wishes

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "corpus" / "sample"
MOST = 50
_FIELD = re.compile(r"(?:^|\s)-?[a-zåäö]+:")
_WORD = re.compile(r"\w+")

Ask = Callable[[str, bool], list[int]]
"""Asks a peer for the passages with all words, or with any of them; gives their places, best first."""


def main() -> int:
    """Prints a table of engines."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=SAMPLE)
    parser.add_argument("queries", nargs="?", type=Path, default=HERE.parent / "tests" / "sample" / "queries.json")
    given = parser.parse_args()
    judged = json.loads(given.queries.read_text(encoding="utf-8"))
    plain = [query for query in judged if not _FIELD.search(query["query"])]
    with tempfile.TemporaryDirectory() as folder, create_archive(Path(folder) / "arkiv") as archive:
        import_paths(archive, [given.folder], wishes=Wishes(ocr="never"))
        passages = [record for stored in documents.every(archive) for record in records(stored)]

        def ours(queries: Sequence[dict[str, str]]) -> list[Answer]:
            return [[(hit.file, hit.item) for hit in search(archive, query["query"], limit=MOST).hits] for query in queries]

        print(f"{len(passages)} passages, {len(plain)} queries of {len(judged)}\n")
        print("| engine | recall@10 | nDCG@10 | items | judged wrong above |\n| --- | --- | --- | --- | --- |")
        _print("Klubbat", plain, ours(plain))
        _print("Klubbat, with the queries that have fields", judged, ours(judged))
        peers = {"Whoosh, its Swedish analyzer": whoosh, "SQLite FTS5": fts5, "tantivy, its Swedish stemmer": tantivy}
        for name, peer in peers.items():
            ask = peer(passages, Path(folder))
            for every in (True, False):
                found = [[(passages[at].file, passages[at].item) for at in ask(query["query"], every)] for query in plain]
                _print(f"{name}, {'all words' if every else 'any word'}", plain, found)
    return 0


def _print(name: str, queries: Sequence[dict[str, str]], answers: Sequence[Answer]) -> None:
    wrong = sum(len(above(query, answer)) for query, answer in zip(queries, answers, strict=True))
    print(f"| {name} | {' | '.join(f'{mean:.3f}' for mean in means(queries, answers))} | {wrong} |", flush=True)


def _field(record: IndexRecord) -> str:
    return "\n".join((record.title or "", record.text, record.context))


def whoosh(passages: Iterable[IndexRecord], folder: Path) -> Ask:
    """Whoosh as it comes, with `LanguageAnalyzer("sv")`."""
    from whoosh.analysis import LanguageAnalyzer
    from whoosh.fields import STORED, TEXT, Schema
    from whoosh.index import create_in
    from whoosh.qparser import AndGroup, OrGroup, QueryParser

    (folder / "whoosh").mkdir()
    index = create_in(folder / "whoosh", Schema(text=TEXT(analyzer=LanguageAnalyzer("sv")), at=STORED))
    writer = index.writer()
    for at, record in enumerate(passages):
        writer.add_document(text=_field(record), at=at)
    writer.commit()
    searcher = index.searcher()

    def ask(query: str, every: bool) -> list[int]:
        parsed = QueryParser("text", index.schema, group=AndGroup if every else OrGroup).parse(query)
        return [hit["at"] for hit in searcher.search(parsed, limit=MOST)]

    return ask


def fts5(passages: Iterable[IndexRecord], folder: Path) -> Ask:
    """SQLite's full-text index as it comes: words as they stand, å, ä and ö folded; ranked by BM25."""
    database = sqlite3.connect(folder / "fts5.db")
    database.execute("CREATE VIRTUAL TABLE passage USING fts5(text)")
    database.executemany(
        "INSERT INTO passage (rowid, text) VALUES (?, ?)", ((at, _field(one)) for at, one in enumerate(passages))
    )

    def ask(query: str, every: bool) -> list[int]:
        phrases = [" ".join(_WORD.findall(piece)) for piece in re.findall(r'"[^"]*"|\S+', query)]
        asked = (" AND " if every else " OR ").join(f'"{phrase}"' for phrase in phrases if phrase)
        return [at for (at,) in database.execute("SELECT rowid FROM passage(?) ORDER BY rank LIMIT ?", (asked, MOST))]

    return ask


def tantivy(passages: Iterable[IndexRecord], folder: Path) -> Ask:
    """Tantivy with lower-casing and its own Swedish stemmer."""
    from tantivy import Document, Filter, Index, SchemaBuilder, TextAnalyzerBuilder, Tokenizer

    builder = SchemaBuilder().add_text_field("text", tokenizer_name="swedish").add_integer_field("at", stored=True)
    index = Index(builder.build())
    stemmed = TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.lowercase()).filter(Filter.stemmer("swedish"))
    index.register_tokenizer("swedish", stemmed.build())
    writer = index.writer()
    for at, record in enumerate(passages):
        writer.add_document(Document(text=_field(record), at=at))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(query: str, every: bool) -> list[int]:
        pieces = [
            piece if piece.startswith('"') else " ".join(_WORD.findall(piece)) for piece in re.findall(r'"[^"]*"|\S+', query)
        ]
        joined = " ".join(piece for piece in pieces if piece)
        parsed = index.parse_query(joined, ["text"], conjunction_by_default=every)
        return [searcher.doc(address)["at"][0] for _, address in searcher.search(parsed, MOST).hits]

    return ask


if __name__ == "__main__":
    sys.exit(main())
