from __future__ import annotations

import pytest

from index.spelling import _distance


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [("taxa", "taxa", 0), ("taxa", "txa", 1), ("taxa", "atxa", 1), ("taxa", "taksa", 2), ("nämnd", "region", 3), ("", "ab", 2)],
)
def test_edits_are_counted_up_to_a_limit(one: str, other: str, distance: int) -> None:
    assert _distance(one, other, 2) == distance
