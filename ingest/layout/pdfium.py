"""Words and rules of a PDF page, by pdfium.

pdfium is asked for the first and the last character of each word only, for all words of a page in one go and by way of bare
addresses: a call for each character, or ctypes' own pointers for each call, would take most of the time.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, compress, count, pairwise, repeat
from operator import ne
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
_Span = tuple[int, int]
_Look = tuple[float, bool, int]
"""Size in points, whether bold, and by how many degrees to turn the page to read it."""


def extract(page: Any) -> Page:
    """The words and rules of a `pypdfium2.PdfPage`.

    A page whose text is turned is read as one turns it; single turned words, such as a stamp's, go to `Page.turned`.
    """
    textpage = page.get_textpage()
    text = _Text(textpage.raw)
    rotation = page.get_rotation()
    angles = text.angles()
    most = angles.most_common(1)[0][0] if angles else rotation
    if most != rotation and angles[most] * 2 > angles.total():
        rotation = most
    place = _Place(rotation, *page.get_cropbox())
    words, turned = text.words(place)
    textpage.close()
    return Page(place.width, place.height, words, list(_rules(page.raw, place)), " ".join(turned))


class _Place:
    """From a PDF's coordinates (y upwards, page not yet turned) to ours."""

    def __init__(self, rotation: int, left: float, bottom: float, right: float, top: float) -> None:
        self.rotation = rotation
        self.width, self.height = right - left, top - bottom
        self.lies = rotation in (90, 270)
        """Whether lines run along the PDF's y axis."""
        if self.lies:
            self.width, self.height = self.height, self.width
        starts = {0: (left, top), 90: (bottom, left), 180: (right, bottom), 270: (top, right)}
        self._along, self._down = starts[rotation]
        self._forth = 1.0 if rotation in (0, 90) else -1.0
        self._below = 1.0 if rotation in (90, 180) else -1.0

    def along(self, places: list[float]) -> list[float]:
        """From the left edge to places on the PDF's axis along which lines run."""
        start, forth = self._along, self._forth
        if start == 0.0 and forth == 1.0:
            return places
        return [forth * (place - start) for place in places]

    def down(self, places: list[float]) -> list[float]:
        """From the upper edge to places on the other axis."""
        start, below = self._down, self._below
        return [below * (place - start) for place in places]


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


def _bare(function: Any, result: Any = None, *arguments: Any) -> Any:
    """A function of pdfium that takes and gives addresses as mere numbers."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_address = ctypes.c_void_p
_object_of = _bare(pdfium.FPDFText_GetTextObject, _address)
_get_origin, _get_box = _bare(pdfium.FPDFText_GetCharOrigin), _bare(pdfium.FPDFText_GetLooseCharBox)
_get_size = _bare(pdfium.FPDFText_GetFontSize, ctypes.c_double)
_get_matrix = _bare(pdfium.FPDFText_GetMatrix)
_get_font = _bare(pdfium.FPDFText_GetFontInfo, ctypes.c_ulong)
_font_of = _bare(pdfium.FPDFTextObj_GetFont, _address, _address)
_get_object = _bare(pdfium.FPDFPage_GetObject, _address)
_get_bounds = _bare(pdfium.FPDFPageObj_GetBounds, ctypes.c_int)
_type_of = _bare(pdfium.FPDFPageObj_GetType, ctypes.c_int, _address)

_RUN = re.compile(rf"([^\s\0\u200b\ufeff{HYPHENS}]+[{HYPHENS}]?|[{HYPHENS}])")
"""A word in a page's characters; a hyphen of pdfium's ends one."""


_BATCH = 1024
"""So many questions are put in one go."""
_room = (ctypes.c_ubyte * (32 * _BATCH))()
"""Where pdfium puts its answers, 32 bytes each: enough for a box, a point or a matrix."""
_floats, _doubles = memoryview(_room).cast("B").cast("f"), memoryview(_room).cast("B").cast("d")
_places = [ctypes.byref(_room, at) for at in range(0, 32 * _BATCH, 32)]
_next_places = [ctypes.byref(_room, at) for at in range(8, 32 * _BATCH, 32)]


def _answers(
    question: Any, page: Any, indices: Sequence[int], answers: memoryview[float], fields: Sequence[int], *places: Sequence[Any]
) -> list[list[float]]:
    """What pdfium answers about characters: a list for each field of the answer."""
    found: list[list[float]] = [[] for _ in fields]
    step = len(answers) // _BATCH
    for at in range(0, len(indices), _BATCH):
        batch = indices[at : at + _BATCH]
        deque(map(question, repeat(page), batch, *places), 0)
        for values, field in zip(found, fields, strict=True):
            values += answers[field : step * len(batch) : step].tolist()
    return found


class _Text:
    """The text of a page as pdfium gives it: words in the file's order, and the objects that they begin in."""

    def __init__(self, textpage: Any) -> None:
        self._page = _address.from_param(ctypes.cast(textpage, _address).value)  # as an argument, made once for all calls
        pieces = _RUN.split(_characters(textpage))  # words, and what stands between them
        bounds = list(accumulate(map(len, pieces)))
        self._texts, self._starts, self._ends = pieces[1::2], bounds[:-1:2], bounds[1::2]
        self._objects = self._objects_of(self._starts)
        self._lasts: list[int] = list(compress(count(), map(ne, self._objects, (*self._objects[1:], 0))))
        """The words that the next one doesn't share its object with."""
        self._firsts = [0, *(at + 1 for at in self._lasts[:-1])] if self._lasts else []
        self._looks = self._looks_of({self._objects[at]: self._starts[at] for at in reversed(self._firsts)})

    def angles(self) -> Counter[int]:
        """By how many degrees the page must be turned to read a word: how many words there are of each."""
        angles = {angle for _, _, angle in self._looks.values()}
        if len(angles) == 1:
            return Counter({angles.pop(): len(self._texts)})
        return Counter(self._looks[key][2] for key in self._objects)

    def words(self, place: _Place) -> tuple[list[Word], list[str]]:
        """The words that stand as the page does, and the texts of those that stand otherwise."""
        looks = list(map(self._looks.__getitem__, self._objects))
        words = self._set(self._texts, self._starts, self._ends, looks, self._heights(place), place)
        turned: list[str] = []
        if any(angle != place.rotation for _, _, angle in self._looks.values()):
            turned = [word.text for word, look in zip(words, looks, strict=True) if look[2] != place.rotation]
            words = [word for word, look in zip(words, looks, strict=True) if look[2] == place.rotation]
        if mixed := self._mixed():
            words = [piece for word in words for piece in (self._parted(word, place) if word.order in mixed else (word,))]
        return words, turned

    def _set(
        self,
        texts: Sequence[str],
        starts: Sequence[int],
        ends: Sequence[int],
        looks: Iterable[_Look],
        baselines: Iterable[float],
        place: _Place,
    ) -> list[Word]:
        """Stretches of text as words with their places."""
        from_start, from_end = self._reach(starts, place), self._reach([end - 1 for end in ends], place)
        return [
            Word(text, x0 if x0 < last0 else last0, x1 if x1 > last1 else last1, y, size, bold, start)
            for text, start, (size, bold, _), y, x0, x1, last0, last1 in zip(
                texts, starts, looks, baselines, *from_start, *from_end, strict=True
            )
        ]

    def _mixed(self) -> set[int]:
        """The words, by where they begin, that end in another object; those followed by a word of theirs don't."""
        objects, last = self._objects, self._lasts
        if None in objects:
            last = last + [at for at, key in enumerate(objects) if key is None]
        endings = self._objects_of([self._ends[at] - 1 for at in last])
        return {self._starts[at] for at, ending in zip(last, endings, strict=True) if ending != objects[at]}

    def _heights(self, place: _Place) -> list[float]:
        """How far down the baselines of the words are: where the first and the last of an object agree, so do the others."""
        of_firsts = self._baselines([self._starts[at] for at in self._firsts], place)
        of_lasts = self._baselines([self._starts[at] for at in self._lasts], place)
        found: list[float] = []
        for first, last, y, other in zip(self._firsts, self._lasts, of_firsts, of_lasts, strict=True):
            if y == other and self._objects[first] is not None:
                found += [y] * (last + 1 - first)
            else:
                found += self._baselines(self._starts[first : last + 1], place)
        return found

    def _objects_of(self, indices: Sequence[int]) -> list[int | None]:
        """The addresses of the objects that characters belong to; None for those that pdfium has added."""
        return list(map(_object_of, repeat(self._page), indices))

    def _reach(self, indices: Sequence[int], place: _Place) -> tuple[list[float], list[float]]:
        """From where to where characters reach along their lines."""
        edges = _answers(_get_box, self._page, indices, _floats, (3, 1) if place.lies else (0, 2), _places)
        ones, others = map(place.along, edges)
        if place.rotation == 0:
            return ones, others
        return list(map(min, ones, others)), list(map(max, ones, others))

    def _baselines(self, indices: Sequence[int], place: _Place) -> list[float]:
        """How far down the baselines of characters are."""
        field = 0 if place.lies else 1
        return place.down(*_answers(_get_origin, self._page, indices, _doubles, (field,), _places, _next_places))

    def _parted(self, word: Word, place: _Place) -> list[Word]:
        """What pdfium takes for one word of several objects, as the words that it is."""
        start, end = word.order, word.order + len(word.text)
        indices = range(start, end)
        baselines = self._baselines(indices, place)
        spans = _split_lines(start, end, word.size, baselines)
        if len(spans) == 1:
            spans = _split_texts(start, word.size, word.text, self._objects_of(indices), *self._reach(indices, place))
        if len(spans) == 1:
            return [word]
        starts, ends = zip(*spans, strict=True)
        texts = [word.text[one - start : other - start] for one, other in spans]
        looks = [(word.size, word.bold, place.rotation)] * len(spans)
        return self._set(texts, starts, ends, looks, [baselines[one - start] for one in starts], place)

    def _looks_of(self, first: dict[int | None, int]) -> dict[int | None, _Look]:
        """The looks of objects, each with a character in it."""
        indices = list(first.values())
        sizes = map(_get_size, repeat(self._page), indices)
        matrices = _answers(_get_matrix, self._page, indices, _floats, range(4), _places)
        known: dict[tuple[Any, ...], _Look] = {}
        looks: dict[int | None, _Look] = {}
        for key, index, setting in zip(first, indices, zip(map(_font_of, first), sizes, *matrices, strict=True), strict=True):
            if (look := known.get(setting)) is None:
                _, size, a, b, c, d = setting
                size *= math.hypot(c, d) or 1.0
                angle = 0
                if abs(b) > abs(a):
                    angle = 90 if b > 0 else 270
                elif a < 0 and d < 0:
                    angle = 180
                look = known[setting] = (size if 0.5 < size < 500 else 10.0), _is_bold(self._page, index), angle
            looks[key] = look
        return looks


def _split_lines(start: int, end: int, size: float, baselines: Sequence[float]) -> list[_Span]:
    """A word in two where it goes on in another line, which pdfium now and then doesn't tell."""
    if abs(baselines[-1] - baselines[0]) < 0.6 * size:
        return [(start, end)]
    breaks = [at for at in range(1, end - start) if abs(baselines[at] - baselines[at - 1]) >= 0.6 * size]
    return list(pairwise((start, *(start + at for at in breaks), end)))


def _split_texts(
    start: int, size: float, text: str, objects: Sequence[int | None], lefts: Sequence[float], rights: Sequence[float]
) -> list[_Span]:
    """What pdfium takes for one word, parted where one text is set close beside another: a name beside a date, two columns.

    Producers part words into objects of their own for kerning, but leave no gap between them.
    """
    breaks: list[int] = []
    for at, (before, after) in enumerate(pairwise(text), 1):
        if objects[at] != objects[at - 1] and before.isalnum() and after.isalnum():
            other = (before.islower() and after.isupper()) or (before.isalpha() and after.isdigit())
            if lefts[at] - rights[at - 1] > (_BETWEEN_OTHERS if other else _BETWEEN) * size:
                breaks.append(start + at)
    return list(pairwise((start, *breaks, start + len(text))))


def _is_bold(page: Any, index: int) -> bool:
    """Whether the font of a character is bold, by its name or its flags."""
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = _get_font(page, index, buffer, 128, ctypes.byref(flags))
    name = buffer.value.decode("utf-8", "ignore").casefold() if 0 < length <= 128 else ""
    return any(word in name for word in _BOLD) or bool(flags.value & 0x40000)


def _rules(page: Any, place: _Place) -> Iterator[Rule]:
    count = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    objects = list(map(_get_object, repeat(ctypes.cast(page, _address)), range(count)))
    edges = [ctypes.c_float() for _ in range(4)]
    at = [ctypes.byref(edge) for edge in edges]
    for item, kind in zip(objects, map(_type_of, objects), strict=True):
        if kind != pdfium.FPDF_PAGEOBJ_PATH or not _get_bounds(_address(item), *at):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        xs, ys = ([bottom, top], [left, right]) if place.lies else ([left, right], [bottom, top])
        (x0, x1), (y0, y1) = sorted(place.along(xs)), sorted(place.down(ys))
        if x1 - x0 <= _THIN or y1 - y0 <= _THIN:
            if max(x1 - x0, y1 - y0) > _THIN:
                yield Rule(x0, y0, x1, y1)
        else:
            yield Rule(x0, y0, x1, y0)
            yield Rule(x0, y1, x1, y1)
            yield Rule(x0, y0, x0, y1)
            yield Rule(x1, y0, x1, y1)
