"""Items of web pages, most of which have no number."""

from __future__ import annotations

from collections.abc import Callable

from corpus.findings import Findings

PAGE = """
# Möte 2019-10-03
Kulturnämnden
<0> Ordföranden, Eva Ek (S), öppnar mötet.
<1> § 31
<1> ## Val av justerare
<1> Nämnden utser Bo Al (M) att justera protokollet.
<2> Bo Al och Cia Dal föredrar budgeten.
<2> Nämnden beslutar att godkänna budgeten.
<3> § 33
<3> ## Rapporter
<3> Inga rapporter.
<4> Ordföranden avslutar mötet.
"""


def test_numbers_follow_from_the_place_in_the_list_where_the_printed_ones_agree(annotated: Callable[..., Findings]) -> None:
    items = annotated(PAGE, name="mote.html").items
    assert [(item.number, item.title) for item in items] == [
        ("30", None), ("31", "Val av justerare"), ("32", None), ("33", "Rapporter"), ("34", None),
    ]  # fmt: skip
    assert [item.passage.certainty for item in items] == ["trolig", "säker", "trolig", "säker", "trolig"]


def test_numbers_that_disagree_prove_nothing(annotated: Callable[..., Findings]) -> None:
    items = annotated(PAGE.replace("§ 33", "§ 40"), name="mote.html").items
    assert [item.number for item in items] == ["31", "40"]


def test_sentences_tell_presenters_and_decisions(annotated: Callable[..., Findings]) -> None:
    item = annotated(PAGE, name="mote.html").items[2]
    assert item.presenters == ("Bo Al", "Cia Dal")
    assert [section.role for section in item.sections] == ["bakgrund", "beslut"]
