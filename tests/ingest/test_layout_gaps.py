"""Words that a PDF's page sets close beside each other."""

from __future__ import annotations

import pytest

from ingest.layout.pdfium import _split_texts

SIZE = 10.0
WIDTH = 5.0


@pytest.mark.parametrize(
    ("text", "first", "gap", "pieces"),
    [
        ("NämndenProtokoll", 7, 0.4, ["Nämnden", "Protokoll"]),  # a capital after a small letter: a narrow gap is enough
        ("Nämnden2011", 7, 0.8, ["Nämnden", "2011"]),
        ("ORTPROTOKOLL", 3, 1.1, ["ORT", "PROTOKOLL"]),
        ("förvaltning", 3, 0.4, ["förvaltning"]),  # kerning, which producers make objects for
        ("KS2011", 2, 0.0, ["KS2011"]),  # set as one word in two fonts
        ("Nämnden.....", 7, 2.0, ["Nämnden....."]),  # leaders
    ],
)
def test_two_texts_are_parted_where_a_gap_stands_between_their_objects(
    text: str, first: int, gap: float, pieces: list[str]
) -> None:
    lefts = [index * WIDTH + (gap if index >= first else 0.0) for index in range(len(text))]
    objects = [1 if index < first else 2 for index in range(len(text))]
    found = _split_texts(0, SIZE, text, objects, lefts, [left + WIDTH for left in lefts])
    assert [text[start:end] for start, end in found] == pieces
