"""Whatever stops an import, the next one completes it: kills at random moments, full disks, two imports at once.

KLUBBAT_KILLS says how many kills (a few otherwise), KLUBBAT_SEED where they begin.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import ArchiveError
from corpus.store import ledger
from corpus.store.archive import Archive, create_archive
from ingest.check import check
from ingest.run import import_paths

KILLS = int(os.environ.get("KLUBBAT_KILLS", "3"))
SEED = int(os.environ.get("KLUBBAT_SEED", "0"))
PROGRAM = (sys.executable, "-c", "from cli.main import main; main()")

Content = Callable[[Archive], dict[str, Any]]


@pytest.fixture
def files(tmp_path: Path, write: Callable[..., Path]) -> Path:
    """Minutes, two of them alike, and a ZIP with two more."""
    folder = tmp_path / "in"
    for day in range(1, 25):
        write(folder / f"{day % 3}" / f"{day}.txt", day)
    write(folder / "kopia.txt", 7)
    with zipfile.ZipFile(folder / "låda.zip", "w") as box:
        for day in (25, 26):
            box.write(write(tmp_path / "utkast.txt", day), f"{day}.txt")
    (folder / "okänd.xyz").write_bytes(bytes(range(256)))
    return folder


@pytest.fixture
def expected(tmp_path: Path, files: Path, content: Content, inline: None) -> dict[str, Any]:
    """What an archive holds that was filled undisturbed."""
    with create_archive(tmp_path / "ostört") as archive:
        import_paths(archive, [files])
        return comparable(content(archive))


def comparable(content: dict[str, Any]) -> dict[str, Any]:
    """Without the attempts of what can't be read: a stop may come after one."""
    content["ledger"] = [(entry.path, entry.state, entry.sha256, entry.code, entry.gone) for entry in content["ledger"]]
    return content


def started(archive: Path, files: Path) -> subprocess.Popen[bytes]:
    command = (*PROGRAM, "--archive", str(archive), "import", str(files))
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def finish(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    _, said = process.communicate(timeout=300)
    return process.returncode, said.decode()


def completed(root: Path, files: Path, content: Content) -> dict[str, Any]:
    """What the archive holds after another import; it must be clean then."""
    with create_archive(root) as archive:
        import_paths(archive, [files])
        report = check(archive)
        assert (report.faults, report.orphans) == ((), 0)
        return comparable(content(archive))


def test_an_import_killed_at_any_moment_is_completed_by_the_next(
    tmp_path: Path, files: Path, expected: dict[str, Any], content: Content
) -> None:
    began = time.monotonic()
    status, _ = finish(started(tmp_path / "hel", files))
    duration = time.monotonic() - began
    assert status == 1  # of one file nothing can be had
    moments = random.Random(SEED)
    for number in range(KILLS):
        moment = moments.uniform(0.1, 1.05) * duration
        root = tmp_path / f"dödad {number}"
        process = started(root, files)
        try:
            process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        finish(process)
        assert completed(root, files, content) == expected, (
            f"killed after {moment:.3f} s (KLUBBAT_SEED={SEED}, number {number})"
        )
        shutil.rmtree(root)


def test_of_two_imports_at_once_one_is_told_to_wait_and_nothing_is_harmed(
    tmp_path: Path, files: Path, expected: dict[str, Any], content: Content
) -> None:
    both = [started(tmp_path / "arkiv", files) for _ in range(2)]
    told = [said for status, said in map(finish, both)]
    assert sum("pågår" in said for said in told) <= 1
    assert completed(tmp_path / "arkiv", files, content) == expected


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, too small for the archive."""
    place = tmp_path / "liten disk"
    place.mkdir()
    mount = shutil.which("mount")
    size = "size=200k"
    if (
        not mount
        or subprocess.run([mount, "-t", "tmpfs", "-o", size, "tmpfs", place], check=False, capture_output=True).returncode
    ):
        pytest.skip("mounting isn't allowed here")
    yield place
    subprocess.run(["umount", "--lazy", place], check=False)


@pytest.mark.parametrize("size", ["200k", "400k", "600k", "800k"])
def test_an_import_onto_a_full_disk_says_so_and_is_completed_when_there_is_room(
    small_disk: Path, size: str, files: Path, expected: dict[str, Any], content: Content
) -> None:
    subprocess.run(["mount", "-o", f"remount,size={size}", small_disk], check=True)
    status, said = finish(started(small_disk / "arkiv", files))
    assert status == 1
    with create_archive(small_disk / "arkiv") as archive:
        assert "Disken" in said or "space" in said or any(entry.code == "disk-full" for entry in ledger.entries(archive))
    subprocess.run(["mount", "-o", "remount,size=50m", small_disk], check=True)
    assert completed(small_disk / "arkiv", files, content) == expected


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize("pages", [20, 30, 40])
def test_a_database_that_cannot_grow_stops_the_import_with_a_sentence(
    tmp_path: Path, files: Path, expected: dict[str, Any], content: Content, pages: int
) -> None:
    with create_archive(tmp_path / "arkiv") as archive:
        archive.database.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(ArchiveError, match="Disken är full"):
            import_paths(archive, [files])
    assert completed(tmp_path / "arkiv", files, content) == expected


@pytest.mark.usefixtures("inline")
def test_originals_that_find_no_room_cost_themselves_until_the_next_import(
    tmp_path: Path, files: Path, expected: dict[str, Any], content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(source: Path, target: Path) -> bool:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("ingest.worker.keep", full)
    with create_archive(tmp_path / "arkiv") as archive:
        summary = import_paths(archive, [files])
        assert {entry.code for entry in summary.troubled} == {"disk-full", "unknown-kind"}
    monkeypatch.undo()
    assert completed(tmp_path / "arkiv", files, content) == expected
