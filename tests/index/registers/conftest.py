"""Archives of a few documents, for registers to list."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.findings import Findings
from corpus.store import documents, ledger
from corpus.store.archive import Archive, create_archive
from corpus.store.ledger import Entry
from ingest.run import import_paths

Filled = Callable[[Mapping[str, str]], Archive]


@pytest.fixture
def archive_of(tmp_path: Path, inline: None) -> Iterator[Callable[..., Archive]]:
    """`archive_of({"protokoll.txt": "…"})`: an open archive of text files; each call gives a new one."""
    with ExitStack() as opened:

        def make(texts: dict[str, str]) -> Archive:
            folder = tmp_path / f"{len(list(tmp_path.iterdir()))}"
            (folder / "handlingar").mkdir(parents=True)
            for name, text in texts.items():
                (folder / "handlingar" / name).write_text(text, encoding="utf-8")
            archive = opened.enter_context(create_archive(folder / "arkiv"))
            import_paths(archive, [folder / "handlingar"])
            return archive

        yield make


@pytest.fixture
def filled(tmp_path: Path, document: Callable[..., Document], annotated: Callable[..., Findings]) -> Iterator[Filled]:
    """`filled({"name.txt": script, …})`: an archive of documents as scripts describe them, annotated and without an index."""
    with ExitStack() as stack:

        def fill(scripts: Mapping[str, str]) -> Archive:
            archive = stack.enter_context(create_archive(tmp_path / "arkiv"))
            for name, script in scripts.items():
                put(archive, document(script, name=name), annotated(script, name=name))
            return archive

        yield fill


def put(archive: Archive, document: Document, findings: Findings) -> None:
    """Takes a document in."""
    name = document.source.name
    sha = hashlib.sha256(f"{name} {document.text}".encode()).hexdigest()
    document = replace(document, source=replace(document.source, sha256=sha))
    with archive.transaction() as database:
        documents.put(database, sha, documents.encode(document), documents.encode(findings))
        ledger.put(database, [Entry(f"/in/{name}", name, 9, 1, "done", sha, 1, 1)])
