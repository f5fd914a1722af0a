"""Sentences of Swedish minutes, where dots also stand in abbreviations, dates, list numbers and times of day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from corpus.document import Span
from corpus.vocabulary import vocabulary

_ABBREVIATIONS = frozenset(vocabulary("abbreviations")["words"])
_END = re.compile(r"[.!?…][)\]”\"'’»]{0,2}(?=\s+[(\[”\"'’«»–—•-]{0,3}\s?[A-ZÅÄÖÉ0-9§])")
_KEPT = 5_000
"""Lines shorter than this keep their sentences until some thousand others have come."""
_LONGEST = 24
"""Characters of the longest abbreviation."""
_BRACKET = re.compile(r"[(\[”\"]")


def sentences(text: str) -> Sequence[Span]:
    """The spans of the sentences of a text, blanks around them left out. A paragraph's end is the caller's."""
    return _kept(text) if len(text) < _KEPT else _sentences(text)


@lru_cache(maxsize=5_000)
def _kept(text: str) -> Sequence[Span]:
    """The spans of the sentences of a short text, for which several components ask."""
    return _sentences(text)


def _sentences(text: str) -> Sequence[Span]:
    found: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if not _abbreviates(text, start, match.start()):
            _take(found, text, start, match.end())
            start = match.end()
    _take(found, text, start, len(text))
    return tuple(found)


def _take(found: list[Span], text: str, start: int, end: int) -> None:
    """Takes a stretch as a sentence, without the blanks around it."""
    piece = text[start:end].lstrip()
    if piece:
        found.append((end - len(piece), end - len(piece) + len(piece.rstrip())))


def _abbreviates(text: str, start: int, dot: int) -> bool:
    """Whether the dot belongs to the word before it: an abbreviation, an initial, the number of a point or a day."""
    if text[dot] != ".":
        return False
    words = text[max(start, dot - _LONGEST) : dot].rsplit(None, 1)
    if not words or text[dot - 1].isspace():
        return False
    word = words[-1] if words[-1].isalnum() else _BRACKET.split(words[-1])[-1]
    if not word:
        return False
    if word.isdigit():
        return not text[start : dot - len(word)].strip() or bool(re.match(r"\s+[a-zåäö]", text[dot + 1 : dot + 4]))
    return word.casefold() in _ABBREVIATIONS or (len(word) == 1 and word.isupper())


def sentences_within(text: str, span: Span) -> Iterator[Span]:
    """The spans of the sentences within a span of a text whose lines end sentences too."""
    at = span[0]
    for line in text[span[0] : span[1]].split("\n"):
        for left, right in sentences(line):
            yield at + left, at + right
        at += len(line) + 1
