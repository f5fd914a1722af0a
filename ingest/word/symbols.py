"""Characters of symbol fonts (Symbol, Wingdings), which files write into the private use area."""

from __future__ import annotations

import re

_KNOWN = {
    0xB7: "•",
    0xA7: "▪",
    0xD8: "➢",
    0xFC: "✓",
    0xA8: "□",
    0x6F: "□",
    0xFE: "☑",
    0x2D: "–",
    0xE0: "→",
    0xF0: "→",
    0x76: "❖",
    0x71: "❑",
}
_PRIVATE = re.compile("[\ue000-\uf8ff]")


def printed(text: str) -> str:
    """A text with what its characters of the private use area (U+F000–U+F0FF) print: a bullet for those that aren't known."""
    return _PRIVATE.sub(lambda match: _KNOWN.get(ord(match[0]) & 0xFF, "•"), text)
