"""Words into lines: the words on one baseline, parted where a gap is too wide for a blank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingest.layout.page import Line, Word

_SAME_LINE = 0.42
"""Baselines closer than this many sizes are one line, so that raised figures stay in it."""
_GAP = 1.35
"""A gap of so many sizes parts two columns or a number from its title; justified text stays below."""


def lines(words: Iterable[Word]) -> list[Line]:
    """The lines of a page from top to bottom, left to right; wide gaps part lines on the same baseline."""
    return [line for row in rows(words) for line in split(row)]


def rows(words: Iterable[Word]) -> list[list[Word]]:
    """The words by baseline, each row from left to right."""
    found: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.y, word.x0)):
        row = found[-1] if found else None
        if row is not None and word.y - row[0].y < _SAME_LINE * max(word.size, row[0].size) and word.y - row[-1].y < _SAME_LINE * word.size:
            row.append(word)
        else:
            found.append([word])
    for row in found:
        row.sort(key=lambda word: word.x0)
    return found


def split(row: list[Word]) -> Iterator[Line]:
    """The lines of a row. A word that is printed twice in one place (as a makeshift bold) counts once."""
    current: list[Word] = []
    for word in row:
        before = current[-1] if current else None
        if before is not None and word.text == before.text and abs(word.x0 - before.x0) < 0.3 * word.size:
            before.bold = True
            continue
        if before is not None and word.x0 - before.x1 > _GAP * max(word.size, before.size):
            yield line(current)
            current = []
        current.append(word)
    if current:
        yield line(current)


def line(words: list[Word]) -> Line:
    """A line of words that stand on one baseline, in order."""
    text = words[0].text
    for before, word in zip(words, words[1:], strict=False):
        glued = word.x0 - before.x1 < 0.04 * word.size and (before.order + len(before.text) == word.order)
        text += word.text if glued else f" {word.text}"
    letters = sum(len(word.text) for word in words)
    size = max(words, key=lambda word: len(word.text)).size
    bold = sum(len(word.text) for word in words if word.bold) * 10 >= 9 * letters
    main = max(words, key=lambda word: (word.size, len(word.text)))
    return Line(words, text, words[0].x0, max(word.x1 for word in words), main.y, size, bold, min(word.order for word in words))
