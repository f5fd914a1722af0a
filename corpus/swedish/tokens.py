"""The tokens of a text that can be searched, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from corpus.document import Span

_PLAIN = (
    r"(?:[^\W\d_]{1,8}+/)?\d+(?:[/:.,–−-]\d+)*"  # numbers, days, diary numbers: 2021-10-08, KS/2012/488, 63/20
    r"|[^\W_]+(?:[-‑][^\W_]+)*(?::[^\W\d_]{1,4}(?!\w))?"  # words: F-6, KSAU:s, covid-19
)
_TOKEN = re.compile(
    r"(?:(?P<sign>§{1,2})|[Pp]aragraf(?=[ \u00a0]))[ \u00a0]?"
    r"(?P<paragraph>\d{1,4}(?:(?:[a-zåäö]|[ \u00a0][a-h])(?!\w))?)(?:/\d\d(?:\d\d)?(?!\d))?"
    rf"|{_PLAIN}"
)
_ONLY_PLAIN = re.compile(_PLAIN)
_SIGN = re.compile(r"§§?|[Pp]aragraf(?=[ \u00a0])")
_FURTHER = re.compile(r"(?:,| ?[–-]| och| samt) ?(?P<paragraph>\d{1,4}[a-zåäö]?)(?![\w/:])")
"""Another paragraph of a list or span: §§ 3–5 *och 7*."""
_BLANKS = re.compile(r"[ \u00a0]")
SUSPENDS = re.compile(
    r"-(?:, ?[^\W\d_]{2,30}-){0,4},? (?:och|eller|samt|respektive|till|resp\.?) (?P<following>[^\W\d_]{4,60})"
)
"""What follows a suspended first part: a hyphen, perhaps others like it, and the word with what they share."""


class Token(NamedTuple):
    """A word, number or paragraph; `form` is lower case. *§ 12*, *paragraf 12* and *§ 12/20* are all `§12`."""

    form: str
    span: Span
    completed_by: str | None = None
    """Of a suspended first part (*hälso-* och sjukvård): the word that completes it."""


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text in order; spans count in code points."""
    done = 0
    for match in _TOKEN.finditer(text):
        start, end = span = match.span()
        if start < done:
            continue
        if match.lastgroup:
            yield Token("§" + _BLANKS.sub("", match["paragraph"]), span)
            done = end
            while match["sign"] == "§§" and (further := _FURTHER.match(text, done)):
                yield Token("§" + further["paragraph"], further.span("paragraph"))
                done = further.end()
            continue
        suspends = SUSPENDS.match(text, end) if text.startswith("-", end) else None
        yield Token(match[0].replace("‑", "-").lower(), span, suspends["following"].lower() if suspends else None)


def words(text: str) -> tuple[str, ...]:
    """The forms of `tokens(text)`, in a fraction of the time: all tokens end with a line, and before a § and its number."""
    found, done = list[str](), 0
    for sign in _SIGN.finditer(text):
        start, end = sign.span()
        if start < done:
            continue
        if sign[0] == "§":
            match = _TOKEN.match(text, start)
            found += _plain_words(text[done:start])
            found += ["§" + _BLANKS.sub("", match["paragraph"])] if match else []
            done = match.end() if match else end
            continue
        start, end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        start = max(start, done)
        found += _plain_words(text[done:start])
        done = end if end >= 0 else len(text)
        found += [token.form for token in tokens(text[start:done])]
    return tuple(found + _plain_words(text[done:]))


def _plain_words(text: str) -> list[str]:
    """The words of a text without paragraph signs: none goes over a blank, and most of what stands between two is letters."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter has become two, the second no letter
        return list(_words_in(text))
    found = list[str]()
    for piece in lowered.split():
        if piece.isalpha():
            found.append(piece)
        else:
            found += _of_piece(piece) if len(piece) < _LONG else _words_in(piece)
    return found


def _words_in(text: str) -> tuple[str, ...]:
    return tuple(word.replace("‑", "-").lower() for word in _ONLY_PLAIN.findall(text))


_of_piece = lru_cache(maxsize=100_000)(_words_in)
_LONG = 50
"""Longer pieces are not kept: they hardly come again."""


def suspended_tokens(text: str) -> Iterator[Token]:
    """The suspended first parts among `tokens(text)`, read from the blank before each; a number after § may be among them."""
    hyphen = SUSPENDS.search(text)
    while hyphen:
        start, end = hyphen.span()
        begin = 1 + max(text.rfind(blank, 0, start) for blank in " \n\t")
        for token in tokens(text[begin : end + 1]):
            if token.completed_by and begin + token.span[1] == start:
                yield token._replace(span=(begin + token.span[0], start))
        hyphen = SUSPENDS.search(text, start + 1)
