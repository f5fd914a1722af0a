"""Words and rules of a PDF page, by pdfium.

pdfium is asked for the first and the last character of each word only: a call for each character would take most of the time.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from ingest.layout.page import Page, Rule, Word

HYPHENS = "\ufffe\x02"
"""What pdfium writes for a hyphen at the end of a line; no line break follows it."""
_MOST_OBJECTS = 20_000
_THIN = 3.0
"""As many points thick is a rule at most; a thicker rectangle is a box with four edges."""
_BETWEEN = 0.06
"""Sizes between the letters of two objects that part words; pdfium tells a blank only where it is much wider."""
_BETWEEN_OTHERS = 0.03
"""The same where a capital follows a small letter or a figure a letter."""
_BOLD = ("bold", "black", "heavy", "semibold", "demi", "fet")


def extract(page: Any) -> Page:
    """The words and rules of a `pypdfium2.PdfPage`.

    A page whose text is turned is read as one turns it; single turned words, such as a stamp's, go to `Page.turned`.
    """
    textpage = page.get_textpage()
    left, bottom, right, top = page.get_cropbox()
    rotation = page.get_rotation()
    words = list(_words(textpage.raw, _Place(rotation, left, bottom, right, top)))
    angles = Counter(angle for _, angle in words)
    most = angles.most_common(1)[0][0] if angles else rotation
    if most != rotation and angles[most] * 2 > len(words):
        rotation = most
        words = list(_words(textpage.raw, _Place(rotation, left, bottom, right, top)))
    place = _Place(rotation, left, bottom, right, top)
    textpage.close()
    return Page(
        place.width,
        place.height,
        [word for word, angle in words if angle == rotation],
        list(_rules(page.raw, place)),
        " ".join(word.text for word, angle in words if angle != rotation),
    )


class _Place:
    """From a PDF's coordinates (y upwards, page not yet turned) to ours."""

    def __init__(self, rotation: int, left: float, bottom: float, right: float, top: float) -> None:
        self.rotation, self.left, self.bottom, self.right, self.top = rotation, left, bottom, right, top
        self.width, self.height = right - left, top - bottom
        if rotation in (90, 270):
            self.width, self.height = self.height, self.width

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y


def _characters(textpage: Any) -> str:
    """One character for each that pdfium counts."""
    count = pdfium.FPDFText_CountChars(textpage)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(textpage, 0, count, buffer)
    if written == count + 1:
        text = ctypes.string_at(buffer, 2 * count).decode("utf-16-le", "surrogatepass")
        return text if len(text) == count else "".join(map(chr, buffer[:count]))
    return "".join(chr(pdfium.FPDFText_GetUnicode(textpage, index) or 0xFFFD) for index in range(count))


_OBJECT_OF = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)(
    ctypes.cast(pdfium.FPDFText_GetTextObject, ctypes.c_void_p).value or 0
)
"""`FPDFText_GetTextObject` that gives the address alone: a ctypes pointer for each word would cost more than the call."""


def _words(textpage: Any, place: _Place) -> Iterator[tuple[Word, int]]:
    """The words in the file's order, each with the degrees by which a page must be turned to read it."""
    text = _characters(textpage)
    looks: dict[int | None, tuple[float, bool, int]] = {}
    box = pdfium.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    at_x, at_y, at_box = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
    get_box, get_origin = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetCharOrigin
    handle = ctypes.cast(textpage, ctypes.c_void_p).value
    upright, left_edge, top_edge = place.rotation == 0, place.left, place.top

    def baseline(index: int) -> float:
        get_origin(textpage, index, at_x, at_y)
        return top_edge - y.value if upright else place(x.value, y.value)[1]

    def reach(index: int) -> tuple[float, float]:
        get_box(textpage, index, at_box)
        if upright:
            return box.left - left_edge, box.right - left_edge
        one, other = place(box.left, box.bottom)[0], place(box.right, box.top)[0]
        return min(one, other), max(one, other)

    for match in _RUN.finditer(text):
        start, end = match.span()
        key = _OBJECT_OF(handle, start)
        if key not in looks:
            looks[key] = _look(textpage, start)
        size, bold, angle = looks[key]
        pieces = [(start, end)]
        if angle == place.rotation and end - start > 1 and _OBJECT_OF(handle, end - 1) != key:
            pieces = _split_lines(start, end, size, baseline)
            if len(pieces) == 1:
                objects = [_OBJECT_OF(handle, index) for index in range(start, end)]
                pieces = _split_texts(start, end, size, text, objects, reach)
        for first, last in pieces:
            x0, x1 = reach(first)
            if last - first > 1:
                other0, other1 = reach(last - 1)
                x0, x1 = min(x0, other0), max(x1, other1)
            yield Word(text[first:last], x0, x1, baseline(first), size, bold, first), angle


_RUN = re.compile(rf"[^\s\0\u200b\ufeff{HYPHENS}]+[{HYPHENS}]?|[{HYPHENS}]")
"""A word in a page's characters; a hyphen of pdfium's ends one."""


def _split_lines(start: int, end: int, size: float, baseline: Any) -> list[tuple[int, int]]:
    """A word in two where it goes on in another line, which pdfium now and then doesn't tell."""
    if abs(baseline(end - 1) - baseline(start)) < 0.6 * size:
        return [(start, end)]
    pieces, first = [], start
    for index in range(start + 1, end):
        if abs(baseline(index) - baseline(index - 1)) >= 0.6 * size:
            pieces.append((first, index))
            first = index
    return [*pieces, (first, end)]


def _split_texts(start: int, end: int, size: float, text: str, objects: list[int | None], reach: Any) -> list[tuple[int, int]]:
    """What pdfium takes for one word, parted where one text is set close beside another: a name beside a date, two columns.

    Producers part words into objects of their own for kerning, but leave no gap between them.
    """
    pieces, first = [], start
    for index in range(start + 1, end):
        before, after = text[index - 1], text[index]
        if objects[index - start] != objects[index - start - 1] and before.isalnum() and after.isalnum():
            other = (before.islower() and after.isupper()) or (before.isalpha() and after.isdigit())
            if reach(index)[0] - reach(index - 1)[1] > (_BETWEEN_OTHERS if other else _BETWEEN) * size:
                pieces.append((first, index))
                first = index
    return [*pieces, (first, end)]


def _look(textpage: Any, index: int) -> tuple[float, bool, int]:
    """Of the object that a character belongs to: size in points, whether bold, and by how many degrees to turn it."""
    matrix = pdfium.FS_MATRIX()
    size = pdfium.FPDFText_GetFontSize(textpage, index)
    angle = 0
    if pdfium.FPDFText_GetMatrix(textpage, index, ctypes.byref(matrix)):
        size *= math.hypot(matrix.c, matrix.d) or 1.0
        if abs(matrix.b) > abs(matrix.a):
            angle = 90 if matrix.b > 0 else 270
        elif matrix.a < 0 and matrix.d < 0:
            angle = 180
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(textpage, index, buffer, 128, ctypes.byref(flags))
    name = buffer.value.decode("utf-8", "ignore").casefold() if 0 < length <= 128 else ""
    bold = any(word in name for word in _BOLD) or bool(flags.value & 0x40000)
    return (size if 0.5 < size < 500 else 10.0), bold, angle


def _rules(page: Any, place: _Place) -> Iterator[Rule]:
    count = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    edges = [ctypes.c_float() for _ in range(4)]
    at = [ctypes.byref(edge) for edge in edges]
    for index in range(count):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH or not pdfium.FPDFPageObj_GetBounds(item, *at):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        (x0, y0), (x1, y1) = place(left, bottom), place(right, top)
        x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
        if x1 - x0 <= _THIN or y1 - y0 <= _THIN:
            if max(x1 - x0, y1 - y0) > _THIN:
                yield Rule(x0, y0, x1, y1)
        else:
            yield Rule(x0, y0, x1, y0)
            yield Rule(x0, y1, x1, y1)
            yield Rule(x0, y0, x0, y1)
            yield Rule(x1, y0, x1, y1)
