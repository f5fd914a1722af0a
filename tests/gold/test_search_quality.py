"""Searches over the judged files that lie beside the repository; skipped where they don't."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from corpus.store.archive import create_archive
from index.search import search
from ingest.run import import_paths

GOLD = Path(__file__).parents[3] / "shared" / "gold"
pytestmark = pytest.mark.skipif(not (GOLD / "score_search.py").exists(), reason="../shared/gold saknas")


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_search", GOLD / "score_search.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("folder", "recall", "ndcg"), [("seeds", 0.97, 0.92), ("dev", 0.97, 0.92)])
def test_what_is_relevant_comes_first(folder: str, recall: float, ndcg: float, tmp_path: Path) -> None:
    files = [path for path in (GOLD / folder).iterdir() if path.suffix not in (".json", ".md")]
    queries = json.loads((GOLD / folder / "queries.json").read_text(encoding="utf-8"))
    with create_archive(tmp_path / "arkiv") as archive:
        import_paths(archive, files)
        answers = [search(archive, query["query"], limit=50) for query in queries]
    score = scorer().score
    rows = [
        score(query, [{"file": hit.file, "item": hit.item} for hit in answer.hits])
        for query, answer in zip(queries, answers, strict=True)
    ]
    assert sum(row["recall"] for row in rows) / len(rows) >= recall
    assert sum(row["ndcg"] for row in rows) / len(rows) >= ndcg
    assert not sum(row["above"] for row in rows)
