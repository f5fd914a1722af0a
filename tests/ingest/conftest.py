"""What tests of the run share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.store import documents, ledger
from corpus.store.archive import Archive, create_archive
from index.engine import open_index

MINUTES = """\
Byanämnden
Protokoll 2003-02-{day:02}

§ 1 Val av justerare
Beslut
Byanämnden beslutar att utse Eva Ek.

§ 2 {what} över ån
Beslut
Byanämnden beslutar att bygga en {what} för {day}00 000 kronor.
"""


@pytest.fixture
def write() -> Callable[..., Path]:
    """`write(path, day, what="bro")` writes minutes."""

    def write(path: Path, day: int, what: str = "bro") -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(MINUTES.format(day=day, what=what), encoding="utf-8")
        return path

    return write


@pytest.fixture
def folder(tmp_path: Path, write: Callable[..., Path]) -> Path:
    """A folder with the minutes of three days, `1.txt` to `3.txt`."""
    for day in range(1, 4):
        write(tmp_path / "handlingar" / f"{day}.txt", day)
    return tmp_path / "handlingar"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Archive]:
    """An empty archive."""
    with create_archive(tmp_path / "arkiv") as archive:
        yield archive


@pytest.fixture
def content() -> Callable[[Archive], dict[str, Any]]:
    """`content(archive)`: all that an archive holds, without the numbers that tell in which order it came in."""

    def content(archive: Archive) -> dict[str, Any]:
        with open_index(archive.index) as index:
            indexed = index.documents()
        return {
            "ledger": list(ledger.entries(archive)),
            "versions": [ledger.versions(archive, entry.path) for entry in ledger.entries(archive)],
            "documents": [(stored.document, stored.findings, stored.paths) for stored in documents.every(archive)],
            "originals": {path.name: path.read_bytes() for path in archive.originals.rglob("*") if path.is_file()},
            "indexed": indexed,
            "in step": all(documents.indexed(archive).values()),
            "laid out": list(archive.unpacked.rglob("*")),
        }

    return content
