"""Each of our own readers fuzzed, and native libraries given damaged files in workers.

So many runs from one seed, by which most inputs are the same each time, not all: libFuzzer learns from addresses too.
KLUBBAT_FUZZ_SECONDS fuzzes each by chance, for so long. What is found is printed as a Python literal: it becomes a test.
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

SECONDS = int(os.environ.get("KLUBBAT_FUZZ_SECONDS", "0"))
RUNS = {
    "any": 3000, "docx": 4000, "eml": 8000, "hocr": 50_000, "html": 5000, "msg": 10_000, "numbering": 2500, "odt": 5000,
    "pptx": 2500, "rtf": 10_000, "text": 6000, "word": 1000, "zip": 16_000,
}  # fmt: skip
"""Some ten seconds each."""
HAS_WHEELS = sys.platform == "linux" and platform.machine() == "x86_64" and sys.version_info < (3, 15)


@pytest.fixture
def fuzzer() -> str:
    if importlib.util.find_spec("atheris") is None:
        if HAS_WHEELS and os.environ.get("KLUBBAT_PROGRAMS") == "required":
            pytest.fail("atheris is not installed")
        pytest.skip("atheris is not installed")
    return str(Path(__file__).with_name("fuzz.py"))


@pytest.mark.parametrize("target", RUNS)
def test_whatever_bytes_a_reader_is_given_it_reads_or_refuses_them(fuzzer: str, tmp_path: Path, target: str) -> None:
    length = [f"-max_total_time={SECONDS}"] if SECONDS else [f"-runs={RUNS[target]}", "-seed=1", "-reload=0"]
    command = [sys.executable, fuzzer, target, str(tmp_path), *length]
    environment = os.environ | ({} if SECONDS else {"PYTHONHASHSEED": "0"})
    ended = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS * 2 + 400, check=False, env=environment)
    found = [path.read_bytes() for path in tmp_path.iterdir() if path.is_file()]
    assert (ended.returncode, found) == (0, []), ended.stdout[-3000:] + ended.stderr[-1000:]


def test_native_libraries_take_no_more_than_the_damaged_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """pdfium, lxml and Pillow, in the workers of an import."""
    chance = random.Random(4)
    (tmp_path / "in").mkdir()
    for ending, data in good():
        if ending in ("pdf", "docx", "html", "odt", "pptx", "png", "jpg", "tif"):
            for number in range(2 * (SECONDS or 4)):
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
