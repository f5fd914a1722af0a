"""Random records and clauses: every engine finds what the one in memory does, in the same order, with the same scores, also
where segments are merged."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Records
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from index import clauses
from index.clauses import Clause
from index.engine import ENGINES, Index, Matches, open_index
from index.engines import whoosh
from index.engines.memory import MemoryIndex
from index.records import IndexRecord

WORDS = ("avtal", "skolskjuts", "skolskjutsavtal", "badhus", "taxa", "taxan", "om", "i", "2020", "Ås")
DAYS = (None, "2019-05-01", "2020-01-01", "2020-01-02")
PARTIES = ("S", "M", "KD")


@st.composite
def documents(draw: st.DrawFn, most: int = 60) -> list[tuple[str, list[IndexRecord]]]:
    """Documents with at most so many words in each record."""
    texts = st.lists(st.sampled_from(WORDS), max_size=most).map(" ".join)
    names = draw(st.lists(st.sampled_from("abcdef"), max_size=6, unique=True))
    return [(name, [record(name, number, draw(texts), draw) for number in range(draw(st.integers(1, 3)))]) for name in names]


def record(document: str, number: int, text: str, draw: st.DrawFn) -> IndexRecord:
    date = draw(st.sampled_from(DAYS))
    title = draw(st.sampled_from((None, "Avtal", "Taxa om bad")))
    parties = tuple(draw(st.lists(st.sampled_from(PARTIES), unique=True, max_size=2)))
    return IndexRecord(
        document, number, "a.txt", "/a.txt", None, title, 1, (0, 9), (), date, None, "protokoll", text, "", {"party": parties}
    )


def terms() -> st.SearchStrategy[Clause]:
    fields = st.sampled_from(("form", "text", "parts", "title", "party"))
    weights = st.sampled_from((1.0, 3.0))
    return st.one_of(
        st.builds(clauses.Term, fields, st.sampled_from(("avtal", "tax", "taxan", "om", "bad", "s", "kd")), weights),
        st.builds(
            clauses.Sequence,
            st.just("text"),
            st.lists(st.sampled_from(("avtal", "om", "i", "tax")), min_size=2, max_size=3).map(tuple),
            st.integers(0, 2),
        ),
        st.builds(clauses.Begins, fields, st.sampled_from(("s", "a", "å", "tax"))),
        st.builds(clauses.Between, st.sampled_from(DAYS), st.sampled_from(DAYS)),
        st.just(clauses.Everything()),
    )  # fmt: skip


def larger(smaller: st.SearchStrategy[Clause]) -> st.SearchStrategy[Clause]:
    several = st.lists(smaller, max_size=3).map(tuple)
    return st.one_of(
        st.builds(clauses.All, several),
        st.builds(clauses.Any, several),
        st.builds(clauses.Only, smaller, smaller),
        st.builds(clauses.But, smaller, smaller),
    )


def filled(index: Index, batches: Records[Records[tuple[str, list[IndexRecord]]]]) -> None:
    for batch in batches:
        list(index.update(batch))
    index.publish()


def told(index: Index, matches: list[tuple[int, float]]) -> list[tuple[float, str, int]]:
    records = [(score, index.record(number)) for number, score in matches]
    return [(score, record.document, record.number) for score, record in records]


tried = settings(
    max_examples=30,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@contextmanager
def opened(engine: str) -> Iterator[Index]:
    """An empty index that merges its segments as often as it can."""
    if engine == "tantivy":
        pytest.importorskip("tantivy")
    often = patch.object(whoosh, "_ALIKE", 2)
    # A thread of tantivy's may still be ending a merge when the folder goes.
    with (
        TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        often,
        open_index(Path(folder), write=True, engine=engine) as index,
    ):
        yield index


def questions(data: st.DataObject) -> list[Clause]:
    return data.draw(st.lists(st.recursive(terms(), larger, max_leaves=6), min_size=8, max_size=8))


@pytest.mark.parametrize("engine", ENGINES)
@tried
@given(data=st.data())
def test_an_engine_gives_what_the_one_in_memory_gives(engine: str, data: st.DataObject) -> None:
    batches = [[document] for document in data.draw(documents())]
    right = MemoryIndex()
    filled(right, batches)
    with opened(engine) as index:
        filled(index, batches)
        for clause in questions(data):
            agree(index, right, clause)


@pytest.mark.parametrize("engine", ENGINES)
@tried
@given(data=st.data())
def test_what_was_replaced_or_removed_is_found_by_no_engine(engine: str, data: st.DataObject) -> None:
    """Scores may differ meanwhile: engines count records that are gone until they merge."""
    changes = data.draw(st.lists(st.one_of(documents(most=2), st.sampled_from("abcdef")), min_size=3, max_size=9))
    right = MemoryIndex()
    with opened(engine) as index:
        for change in changes:
            for one in (right, index):
                one.remove([change]) if isinstance(change, str) else list(one.update(change))
        index.publish()
        for clause in questions(data):
            found, expected = index.match(clause), right.match(clause)
            assert sorted(names(index, found)) == sorted(names(right, expected))
            assert found.count(["party"], 9)["party"] == expected.count(["party"], 9)["party"]


def names(index: Index, matches: Matches) -> list[tuple[str, int]]:
    return [(document, number) for _, document, number in told(index, matches.best(100))]


def agree(index: Index, right: MemoryIndex, clause: Clause) -> None:
    found, expected = index.match(clause), right.match(clause)
    assert len(found) == len(expected)
    assert found.count(["party"], 9)["party"] == expected.count(["party"], 9)["party"]
    assert found.documents() == expected.documents()
    best = told(right, expected.best(100))
    assert scores(told(index, found.best(100))) == pytest.approx(scores(best), abs=0.002)
    assert in_order(told(index, found.best(100))) == in_order(best)
    newest = [entry[1:] for entry in told(right, expected.latest(100))]
    assert [entry[1:] for entry in told(index, found.latest(100))] == newest


def scores(found: list[tuple[float, str, int]]) -> list[float]:
    return [score for score, *_ in found]


def in_order(found: list[tuple[float, str, int]]) -> list[tuple[str, int]]:
    """The records by falling score; those that nearly score alike, which rounding may swap, by name."""
    near = 0.0
    groups: list[list[tuple[str, int]]] = []
    for score, document, number in found:
        if not groups or near - score > 0.003:
            groups.append([])
        near = score
        groups[-1].append((document, number))
    return [name for group in groups for name in sorted(group)]
