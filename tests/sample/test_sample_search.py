"""The judged queries over the sample archive: what is relevant comes first. The floors are never lowered silently."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from corpus.store.archive import Archive
from index.search import Hit, search

QUERIES = json.loads(Path(__file__).with_name("queries.json").read_text(encoding="utf-8"))
RECALL, NDCG, ITEMS = 0.97, 0.95, 0.97
BEST = 10


def recall(query: dict[str, Any], files: list[str]) -> float:
    """The share of the relevant files among the first ten."""
    wanted = {row["file"] for row in query["relevant"]}
    return len(wanted & set(files[:BEST])) / len(wanted)


def ndcg(query: dict[str, Any], files: list[str]) -> float:
    """The normalised discounted cumulative gain of the first ten files (Järvelin and Kekäläinen 2002)."""
    grades = {row["file"]: row["grade"] for row in query["relevant"]}
    gains = [2 ** grades.get(file, 0) - 1 for file in files[:BEST]]
    ideal = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:BEST]
    return _discounted(gains) / _discounted(ideal)


def _discounted(gains: list[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))


def items(query: dict[str, Any], hits: list[Hit]) -> float | None:
    """The share of the judged items among the first twenty hits; None where the judgement names none."""
    wanted = {(row["file"], item) for row in query["relevant"] for item in row["items"]}
    return len(wanted & {(hit.file, hit.item) for hit in hits[: 2 * BEST]}) / len(wanted) if wanted else None


def above(query: dict[str, Any], files: list[str]) -> list[str]:
    """The files judged not relevant that stand above a relevant one."""
    last = max((files.index(row["file"]) for row in query["relevant"] if row["file"] in files), default=-1)
    return [file for file in query["not_relevant"] if file in files[: max(last, 0)]]


@pytest.fixture(scope="module")
def answers(sample_archive: Archive) -> list[list[Hit]]:
    return [list(search(sample_archive, query["query"], limit=50).hits) for query in QUERIES]


def test_there_are_enough_judged_queries() -> None:
    assert len({query["query"] for query in QUERIES}) == len(QUERIES) >= 60


def test_what_is_relevant_comes_first(answers: list[list[Hit]], capsys: pytest.CaptureFixture[str]) -> None:
    files = [list(dict.fromkeys(hit.file for hit in hits)) for hits in answers]
    recalls = [recall(query, found) for query, found in zip(QUERIES, files, strict=True)]
    gains = [ndcg(query, found) for query, found in zip(QUERIES, files, strict=True)]
    shares = [share for query, hits in zip(QUERIES, answers, strict=True) if (share := items(query, hits)) is not None]
    means = [sum(values) / len(values) for values in (recalls, gains, shares)]
    with capsys.disabled():
        print("\n{} sökningar: recall@10 {:.3f}, nDCG@10 {:.3f}, items {:.3f}".format(len(QUERIES), *means))
    assert means[0] >= RECALL
    assert means[1] >= NDCG
    assert means[2] >= ITEMS


@pytest.mark.parametrize("at", range(len(QUERIES)), ids=lambda at: QUERIES[at]["query"])
def test_nothing_judged_not_relevant_stands_above_what_is(at: int, answers: list[list[Hit]]) -> None:
    assert not above(QUERIES[at], list(dict.fromkeys(hit.file for hit in answers[at])))
