"""The sample archive holds what its README and its expectations say."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from ingest.read import read

HERE = Path(__file__).parent
SAMPLE = HERE.parents[1] / "corpus" / "sample"
DOCUMENTS = {path.name: path for path in SAMPLE.rglob("*") if path.is_file()}
HISTORY = json.loads((HERE / "history.json").read_text(encoding="utf-8"))
QUERIES = json.loads((HERE / "queries.json").read_text(encoding="utf-8"))
SCAN = "Inscannat SN § 54.pdf"


@cache
def page_texts(name: str) -> tuple[str, ...]:
    """The pages of a document as they are read, every run of white space as one blank."""
    document = read(DOCUMENTS[name])
    return tuple(" ".join(document.words(page).split()) for page in document.pages)


def sources() -> list[dict[str, Any]]:
    told = [source for row in HISTORY["events"] + HISTORY["conflicts"] for source in row["sources"]]
    return told + HISTORY["mentions"] + HISTORY["other_matters"]


def test_readme_lists_every_document_and_no_other():
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([^`]+)` \|", readme, re.MULTILINE)
    assert sorted(listed) == sorted(path.relative_to(SAMPLE).as_posix() for path in DOCUMENTS.values())


def test_names_are_unique_so_that_a_name_tells_the_file():
    assert len(DOCUMENTS) == sum(1 for path in SAMPLE.rglob("*") if path.is_file())


def test_sample_is_small():
    assert sum(path.stat().st_size for path in DOCUMENTS.values()) < 2_500_000


@pytest.mark.parametrize("source", sources(), ids=lambda source: f"{source['file']}-{source['words'][:24]}")
def test_words_stand_on_the_page_that_the_history_names(source: dict[str, Any]):
    assert source["words"] in page_texts(source["file"])[source["page"] - 1]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query["query"])
def test_queries_judge_files_that_exist(query: dict[str, Any]):
    relevant = {row["file"] for row in query["relevant"]}
    assert relevant <= DOCUMENTS.keys()
    assert set(query["not_relevant"]) <= DOCUMENTS.keys() - relevant


def test_scan_is_read_in_part_unless_its_text_is_recognised():
    document = read(DOCUMENTS[SCAN], ocr="never")
    assert [problem.code for problem in document.problems] == ["no-text-layer"]
    assert document.problems[0].cure


def test_every_other_document_is_read_in_full():
    assert {name for name, path in DOCUMENTS.items() if read(path, ocr="never").problems} == {SCAN}


def test_personnummer_is_masked():
    text = " ".join(page_texts("SN 2017-03-14 protokoll.pdf"))
    assert "Dödsboanmälan för Ester Tallhage" in text
    assert "19121212-1212" not in text
