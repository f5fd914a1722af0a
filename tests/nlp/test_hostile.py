"""Damaged and hostile texts: each is annotated in a time that grows with its length."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.findings import Findings
from nlp.annotate import tokens
from nlp.pipeline import pipeline
from nlp.who.addressees import tasks
from nlp.wording.actions import action_of
from nlp.wording.calendar import parse_dates

Annotated = Callable[..., Findings]

MINUTES = """
# Sammanträdesprotokoll
Hamnstyrelsen
Sammanträdesdatum 2003-05-14
Beslutande
Vera Lind (s), ordförande
# § 12 Muddring
## Beslut
Hamnstyrelsen beslutar {}
# § 13 Avslutning
"""

UNITS = [
    "(",
    ".",
    "§",
    "1.",
    "a",
    "2019-",
    "_",
    "1/",
    "att ",
    "§ 1 ",
    "Au 1 ",
    "den 1 ",
    "avtal ",
    "uppdrar åt ",
    "A och ",
    "§ 5, ",
    "3 maj ",
    "KS 2012/1 ",
    "säger ",
    "justerare ",
    "1 A\n",
    "§ 1\n",
]


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_row_of_the_same_ends(annotated: Annotated, unit: str) -> None:
    findings = annotated(MINUTES.format(unit * (50_000 // len(unit))))
    assert findings.items[0].number == "12"


@pytest.mark.parametrize("unit", ["(", ".", '"', "%", "http://", "1.1.1."])
def test_a_megabyte_without_blanks_is_one_token(unit: str) -> None:
    text = f"Före {unit * (1_000_000 // len(unit))} efter."
    doc = tokens(pipeline(), text)
    assert doc.text == text
    assert doc[0].text == "Före"
    assert (doc[-2].text, doc[-1].text) == ("efter", ".")


@pytest.mark.parametrize("unit", UNITS)
def test_a_megabyte_is_read_by_the_parsers_of_words(unit: str) -> None:
    text = unit * (1_000_000 // len(unit))
    parse_dates(text)
    action_of(text)
    assert tasks(text) == []
