from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cli.main import COMMANDS, run

ROOT = Path(__file__).parents[2]

MINUTES = """\
Byanämnden
Protokoll 2003-02-0{day}

§ 1 Val av justerare
Beslut
Byanämnden beslutar att utse Eva Ek.

§ 2 Bryggavtal
Beslut
Byanämnden beslutar att godkänna bryggavtalet, som gäller till och med 200{day}-12-31.
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("handlingar")
    for day in (1, 2):
        (folder / str(day)).mkdir()
        (folder / str(day) / "protokoll.txt").write_text(MINUTES.format(day=day), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def archive(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = tmp_path_factory.mktemp("arkiv")
    assert run(["--archive", str(archive), "import", str(files)]) == 0
    return archive


class Answer:
    """What the program gave."""

    def __init__(self, capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> None:
        capsys.readouterr()
        self.status = run([str(argument) for argument in arguments])
        self.out, self.err = capsys.readouterr()

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> dict[str, Any]:
        value: dict[str, Any] = json.loads(self.err)
        return value


def test_search_gives_the_best_passages_with_facets(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = Answer(capsys, "--archive", archive, "search", "bryggavtal", "--json")
    assert answer.status == 0
    value = answer.json
    assert list(value) == ["query", "total", "whole", "complete", "took_ms", "hits", "facets", "suggestion", "ignored"]
    assert value["complete"] is True
    assert value["total"] == 2
    for hit in value["hits"]:
        assert set(hit) == {
            "document", "file", "path", "item", "title", "page", "span", "date", "body", "kind", "score", "snippet",
            "missing",
        }  # fmt: skip
        assert (hit["file"], hit["item"], hit["page"]) == ("protokoll.txt", "2", 1)
        assert "bryggavtal" in hit["snippet"].lower()
    assert value["facets"]["year"] == [{"value": "2003", "count": 2}]


def test_a_word_to_leave_out_needs_no_apostrophes_and_an_unknown_option_is_an_error(
    archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Answer(capsys, "--archive", archive, "search", "bryggavtal", "-bryggavtal", "--json").json["total"] == 0
    answer = Answer(capsys, "--archive", archive, "search", "bryggavtal", "--bdy", "A")
    assert answer.status == 2
    assert "--body" in answer.err


def test_search_tells_why_each_passage_was_found(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hits = Answer(capsys, "--archive", archive, "search", "bryggavtal", "--explain", "--json").json["hits"]
    assert all(reason.keys() == {"word", "how", "met", "where"} for hit in hits for reason in hit["reasons"])
    assert all(hit["reasons"] for hit in hits)
    printed = Answer(capsys, "--archive", archive, "search", "bryggavtalet", "--explain").out
    assert "bryggavtalet – " in printed


def test_what_is_not_as_it_was_asked_for_is_said(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "söks inte: zeppelinare" in Answer(capsys, "--archive", archive, "search", "bryggavtal zeppelinare").out
    assert "Menade du bryggavtal?" in Answer(capsys, "--archive", archive, "search", "brygavtal").out


@pytest.mark.parametrize(
    ("options", "total"),
    [
        (["--from", "2003-02-02"], 1),
        (["--to", "2003-02-01"], 1),
        (["--year", "2003"], 2),
        (["--year", "1999"], 0),
        (["--year", "1999", "--year", "2003"], 2),  # one of the values of a facet must fit
        (["--limit", "1", "--page", "2"], 2),
    ],
)
def test_options_narrow_a_search(archive: Path, capsys: pytest.CaptureFixture[str], options: list[str], total: int) -> None:
    assert Answer(capsys, "--archive", archive, "search", "bryggavtal", "--json", *options).json["total"] == total


def test_a_search_by_date_gives_the_latest_first(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hits = Answer(capsys, "--archive", archive, "search", "bryggavtal", "--json", "--sort", "date").json["hits"]
    assert [hit["date"] for hit in hits] == ["2003-02-02", "2003-02-01"]


@pytest.mark.parametrize("columns", ["60", "140"])
def test_people_see_hits_with_marked_words_and_facets(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    answer = Answer(capsys, "--archive", archive, "search", "bryggavtal")
    for words in ("2 träffar på bryggavtal", "§ 2", "*Bryggavtal*", "protokoll.txt, s. 1", "år:", "2003"):
        assert words in answer.out
    assert max(map(len, answer.out.splitlines())) <= int(columns)


def test_show_takes_any_prefix_and_shows_findings(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hit = Answer(capsys, "--archive", archive, "search", "bryggavtal", "--json").json["hits"][0]
    for wanted in (hit["document"], hit["document"][:6], hit["path"]):
        answer = Answer(capsys, "--archive", archive, "show", wanted, "--item", "2")
        assert answer.status == 0
        assert "godkänna bryggavtalet" in answer.out
        assert "Beslut (godkänna)" in answer.out
        assert "Val av justerare" not in answer.out
    whole = Answer(capsys, "--archive", archive, "show", hit["document"], "--json").json
    assert whole["id"] == hit["document"]
    assert whole["document"]["kind"] == "protokoll"
    assert [item["number"] for item in whole["items"]] == ["1", "2"]
    part = Answer(capsys, "--archive", archive, "show", hit["document"], "--item", "§ 2", "--json").json
    assert [decision["item"] for decision in part["decisions"]] == ["2"]
    assert "bryggavtalet" in part["items"][0]["text"]


def test_a_name_that_fits_several_files_is_answered_with_the_list(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = Answer(capsys, "--archive", archive, "show", "protokoll.txt")
    assert answer.status == 2
    assert answer.err.count("protokoll.txt") == 3
    error = Answer(capsys, "--archive", archive, "show", "protokoll.txt", "--json").error
    assert error["code"] == "several-fit"
    assert [set(match) for match in error["matches"]] == [{"document", "file", "path"}] * 2


@pytest.mark.parametrize("arguments", [["show", "saknas.pdf"], ["show", "protokoll.txt", "--item", "9"]])
def test_what_is_not_there_is_wrong_use(archive: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert Answer(capsys, "--archive", archive, *arguments).status == 2


def test_history_tells_events_with_their_sources(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    value = Answer(capsys, "--archive", archive, "history", "bryggavtal", "--json").json
    assert list(value) == ["query", "matter", "names", "holds", "events", "conflicts", "gaps", "others", "complete"]
    assert value["events"]
    for event in value["events"]:
        for source in event["sources"]:
            assert source["file"] == "protokoll.txt"
            assert source["page"] == 1
            assert "ryggavtal" in source["words"]
    told = Answer(capsys, "--archive", archive, "history", "bryggavtal").out
    for words in ("● 2003-02-01  godkänt", "Byanämnden § 2", "s. 1", "protokoll.txt"):
        assert words in told
    assert "ryggavtal" in Answer(capsys, "--archive", archive, "history", "bryggavtal", "--words").out


def test_status_counts_files_by_state_and_lists_what_failed(
    files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "trasig.pdf"
    bad.write_bytes(b"%PDF-1.4\nskrap")
    archive = tmp_path / "arkiv"
    imported = Answer(capsys, "--archive", archive, "import", files, bad)
    assert imported.status == 1
    assert "1 misslyckade" in imported.out
    assert str(bad) in imported.out
    status = Answer(capsys, "--archive", archive, "status", "--json").json
    assert status["files"] == {"waiting": 0, "done": 2, "partial": 0, "failed": 1, "removed": 0}
    (failed,) = Answer(capsys, "--archive", archive, "status", "--failed", "--json").json["failed"]
    assert failed["file"] == "trasig.pdf"
    assert failed["reason"]
    assert failed["cure"]
    assert "trasig.pdf" in Answer(capsys, "--archive", archive, "status", "--failed").out


def test_importing_again_says_at_once_that_there_is_nothing_to_do(
    archive: Path, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = Answer(capsys, "--archive", archive, "import", files)
    assert answer.status == 0
    assert answer.out == "Inget att göra: 2 filer är redan inlästa och oförändrade.\n"
    value = Answer(capsys, "--archive", archive, "import", files, "--json").json
    assert (value["done"], value["unchanged"], value["files"]) == (0, 2, [])


def test_extract_gives_the_record_of_a_file_without_an_archive(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = files / "1" / "protokoll.txt"
    value = Answer(capsys, "extract", file).json
    assert value["source"]["name"] == "protokoll.txt"
    assert "text" not in value
    with_text = Answer(capsys, "extract", "--text", file)
    assert with_text.json["text"].startswith("Byanämnden")
    assert with_text.err == ""


@pytest.mark.parametrize(
    ("arguments", "status", "code"),
    [
        (["--archive", "{tmp}/saknas", "search", "bro"], 1, "archive"),  # no archive
        (["--archive", "{tmp}/saknas", "status"], 1, "archive"),
        (["extract", "{tmp}/saknas.pdf"], 2, "usage"),
        (["extract", "{tmp}"], 2, "usage"),  # a folder
        (["extract", "{tmp}/tom.pdf"], 1, None),  # a file that can't be read: the code of the reason
        (["import"], 2, "usage"),  # nothing to import
        (["--archive", "{tmp}/nytt", "import", "{tmp}/saknas"], 2, "usage"),
        (["sök", "bro"], 2, "usage"),  # no such command
        (["search", "bro", "--bort"], 2, "usage"),  # no such option
        (["search", "bro", "--limit", "många"], 2, "usage"),
    ],
)
def test_errors_are_one_line_with_a_cure_and_an_object_with_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, code: str | None
) -> None:
    (tmp_path / "tom.pdf").touch()
    arguments = [argument.replace("{tmp}", str(tmp_path)) for argument in arguments]
    answer = Answer(capsys, *arguments)
    assert answer.status == status
    assert answer.out == ""
    first, cure = answer.err.splitlines()
    assert first.startswith("Fel: ")
    assert cure.strip()
    answer = Answer(capsys, *arguments, "--json")
    assert answer.status == status
    assert answer.out == ""
    assert {"error", "cure", "code"} <= answer.error.keys()
    assert code is None or answer.error["code"] == code


def test_an_empty_archive_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tom mapp").mkdir()
    assert Answer(capsys, "--archive", tmp_path / "arkiv", "import", tmp_path / "tom mapp").status == 0
    for arguments in (["search", "bro"], ["history", "bro"], ["show", "bro"]):
        answer = Answer(capsys, "--archive", tmp_path / "arkiv", *arguments)
        assert answer.status == 1
        assert "klubbat import" in answer.err


def test_the_archive_may_be_named_by_the_environment(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KLUBBAT_ARCHIVE", str(archive))
    assert Answer(capsys, "status").status == 0


ENGLISH = re.compile(r"\b(Usage|Options|OPTIONS|COMMAND|ARGS|Commands|Show|Error|Missing|No such|Invalid|default|Try)\b")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_in_swedish_with_an_example_and_json(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    answer = Answer(capsys, command, "--help")
    assert answer.status == 0
    assert f"Exempel:\n    klubbat {command}" in answer.out
    assert "--json" in answer.out
    assert f"Användning: klubbat {command} [FLAGGOR]" in answer.out
    assert not ENGLISH.search(answer.out)


def test_the_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    answer = Answer(capsys, "--help")
    assert answer.status == 0
    assert not ENGLISH.search(answer.out)
    assert [line.split()[0] for line in answer.out.split("Kommandon:")[1].splitlines() if line.strip()] == list(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_tells_of_every_command(command: str) -> None:
    assert f"klubbat {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [["search", "bryggavtal", "--json"], ["history", "bryggavtal", "--json"], ["status"], ["show", "protokoll.txt"]],
)
def test_asking_loads_neither_spacy_nor_readers(archive: Path, arguments: list[str]) -> None:
    code = (
        "import sys; from cli.main import run; run(sys.argv[1:])\n"
        "loaded = {'spacy', 'nlp', 'ingest', 'pypdfium2', 'docx', 'lxml'} & sys.modules.keys()\n"
        "assert not loaded, loaded"
    )
    subprocess.run([sys.executable, "-c", code, "--archive", archive, *arguments], check=True, capture_output=True)


def test_output_into_a_closed_pipe_ends_without_a_word(archive: Path) -> None:
    command = [sys.executable, "-c", "from cli.main import main; main()", "--archive", archive, "show", "--json"]
    document = next(path for path in (archive / "originals").rglob("*") if path.is_file()).name
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        finished = subprocess.run([*command, document], stdout=closed, stderr=subprocess.PIPE, check=False)
    assert (finished.returncode, finished.stderr) == (1, b"")
