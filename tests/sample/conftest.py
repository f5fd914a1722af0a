"""The sample archive, imported once for all tests that ask it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.store.archive import Archive, create_archive
from ingest.run import import_paths
from ingest.stock import Wishes

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"


@pytest.fixture(scope="session")
def sample_archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with create_archive(tmp_path_factory.mktemp("sample") / "arkiv") as archive:
        import_paths(archive, [SAMPLE], wishes=Wishes(ocr="never"))  # the same where there's no tesseract
        yield archive
