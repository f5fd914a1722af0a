from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from corpus import stages
from corpus.errors import ArchiveError, UsageError
from corpus.store import documents, ledger
from corpus.store.archive import Archive, create_archive, open_archive
from index.engine import open_index
from ingest.lock import hold
from ingest.pool import Progress
from ingest.run import Summary, import_paths

MINUTES = """\
Byanämnden
Protokoll 2003-02-0{day}

§ 1 Val av justerare
Beslut
Byanämnden beslutar att utse Eva Ek.

§ 2 Bro över ån
Beslut
Byanämnden beslutar att bygga en bro för {day}00 000 kronor.
"""


def minutes(folder: Path) -> Path:
    """A folder with five minutes."""
    folder.mkdir()
    for day in range(1, 6):
        (folder / f"protokoll {day}.txt").write_text(MINUTES.format(day=day), encoding="utf-8")
    return folder


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return minutes(tmp_path / "handlingar")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with create_archive(tmp_path / "arkiv") as archive:
        yield archive


def content(archive: Archive) -> dict[str, Any]:
    """All that an archive holds, without the numbers that tell in which order it came in."""
    with open_index(archive.index) as index:
        indexed = index.documents()
    return {
        "ledger": list(ledger.entries(archive)),
        "documents": [(stored.document, stored.findings, stored.paths) for stored in documents.every(archive)],
        "originals": {path.name: path.read_bytes() for path in archive.originals.rglob("*") if path.is_file()},
        "indexed": indexed,
        "in step": all(documents.indexed(archive).values()),
    }


def counts(summary: Summary) -> tuple[int, int, int, int]:
    return summary.done, summary.partial, summary.failed, summary.unchanged


def test_files_are_read_kept_and_indexed(archive: Archive, files: Path) -> None:
    assert counts(import_paths(archive, [files])) == (5, 0, 0, 0)
    held = content(archive)
    assert held["indexed"] == set(documents.indexed(archive)) == set(held["originals"])
    assert held["in step"]
    assert set(held["originals"].values()) == {path.read_bytes() for path in files.iterdir()}


def test_importing_again_changes_nothing_and_starts_no_worker(
    archive: Archive, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_paths(archive, [files])
    before = content(archive)
    monkeypatch.setattr("ingest.pool.ProcessPool", None)
    assert counts(import_paths(archive, [files])) == (0, 0, 0, 5)
    assert content(archive) == before


def test_importing_again_does_not_load_spacy(archive: Archive, files: Path) -> None:
    import_paths(archive, [files])
    code = (
        "import sys\nfrom pathlib import Path\nfrom corpus.store.archive import open_archive\n"
        "from ingest.run import import_paths\n"
        "import_paths(open_archive(Path(sys.argv[1])), [Path(sys.argv[2])])\n"
        "assert 'spacy' not in sys.modules and 'pypdfium2' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code, archive.root, files], check=True)


def test_the_same_bytes_in_two_places_are_one_document(archive: Archive, files: Path) -> None:
    copy = files / "kopia" / "protokoll 1.txt"
    copy.parent.mkdir()
    copy.write_bytes((files / "protokoll 1.txt").read_bytes())
    assert counts(import_paths(archive, [files])) == (6, 0, 0, 0)
    (sha256,) = {entry.sha256 for entry in ledger.find(archive, "protokoll 1.txt")}
    assert sha256 is not None
    assert len(documents.load(archive, sha256).paths) == 2
    assert len(documents.indexed(archive)) == 5


def test_a_new_place_for_a_known_document_starts_no_worker(
    archive: Archive, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_paths(archive, [files])
    copy = files / "a copy.txt"
    copy.write_bytes((files / "protokoll 1.txt").read_bytes())
    monkeypatch.setattr("ingest.pool.ProcessPool", None)
    assert counts(import_paths(archive, [files])) == (1, 0, 0, 5)
    assert content(archive)["in step"]


def test_a_changed_file_gets_its_new_document(archive: Archive, files: Path) -> None:
    import_paths(archive, [files])
    changed = files / "protokoll 1.txt"
    changed.write_text(MINUTES.format(day=1).replace("bro", "spång"), encoding="utf-8")
    assert counts(import_paths(archive, [files])) == (1, 0, 0, 4)
    (entry,) = ledger.find(archive, "protokoll 1.txt")
    assert entry.sha256 is not None
    assert "spång" in documents.load(archive, entry.sha256).document.text
    held = content(archive)
    assert len(held["documents"]) == 6
    assert [len(ledger.versions(archive, path)) for path in (entry.path, str(files / "protokoll 2.txt"))] == [2, 1]
    assert held["indexed"] == set(documents.indexed(archive))


def test_findings_of_an_older_version_are_made_anew_without_the_files(
    archive: Archive, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus.store.settings.ANNOTATE", stages.ANNOTATE - 1)
    import_paths(archive, [files])
    monkeypatch.undo()
    first, *others = sorted(files.iterdir())
    for path in others:
        path.unlink()
    import_paths(archive, [first])
    assert {entry.annotate for entry in ledger.entries(archive)} == {stages.ANNOTATE}
    assert content(archive)["in step"]


def test_an_index_that_was_lost_is_made_anew(archive: Archive, files: Path) -> None:
    import_paths(archive, [files])
    before = content(archive)
    for path in sorted(archive.index.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    import_paths(archive, [files])
    assert content(archive) == before


def encrypted(path: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.encrypt("hemligt", algorithm="RC4-128")
    writer.write(path)


def test_each_bad_file_is_one_line_with_a_cure_and_the_rest_is_imported(archive: Archive, files: Path) -> None:
    (files / "trasig.pdf").write_bytes(b"%PDF-1.4\n" + b"\x00skrap" * 200)
    (files / "tom.txt").touch()
    (files / "tom.pdf").touch()
    (files / "okänd.xyz").write_bytes(bytes(range(256)) * 20)
    encrypted(files / "låst.pdf")
    summary = import_paths(archive, [files])
    assert summary.done == 5
    assert {entry.name for entry in summary.troubled} == {"trasig.pdf", "tom.txt", "tom.pdf", "okänd.xyz", "låst.pdf"}
    for entry in summary.troubled:
        assert entry.state in ("failed", "partial")
        assert entry.code
        assert entry.reason
        assert entry.cure
        assert "\n" not in entry.reason + entry.cure


def test_a_failed_file_is_tried_again_when_it_has_changed_or_is_named(archive: Archive, files: Path) -> None:
    bad = files / "okänd.xyz"
    bad.write_bytes(bytes(range(256)))
    attempts = []
    for paths in ([files], [files], [bad]):
        import_paths(archive, paths)
        (entry,) = ledger.entries(archive, "failed")
        attempts.append(entry.attempts)
    assert attempts == [1, 1, 2]
    bad.write_text(MINUTES.format(day=9), encoding="utf-8")
    assert import_paths(archive, [files]).failed == 0


def test_what_failed_and_is_gone_is_forgotten(archive: Archive, files: Path) -> None:
    bad = files / "okänd.xyz"
    bad.write_bytes(bytes(range(256)))
    assert import_paths(archive, [files]).failed == 1
    bad.unlink()
    assert counts(import_paths(archive, [files])) == (0, 0, 0, 5)
    assert ledger.counts(archive)["failed"] == 0


def test_a_document_whose_file_is_gone_stays(archive: Archive, files: Path) -> None:
    import_paths(archive, [files])
    (files / "protokoll 1.txt").unlink()
    import_paths(archive, [files])
    assert len(documents.indexed(archive)) == 5


def test_a_path_that_does_not_exist_is_wrong_use_and_changes_nothing(archive: Archive, files: Path) -> None:
    with pytest.raises(UsageError):
        import_paths(archive, [files, files / "saknas"])
    assert list(ledger.entries(archive)) == []


def test_a_second_import_at_the_same_time_is_refused(archive: Archive, files: Path) -> None:
    with hold(archive.root), pytest.raises(ArchiveError, match="pågår"):
        import_paths(archive, [files])


FAULTS = """
import os, time
import ingest.read
from ingest.worker import read_file as read_as_ever

read = ingest.read.read

def faulty(path, **options):
    match path.name:
        case "protokoll 2.txt":
            os.kill(os.getpid(), 9)
        case "protokoll 3.txt":
            os.abort()
        case "protokoll 4.txt":
            time.sleep(600)
        case "protokoll 5.txt":
            bytearray(1 << 40)
    return read(path)

def read_file(*arguments):
    ingest.read.read = faulty
    return read_as_ever(*arguments)
"""


def test_a_worker_that_dies_or_passes_its_limits_costs_the_one_file(
    archive: Archive, files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "faults").mkdir()
    (tmp_path / "faults" / "faulty_worker.py").write_text(FAULTS)
    monkeypatch.syspath_prepend(tmp_path / "faults")
    import faulty_worker  # type: ignore[import-not-found]

    monkeypatch.setattr("ingest.worker.read_file", faulty_worker.read_file)
    monkeypatch.setattr("ingest.pool.TIME_LIMIT", 8.0)
    summary = import_paths(archive, [files])
    assert summary.done == 1
    codes = {"2": "crashed", "3": "crashed", "4": "too-slow", "5": "out-of-memory"}
    assert {entry.name[-5]: entry.code for entry in summary.troubled} == codes
    monkeypatch.undo()
    assert counts(import_paths(archive, [files])) == (4, 0, 0, 1)


KILLED = """
import os, signal, sys
from pathlib import Path
import ingest.pool, ingest.run
from corpus.store import documents
from corpus.store.archive import create_archive

def main():
    moment, archive, files = sys.argv[1:]
    calls = 0

    def die(function, at):
        def dying(*arguments, **options):
            nonlocal calls
            calls += 1
            if calls == at:
                os.kill(os.getpid(), signal.SIGKILL)
            return function(*arguments, **options)
        return dying

    ingest.pool._BATCH = 2
    match moment:
        case "before anything is read":
            ingest.run.read_and_annotate = die(ingest.run.read_and_annotate, 1)
        case "within the first batch":
            ingest.pool.store = die(ingest.pool.store, 2)
        case "within the second batch":
            ingest.pool.store = die(ingest.pool.store, 4)
        case "before the index":
            ingest.run.update_index = die(ingest.run.update_index, 1)
        case "within the index":
            documents.mark_indexed = die(documents.mark_indexed, 3)
        case "before the end":
            ingest.run._sum_up = die(ingest.run._sum_up, 1)
    ingest.run.import_paths(create_archive(Path(archive)), [Path(files)])

if __name__ == "__main__":
    main()
"""


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """Files, and what the archive holds of them when nothing disturbs the import."""
    folder = tmp_path_factory.mktemp("ostört")
    files = minutes(folder / "handlingar")
    with create_archive(folder / "arkiv") as archive:
        import_paths(archive, [files])
        return files, content(archive)


@pytest.mark.parametrize(
    "moment",
    [
        "before anything is read",
        "within the first batch",
        "within the second batch",
        "before the index",
        "within the index",
        "before the end",
    ],
)
def test_an_import_after_a_kill_completes_and_loses_nothing(
    moment: str, undisturbed: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    files, expected = undisturbed
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    run = subprocess.run([sys.executable, script, moment, tmp_path / "arkiv", files], check=False)
    assert run.returncode == -signal.SIGKILL
    with open_archive(tmp_path / "arkiv") as killed:
        summary = import_paths(killed, [files])
        assert summary.done + summary.unchanged == 5
        assert content(killed) == expected


def test_a_document_that_the_index_cannot_take_costs_itself_and_is_tried_again(
    archive: Archive, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.records import records

    def faulty(stored: documents.Stored) -> Any:
        if stored.paths[0].endswith("protokoll 3.txt"):
            raise ZeroDivisionError
        return records(stored)

    monkeypatch.setattr("ingest.indexing.records", faulty)
    summary = import_paths(archive, [files])
    assert counts(summary) == (4, 1, 0, 0)
    assert [entry.name for entry in summary.troubled] == ["protokoll 3.txt"]
    monkeypatch.undo()
    assert counts(import_paths(archive, [files])) == (0, 0, 0, 5)
    assert content(archive)["in step"]


def test_an_import_interrupted_while_indexing_is_completed_by_the_next(archive: Archive, files: Path) -> None:
    def interrupt(progress: Progress) -> None:
        if progress.stage == "indexerar":
            raise KeyboardInterrupt

    assert import_paths(archive, [files], interrupt).interrupted
    assert counts(import_paths(archive, [files])) == (0, 0, 0, 5)
    assert content(archive)["in step"]


def test_an_interrupted_import_says_so_and_is_completed_by_the_next(archive: Archive, files: Path) -> None:
    def interrupt(progress: Progress) -> None:
        if progress.done == 2:
            raise KeyboardInterrupt

    summary = import_paths(archive, [files], interrupt)
    assert summary.interrupted
    assert (summary.done, summary.waiting) == (2, 3)
    assert counts(import_paths(archive, [files])) == (3, 0, 0, 2)
