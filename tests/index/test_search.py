from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus.document import Document
from corpus.errors import UsageError
from corpus.findings import Findings, Head
from corpus.store import documents, ledger
from corpus.store.archive import Archive, create_archive
from corpus.store.ledger import Entry
from index.engine import open_index
from index.records import records
from index.search import SearchAnswer, search

FILES = {
    "avtal.txt": (
        "avtal",
        "2012-03-01",
        "# Avtal\nSamverkansavtal mellan regionen och kommunerna om färdtjänst på landsbygden.",
    ),
    "lista.txt": ("balanslista", "2016-03-01", "# Lista\nFärdtjänstavtalet gäller till och med 2017."),
    "ks.txt": ("protokoll", "2018-05-02", "# Svar\nTaxan för badhuset höjs. Nämnden har dnr KS 2018/44."),
    "prat.txt": (
        "minnesanteckningar",
        "2019-05-02",
        "# Prat\nFärdtjänsten fungerar väl. Hälso- och tandvården är ett annat ärende.",
    ),
    "grupp.txt": ("protokoll", "2020-01-15", "# Grupp\nLokala ungdomsrådet för skolor (LUFS) utses. Boken öppnas."),
    "lufs.txt": ("protokoll", "2021-01-15", "# Lokala ungdomsrådet för skolor\nRådet utreder skolgårdar."),
    "sn.txt": (
        "protokoll",
        None,
        "# Svar\nAvtalet om tolkar löper ut. Återremissen gäller lokaler.\n# Annat\nBadhuset är stängt.",
    ),
}


def put(archive: Archive, document: Document, findings: Findings, name: str) -> str:
    sha = hashlib.sha256(name.encode()).hexdigest()
    document = replace(document, source=replace(document.source, sha256=sha, name=name))
    with archive.transaction() as database:
        documents.put(database, sha, documents.encode(document), documents.encode(findings))
        ledger.put(database, [Entry(f"/in/{name}", name, 9, 1, "done", sha, 1, 1)])
    return sha


@pytest.fixture
def archive(tmp_path: Path, document: Callable[..., Document]) -> Iterator[Archive]:
    with create_archive(tmp_path / "arkiv") as opened:
        for name, (kind, date, script) in FILES.items():
            put(opened, document(script), Findings(Head(kind, date=date, body="Kommunstyrelsen")), name)
        with open_index(opened.index, write=True) as index:
            stored = {one.sha256: records(one) for one in documents.every(opened)}
            for sha in index.update(stored.items()):
                with opened.transaction() as database:
                    documents.mark_indexed(database, sha)
            index.publish()
        yield opened


def files(answer: SearchAnswer) -> list[str]:
    return list(dict.fromkeys(hit.file for hit in answer.hits))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("färdtjänstavtal", ["lista.txt", "avtal.txt"]),  # the compound, then its parts apart; not one part alone
        ("badhusens", ["ks.txt", "sn.txt"]),  # inflected, in both
        ("hälsovård", ["prat.txt"]),  # hälso- och tandvård
        ("KS 2018:44", ["ks.txt"]),  # with another separator
        ("KS/2018/44", ["ks.txt"]),
        ("2018/44", ["ks.txt"]),
        ("dnr:KS 2018/44", []),  # it is no number of the document's own
        ("2 maj 2018 taxa", ["ks.txt"]),  # the day of the document, as it is typed
        ("KS badhus", ["ks.txt", "sn.txt"]),  # kommunstyrelsen by its short name
        ("LUFS", ["grupp.txt", "lufs.txt"]),  # by the definition in another text
        ("=färdtjänsten", ["prat.txt"]),
        ("=färdtjänst -avtal", []),
        ("badhus år:2017-2019", ["ks.txt"]),
        ('"löper ut"', ["sn.txt"]),
        ('"ut löper"', []),
        ("badhus -taxa", ["sn.txt"]),
        ("tolkar OR taxan", ["sn.txt", "ks.txt"]),
        ("sam*", ["avtal.txt"]),
        ("badhuset typ:protokoll från:2018", ["ks.txt"]),
        ("typ:avtal", ["avtal.txt"]),
        ("organ:kommunstyrelsen till:2016", ["avtal.txt", "lista.txt"]),
    ],
)
def test_a_query_finds_its_files(archive: Archive, query: str, expected: list[str]) -> None:
    answer = search(archive, query)
    assert sorted(files(answer)) == sorted(expected)
    assert answer.total >= len(expected)


def test_passages_with_all_words_come_before_those_that_lack_one(archive: Archive) -> None:
    answer = search(archive, "taxa badhus")
    assert [(hit.file, hit.missing) for hit in answer.hits] == [("ks.txt", ()), ("sn.txt", ("taxa",))]


def test_a_document_that_holds_all_words_apart_is_found(archive: Archive) -> None:
    answer = search(archive, "tolkar badhus")
    assert (answer.hits[0].file, len(answer.hits[0].missing)) == ("sn.txt", 1)


def test_stop_words_do_not_keep_anything_out(archive: Archive) -> None:
    assert files(search(archive, "avtalet om alla tolkar"))[0] == "sn.txt"


def test_a_word_that_stands_nowhere_is_left_out_and_said_so(archive: Archive) -> None:
    answer = search(archive, "badhus zeppelinare")
    assert answer.ignored == ("zeppelinare",)
    assert answer.hits[0].missing == ()


def test_a_swedish_word_that_the_archive_lacks_is_left_out_and_not_taken_for_another(archive: Archive) -> None:
    answer = search(archive, "badhus båten")  # one letter from "boken"
    assert (answer.ignored, answer.suggestion) == (("båten",), None)


def test_nothing_is_found_for_words_that_stand_nowhere(archive: Archive) -> None:
    answer = search(archive, "zeppelinare")
    assert (answer.total, answer.hits, answer.ignored) == (0, (), ("zeppelinare",))


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("Återemissen", "Återremissen"),  # a letter missing
        ("fardtjansten", "färdtjänsten"),  # typed without å, ä, ö
        ("badhuset", None),
    ],
)
def test_the_nearest_word_is_searched_for_and_suggested(archive: Archive, query: str, suggestion: str | None) -> None:
    answer = search(archive, query)
    assert answer.suggestion == suggestion
    assert answer.total


def test_the_snippet_marks_what_was_found(archive: Archive) -> None:
    (hit,) = search(archive, '"löper ut"').hits
    assert [hit.snippet[slice(*mark)] for mark in hit.marks] == ["löper", "ut"]
    assert (hit.title, hit.page, hit.path) == ("Svar", 1, "/in/sn.txt")


def test_facets_count_all_that_was_found(archive: Archive) -> None:
    answer = search(archive, "badhus", limit=1)
    assert len(answer.hits) == 1
    assert {(value.value, value.count) for value in answer.facets["kind"]} == {("protokoll", 2)}


def test_filters_take_one_of_their_values(archive: Archive) -> None:
    answer = search(archive, "färdtjänst", filters={"kind": ["avtal", "balanslista"]})
    assert sorted(files(answer)) == ["avtal.txt", "lista.txt"]


def test_a_filter_finds_as_many_as_its_facet_counts(archive: Archive, document: Callable[..., Document]) -> None:
    put(
        archive,
        document("Badhuset får en ny bassäng."),
        Findings(Head("protokoll", body="Kommunstyrelsens arbetsutskott")),
        "au.txt",
    )
    put(archive, document("Badhuset får ett nytt tak."), Findings(Head("protokoll", body="kommunstyrelsen")), "ks2.txt")
    with open_index(archive.index, write=True) as index:
        list(index.update((one.sha256, records(one)) for one in documents.every(archive)))
        index.publish()
    for value in search(archive, "badhus").facets["body"]:
        assert search(archive, "badhus", filters={"body": [value.value]}).total == value.count
    values = {value.value: value.count for value in search(archive, "badhus").facets["body"]}
    assert values == {"Kommunstyrelsen": 3, "Kommunstyrelsens arbetsutskott": 1}
    assert search(archive, "badhus", filters={"body": ["arbetsutskott"]}).total == 1  # a part of a value is taken as words


def test_why_a_passage_was_found_is_told(archive: Archive) -> None:
    (first, second) = search(archive, "färdtjänstavtal", explain=True).hits
    assert [(reason.how, reason.met, reason.where) for reason in first.reasons] == [
        ("böjning", ("färdtjänstavtalet",), ("text",)),
    ]
    assert [(reason.how, reason.met) for reason in second.reasons] == [("delar", ("färdtjänst", "avtal", "samverkansavtal"))]
    assert search(archive, "färdtjänstavtal").hits[0].reasons == ()


def test_every_word_that_a_passage_has_is_explained(archive: Archive) -> None:
    for query in ("badhus taxa", "KS 2018/44", "LUFS", "hälsovård gratis", "sam* avtal", "2 maj 2018"):
        for hit in search(archive, query, explain=True).hits:
            explained = {reason.word for reason in hit.reasons}
            assert explained
            assert not explained & set(hit.missing)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            ["avtal", "badhus", "-taxa", "OR", '"löper ut"', "sam*", "=avtalet", "år:2018", "från:2019", "dnr:KS 2018/44"]
        )
        | st.sampled_from(["organ:KS", "typ:*", "av*", "hälso- och", "§ 12", "6/11 2020", "xyz", "och", "parti:S", "-", "*"])
        | st.text(max_size=8),
        max_size=6,
    ).map(" ".join)
)
def test_whatever_is_asked_is_answered_or_refused(archive: Archive, query: str) -> None:
    try:
        answer = search(archive, query, explain=True)
    except UsageError as refused:
        cure = refused.cure
    else:
        assert answer.whole <= answer.total
        assert all(0 <= start < end <= len(hit.snippet) for hit in answer.hits for start, end in hit.marks)
        return
    assert cure


def test_since_and_until_take_years(archive: Archive) -> None:
    assert files(search(archive, "färdtjänst", since="2013", until="2016")) == ["lista.txt"]


def test_the_latest_come_first_when_sorted_by_date_and_the_undated_last(archive: Archive) -> None:
    assert files(search(archive, "färdtjänst", sort="date")) == ["prat.txt", "lista.txt", "avtal.txt"]
    assert files(search(archive, "badhus", sort="date")) == ["ks.txt", "sn.txt"]


def test_pages_follow_one_another(archive: Archive) -> None:
    whole = search(archive, "färdtjänst").hits
    paged = [hit for page in (1, 2, 3, 4) for hit in search(archive, "färdtjänst", limit=1, page=page).hits]
    assert [hit.file for hit in paged] == [hit.file for hit in whole]


def test_a_query_without_a_word_or_condition_is_an_error(archive: Archive) -> None:
    with pytest.raises(UsageError):
        search(archive, " ?! ")


def test_an_answer_is_complete_where_all_was_read_and_indexed(archive: Archive, document: Callable[..., Document]) -> None:
    assert search(archive, "badhus").complete
    put(archive, document("Nytt"), Findings(Head()), "ny.txt")
    assert not search(archive, "badhus").complete


def test_an_answer_is_not_complete_where_a_file_failed(archive: Archive) -> None:
    with archive.transaction() as database:
        ledger.put(database, [Entry("/in/trasig.pdf", "trasig.pdf", 9, 1, "failed", code="damaged", reason="x", cure="y")])
    assert not search(archive, "badhus").complete


def test_a_search_does_not_load_spacy() -> None:
    code = "import sys, index.search, index.engines.whoosh; print(sorted({'spacy', 'nlp'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
