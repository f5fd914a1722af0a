"""Names of OpenDocument's XML."""

from __future__ import annotations

from lxml.etree import _Element

_SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "xml": "http://www.w3.org/XML/1998/namespace",
}


def o(name: str) -> str:
    """The full name of an element or attribute: `o("text:p")`."""
    space, _, local = name.partition(":")
    return f"{{{_SPACES[space]}}}{local}"


def count(element: _Element, name: str, default: int = 1, most: int = 200) -> int:
    """An attribute that counts something, within reason."""
    text = element.get(o(name)) or ""
    return min(int(text), most) if text.isdecimal() and len(text) < 8 else default
