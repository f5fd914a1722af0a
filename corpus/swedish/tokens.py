"""The tokens of a text that can be searched, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.document import Span

_TOKEN = re.compile(
    r"§{1,2}[ \u00a0]?(?P<paragraph>\d{1,4}(?:[ \u00a0]?[a-zåäö](?!\w))?)"
    r"|(?:[^\W\d_]{1,8}/)?\d+(?:[/:.,–−-]\d+)*"  # numbers, days, diary numbers: 2021-10-08, KS/2012/488, 63/20
    r"|[^\W_]+(?:[-‑][^\W_]+)*(?::[^\W\d_]{1,4}(?!\w))?"  # words: F-6, KSAU:s, covid-19
)
_BLANKS = re.compile(r"[ \u00a0]")
_SUSPENDS = re.compile(
    r"-(?:, ?[^\W\d_]{2,30}-){0,4},? (?:och|eller|samt|respektive|till|resp\.?) (?P<following>[^\W\d_]{4,60})"
)
"""What makes a word a suspended first part: a hyphen after it, perhaps others like it, and the word with what they share."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or paragraph sign with its number; `form` is lower case, and a paragraph is written `§12`."""

    form: str
    span: Span
    completed_by: str | None = None
    """Of a suspended first part (*hälso-* och sjukvård): the word that completes it."""


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in order; spans count in code points."""
    for match in _TOKEN.finditer(text):
        if match["paragraph"]:
            form, following = "§" + _BLANKS.sub("", match["paragraph"]), None
        else:
            form, following = match[0].replace("‑", "-"), None
            if text[match.end() : match.end() + 1] == "-" and (suspends := _SUSPENDS.match(text, match.end())):
                following = suspends["following"].lower()
        yield Token(form.lower(), match.span(), following)
