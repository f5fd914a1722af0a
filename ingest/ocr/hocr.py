"""hOCR (the format in which tesseract tells what it has seen) into a page of words and rules."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from lxml import html
from lxml.etree import LxmlError

from ingest.layout.page import Page, Rule, Word

_NUMBER = r"(-?\d{1,7}(?:\.\d{1,20})?)"
_BOX = re.compile(rf"\bbbox {_NUMBER} {_NUMBER} {_NUMBER} {_NUMBER}")
_BASELINE = re.compile(rf"\bbaseline {_NUMBER}(?:e-?\d+)? {_NUMBER}")
_ANGLE = re.compile(r"\btextangle (\d{1,3})")
_SIZE = re.compile(rf"\bx_size {_NUMBER}")
_CONFIDENCE = re.compile(r"\bx_wconf (\d{1,3})")
_SAME_SIZE = (0.8, 1.1)
"""Sizes are guessed a line at a time: those within these bounds of the usual one are the usual one."""
_UPPER, _HALF, _RINGED = re.compile(r"[A-Z0-9bdfhklåäö§(/]"), re.compile(r"[ti]"), re.compile(r"[ÅÄÖ]")
_LOWER, _COMMA = re.compile(r"[gjpqy§(]"), re.compile(r"[,;]")
_NOISE = 50
"""Marks without letter or figure that are less certain than this, in per cent, are stains."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A page that was recognised; `confidence` is the mean of its letters' words, 0 to 100."""

    page: Page
    confidence: float


@dataclass(frozen=True, slots=True)
class _Seen:
    """A line as hOCR tells it, in the picture's pixels."""

    box: tuple[float, float, float, float]
    slope: float
    offset: float
    angle: int
    size: float
    height: float
    """Its size as the heights of its words tell."""
    words: tuple[tuple[str, int, tuple[float, float, float, float]], ...]


def parse(data: bytes, dpi: int) -> Recognised:
    """The page of a picture that has `dpi` pixels an inch. Raises ValueError where the data is no hOCR."""
    try:
        elements = [
            element
            for element in html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8")).iter()
            if element.get("title")
        ]
    except LxmlError as error:
        raise ValueError("not hOCR") from error
    box = next((_box(_title(element)) for element in elements if element.get("class") == "ocr_page"), None)
    if box is None:
        raise ValueError("not hOCR")
    scale = 72 / dpi
    lines = [seen for element in elements if (seen := _line(element)) is not None]
    angle = Counter({0: 0} | Counter(line.angle for line in lines)).most_common(1)[0][0]
    width, height = box[2], box[3]
    lines = [_turned(line, angle, width, height) for line in lines if line.angle == angle]
    if angle in (90, 270):
        width, height = height, width
    slope = median(line.slope for line in lines) if lines else 0.0
    words = list(_words(lines, slope, scale))
    rules = [
        _rule(_turned_box(edge, angle, box[2], box[3]), scale)
        for element in elements
        if element.get("class") == "ocr_separator" and (edge := _box(_title(element))) is not None
    ]
    weights = [(confidence, len(text)) for line in lines for text, confidence, _ in line.words]
    total = sum(length for _, length in weights)
    confidence = sum(certain * length for certain, length in weights) / total if total else 0.0
    return Recognised(Page(width * scale, height * scale, words, rules), confidence)


def _title(element: html.HtmlElement) -> str:
    """What hOCR says of an element."""
    return element.get("title") or ""


def _line(element: html.HtmlElement) -> _Seen | None:
    title = _title(element)
    box, stated = _box(title), _SIZE.search(title)
    words = []
    if stated is None:
        return None
    for inner in element.iter("span"):
        text = inner.text_content().strip()
        place, certain = _box(_title(inner)), _CONFIDENCE.search(_title(inner))
        if text and place and certain and (int(certain[1]) >= _NOISE or any(map(str.isalnum, text))):
            words.append((text, int(certain[1]), place))
    if box is None or not words:
        return None
    height = _height(words)
    size = max(float(stated[1]), 0.0) or height  # a size of nothing tells nothing
    baseline, angle = _BASELINE.search(title), _ANGLE.search(title)
    slope, offset = (float(baseline[1]), float(baseline[2])) if baseline else (0.0, 0.0)
    if baseline is None:  # of turned text tesseract tells no baseline: it lies where the descenders begin
        offset = -0.22 * size
    return _Seen(box, slope, offset, int(angle[1]) if angle else 0, size, height, tuple(words))


def _height(words: list[tuple[str, int, tuple[float, float, float, float]]]) -> float:
    """The size of a line's letters, from the heights of its words and from which of their letters reach up or down."""
    guesses: list[float] = []
    for text, _, (_, top, _, bottom) in words:
        up = 0.9 if _RINGED.search(text) else 0.73 if _UPPER.search(text) else 0.67 if _HALF.search(text) else 0.53
        down = 0.21 if _LOWER.search(text) else 0.12 if _COMMA.search(text) else 0.0
        guesses += [max(bottom - top, 1.0) / (up + down)] * len(text)
    return median(guesses)


def _box(title: str) -> tuple[float, float, float, float] | None:
    match = _BOX.search(title)
    return (float(match[1]), float(match[2]), float(match[3]), float(match[4])) if match else None


def _turned(line: _Seen, angle: int, width: float, height: float) -> _Seen:
    """A line of a picture that lies turned by an angle, as it is read."""
    if not angle:
        return line
    words = tuple((text, certain, _turned_box(box, angle, width, height)) for text, certain, box in line.words)
    return _Seen(_turned_box(line.box, angle, width, height), line.slope, line.offset, angle, line.size, line.height, words)


def _turned_box(
    box: tuple[float, float, float, float], angle: int, width: float, height: float
) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = box
    match angle:
        case 90:
            return height - y1, x0, height - y0, x1
        case 180:
            return width - x1, height - y1, width - x0, height - y0
        case 270:
            return y0, width - x1, y1, width - x0
        case _:
            return box


def _words(lines: list[_Seen], slope: float, scale: float) -> Iterator[Word]:
    """The words of the lines, the page's slope taken out, in points."""
    usual = median([line.size for line in lines for _ in line.words]) if lines else 0.0
    usual_height = median([line.height for line in lines for _ in line.words]) if lines else 0.0
    order = 0
    for line in lines:
        # Two guesses at how much larger than usual a line is, of which the more modest is right more often.
        ratio = min(line.size / usual, line.height / usual_height, key=lambda ratio: abs(ratio - 1))
        size = usual if _SAME_SIZE[0] <= ratio <= _SAME_SIZE[1] else usual * ratio
        size = max(round(size * scale * 2) / 2, 0.5)
        baseline = line.box[3] + line.offset - slope * line.box[0]
        for text, _, box in line.words:
            yield Word(text, box[0] * scale, box[2] * scale, baseline * scale, size, False, order)
            order += len(text) + 1


def _rule(box: tuple[float, float, float, float], scale: float) -> Rule:
    x0, y0, x1, y1 = (edge * scale for edge in box)
    if x1 - x0 >= y1 - y0:
        return Rule(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    return Rule((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
