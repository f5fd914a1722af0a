"""An import whose workers cannot start says so and ends."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import ArchiveError
from corpus.store.archive import create_archive
from ingest import pool
from ingest.run import import_paths


class DeadPool:
    """A pool whose workers never take up a task."""

    def __init__(self, **options: Any) -> None:
        self.stopped = False

    def schedule(self, *arguments: Any, **options: Any) -> Future[Any]:
        return Future()

    def stop(self) -> None:
        self.stopped = True

    def join(self) -> None:
        assert self.stopped


def test_workers_that_never_start_are_an_error_with_a_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "ProcessPool", DeadPool)
    monkeypatch.setattr(pool, "_START_SECONDS", 0.0)
    heap = tmp_path / "filer"
    heap.mkdir()
    (heap / "protokoll.txt").write_text("Protokoll\n§ 1 Val av justerare\n", encoding="utf-8")
    with create_archive(tmp_path / "arkiv") as archive, pytest.raises(ArchiveError, match="startar inte") as caught:
        import_paths(archive, [heap])
    assert caught.value.cure
