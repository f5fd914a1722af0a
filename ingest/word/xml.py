"""Names and values of WordprocessingML (ECMA-376, part 1)."""

from __future__ import annotations

from collections.abc import Iterable

from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def w(name: str) -> str:
    """The full name of an element or attribute of Word's own."""
    return _W + name


def value(element: _Element | None, name: str = "val") -> str | None:
    """An attribute of an element that may be missing."""
    return None if element is None else element.get(_W + name)


def first(elements: Iterable[_Element], name: str) -> _Element | None:
    """The first of a name among an element's children; several times as fast as lxml's `find`."""
    for element in elements:
        if element.tag == name:
            return element
    return None


def settings(properties: _Element | None) -> dict[str, _Element]:
    """What stands in an element such as `w:pPr`, the first of each name."""
    return {} if properties is None else {child.tag: child for child in reversed(properties)}


def number(element: _Element | None, name: str = "val") -> int | None:
    """An attribute as a whole number; None where it is missing or something else."""
    text = value(element, name)
    return int(text) if text and len(text) < 10 and text.removeprefix("-").isdecimal() else None


def is_on(element: _Element | None) -> bool | None:
    """A switch such as `w:b`: None where it isn't set here."""
    return None if element is None else value(element) not in ("0", "false", "off", "none")
