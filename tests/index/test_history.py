"""A history begins with what holds, follows a matter however it is asked for, heeds its owner, and says what is unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.errors import UsageError
from corpus.findings import Findings
from corpus.store.archive import Archive, create_archive
from index.histories.history import History, history
from ingest.indexing import update_index
from tests.index.registers.conftest import put
from tests.index.registers.scripts import CORRECTED, EXTENDED, NOTICE, OTHER, balance, minutes

ALL = {"a.txt": EXTENDED, "b.txt": CORRECTED, "c.txt": NOTICE, "d.txt": OTHER}
Told = Callable[..., History]


@pytest.fixture
def indexed(
    tmp_path: Path, document: Callable[..., Document], annotated: Callable[..., Findings]
) -> Iterator[Callable[..., Archive]]:
    with ExitStack() as stack:

        def make(scripts: Mapping[str, str], owner: str = "") -> Archive:
            archive = stack.enter_context(create_archive(tmp_path / "arkiv"))
            for name, script in scripts.items():
                put(archive, document(script, name=name), annotated(script, name=name))
            update_index(archive, lambda done, total: None)
            if owner:
                (archive.root / "arkiv.toml").write_text(owner, encoding="utf-8")
            return archive

        yield make


def sentence(told: History) -> str:
    assert told.holds is not None
    return told.holds.sentence


def test_it_begins_with_what_holds_on_the_day(indexed: Callable[..., Archive]) -> None:
    archive = indexed({"a.txt": EXTENDED, "b.txt": CORRECTED, "c.txt": NOTICE})
    assert sentence(history(archive, "avtal om dagverksamhet", "2016-01-01")) == (
        "Gäller nu: t.o.m. 2016-12-31, enligt Socialnämnden 2015-04-14 § 34."
    )
    assert sentence(history(archive, "avtal om dagverksamhet", "2016-06-01")).startswith(
        "Gäller nu, men är uppsagt 2016-02-09 av Socialnämnden: t.o.m. 2016-12-31"
    )
    assert sentence(history(archive, "avtal om dagverksamhet", "2020-01-01")).startswith(
        "Gäller inte längre: gällde t.o.m. 2016-12-31"
    )


def test_a_correction_stands_at_what_it_corrects_and_both_are_shown(indexed: Callable[..., Archive]) -> None:
    told = history(indexed({"a.txt": EXTENDED, "b.txt": CORRECTED}), "avtal om dagverksamhet", "2016-01-01")
    assert [(event.event, event.valid_to, event.corrected_by) for event in told.events] == [
        ("förlängt", "2016-06-30", "Socialnämnden 2015-04-14 § 34"),
        ("rättat", "2016-12-31", None),
    ]


def test_what_cannot_be_told_is_said(indexed: Callable[..., Archive]) -> None:
    claim = balance(
        "Socialnämnden",
        "2015-12-01",
        "| Avtal om dagverksamhet | § 21, 2015-03-10 | Socialchefen | | Gäller t.o.m. 2017-12-31. |",
    )
    told = history(indexed({"a.txt": EXTENDED, "e.txt": claim}), "avtal om dagverksamhet", "2016-01-01")
    assert sentence(told).startswith("Går inte att avgöra: t.o.m. 2016-06-30 enligt a.txt eller t.o.m. 2017-12-31 enligt e.txt")
    assert "inget beslut om 2017-12-31 finns i arkivet" in told.gaps


def test_a_paragraph_that_is_referred_to_and_missing_is_named(indexed: Callable[..., Archive]) -> None:
    assert history(indexed({"b.txt": CORRECTED}), "avtal om dagverksamhet", "2016-01-01").gaps == (
        "§ 21 Socialnämnden 2015-03-10 hänvisas till men saknas",
    )
    assert history(indexed({"a.txt": EXTENDED}), "avtal om dagverksamhet", "2016-01-01").gaps == ()


NUMBERED = {
    "au.txt": minutes(
        "Arbetsutskottet", "2017-01-10", "## § 3 Nytt badhus\nDnr KS 2016/77\nBeslut\nArbetsutskottet föreslår"
        " kommunstyrelsen att bygga ett badhus."
    ),
    "ks.txt": minutes(
        "Kommunstyrelsen", "2017-02-14", "## § 19 Lokal för simning\nDnr KS 2016/77\nBeslut\nKommunstyrelsen beslutar att"
        " återremittera ärendet.\n## § 20 Budget\nDnr KS 2016/90\nBeslut\nKommunstyrelsen beslutar att anta budgeten."
    ),
}  # fmt: skip


@pytest.mark.parametrize("query", ["KS 2016/77", "Dnr KS 2016/77", "KS/2016/77", "ks.txt#19", "ks.txt#§ 19"])
def test_a_matter_is_followed_by_its_diary_number_from_committee_to_board(indexed: Callable[..., Archive], query: str) -> None:
    told = history(indexed(NUMBERED), query, "2018-01-01")
    assert [(event.body, event.paragraph) for event in told.events] == [("Arbetsutskottet", "3"), ("Kommunstyrelsen", "19")]
    assert sentence(told) == "Inte avgjort, så vitt arkivet visar: senast återremitterat (Kommunstyrelsen 2017-02-14 § 19)."


@pytest.mark.parametrize("query", ["ks.txt#77", "saknas.txt#1", "…"])
def test_a_matter_that_is_not_there_is_wrong_use(indexed: Callable[..., Archive], query: str) -> None:
    with pytest.raises(UsageError):
        history(indexed(NUMBERED), query, "2018-01-01")


def test_the_owner_takes_a_document_out_and_joins_two_names(indexed: Callable[..., Archive]) -> None:
    alone = {"a.txt": EXTENDED, "c.txt": NOTICE}
    told = history(
        indexed(alone, '[[olika]]\nnamn = ["avtal om dagverksamhet"]\nhandlingar = ["c.txt"]\n'),
        "dagverksamhetsavtal",
        "2016-06-01",
    )
    assert {source.file for event in told.events for source in event.sources} == {"a.txt"}
    assert {source.file for other in told.others for source in other.sources} == {"c.txt"}
    renamed = NOTICE.replace("avtal om dagverksamhet", "avtal om stöd i vardagen")
    owner = '[[samma]]\nnamn = ["avtal om dagverksamhet", "avtal om stöd i vardagen"]\n'
    told = history(indexed({"a.txt": EXTENDED, "e.txt": renamed}, owner), "dagverksamhetsavtal", "2016-06-01")
    assert "e.txt" in {source.file for event in told.events for source in event.sources}


def test_a_file_of_the_owners_that_cannot_be_understood_is_a_clear_error(indexed: Callable[..., Archive]) -> None:
    with pytest.raises(UsageError, match=r"arkiv\.toml ska ha minst två namn"):
        history(indexed({"a.txt": EXTENDED}, '[[samma]]\nnamn = ["avtal"]\n'), "dagverksamhetsavtal", "2016-06-01")
