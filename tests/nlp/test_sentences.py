"""Where sentences end in minutes."""

from __future__ import annotations

import pytest

from nlp.wording.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ("Avtalet gäller t.o.m. 2019-12-31. Det förlängs.", ["Avtalet gäller t.o.m. 2019-12-31.", "Det förlängs."], "a date"),
        ("Tid: kl. 13.00 i Alma. Rummet byts.", ["Tid: kl. 13.00 i Alma.", "Rummet byts."], "a time of day"),
        ("1. Planen antas. 2. Medel anslås.", ["1. Planen antas.", "2. Medel anslås."], "numbers of points"),
        (
            "Enligt 2020-02-03 § 5. Genom § 6 förlängdes det.",
            ["Enligt 2020-02-03 § 5.", "Genom § 6 förlängdes det."],
            "ends in a number",
        ),
        ("Bl.a. Vasa skola m.fl. Skolor rustas.", ["Bl.a. Vasa skola m.fl. Skolor rustas."], "abbreviations before capitals"),
        ("Nils A. Ek (S) yrkar avslag.", ["Nils A. Ek (S) yrkar avslag."], "an initial"),
        ("Får vi veta mer? Ja!", ["Får vi veta mer?", "Ja!"], "question and exclamation"),
        ("”Vi avstår.” Han lämnar salen.", ["”Vi avstår.”", "Han lämnar salen."], "a quotation ends"),
        ("Dnr KS 2019.12 är fel", ["Dnr KS 2019.12 är fel"], "no end, and a dot within a number"),
        ("", [], "nothing"),
    ],
)
def test_sentences_end_where_a_reader_says(text: str, expected: list[str], why: str) -> None:
    assert [text[start:end] for start, end in sentences(text)] == expected, why
