"""Histories and registers are the same in whatever order files are imported, one by one or all at once."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.document import Document
from corpus.findings import Findings
from corpus.store.archive import Archive, create_archive
from index.histories.history import history
from index.registers.agreements import agreements
from index.registers.assignments import assignments
from ingest.indexing import update_index
from ingest.run import import_paths
from tests.index.registers.conftest import put
from tests.index.registers.scripts import (
    CORRECTED,
    EXTENDED,
    FIRST_LIST,
    GIVEN,
    NOTICE,
    OTHER,
    REPORTED,
    SECOND_LIST,
    balance,
)  # fmt: skip

CLAIM = balance(
    "Socialnämnden", "2015-12-01", "| Avtal om dagverksamhet | § 21, 2015-03-10 | Socialchefen | | Gäller t.o.m. 2017-12-31. |"
)
SCRIPTS = [EXTENDED, CORRECTED, NOTICE, OTHER, GIVEN, FIRST_LIST, SECOND_LIST, REPORTED, CLAIM]
DAY = "2016-06-01"
Annotated = list[tuple[Document, Findings]]


def answers(archive: Archive) -> tuple[Any, ...]:
    return (
        history(archive, "avtal om dagverksamhet", DAY),
        history(archive, "nattpatrull", DAY),
        agreements(archive, DAY),
        assignments(archive, DAY),
    )


def imported(documents: Annotated, order: Sequence[int], *, one_by_one: bool) -> tuple[Any, ...]:
    with tempfile.TemporaryDirectory() as folder, create_archive(Path(folder) / "arkiv") as archive:
        for number in order:
            put(archive, *documents[number])
            if one_by_one:
                update_index(archive, lambda done, total: None)
                answers(archive)  # what was asked before must not matter either
        update_index(archive, lambda done, total: None)
        return answers(archive)


@pytest.fixture(scope="module")
def documents() -> Annotated:
    from nlp.annotate import annotate
    from tests.conftest import _document

    scripts = [_document(script, name=f"{number}.txt") for number, script in enumerate(SCRIPTS)]
    return [(document, annotate(document)) for document in scripts]


@pytest.fixture(scope="module")
def expected(documents: Annotated) -> tuple[Any, ...]:
    return imported(documents, range(len(documents)), one_by_one=False)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(order=st.permutations(range(len(SCRIPTS))), one_by_one=st.booleans())
def test_the_order_of_import_does_not_matter(
    documents: Annotated, expected: tuple[Any, ...], order: list[int], one_by_one: bool
) -> None:
    assert imported(documents, order, one_by_one=one_by_one) == expected


def test_a_document_that_is_taken_in_anew_changes_nothing(documents: Annotated, expected: tuple[Any, ...]) -> None:
    twice = [*range(len(documents)), *reversed(range(len(documents)))]
    assert imported(documents, twice, one_by_one=False) == expected


def test_files_imported_at_once_and_one_by_one_give_the_same(tmp_path: Path, inline: None) -> None:
    heap = tmp_path / "handlingar"
    heap.mkdir()
    for name, script in (("a", EXTENDED), ("b", CORRECTED), ("c", NOTICE)):
        lines = (line.lstrip("# ") for line in script.split("\n"))
        (heap / f"{name}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    given_ = []
    for way, orders in enumerate(([sorted(heap.iterdir())], [[path] for path in sorted(heap.iterdir(), reverse=True)])):
        with create_archive(tmp_path / f"arkiv {way}") as archive:
            for paths in orders:
                import_paths(archive, paths)
            given_.append(answers(archive))
    assert given_[0] == given_[1]
    assert given_[0][0].events
