"""Files within files count as files: read, resumed, changed, gone, tried again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.store import documents, ledger
from corpus.store.archive import Archive
from index.search import search
from ingest.check import check
from ingest.pool import Progress
from ingest.run import import_paths
from ingest.stock import Wishes

pytestmark = pytest.mark.usefixtures("inline")
Pack = Callable[..., Path]


def packed(members: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name, content in members.items():
            file.writestr(zipfile.ZipInfo(name, (2003, 1, 1, 0, 0, 0)), content)
    return data.getvalue()


@pytest.fixture
def minutes(tmp_path: Path, write: Callable[..., Path]) -> Callable[..., bytes]:
    def minutes(day: int, what: str = "bro") -> bytes:
        return write(tmp_path / "utkast.txt", day, what).read_bytes()

    return minutes


@pytest.fixture
def box(tmp_path: Path, minutes: Callable[..., bytes]) -> Path:
    """A folder with a ZIP of two minutes, of which one lies in a ZIP within it."""
    (tmp_path / "låda").mkdir()
    inner = packed({"inre/2.txt": minutes(2)})
    (tmp_path / "låda" / "x.zip").write_bytes(packed({"1.txt": minutes(1), "y.zip": inner}))
    return tmp_path / "låda"


def states(archive: Archive, folder: Path) -> dict[str, str]:
    return {
        entry.path.removeprefix(f"{folder}/"): entry.state if entry.gone is None else "gone"
        for entry in ledger.entries(archive)
    }


ALL_DONE = {"x.zip": "done", "x.zip/1.txt": "done", "x.zip/y.zip": "done", "x.zip/y.zip/inre/2.txt": "done"}


def test_members_are_files_of_their_own_with_paths_through_their_containers(opened: Archive, box: Path) -> None:
    assert import_paths(opened, [box]).done == 4
    assert states(opened, box) == ALL_DONE
    assert {Path(hit.path).name for hit in search(opened, "bro över ån").hits} == {"1.txt", "2.txt"}
    assert check(opened).faults == ()
    assert not opened.unpacked.exists()


def test_a_container_that_is_unchanged_is_not_opened_again(
    opened: Archive, box: Path, monkeypatch: pytest.MonkeyPatch, content: Callable[[Archive], dict[str, Any]]
) -> None:
    import_paths(opened, [box])
    before = content(opened)
    monkeypatch.setattr("ingest.pool.ProcessPool", None)
    assert import_paths(opened, [box]).unchanged == 4
    assert content(opened) == before


def test_members_follow_their_container(opened: Archive, box: Path, minutes: Callable[..., bytes]) -> None:
    import_paths(opened, [box])
    (box / "x.zip").write_bytes(packed({"1.txt": minutes(1, "landsväg"), "3.txt": minutes(3)}))
    import_paths(opened, [box])
    now = states(opened, box)
    assert now == {
        "x.zip": "done", "x.zip/1.txt": "done", "x.zip/3.txt": "done", "x.zip/y.zip": "gone", "x.zip/y.zip/inre/2.txt": "gone",
    }  # fmt: skip
    assert len(ledger.versions(opened, str(box / "x.zip/1.txt"))) == 2
    (box / "x.zip").rename(box.parent / "undan.zip")
    assert import_paths(opened, [box]).gone == 5
    (box.parent / "undan.zip").rename(box / "x.zip")
    import_paths(opened, [box])
    assert states(opened, box) == now


def test_the_same_container_in_two_places_gives_its_members_both_paths(opened: Archive, box: Path) -> None:
    import_paths(opened, [box])
    (box / "kopia.zip").write_bytes((box / "x.zip").read_bytes())
    import_paths(opened, [box])
    assert states(opened, box) == ALL_DONE | {name.replace("x.zip", "kopia.zip", 1): "done" for name in ALL_DONE}
    assert len(documents.indexed(opened)) == 4


def test_a_member_that_fails_is_one_line_and_tried_again_through_its_container(
    opened: Archive, box: Path, minutes: Callable[..., bytes]
) -> None:
    (box / "x.zip").write_bytes(packed({"1.txt": minutes(1), "trasig.pdf": b"%PDF-1.4 skrap"}))
    summary = import_paths(opened, [box])
    assert [entry.path for entry in summary.troubled] == [str(box / "x.zip/trasig.pdf")]
    assert import_paths(opened, [box]).unchanged == 2
    import_paths(opened, [box], wishes=Wishes(retry=True))
    (failed,) = ledger.entries(opened, "failed")
    assert failed.attempts == 2


@pytest.mark.parametrize("stop", [1, 2, 3])
def test_an_import_stopped_between_members_is_completed_by_the_next(
    opened: Archive, box: Path, stop: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.pool._BATCH", 1)

    def interrupt(progress: Progress) -> None:
        if progress.done == stop:
            raise KeyboardInterrupt

    assert import_paths(opened, [box], interrupt).interrupted
    assert import_paths(opened, [box]).waiting == 0
    assert states(opened, box) == ALL_DONE
    assert check(opened).faults == ()


def test_containers_within_containers_have_an_end(opened: Archive, box: Path, minutes: Callable[..., bytes]) -> None:
    data = minutes(1)
    for depth in range(9):
        data = packed({f"{depth}.zip" if depth else "1.txt": data})
    (box / "x.zip").write_bytes(data)
    import_paths(opened, [box])
    assert {"too-deep"} == {entry.code for entry in ledger.entries(opened, "partial", "failed")}


def test_a_file_with_too_many_members_is_one_line_with_a_cure(
    opened: Archive, box: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.pool._MOST_MEMBERS", 1)
    summary = import_paths(opened, [box])
    assert [(entry.name, entry.code) for entry in summary.troubled] == [("x.zip", "too-many")]


def test_a_member_whose_bytes_were_just_read_elsewhere_does_not_wait(opened: Archive, box: Path) -> None:
    with zipfile.ZipFile(box / "x.zip") as file:
        (box / "a.zip").write_bytes(file.read("y.zip"))
    assert import_paths(opened, [box]).waiting == 0
    assert set(states(opened, box).values()) == {"done"}
