"""What every engine must do; a new one is added to the fixture."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from corpus.errors import ArchiveError
from index.clauses import All, Any, Begins, Between, But, Clause, Everything, Only, Sequence, Term
from index.engine import ENGINES, Index, open_index
from index.engines import entry, generations
from index.records import IndexRecord


def record(
    document: str, text: str, *, number: int = 0, date: str | None = "2020-01-01", **facets: tuple[str, ...]
) -> IndexRecord:
    span = (0, len(text))
    return IndexRecord(
        document, number, "a.txt", "/in/a.txt", None, "Rubrik", 1, span, (span,), date, "Nämnden", "protokoll",
        text, "Sammanhang", facets,
    )  # fmt: skip


def fill(folder: Path, *documents: tuple[str, list[IndexRecord]], engine: str | None = None) -> None:
    with open_index(folder, write=True, engine=engine) as index:
        assert list(index.update(documents)) == [name for name, _ in documents]
        index.publish()


def found(index: Index, clause: Clause) -> list[str]:
    return sorted(index.record(number).document for number, _ in index.match(clause).best(100))


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    if request.param == "tantivy":
        pytest.importorskip("tantivy")
    return str(request.param)


@pytest.fixture
def folder(tmp_path: Path, engine: str) -> Path:
    place = tmp_path / "index"
    fill(
        place,
        ("a", [record("a", "Avtal om skolskjuts i kommunen", party=("S", "M"), date="2019-05-01")]),
        ("b", [record("b", "Skolskjutsavtal förlängs", party=("S",)), record("b", "Taxa för bad", number=1)]),
        ("c", [record("c", "Bad och avtal", date=None)]),
        engine=engine,
    )
    return place


@pytest.mark.parametrize(
    ("clause", "documents"),
    [
        (Term("text", "avtal"), ["a", "c"]),
        (Term("form", "förlängs"), ["b"]),
        (Term("parts", "avtal"), ["b"]),
        (Term("title", "rubrik"), ["a", "b", "b", "c"]),
        (Sequence("text", ("avtal", "om")), ["a"]),
        (Sequence("text", ("avtal", "skolskjut")), []),
        (Sequence("text", ("avtal", "skolskjut"), gap=1), ["a"]),
        (Sequence("text", ("om", "avtal")), []),
        (Begins("form", "skolskjuts"), ["a", "b"]),
        (Between("2020-01-01", None), ["b", "b"]),
        (Between(None, "2019-12-31"), ["a"]),
        (All((Term("text", "bad"), Term("text", "avtal"))), ["c"]),
        (Any((Term("text", "tax"), Term("form", "förlängs"))), ["b", "b"]),
        (Only(Term("text", "avtal"), Term("party", "m")), ["a"]),
        (But(Term("text", "avtal"), Term("text", "bad")), ["a"]),
        (Everything(), ["a", "b", "b", "c"]),
        (Term("text", "saknas"), []),
        (All((Term("text", "bad"), Term("text", "saknas"))), []),
    ],
)
def test_a_clause_finds_its_records(folder: Path, clause: Clause, documents: list[str]) -> None:
    with open_index(folder) as index:
        assert found(index, clause) == documents


def test_conditions_do_not_change_scores(folder: Path) -> None:
    with open_index(folder) as index:
        plain = index.match(Term("text", "avtal")).best(9)
        narrowed = index.match(Only(Term("text", "avtal"), Term("party", "m"))).best(9)
        assert len(narrowed) == 1
        assert set(narrowed) < set(plain)


def test_facets_are_counted(folder: Path) -> None:
    with open_index(folder) as index:
        assert index.match(Everything()).count(["party"], 9)["party"] == {"S": 2, "M": 1}


def test_values_and_terms_are_listed(folder: Path) -> None:
    with open_index(folder) as index:
        numbers = [number for number, _ in index.match(Term("text", "bad")).best(9)]
        assert {values for _, values in index.values("date", numbers)} == {(), ("2020-01-01",)}
        assert [term for term, _ in index.terms("form", "skol")] == ["skolskjuts", "skolskjutsavtal"]


def test_a_record_comes_back_as_it_went_in(folder: Path) -> None:
    with open_index(folder) as index:
        ((number, _),) = index.match(Term("form", "taxa")).best(9)
        back = index.record(number)
    assert (back.document, back.number, back.title, back.span, back.spans) == ("b", 1, "Rubrik", (0, 12), ((0, 12),))


def test_an_update_replaces_a_documents_records(folder: Path) -> None:
    fill(folder, ("b", [record("b", "Bara bibliotek")]))
    with open_index(folder) as index:
        assert found(index, Everything()) == ["a", "b", "c"]
        assert found(index, Term("form", "taxa")) == []


def test_an_index_that_grew_by_many_small_updates_answers_as_one_filled_at_once(tmp_path: Path, engine: str) -> None:
    texts = {name: f"Avtal om skolskjuts {name} skolskjuts" for name in "abcdefghijklmnopqrst"}
    fill(tmp_path / "once", *((name, [record(name, text)]) for name, text in texts.items()), engine=engine)
    for name, text in texts.items():
        fill(tmp_path / "grown", (name, [record(name, "Bad"), record(name, text, number=1)]), engine=engine)
        fill(tmp_path / "grown", (name, [record(name, text)]), engine=engine)
    with open_index(tmp_path / "once") as once, open_index(tmp_path / "grown") as grown:
        for clause in (
            Term("form", "t"),
            Term("parts", "skol"),
            Sequence("text", ("om", "skolskjut", "c")),
            Begins("form", "sk"),
        ):
            assert found(grown, clause) == found(once, clause)
        assert [found(grown, Term("text", "bad")), found(grown, Everything())] == [[], list(texts)]
        assert grown.match(Everything()).count(["party"], 9) == once.match(Everything()).count(["party"], 9)


def test_terms_of_records_that_are_gone_are_in_nobodys_way_when_segments_are_merged(tmp_path: Path, engine: str) -> None:
    names = "abcdefghij"
    for name in names:
        fill(
            tmp_path,
            (name, [record(name, f"Avtal {name}")]),
            (f"{name}2", [record(f"{name}2", f"Badhus {name}")]),
            engine=engine,
        )
        with open_index(tmp_path, write=True) as index:
            index.remove([f"{name}2"])
    with open_index(tmp_path) as index:
        assert [found(index, Term("form", word)) for word in ("avtal", "badhus")] == [list(names), []]
        assert [found(index, Term("form", name)) for name in names] == [[name] for name in names]
        assert found(index, Begins("form", "a")) == list(names)


def test_a_removed_document_is_gone(folder: Path) -> None:
    with open_index(folder, write=True) as index:
        index.remove(["a", "unknown"])
        assert index.documents() == {"b", "c"}
    with open_index(folder) as index:
        assert found(index, Term("text", "avtal")) == ["c"]


def test_batches_are_committed_one_by_one(tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry, "_BATCH", 1)

    def breaking() -> Iterable[tuple[str, list[IndexRecord]]]:
        yield "a", [record("a", "Avtal")]
        yield "b", [record("b", "Bad")]
        raise KeyboardInterrupt

    with open_index(tmp_path, write=True, engine=engine) as index, pytest.raises(KeyboardInterrupt):
        list(index.update(breaking()))
    with open_index(tmp_path, write=True, engine=engine) as index:
        assert index.documents() == {"a", "b"}


def test_where_nothing_is_published_nothing_is_found(tmp_path: Path) -> None:
    with open_index(tmp_path / "none") as index:
        nothing = index.match(Everything())
        assert (index.stamp, len(nothing), nothing.best(9), index.documents()) == ("", 0, [], set())
        assert (nothing.count(["party"], 9)["party"], list(index.terms("form", "a"))) == ({}, [])


def test_a_new_stamp_is_built_beside_the_old_index_and_then_takes_its_place(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(generations, "analysis_version", lambda: "another")
    with open_index(folder, write=True) as index:
        assert index.documents() == set()
        list(index.update([("d", [record("d", "Dagis")])]))
    with open_index(folder) as index:
        assert found(index, Everything()) == ["a", "b", "b", "c"]
    with open_index(folder, write=True) as index:
        index.publish()
    with open_index(folder) as index:
        assert found(index, Everything()) == ["d"]
    assert len([place for place in folder.iterdir() if place.is_dir()]) == 1


def test_values_belong_to_their_records_where_a_batch_has_none(folder: Path) -> None:
    fill(folder, ("d", [record("d", "Dagis")]))
    fill(folder, ("e", [record("e", "Dagis", responsible=("Eva Ek",), party=("C",))]))
    with open_index(folder) as index:
        everything = index.match(Everything())
        numbers = [number for number, _ in everything.best(9)]
        for facet, values in (("responsible", {"e": ("Eva Ek",)}), ("party", {"a": ("S", "M"), "e": ("C",)})):
            of = {index.record(number).document: value for number, value in index.values(facet, numbers)}
            assert {name: of[name] for name in "acde"} == {name: values.get(name, ()) for name in "acde"}
        assert everything.count(["party"], 9)["party"] == {"S": 2, "M": 1, "C": 1}


def test_a_fresh_index_is_built_beside_the_one_of_the_same_stamp_and_goes_on_after_a_stop(folder: Path) -> None:
    for document in ("d", "e"):
        with open_index(folder, write=True, fresh=True) as index:
            assert document not in index.documents()
            list(index.update([(document, [record(document, "Dagis")])]))
        with open_index(folder) as index:
            assert found(index, Everything()) == ["a", "b", "b", "c"]
    with open_index(folder, write=True, fresh=True) as index:
        index.publish()
    with open_index(folder, write=True) as index:
        assert index.documents() == {"d", "e"}
    assert len([place for place in folder.iterdir() if place.is_dir()]) == 1


def test_what_was_begun_beside_an_index_is_dropped_when_that_changes(folder: Path) -> None:
    with open_index(folder, write=True, fresh=True) as index:
        list(index.update([("a", [record("a", "Dagis")])]))
    with open_index(folder, write=True) as index:
        index.remove(["a"])
    with open_index(folder, write=True, fresh=True) as index:
        assert index.documents() == set()


@pytest.mark.parametrize("files", ["*/*", "*/*[mt][eo][tc]*"])  # all, or the one that tells what is there
def test_a_damaged_index_is_an_error_for_a_search_and_built_anew_by_an_import(folder: Path, files: str) -> None:
    for file in folder.glob(files):
        file.write_bytes(b"nonsense")
    with pytest.raises(ArchiveError) as caught:
        open_index(folder)
    assert "klubbat reindex" in caught.value.cure
    with open_index(folder, write=True) as index:
        assert index.documents() == set()


def test_two_writers_exclude_each_other(folder: Path) -> None:
    with open_index(folder, write=True) as one, open_index(folder, write=True) as other:
        writing = one._writer()
        with pytest.raises(ArchiveError):
            other.remove(["a"])
        getattr(writing, "cancel", lambda: None)()
