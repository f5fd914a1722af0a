"""Where a piece of the flow stands in its document."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise

from corpus.document import Document
from corpus.flow import flow

PAGES = """
# § 4 Bryggan
Rådet beslutar att byg-
~ Sida 1
===
~ Hamnrådet
… ga en brygga.
| Ek | ja |
| Alm | nej |
Justeras.
"""


def test_an_unbroken_span_is_all_that_its_pieces_cover(document: Callable[..., Document]) -> None:
    running = flow(document(PAGES))
    broken = 0
    for span in combinations(range(len(running.text) + 1), 2):
        pieces = running.origin(span)
        whole = running.unbroken(span)
        if whole is None:
            broken += 1
        else:
            assert whole == (pieces[0][0], pieces[-1][1])
            assert all(0 <= right[0] - left[1] <= 2 for left, right in pairwise(pieces))
    assert 0 < broken < len(running.text) ** 2 / 2


def test_what_page_furniture_interrupts_is_broken(document: Callable[..., Document]) -> None:
    running = flow(document(PAGES))
    start = running.text.index("beslutar")
    assert running.unbroken((start, start + 8)) == running.origin((start, start + 8))[0]
    assert running.unbroken((start, running.text.index("brygga."))) is None
