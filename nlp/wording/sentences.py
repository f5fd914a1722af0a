"""Sentences of Swedish minutes, where dots also stand in abbreviations, dates, list numbers and times of day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from corpus.document import Span
from corpus.vocabulary import vocabulary

_ABBREVIATIONS = frozenset(vocabulary("abbreviations")["words"])
_END = re.compile(r"[.!?…][)\]”\"'’»]{0,2}(?=\s)")
_NEXT = re.compile(r"\s+[(\[”\"'’«»–—•-]{0,3}\s?[A-ZÅÄÖÉ0-9§]")
_KEPT = 5_000
"""Lines shorter than this keep their sentences until some thousand others have come."""
_LAST = re.compile(r"[^\s(\[”\"]{1,24}$")


def sentences(text: str) -> Iterator[Span]:
    """The spans of the sentences of a text, blanks around them left out. A paragraph's end is the caller's."""
    start = 0
    for match in _END.finditer(text):
        if _NEXT.match(text, match.end()) and not _abbreviates(text, start, match.start()):
            yield from _trimmed(text, start, match.end())
            start = match.end()
    yield from _trimmed(text, start, len(text))


def _abbreviates(text: str, start: int, dot: int) -> bool:
    """Whether the dot belongs to the word before it: an abbreviation, an initial, the number of a point or a day."""
    if text[dot] != ".":
        return False
    last = _LAST.search(text, max(start, dot - 24), dot)
    if last is None:
        return False
    word = last.group().casefold()
    if word.isdigit():
        return not text[start : last.start()].strip() or bool(re.match(r"\s+[a-zåäö]", text[dot + 1 : dot + 4]))
    return word in _ABBREVIATIONS or (len(last.group()) == 1 and last.group().isupper())


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    right = start + len(piece.rstrip())
    if left < right:
        yield left, right


def sentences_within(text: str, span: Span) -> Iterator[Span]:
    """The spans of the sentences within a span of a text whose lines end sentences too."""
    at = span[0]
    for line in text[span[0] : span[1]].split("\n"):
        for left, right in _of_line(line) if len(line) < _KEPT else sentences(line):
            yield at + left, at + right
        at += len(line) + 1


@lru_cache(maxsize=5_000)
def _of_line(line: str) -> tuple[Span, ...]:
    """The spans of the sentences of a line, for which several components ask."""
    return tuple(sentences(line))
