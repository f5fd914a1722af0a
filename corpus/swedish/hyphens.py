"""Words that a line break has cut: whether the hyphen goes, stays or never was one."""

from __future__ import annotations

import re

LINE_HYPHENS = "-\u00ad\u2010\ufffe\u0002"
"""What stands at the end of a line for a hyphen; PDF libraries give the last two for one that the typesetter put there."""
_SUSPENDED = re.compile(r"(?:och|eller|samt|respektive|till|resp\.?|o)\b")


def join_words(line: str, following: str) -> tuple[int, str]:
    """How to join a line to the one that follows.

    Returns how many characters of `line` are kept, and what stands between it and `following`: nothing where a word was
    cut, a hyphen where the word has one, a blank between words. A suspended compound (*in- och utskrivning*) keeps its hyphen
    and gets a blank.
    """
    stripped = line.rstrip()
    kept = len(stripped)
    if not stripped or not following or stripped[-1] not in LINE_HYPHENS:
        return kept, " "
    body = stripped[:-1]
    if not body or not body[-1].isalnum():
        return kept, " "
    if _SUSPENDED.match(following):
        return len(body), "- "
    if following[0].islower() and not body[-1].isdigit() and not body.split()[-1].isupper():
        return len(body), ""
    return len(body), "-"
