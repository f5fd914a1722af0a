from __future__ import annotations

from collections.abc import Iterator

import pytest

from index.engines.memory import MemoryIndex
from index.spelling import nearest


class Words(MemoryIndex):
    """An index of some words, each with how many passages hold it."""

    def terms(self, field: str, prefix: str = "") -> Iterator[tuple[str, int]]:
        words = {
            "taxan": 3,
            "taxor": 1,
            "återremiss": 2,
            "återremisser": 1,
            "färdtjänsten": 4,
            "färjan": 1,
            "bok": 9,
            "2021-taxan": 1,
        }
        yield from ((word, count) for word, count in sorted(words.items()) if word.startswith(prefix))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("taxxan", "taxan"),  # a letter too many
        ("tvaxxn", None),  # two edits in a short word
        ("tazor", "taxor"),  # a letter changed
        ("atxan", None),  # the first letter is trusted
        ("återremsis", "återremiss"),  # two letters swapped
        ("återemis", "återremiss"),  # two edits in a long word
        ("fardtjansten", "färdtjänsten"),  # typed without å, ä, ö
        ("bo", None),  # a short word is taken as it stands
        ("zebra", None),
    ],
)
def test_the_word_that_was_meant_is_found(typed: str, meant: str | None) -> None:
    assert nearest(Words(), typed) == meant
