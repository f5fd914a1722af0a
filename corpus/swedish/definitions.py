"""Short forms that a text defines: *Sociala vård- och omsorgsgruppen (SVOM)*, *FoU (forskning och utveckling)*.

The long name is the shortest run of words before the bracket in which the letters of the short form stand in order, the first
at the start of a word (Schwartz and Hearst, *A Simple Algorithm for Identifying Abbreviation Definitions*, 2003).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from corpus.vocabulary import vocabulary

_SHORT = r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö-]{1,9}"
_BRACKET = re.compile(r"\((?P<within>[^()\n]{2,120})\)")
_SHORT_WITHIN, _SHORT_BEFORE = re.compile(_SHORT), re.compile(rf"(?<!\w)({_SHORT}) \Z")
_LONG = 6
"""Characters that a long name in brackets has at least."""
_SENTENCE = re.compile(r"[.:;!?()\n\t]")
_REACH = 120
"""Characters before the bracket in which the long name is sought."""


def definitions(text: str) -> Iterator[tuple[str, str]]:
    """The short forms that a text defines, as printed, each with its long name; letters of parties are none."""
    for bracket in _BRACKET.finditer(text):
        within, start = bracket["within"], bracket.start()
        named = _SHORT_BEFORE.search(text, max(0, start - 12), start) if len(within) >= _LONG else None
        if named:
            short, before = named[1], within
        elif _SHORT_WITHIN.fullmatch(within):
            short, before = within, _SENTENCE.split(text[max(0, start - _REACH) : start])[-1]
        else:
            continue
        if sum(letter.isupper() for letter in short) < 2 or short.upper() in _parties():
            continue
        words = before.split()[-min(len(short) + 5, 2 * len(short)) :]
        long = _long_name(short, " ".join(words))
        if long and " " in long and (not named or long == within.strip()):
            yield short, long


@cache
def _parties() -> frozenset[str]:
    listed = vocabulary("parties")
    return frozenset((*listed["national"], *listed["none"]))


def _long_name(short: str, words: str) -> str | None:
    """The end of some words that a short form stands for."""
    at = len(words)
    for place, letter in reversed(list(enumerate(short.lower()))):
        if not letter.isalpha():
            continue
        at -= 1
        while at >= 0 and (words[at].lower() != letter or (place == 0 and at and words[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
    return words[at:]
