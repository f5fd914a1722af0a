"""Each of our own readers fuzzed for some seconds, and native libraries given damaged files in workers.

KLUBBAT_FUZZ_SECONDS says for how long each (a few otherwise). What is found is printed as a Python literal: it becomes a test.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hostile import good

from corpus.store import ledger
from corpus.store.archive import create_archive
from ingest import pool
from ingest.run import import_paths
from ingest.stock import Wishes

SECONDS = int(os.environ.get("KLUBBAT_FUZZ_SECONDS", "4"))
TARGETS = (
    "any", "docx", "eml", "hocr", "html", "msg", "numbering", "odt", "pptx", "rtf", "text", "word", "zip",
)  # fmt: skip
HAS_WHEELS = sys.platform == "linux" and platform.machine() == "x86_64" and sys.version_info < (3, 15)


@pytest.fixture
def fuzzer() -> str:
    if importlib.util.find_spec("atheris") is None:
        if HAS_WHEELS and os.environ.get("KLUBBAT_PROGRAMS") == "required":
            pytest.fail("atheris is not installed")
        pytest.skip("atheris is not installed")
    return str(Path(__file__).with_name("fuzz.py"))


@pytest.mark.parametrize("target", TARGETS)
def test_whatever_bytes_a_reader_is_given_it_reads_or_refuses_them(fuzzer: str, tmp_path: Path, target: str) -> None:
    command = [sys.executable, fuzzer, target, str(tmp_path), f"-max_total_time={SECONDS}"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS * 2 + 200, check=False)
    found = [path.read_bytes() for path in tmp_path.iterdir() if path.is_file()]
    assert (ended.returncode, found) == (0, []), ended.stderr[-3000:]


def test_native_libraries_take_no_more_than_the_damaged_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """pdfium, lxml and Pillow, in the workers of an import."""
    chance = random.Random(SECONDS)
    (tmp_path / "in").mkdir()
    for ending, data in good():
        if ending in ("pdf", "docx", "html", "odt", "pptx", "png", "jpg", "tif"):
            for number in range(2 * SECONDS):
                (tmp_path / "in" / f"{number}.{ending}").write_bytes(mutated(data, chance))
    monkeypatch.setattr(pool, "TIME_LIMIT", 60.0)
    with create_archive(tmp_path / "arkiv") as archive:
        summary = import_paths(archive, [tmp_path / "in"], wishes=Wishes(ocr="never"))
        assert not summary.interrupted
        states = {(entry.state, entry.code) for entry in ledger.entries(archive)}
    assert not {code for _, code in states} & {"internal", "crashed", "too-slow", "out-of-memory"}
    assert not {state for state, _ in states} & {"waiting"}


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Some bytes other than they were, some repeated, some gone."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 4, 16, 64))):
        at, length = chance.randrange(len(changed)), chance.randrange(1, 64)
        match chance.randrange(3):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                changed[at:at] = changed[at : at + length]
            case _ if len(changed) > 2 * length:
                del changed[at : at + length]
    return bytes(changed)
