"""Long scans in a run: they are recognised to the end, however often their time runs out."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest
from PIL import Image

from corpus.store import ledger
from corpus.store.archive import Archive
from index.search import search
from ingest.pool import Progress
from ingest.run import import_paths

pytestmark = pytest.mark.usefixtures("inline")
PAGE = """<div class='ocr_page' title='bbox 0 0 600 800'><span class='ocr_line' title='bbox 50 50 500 90; x_size 30'>
<span class='ocrx_word' title='bbox 50 50 200 90; x_wconf 95'>Bryggan</span>
<span class='ocrx_word' title='bbox 210 50 300 90; x_wconf 95'>byts</span></span></div>"""


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Path]:
    """`scan(pages)` writes a picture of so many pages, of which some three can be recognised at a time."""
    clock = count()
    monkeypatch.setattr("ingest.ocr.tesseract.available", lambda: True)
    monkeypatch.setattr("ingest.ocr.tesseract.recognise", lambda picture, dpi: PAGE.encode())
    monkeypatch.setattr("ingest.ocr.recogniser.time", SimpleNamespace(monotonic=lambda: float(next(clock))))
    monkeypatch.setattr("ingest.pool.TIME_LIMIT", 5.0)

    def scan(pages: int) -> Path:
        (tmp_path / "in").mkdir()
        first, *others = (Image.new("L", (60, 80), 255) for _ in range(pages))
        first.save(tmp_path / "in" / "skannad.tif", save_all=True, append_images=others)
        return tmp_path / "in"

    return scan


def test_a_long_scan_goes_on_until_it_is_recognised(opened: Archive, scan: Callable[[int], Path]) -> None:
    told: list[Progress] = []
    summary = import_paths(opened, [scan(10)], told.append)
    assert (summary.done, summary.partial) == (1, 0)
    pages = [progress.pages for progress in told if progress.stage == "läser"]
    assert pages == sorted(pages)
    assert (pages[-1], len(set(pages)) > 2) == (10, True)
    assert search(opened, "bryggan").total


def test_a_scan_that_gets_no_further_is_partial_and_taken_up_by_the_next_import(
    opened: Archive, scan: Callable[[int], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = scan(4)
    monkeypatch.setattr("ingest.pool._OCR_SHARE", -1.0)
    assert import_paths(opened, [folder]).partial == 1
    (entry,) = ledger.entries(opened)
    assert (entry.state, entry.code) == ("partial", "unfinished")
    monkeypatch.setattr("ingest.pool._OCR_SHARE", 0.6)
    assert import_paths(opened, [folder]).done == 1
