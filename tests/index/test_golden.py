"""What meets what: the lines of `golden.txt`, asked of an index, and what is marked in their texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.asked import without_stop_words
from index.clauses import Clause
from index.engine import Index, open_index
from index.query import any_of, parse
from index.records import IndexRecord
from index.snippets import met
from index.words import Words

LINES = [
    tuple(field.strip() for field in line.split(" | "))
    for line in Path(__file__).with_name("golden.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
PRECISION, RECALL = 0.99, 0.99


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[bool]:
    """Of each line whether its query finds its text, among the texts of all."""
    records = [
        IndexRecord("0" * 64, at, "", "", None, None, 1, (0, len(text)), (), None, None, "övrigt", text)
        for at, (_, text, _) in enumerate(LINES)
    ]
    with open_index(tmp_path_factory.mktemp("golden"), write=True) as index:
        list(index.update([("0" * 64, records)]))
        index.publish()
        return [
            all(at in _places(index, any_of(group)) for group in without_stop_words(parse(query).groups))
            for at, (query, _, _) in enumerate(LINES)
        ]


def _places(index: Index, clause: Clause) -> set[int]:
    return {index.record(number).number for number, _ in index.match(clause).best(len(LINES))}


def test_the_list_is_long_enough_and_has_no_line_twice() -> None:
    assert len(LINES) >= 400
    assert len(set(LINES)) == len(LINES)
    assert {verdict for _, _, verdict in LINES} == {"+", "-"}


def test_precision_and_recall_of_the_analysis(found: list[bool], capsys: pytest.CaptureFixture[str]) -> None:
    right = [verdict == "+" for _, _, verdict in LINES]
    both = sum(one and other for one, other in zip(found, right, strict=True))
    precision, recall = both / sum(found), both / sum(right)
    with capsys.disabled():
        print(f"\n{len(LINES)} par: precision {precision:.3f}, täckning {recall:.3f}")
        for line, one, other in zip(LINES, found, right, strict=True):
            if one != other:
                print("  fel:", " | ".join(line))
    assert precision >= PRECISION
    assert recall >= RECALL


def test_what_is_found_is_marked_and_nothing_else(found: list[bool]) -> None:
    """The verdict on single words, for marks and explanations, says what the index says."""
    for (query, text, _), there in zip(LINES, found, strict=True):
        groups = without_stop_words(parse(query).groups)
        marked = all(any(list(met(Words(text), part)) for part in group) for group in groups)
        assert marked == there, f"{query} | {text}"
