"""Lines of one column into paragraphs, by geometry: a line that had room for the next word ends its paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.swedish.hyphens import LINE_HYPHENS, join_words
from ingest.layout.enumerators import ENUMERATOR, starts_item
from ingest.layout.page import Line

_LEADERS = re.compile(r"(?:\.{4,}|(?:\. ){4,}|_{4,}|…{2,})\s?\d{0,4}\Z")
_ATT = re.compile(r"att\b|a\st\st\b")
_ENDS = re.compile(r"[.!?:]['”\"’)]?\Z")
_CLOSES = re.compile(r"[.!?:;,]['”\"’)]?\Z")
_TAIL, _LEADERS_TAIL = 2, 14
"""So many characters at the end of a line show whether it ends a sentence or with leaders."""


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together."""

    lines: list[Line]
    hang: float
    """Where its text begins after a number or bullet."""

    @property
    def text(self) -> str:
        """Its lines joined, line-break hyphens mended."""
        return joined([line.text for line in self.lines])


def joined(texts: Sequence[str]) -> str:
    """The lines of a paragraph as one text."""
    text = texts[0]
    for following in texts[1:]:
        kept, glue = join_words(text, following)
        text = text[:kept] + glue + following
    return text


def paragraphs(lines: Sequence[Line], right: float, leading: float, *, guessed: bool = False) -> list[Paragraph]:
    """The paragraphs of a column's lines (from top to bottom).

    `right` is its right margin, `guessed` whether only the lines themselves tell it; `leading` is the usual distance of lines
    within a paragraph, in sizes of the font.
    """
    found: list[Paragraph] = []
    is_list = guessed and _is_list(lines)
    leading = usual_leading(lines) or leading
    for line in lines:
        paragraph = found[-1] if found else None
        if paragraph is not None and _continues(paragraph, line, right, leading, is_list):
            paragraph.lines.append(line)
        else:
            found.append(Paragraph([line], _hang(line)))
    return found


def usual_leading(lines: Sequence[Line]) -> float | None:
    """The distance of lines, in sizes of the font, where a sentence surely goes on; None where it nowhere does."""
    ratios = sorted(
        [
            ratio
            for before, line in pairwise(lines)
            if (line.text[0].islower() or before.text[-1] in LINE_HYPHENS)
            and len(before.text) > 25
            and abs(line.size - before.size) < 0.3
            and abs(line.x0 - before.x0) < before.size
            and 0.8 < (ratio := (line.y - before.y) / before.size) < 2.2
            and (before.text[-1] in LINE_HYPHENS or not _CLOSES.search(before.text[-_TAIL:]))
        ]
    )
    return ratios[len(ratios) // 2] if ratios else None


def _hang(line: Line) -> float:
    """Where the words of a line begin, a number or bullet left aside."""
    if len(line.words) > 1 and ENUMERATOR.match(line.words[0].text):
        return line.words[1].x0
    return line.x0


def _is_list(lines: Sequence[Line]) -> bool:
    """Whether lines are a list of names or the like: in running text most lines begin in mid-sentence."""
    return sum(line.text[0].islower() for line in lines) * 10 < len(lines) * 3


def _continues(paragraph: Paragraph, line: Line, right: float, leading: float, is_list: bool) -> bool:
    before = paragraph.lines[-1]
    size, text = before.size, before.text
    cut = text[-1] in LINE_HYPHENS and len(text) > 1
    gap = line.y - before.y
    if abs(line.size - size) > 0.09 * size or gap > size * leading * 1.13 + 0.5 or gap < 0.5 * size:
        return cut and text[-1] != "-" and gap < 2.2 * size
    if text[-1] in "\ufffe\x02":
        return True
    if (starts_item(line.text) and not cut) or (not text[-1].isalpha() and _LEADERS.search(text[-_LEADERS_TAIL:])):
        return False
    if line.bold != before.bold and not cut:
        return False
    first = paragraph.lines[0]
    if len(paragraph.lines) == 1:
        in_place = abs(line.x0 - first.x0) < 0.6 * size or abs(line.x0 - paragraph.hang) < 0.8 * size
        in_place = in_place or (paragraph.hang > first.x0 and first.x0 - size < line.x0 < paragraph.hang + 1.5 * size)
        # The first line of a paragraph may be indented.
        in_place = in_place or 0 < first.x0 - line.x0 < 3 * size
    else:
        in_place = abs(line.x0 - before.x0) < 0.6 * size
    centred = abs((line.x0 + line.x1) - (before.x0 + before.x1)) < 1.2 * size
    if not in_place and not centred:
        return False
    if cut:
        return True
    if is_list:
        open_bracket = text.rfind("(") > text.rfind(")")
        return open_bracket or (line.text[0].islower() and not _ENDS.search(text[-_TAIL:]))
    word = line.words[0]
    has_room = right - before.x1 - 0.25 * size >= word.x1 - word.x0
    if has_room and _ATT.match(line.text) and _ATT.match(first.text):
        return False
    lower = line.text[0].islower()
    hangs = paragraph.hang > first.x0 and abs(line.x0 - paragraph.hang) < 0.6 * size
    if (lower and hangs and not _ENDS.search(text[-_TAIL:])) or ((lower or hangs) and not _CLOSES.search(text[-_TAIL:])):
        return True
    return not has_room
