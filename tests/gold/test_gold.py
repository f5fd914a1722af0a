"""Floors over the shared gold files, where they are at hand; raised when a figure gets better, never lowered silently."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

GOLD = Path(__file__).parents[3] / "shared" / "gold"
KLUBBAT = Path(sys.executable).with_name("klubbat")
FLOORS = {
    "items": 0.97,
    "decisions": 0.97,
    "decisions.action": 0.97,
    "attendance": 0.97,
    "motions": 0.95,
    "reservations": 0.95,
    "votes": 0.94,
    "agreements": 0.95,
    "assignments": 0.95,
    "references": 0.96,
    "dates": 0.97,
    "document.kind": 0.94,
    "document.date": 0.94,
    "document.body": 0.93,
    "document.organisation": 0.93,
    "document.chair": 0.92,
    "document.secretary": 0.92,
    "document.adjusters": 0.9,
}

pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the shared gold files are not here")


@pytest.fixture(scope="module", params=["seeds", "dev"])
def imported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The gold folder and an archive of its documents."""
    folder = GOLD / request.param
    heap = tmp_path_factory.mktemp(request.param)
    for path in folder.iterdir():
        if path.suffix not in (".json", ".md"):
            shutil.copy(path, heap)
    archive = tmp_path_factory.mktemp("arkiv") / "arkiv"
    run = subprocess.run([KLUBBAT, "--archive", archive, "import", heap], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return folder, archive


def _score(script: str, *arguments: object) -> None:
    run = subprocess.run([sys.executable, GOLD / script, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-1000:]


def test_search_finds_what_was_judged_relevant(imported: tuple[Path, Path]) -> None:
    folder, archive = imported
    floors = ["--floor", "recall=0.95", "--floor", "ndcg=0.9"]
    if folder.name == "seeds":
        floors.append("--none-above")
    _score(
        "score_search.py", folder / "queries.json", *floors, "--",
        KLUBBAT, "--archive", archive, "search", "--json", "--limit", "50", "{}",
    )  # fmt: skip


def test_history_tells_what_was_expected(imported: tuple[Path, Path]) -> None:
    folder, archive = imported
    floors = {"seeds": ("recall=1", "precision=0.8", "conflicts=1"), "dev": ("recall=0.95", "precision=0.9", "conflicts=1")}
    wanted = [word for floor in floors[folder.name] for word in ("--floor", floor)]
    command = [KLUBBAT, "--archive", archive, "history", "--json", "{}"]
    _score("score_history.py", folder / "history.json", *wanted, "--", *command)


def test_records_hold_their_floors() -> None:
    floors = [word for field, floor in FLOORS.items() for word in ("--floor", f"{field}={floor}")]
    _score("score.py", GOLD / "seeds", GOLD / "dev", *floors, "--misses", "--", KLUBBAT, "extract", "{}")
