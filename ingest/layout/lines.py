"""Words into lines: the words on one baseline, parted where a gap is too wide for a blank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from operator import attrgetter

from ingest.layout.enumerators import ENUMERATOR
from ingest.layout.page import Line, Rule, Word

_SAME_LINE = 0.42
"""Baselines closer than this many sizes are one line, so that raised figures stay in it."""
_GAP = 1.35
"""A gap of so many sizes parts two columns or a number from its title; justified text stays below."""

_BLANK = 0.2
"""So many sizes wide is a blank at least; on both sides of a narrower gap there may be one word."""
_TWICE = 0.3
"""A word that begins less than so many sizes from another, equal one, is printed twice."""
_AFTER_BOLD = 0.55
"""A smaller gap parts a bold label from its value."""
_AFTER_NUMBER = 5.0
"""Sizes that a number or bullet may stand before its words."""

_BY_X = attrgetter("x0")


def lines(words: Iterable[Word], rules: Sequence[Rule] = ()) -> list[Line]:
    """The lines of a page from top to bottom, left to right; wide gaps and standing rules part lines on the same baseline."""
    walls = [rule for rule in rules if not rule.horizontal]
    found: list[Line] = []
    for row in _rows(_runs(words)):
        inside = row[0] if len(row) == 1 else sorted(chain.from_iterable(row), key=_BY_X)
        beside = [wall for wall in walls if wall.y0 <= inside[0].y <= wall.y1 + 1]
        if len(row) == 1 and not beside:
            found.append(_plain_line(inside))
        else:
            found += _split(inside, beside)
    return found


def _runs(words: Iterable[Word]) -> list[list[Word]]:
    """Words that follow one another in the file, set alike and on one baseline with plain blanks between."""
    runs: list[list[Word]] = []
    run: list[Word] = []
    y = size = x0 = x1 = least = most = apart = -1.0
    bold = False
    for word in words:
        x = word.x0
        if word.y == y and word.size == size and word.bold == bold and least <= x - x1 <= most and x - x0 >= apart:
            run.append(word)
        else:
            run = [word]
            runs.append(run)
            y, size, bold = word.y, word.size, word.bold
            least, most, apart = _BLANK * size, _GAP * size, _TWICE * size
        x0, x1 = x, word.x1
    return runs


def _rows(runs: Iterable[list[Word]]) -> list[list[list[Word]]]:
    """The runs by baseline."""
    found: list[list[list[Word]]] = []
    for run in sorted(runs, key=lambda run: (run[0].y, run[0].x0)):
        word = run[0]
        row = found[-1] if found else None
        if (
            row is not None
            and word.y - row[0][0].y < _SAME_LINE * max(word.size, row[0][0].size)
            and word.y - row[-1][0].y < _SAME_LINE * word.size
        ):
            row.append(run)
        else:
            found.append([run])
    return found


def _plain_line(run: list[Word]) -> Line:
    first = run[0]
    return Line(run, " ".join([word.text for word in run]), first.x0, run[-1].x1, first.y, first.size, first.bold, first.order)


def _split(row: list[Word], walls: Sequence[Rule]) -> Iterator[Line]:
    """The lines of a row. A word that is printed twice in one place (as a makeshift bold) counts once; a number or bullet stays
    with what it stands before."""
    current = row[:1]
    for word in row[1:]:
        before = current[-1]
        if word.text == before.text and abs(word.x0 - before.x0) < _TWICE * word.size:
            before.bold = True
            continue
        if not walls and word.x0 - before.x1 <= _AFTER_BOLD * word.size:  # the narrowest gap that may part them
            current.append(word)
            continue
        size = max(word.size, before.size)
        is_number = len(current) == 1 and bool(ENUMERATOR.match(before.text))
        gap = _AFTER_NUMBER if is_number else _AFTER_BOLD if before.bold and not word.bold else _GAP
        if word.x0 - before.x1 > gap * size or any(before.x1 - 1.5 <= wall.x0 <= word.x0 + 1.5 for wall in walls):
            yield _line(current)
            current = []
        current.append(word)
    yield _line(current)


def _line(words: list[Word]) -> Line:
    """A line of words that stand on one baseline, in order."""
    pieces = [words[0].text]
    for before, word in pairwise(words):
        gap = word.x0 - before.x1
        glued = gap < 0.03 * word.size and before.order + len(before.text) == word.order
        # A hyphen that the typesetter put at the end of a line is an object of its own, so pdfium sets a blank before it.
        glued = glued or (word is words[-1] and word.text in "-\ufffe\x02" and gap < 0.2 * word.size)
        pieces += (word.text,) if glued else (" ", word.text)
    lengths = [len(word.text) for word in words]
    longest = words[lengths.index(max(lengths))]
    largest = longest if len({word.size for word in words}) == 1 else max(words, key=lambda word: (word.size, len(word.text)))
    x1, order = max([word.x1 for word in words]), min([word.order for word in words])
    return Line(words, "".join(pieces), words[0].x0, x1, largest.y, longest.size, _is_bold(words), order)


def _is_bold(words: Sequence[Word]) -> bool:
    """Whether nine tenths of the letters are bold; a plain number before bold words is part of their heading."""
    bold = sum(len(word.text) for word in words if word.bold)
    if not bold:
        return False
    weighed = words[1:] if len(words) > 1 and ENUMERATOR.match(words[0].text) else words
    return sum(len(word.text) for word in weighed if word.bold) * 10 >= 9 * sum(len(word.text) for word in weighed)
