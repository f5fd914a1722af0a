"""Characters of symbol fonts (Symbol, Wingdings), which files write into the private use area."""

from __future__ import annotations

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


def symbol(character: str) -> str:
    """A character that prints what one of the private use area (U+F000–U+F0FF) showed: a bullet where that isn't known."""
    code = ord(character)
    if not 0xE000 <= code <= 0xF8FF:
        return character
    return _KNOWN.get(code & 0xFF, "•")
