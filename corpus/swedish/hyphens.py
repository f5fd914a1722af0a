"""Words that a line break has cut: whether the hyphen goes, stays or never was one."""

from __future__ import annotations

import re
from itertools import takewhile

from corpus.swedish.compounds import is_word

LINE_HYPHENS = "-\u00ad\u2010\ufffe\u0002"
"""What stands at the end of a line for a hyphen; PDF libraries give the last two for one that the typesetter put there."""
_LONGEST = 60
_SHORTEST = 3
_SURE = 8
"""Shorter words than this come about by chance."""
_SHORT_FORMS = frozenset({"it", "tv", "eu"})
"""What keeps its hyphen in *it-stöd*, as single letters do (*e-post*): no typesetter cuts a word there."""
_SUSPENDED = re.compile(r"(?:och|eller|samt|respektive|till|resp\.?|o)\b")


def join_words(line: str, following: str) -> tuple[int, str]:
    """How to join a line to the one that follows.

    Returns how many characters of `line` are kept, and what stands between it and `following`: nothing where a word was
    cut, a hyphen where the word has one, a blank between words. A suspended compound (*in- och utskrivning*) keeps its hyphen
    and gets a blank.
    """
    stripped = line.rstrip()
    kept = len(stripped)
    if not stripped or not following:
        return kept, " "
    if stripped[-1] not in LINE_HYPHENS:
        return kept, "" if _cut_without_hyphen(stripped, following) else " "
    body = stripped[:-1]
    if not body or not body[-1].isalnum():
        return kept, " "
    if _SUSPENDED.match(following):
        return len(body), "- "
    before = _last_word(body)
    if not following[0].islower() or not before or before.isupper():
        return len(body), "-"
    if len(before) == 1 or before in _SHORT_FORMS:
        return len(body), "-"
    return len(body), ""


def _last_word(text: str) -> str:
    """The letters at the end of a text."""
    return "".join(takewhile(str.isalpha, reversed(text[-_LONGEST:])))[::-1]


def _cut_without_hyphen(line: str, following: str) -> bool:
    """Whether a narrow column has cut a word without a hyphen: what stands before is no word, with what follows it is."""
    if not following[0].isalpha() or following[0].isupper():
        return False
    before, after = _last_word(line), "".join(takewhile(str.isalpha, following[:_LONGEST]))
    if len(before) < _SHORTEST or not after.islower() or len(before) + len(after) < _SURE:
        return False
    return not is_word(before) and is_word(before + after)
