"""What a record is worth for a term: BM25, as Lucene and tantivy compute it, so that engines need not differ.

The length of a field is known in 256 steps, exactly up to 40 words; records that score alike come newest first.
Robertson and Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond*, 2009; the steps are Lucene's SmallFloat.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from zlib import crc32

K1 = 1.2
"""How soon more occurrences of a term say nothing more."""
B = 0.75
"""How much the length of a field counts."""
DECIMALS = 3
"""Scores are told and compared so exactly: engines add in different orders, and some in single precision."""

_EXACT = 24


def _step(code: int) -> int:
    """The length that a code stands for."""
    if code < _EXACT:
        return code
    bits, shift = (code - _EXACT) & 7, ((code - _EXACT) >> 3) - 1
    return _EXACT + (bits if shift < 0 else (bits | 8) << shift)


LENGTHS = tuple(_step(code) for code in range(256))
"""By code, the length that it stands for."""


def length_code(length: int) -> int:
    """The code of the greatest known length that is no greater."""
    return bisect_right(LENGTHS, length) - 1


def rarity(holding: int, records: int) -> float:
    """What a term is worth that so many of all records hold."""
    return math.log(1 + (records - holding + 0.5) / (holding + 0.5)) * (K1 + 1)


def dampening(length: float, mean: float) -> float:
    """What is added to the number of occurrences in a field of this length to divide them by: their share is the score."""
    return K1 * (1 - B + B * length / mean)


def recency(date: str | None, document: str, number: int) -> int:
    """A number below 2**64; the greatest comes first of records that score alike: the newest, then by document and place.

    `date` is a day as 2021-10-08, `document` a content hash, `number` the place of the record in it.
    """
    day = int(date.replace("-", "")) if date else 0
    return day << 37 | (crc32(document.encode()) & 0x1FFFFF) << 16 | max(0xFFFF - number, 0)
