"""The judged queries over the sample archive: what is relevant comes first. The floors are never lowered silently."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from corpus.store.archive import Archive
from index.search import search

QUERIES = json.loads(Path(__file__).with_name("queries.json").read_text(encoding="utf-8"))
RECALL, NDCG, ITEMS, WRONG = 0.99, 0.975, 0.99, 1


def _judged() -> ModuleType:
    """The measures of `bench/judged.py`."""
    spec = importlib.util.spec_from_file_location("judged", Path(__file__).parents[2] / "bench" / "judged.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


JUDGED = _judged()
Answers = list[list[tuple[str, str | None]]]


@pytest.fixture(scope="module")
def answers(sample_archive: Archive) -> Answers:
    return [[(hit.file, hit.item) for hit in search(sample_archive, query["query"], limit=50).hits] for query in QUERIES]


def test_there_are_enough_judged_queries() -> None:
    assert len({query["query"] for query in QUERIES}) == len(QUERIES) >= 60


def test_what_is_relevant_comes_first(answers: Answers, capsys: pytest.CaptureFixture[str]) -> None:
    recall, ndcg, items = JUDGED.means(QUERIES, answers)
    with capsys.disabled():
        print(f"\n{len(QUERIES)} sökningar: recall@10 {recall:.3f}, nDCG@10 {ndcg:.3f}, items {items:.3f}")
    assert recall >= RECALL
    assert ndcg >= NDCG
    assert items >= ITEMS


def test_next_to_nothing_judged_not_relevant_stands_above_what_is(answers: Answers) -> None:
    wrong = {
        query["query"]: found for query, answer in zip(QUERIES, answers, strict=True) if (found := JUDGED.above(query, answer))
    }
    assert sum(map(len, wrong.values())) <= WRONG, wrong
