"""What the styles of an OpenDocument text say: size and weight of letters, heading level, how lists are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml.etree import _Element

from ingest.opendocument.xml import count, o
from ingest.word.numbering import Level

_POINTS = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)(pt|%|in|cm|mm)\Z")
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835}
_KINDS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}
_TITLES = frozenset(["Title", "Titel", "Rubrik"])


@dataclass(frozen=True, slots=True)
class Style:
    """What holds for letters in a style, its parents' settings included."""

    size: float = 12.0
    bold: bool = False
    hidden: bool = False
    title: bool = False
    """Whether it is the style of the document's title."""
    list_style: str = ""


class Styles:
    """The styles of a document, from the roots of its styles and its content."""

    def __init__(self, roots: Iterable[_Element]) -> None:
        self._elements: dict[tuple[str, str], _Element] = {}
        self._known: dict[tuple[str, str], Style] = {}
        self.levels: dict[str, dict[int, Level]] = {}
        """The levels of each list style, from 0; of the numbered headings under the name of no style, ``."""
        for root in roots:
            for element in root.iter(o("style:style"), o("style:default-style")):
                self._elements[element.get(o("style:family")) or "", element.get(o("style:name")) or ""] = element
            for element in root.iter(o("text:list-style"), o("text:outline-style")):
                name = "" if element.tag == o("text:outline-style") else element.get(o("style:name")) or "?"
                self.levels[name] = {
                    at: level for child in element if isinstance(child.tag, str) for at, level in _level(child)
                }

    def get(self, family: str, name: str | None) -> Style:
        """A style of a family (`paragraph`, `text`); the default where there is none of that name."""
        return self._resolved((family, name or ""), 0)

    def refined(self, base: Style, name: str | None) -> Style:
        """A paragraph's style with that of a stretch of its letters on top."""
        element = self._elements.get(("text", name or ""))
        return _with(base, element) if element is not None else base

    def _resolved(self, key: tuple[str, str], depth: int) -> Style:
        if key in self._known:
            return self._known[key]
        element = self._elements.get(key)
        if element is None or depth > 20:
            return self._resolved((key[0], ""), depth) if key[1] and depth <= 20 else Style()
        parent = element.get(o("style:parent-style-name"))
        base = self._resolved((key[0], parent or ""), depth + 1) if key[1] else Style()
        name = element.get(o("style:display-name")) or key[1]
        style = _with(base, element)
        if name in _TITLES:
            style = Style(style.size, style.bold, style.hidden, True, style.list_style)
        self._known[key] = style
        return style


def _with(base: Style, element: _Element) -> Style:
    """A style with an element's own settings."""
    letters = element.find(o("style:text-properties"))
    size, bold, hidden = base.size, base.bold, base.hidden
    if letters is not None:
        if match := _POINTS.match(letters.get(o("fo:font-size")) or ""):
            number = float(match[1])
            size = base.size * number / 100 if match[2] == "%" else number * _UNITS[match[2]]
        if weight := letters.get(o("fo:font-weight")):
            bold = weight == "bold" or (weight.isdecimal() and int(weight[:4]) >= 600)
        if display := letters.get(o("text:display")):
            hidden = display == "none"
    return Style(size, bold, hidden, base.title, element.get(o("style:list-style-name")) or base.list_style)


def _level(element: _Element) -> Iterable[tuple[int, Level]]:
    """The level that an element of a list style describes."""
    at = count(element, "text:level", 0)
    if not 1 <= at <= 9:
        return []
    if element.tag == o("text:list-level-style-bullet"):
        return [(at - 1, Level("bullet", element.get(o("text:bullet-char")) or "•"))]
    kind = _KINDS.get(element.get(o("style:num-format")) or "", "decimal")
    if kind == "none":
        return [(at - 1, Level(kind, ""))]
    shown = min(count(element, "text:display-levels"), at)
    numbers = ".".join(f"%{number}" for number in range(at - shown + 1, at + 1))
    text = (element.get(o("style:num-prefix")) or "") + numbers + (element.get(o("style:num-suffix")) or "")
    return [(at - 1, Level(kind, text, count(element, "text:start-value", 1, 100_000)))]
