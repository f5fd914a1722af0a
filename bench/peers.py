"""Other ways to index and search the same paragraphs, each as its manual has it: stock Whoosh, SQLite FTS5."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from Stemmer import Stemmer

from index.records import IndexRecord

FACETS = ("year", "body", "kind", "person")


class StockWhoosh:
    """Whoosh with its own Swedish analyzer and facets."""

    def __init__(self, folder: Path) -> None:
        from whoosh.analysis import LanguageAnalyzer
        from whoosh.fields import ID, KEYWORD, TEXT, Schema
        from whoosh.index import create_in, exists_in, open_dir

        keyword = {name: KEYWORD(commas=True, sortable=True) for name in FACETS}
        schema = Schema(text=TEXT(analyzer=LanguageAnalyzer("sv"), stored=True), date=ID(sortable=True), **keyword)
        folder.mkdir(exist_ok=True)
        self.index = open_dir(folder) if exists_in(folder) else create_in(folder, schema)
        self.searcher: Any = None

    def add(self, records: Iterable[IndexRecord]) -> None:
        """Indexes records."""
        writer = self.index.writer()
        for record in records:
            facets = {name: ",".join(record.facets.get(name, ())) for name in FACETS}
            writer.add_document(text=record.text, date=record.date or "", **facets)
        writer.commit()

    def ask(self, kind: str, words: Sequence[str]) -> None:
        """Asks a query of a class."""
        from whoosh.qparser import QueryParser
        from whoosh.query import And, DateRange, TermRange  # noqa: F401

        self.searcher = self.searcher or self.index.searcher()
        parser = QueryParser("text", self.index.schema)
        text = {"or": " OR ".join(words), "phrase": f'"{" ".join(words)}"', "prefix": f"{words[0]}*"}.get(kind, " ".join(words))
        query = parser.parse(text)
        if kind == "date and word":
            query = And([query, TermRange("date", "2010-01-01", "2012-12-31")])
        for facet in FACETS if kind == "four facets" else ():
            self.searcher.search(query, limit=10, groupedby=facet).groups(facet)
        if kind != "four facets":
            found = self.searcher.search(query, limit=10)
            if kind == "ten snippets":
                for hit in found:
                    hit.highlights("text")


class Fts5:
    """SQLite's full-text search over words that Snowball has stemmed; facets are columns that SQL counts."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.database = sqlite3.connect(folder / "fts5.db")
        self.database.executescript(
            'CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5 (text, tokenize = "unicode61 remove_diacritics 0");'
            "CREATE TABLE IF NOT EXISTS record (id INTEGER PRIMARY KEY, date, year, body, kind, person);"
        )
        self.stemmer = Stemmer("swedish")

    def add(self, records: Iterable[IndexRecord]) -> None:
        """Indexes records."""
        with self.database:
            for record in records:
                words = " ".join(self.stemmer.stemWords(record.text.lower().replace(".", "").split()))
                row = self.database.execute("INSERT INTO words VALUES (?)", (words,)).lastrowid
                values = [", ".join(record.facets.get(name, ())) for name in FACETS]
                self.database.execute("INSERT INTO record VALUES (?, ?, ?, ?, ?, ?)", (row, record.date, *values))

    def ask(self, kind: str, words: Sequence[str]) -> None:
        """Asks a query of a class."""
        stems = [f'"{stem}"' for stem in self.stemmer.stemWords(list(words))]
        match = {"or": " OR ".join(stems), "phrase": f'"{" ".join(stems)}"'.replace('""', '"').replace('" "', " ")}.get(
            kind, " ".join(stems)
        )
        if kind == "prefix":
            match = f'"{words[0]}" *'
        ask = self.database.execute
        if kind == "four facets":
            for facet in FACETS:
                ask(
                    f"SELECT {facet}, count(*) FROM record WHERE id IN (SELECT rowid FROM words(?)) GROUP BY 1", (match,)
                ).fetchall()
            return
        shown = "snippet(words, 0, '[', ']', '…', 30)" if kind == "ten snippets" else "rowid"
        date = "AND rowid IN (SELECT id FROM record WHERE date BETWEEN '2010-01-01' AND '2012-12-31')"
        where = date if kind == "date and word" else ""
        ask(f"SELECT {shown} FROM words WHERE words MATCH ? {where} ORDER BY rank LIMIT 10", (match,)).fetchall()
