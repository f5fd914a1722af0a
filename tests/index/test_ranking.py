"""The order of what was found, over records that are otherwise alike."""

from __future__ import annotations

import pytest

from index.engines.memory import MemoryIndex
from index.query import any_of, parse
from index.ranking import rank
from index.records import IndexRecord

FILLER = "Ordföranden hälsar alla välkomna till kommunhuset och mötet öppnas som vanligt av en ledamot"


def record(number: int, text: str, *, title: str = "Ärende", decided: str = "", date: str = "2020-01-01") -> IndexRecord:
    place = ("0" * 63 + str(number), 0, "", "", None, title, 1, (0, 1), ())
    return IndexRecord(*place, date, None, "protokoll", f"{title} {text} {FILLER}", decided=decided)


def order(query: str, *records: IndexRecord) -> list[int]:
    index = MemoryIndex()
    list(index.update((one.document, [one]) for one in records))
    found = rank(index, [any_of(group) for group in parse(query).groups], lambda clause: clause, 50, newest=False)
    return [int(index.record(one.number).document[-1]) for one in found.first]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("skolskjutsen", ["skolskjutsen", "skolskjuts", "skolskjutsavtal", "skjuts till skolan"]),
        ("förlängning", ["förlängning", "förlängningen", "avtalsförlängning", "förlängs"]),
        ("taxan", ["taxan", "taxor", "hemtjänsttaxan", "avgiften"]),
        ("badhus", ["badhus", "badhusens", "badhusavgift", "ett hus för bad"]),
    ],
)
def test_the_word_itself_comes_before_its_forms_its_compounds_its_parts_and_its_kin(query: str, texts: list[str]) -> None:
    others = ("Snöröjning", "Parkering", "Snöröjning")
    records = [record(at, f"{text} och ett par ord till") for at, text in enumerate(texts)]
    assert order(query, *reversed(records), *(record(at, text) for at, text in enumerate(others, 5))) == [0, 1, 2, 3]


def test_the_title_and_the_decision_come_before_the_background() -> None:
    assert order("färdtjänst", record(1, "färdtjänst"), record(2, "", title="färdtjänst"), record(3, "gata")) == [2, 1]
    decided = record(2, "färdtjänst", decided="Färdtjänsten utökas.")
    assert order("färdtjänst", record(1, "färdtjänst"), decided, record(3, "gata")) == [2, 1]


def test_the_newest_wins_a_tie() -> None:
    dates = {1: "2012-05-01", 2: "2021-02-03", 3: "2018-11-30"}
    assert order("färdtjänst", *(record(at, "färdtjänst", date=date) for at, date in dates.items())) == [2, 3, 1]


def test_what_decides_comes_before_what_proposes_it_in_the_same_words() -> None:
    proposal = IndexRecord(
        "0" * 63 + "1",
        0,
        "",
        "",
        None,
        "A",
        1,
        (0, 1),
        (),
        "2021-01-01",
        None,
        "kallelse",
        "färdtjänst",
        "",
        {"kind": ("kallelse",)},
    )
    decision = IndexRecord(
        "0" * 63 + "2",
        0,
        "",
        "",
        None,
        "A",
        1,
        (0, 1),
        (),
        "2020-01-01",
        None,
        "protokoll",
        "färdtjänst",
        "",
        {"kind": ("protokoll",)},
    )
    assert order("färdtjänst", proposal, decision) == [2, 1]


def test_a_long_query_finds_what_holds_most_of_it() -> None:
    words = [
        "bro",
        "hamn",
        "skola",
        "badhus",
        "park",
        "gata",
        "torg",
        "bibliotek",
        "museum",
        "buss",
        "färja",
        "taxa",
        "lokal",
        "tomt",
    ]
    index = MemoryIndex()
    held = {1: words[:9], 2: words[:7], 3: words[9:11], 4: words[11:13], 5: words[13:]}
    list(index.update((one.document, [one]) for at, some in held.items() for one in [record(at, " ".join(some))]))
    found = rank(index, [any_of(group) for group in parse(" ".join(words)).groups], lambda clause: clause, 50, newest=False)
    assert not found.first
    assert [int(index.record(one.number).document[-1]) for one in found.nearly] == [1, 2]
    assert [len(one.missing) for one in found.nearly] == [5, 7]
