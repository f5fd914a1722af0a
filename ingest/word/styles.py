"""What the styles of a DOCX file say about a paragraph: heading level, size, weight, list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml.etree import _Element

from ingest.word.xml import first, is_on, number, settings, value, w

_OUTLINE, _LISTED, _LIST, _LIST_LEVEL = w("outlineLvl"), w("numPr"), w("numId"), w("ilvl")
_SIZE, _BOLD, _HIDDEN = w("sz"), w("b"), w("vanish")
_HEADING = re.compile(r"(?:heading|rubrik|överskrift)\s?([1-9])\b", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titel|rubrik|dokumentrubrik|huvudrubrik)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Style:
    """What holds for a paragraph in a style, its ancestors' settings included. Sizes are points."""

    level: int | None = None
    size: float | None = None
    bold: bool | None = None
    hidden: bool | None = None
    list_id: str | None = None
    list_level: int | None = None


class Styles:
    """The styles of a document."""

    def __init__(self, root: _Element | None) -> None:
        self._elements: dict[str, _Element] = {}
        self._known: dict[str, Style] = {}
        self.default_id: str | None = None
        self.body = Style(size=10.0)
        if root is None:
            return
        for element in root.iter(w("style")):
            if identifier := value(element, "styleId"):
                self._elements[identifier] = element
                if value(element, "type") == "paragraph" and value(element, "default") in ("1", "true"):
                    self.default_id = identifier
        defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        if defaults is not None:
            self.body = Style(size=(number(defaults.find(w("sz"))) or 20) / 2, bold=is_on(defaults.find(w("b"))))

    def get(self, identifier: str | None) -> Style:
        """The style of an identifier; of None or an unknown one, the paragraphs' default."""
        if identifier is None or identifier not in self._elements:
            identifier = self.default_id
        if identifier is None:
            return self.body
        return self._resolved(identifier, frozenset())

    def _resolved(self, identifier: str, below: frozenset[str]) -> Style:
        if identifier in self._known:
            return self._known[identifier]
        element = self._elements.get(identifier)
        if element is None or identifier in below or len(below) > 20:
            return self.body
        parent = value(element.find(w("basedOn")))
        base = self._resolved(parent, below | {identifier}) if parent else self.body
        name = value(element.find(w("name"))) or identifier
        style = refined(base, settings(first(element, w("pPr"))), settings(first(element, w("rPr"))))
        named = _HEADING.match(name) or _HEADING.match(identifier)
        if named or _TITLE.match(name):
            style = Style(int(named[1]) if named else 1, style.size, style.bold, style.hidden, style.list_id, style.list_level)
        self._known[identifier] = style
        return style


def refined(base: Style, paragraph: Mapping[str, _Element], run: Mapping[str, _Element]) -> Style:
    """A style with the settings of a `w:pPr` and a `w:rPr` on top."""
    if not run and _OUTLINE not in paragraph and _LISTED not in paragraph:
        return base
    outline = number(paragraph.get(_OUTLINE))
    listed = settings(paragraph.get(_LISTED))
    size, bold, hidden = number(run.get(_SIZE)), is_on(run.get(_BOLD)), is_on(run.get(_HIDDEN))
    list_id, list_level = value(listed.get(_LIST)), number(listed.get(_LIST_LEVEL))
    return Style(
        base.level if outline is None else outline + 1 if outline < 9 else None,
        base.size if size is None else size / 2,
        base.bold if bold is None else bold,
        base.hidden if hidden is None else hidden,
        base.list_id if list_id is None else list_id,
        base.list_level if list_level is None else list_level,
    )
