"""The files of `hostile.py`, imported: none brings the import down, each is read or has failed with a reason and a cure."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus.store import ledger
from corpus.store.archive import create_archive
from ingest import pool
from ingest.run import import_paths

LIMIT = 150.0
"""Seconds for one file; the import's own limit is longer. The slowest takes ten of an idle processor."""


def test_hostile_files_cost_at_most_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "fientligt" / "in"
    subprocess.run([sys.executable, str(Path(__file__).with_name("hostile.py")), str(folder)], check=True, timeout=120)
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) >= 60
    monkeypatch.setattr(pool, "TIME_LIMIT", LIMIT)
    with create_archive(tmp_path / "arkiv") as archive:
        summary = import_paths(archive, [folder])
        entries = list(ledger.entries(archive))
        assert not list(archive.unpacked.rglob("*.txt"))
    assert not summary.interrupted
    assert sorted({Path(entry.path).name for entry in entries if entry.container is None}) == names
    assert {entry.state for entry in entries} <= {"done", "partial", "failed"}
    troubled = [entry for entry in entries if entry.state != "done"]
    assert [entry.path for entry in troubled if not (entry.code and entry.reason and entry.cure)] == []
    # Klubbat's own mistakes, crashes and hangs are none of the reasons.
    assert {(entry.name, entry.code) for entry in troubled if entry.code in ("internal", "crashed", "too-slow")} == set()
    assert {entry.state for entry in entries if entry.name == "god.txt"} == {"done"}
    after = {path for path in tmp_path.rglob("*") if path.is_file() and not path.is_relative_to(tmp_path / "arkiv")}
    assert after == before  # nothing has come out of an archive
