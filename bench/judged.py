"""How well an answer fits a judged query, `{query, relevant: [{file, items, grade}], not_relevant: [file]}`.

Grade 2 is what the user wants, grade 1 of some use. An answer is a list of (file, item), best first; a file counts where it
first appears.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

Query = dict[str, Any]
Answer = Sequence[tuple[str, str | None]]

BEST = 10
"""The files that are looked at; of items twice as many hits are."""


def recall(query: Query, answer: Answer) -> float:
    """The share of the relevant files among the first ten."""
    wanted = {row["file"] for row in query["relevant"]}
    return len(wanted & set(files(answer)[:BEST])) / len(wanted)


def ndcg(query: Query, answer: Answer) -> float:
    """The normalised discounted cumulative gain of the first ten files (Järvelin and Kekäläinen 2002)."""
    grades = {row["file"]: row.get("grade", 2) for row in query["relevant"]}
    gains = [2 ** grades.get(file, 0) - 1 for file in files(answer)[:BEST]]
    ideal = sorted((2**grade - 1 for grade in grades.values()), reverse=True)[:BEST]
    return _discounted(gains) / _discounted(ideal)


def items(query: Query, answer: Answer) -> float | None:
    """The share of the judged items among the first twenty hits; None where the judgement names none."""
    wanted = {(row["file"], item) for row in query["relevant"] for item in row.get("items", [])}
    return len(wanted & set(answer[: 2 * BEST])) / len(wanted) if wanted else None


def above(query: Query, answer: Answer) -> list[str]:
    """The files judged not relevant that stand above a relevant one."""
    found = files(answer)
    last = max((found.index(row["file"]) for row in query["relevant"] if row["file"] in found), default=0)
    return [file for file in query.get("not_relevant", []) if file in found[:last]]


def means(queries: Sequence[Query], answers: Sequence[Answer]) -> tuple[float, float, float]:
    """Recall, nDCG and items over judged queries."""
    rows = [(recall(query, answer), ndcg(query, answer)) for query, answer in zip(queries, answers, strict=True)]
    shares = [share for query, answer in zip(queries, answers, strict=True) if (share := items(query, answer)) is not None]
    return sum(one for one, _ in rows) / len(rows), sum(one for _, one in rows) / len(rows), sum(shares) / max(len(shares), 1)


def files(answer: Answer) -> list[str]:
    """The files of an answer, each where it first appears."""
    return list(dict.fromkeys(file for file, _ in answer))


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains))
