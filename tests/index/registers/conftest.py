"""Archives of a few documents, for registers to list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from corpus.store.archive import Archive, create_archive
from ingest.run import import_paths


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
