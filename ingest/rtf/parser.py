"""RTF into paragraphs: groups with their settings, destinations, and the many ways to write a letter."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ingest.rtf.words import CHARACTERS, CHARSETS, FRAMES, LABELS, SILENT, STARRED

_TOKEN = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z])|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\"
)
_DEEPEST = 2_000
_HEADING = re.compile(r"(?:heading|rubrik|överskrift)\s?([1-9])\b", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|titel|rubrik)\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and what ends it: `par`, `cell`, `row`."""

    text: str
    end: str
    place: str
    """Where it stands: `body`, `header`, `footer`, `footnote`, `shptxt`."""
    in_table: bool = False
    head: bool = False
    """Of a `row`: whether it is marked as the table's head."""
    level: int | None = None
    """Of a heading, from 1."""
    label: str = ""
    depth: int = 0
    """Of a list item, from 0."""
    size: float = 12.0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class _Settings:
    """What holds within a group."""

    place: str = "body"
    bold: bool = False
    hidden: bool = False
    size: float = 12.0
    font: int = 0
    fallbacks: int = 1
    """Characters after a \\u that stand in for it."""
    in_table: bool = False
    style: int | None = None
    outline: int | None = None
    depth: int = 0


@dataclass(slots=True)
class _Gathering:
    """The paragraph of a place, as far as it has come."""

    text: list[str] = field(default_factory=list)
    sizes: list[tuple[float, bool, int]] = field(default_factory=list)
    label: str = ""


class Parser:
    """Reads a file. `paragraphs` may be asked once; `complete` tells afterwards whether all groups were closed."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._settings = _Settings()
        self._stack: list[_Settings] = []
        self._gathered: dict[str, _Gathering] = {}
        self._codec = "cp1252"
        self._fonts: dict[int, str] = {}
        self._headings: dict[int, int] = {}
        self._style_name = ""
        self._raw = bytearray()
        self._skip = 0
        self._head_row = False
        self._starred = False
        self.complete = False

    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs in the file's order. Raises ValueError where groups are nested too deep."""
        at, end = 0, len(self._data)
        while at < end:
            token = _TOKEN.match(self._data, at)
            if token is None:
                break
            at = token.end()
            if token["text"] is not None:
                self._plain(token["text"])
            elif token["hex"] is not None:
                self._plain(bytes([int(token["hex"], 16)]))
            elif token["brace"] is not None:
                yield from self._brace(token["brace"] == b"{")
                if not self._stack:
                    break
            elif token["word"] is not None:
                number = int(token["number"]) if token["number"] is not None else None
                if token["word"] == b"bin":
                    at += max(number or 0, 0)
                else:
                    yield from self._word(token["word"].decode("ascii"), number)
            elif token["sign"] is not None:
                yield from self._sign(token["sign"].decode("latin-1"))
        self._flush()
        self.complete = not self._stack
        for place in list(self._gathered):
            yield from self._end("par", place)

    def _brace(self, opens: bool) -> Iterator[Paragraph]:
        self._flush()
        self._skip = 0
        self._starred = False
        if opens:
            if len(self._stack) > _DEEPEST:
                raise ValueError("groups are nested too deep")
            self._stack.append(self._settings)
        elif self._stack:
            inner, outer = self._settings, self._stack.pop()
            if inner.place != outer.place and inner.place in self._gathered:
                yield from self._end("par", inner.place)  # a note ends with its group
            self._settings = outer

    def _sign(self, sign: str) -> Iterator[Paragraph]:
        if sign == "*":
            self._starred = True
        elif sign in "\r\n":
            yield from self._word("par", None)
        elif sign in CHARACTERS:
            self._flush()
            self._letter(CHARACTERS[sign])

    def _word(self, word: str, number: int | None) -> Iterator[Paragraph]:
        self._flush()
        on = number != 0
        now = self._settings
        starred, self._starred = self._starred, False
        if word in SILENT or (starred and word not in STARRED and word not in LABELS):
            self._settings = replace(now, place="fonts" if word == "fonttbl" and now.place != "silent" else "silent")
        elif now.place == "silent":
            return
        elif word in FRAMES:
            self._settings = replace(_Settings(), place=word[:6])
        elif word in ("footnote", "shptxt"):
            self._settings = replace(_Settings(), place=word)
        elif word in LABELS:
            self._settings = replace(now, place=f"label {now.place.removeprefix('label ')}")
        elif word == "stylesheet":
            self._settings = replace(now, place="styles")
        elif word in CHARACTERS:
            self._letter(CHARACTERS[word])
        elif word == "u" and number is not None:
            self._letter(chr(number & 0xFFFF))
            self._skip = now.fallbacks
        elif word in ("par", "cell", "row", "sect", "page"):
            if now.place not in ("fonts", "styles"):
                yield from self._end(word if word in ("cell", "row") else "par", now.place)
        elif word == "trowd":
            self._head_row = False
        elif word == "trhdr":
            self._head_row = True
        else:
            self._set(word, number, on)

    def _set(self, word: str, number: int | None, on: bool) -> None:
        """What a control word sets for the rest of its group, or for the document."""
        now = self._settings
        match word:
            case "b":
                self._settings = replace(now, bold=on)
            case "v" | "deleted":
                self._settings = replace(now, hidden=on)
            case "fs" if number and 2 <= number <= 400:
                self._settings = replace(now, size=number / 2)
            case "f" if number is not None:
                self._settings = replace(now, font=number)
            case "uc" if number is not None:
                self._settings = replace(now, fallbacks=max(0, min(number, 8)))
            case "plain":
                self._settings = replace(now, bold=False, hidden=False, size=12.0)
            case "pard":
                self._settings = replace(now, in_table=False, style=None, outline=None, depth=0)
            case "intbl":
                self._settings = replace(now, in_table=True)
            case "s" if number is not None:
                self._settings = replace(now, style=number)
            case "outlinelevel" if number is not None:
                self._settings = replace(now, outline=number)
                if now.place == "styles" and now.style is not None and 0 <= number < 9:
                    self._headings[now.style] = number + 1
            case "ilvl" if number is not None:
                self._settings = replace(now, depth=max(0, min(number, 8)))
            case "fcharset" if number is not None and now.place == "fonts":
                self._fonts[now.font] = CHARSETS.get(number, "")
            case "ansicpg" if number is not None:
                self._codec = _known(f"cp{number}")
            case "mac" | "pc" | "pca":
                self._codec = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[word]

    def _plain(self, data: bytes) -> None:
        """Text in the encoding of its font, less the characters that stand in for those of a \\u."""
        if self._skip:
            left = data[self._skip :]
            self._skip = max(0, self._skip - len(data))
            data = left
        self._raw += data

    def _flush(self) -> None:
        """Decodes what has gathered."""
        if not self._raw:
            return
        data, self._raw = bytes(self._raw), bytearray()
        if self._settings.place in ("silent", "fonts"):
            return
        codec = self._fonts.get(self._settings.font) or self._codec
        if codec == "symbol":
            self._letter("".join(chr(0xF000 + byte) if byte > 32 else chr(byte) for byte in data))
        else:
            self._letter(data.decode(codec, "replace"))

    def _letter(self, text: str) -> None:
        """Adds text to where it belongs."""
        now = self._settings
        if now.place == "styles":
            self._name_style(text)
        elif now.place.startswith("label "):
            self._gathering(now.place.removeprefix("label ")).label += text
        elif now.place not in ("silent", "fonts") and not now.hidden:
            gathering = self._gathering(now.place)
            gathering.text.append(text)
            if text.strip():
                gathering.sizes.append((now.size, now.bold, len(text)))

    def _name_style(self, text: str) -> None:
        """Learns from a style's name whether it is that of a heading; names end with a semicolon."""
        name, semicolon, _ = text.partition(";")
        self._style_name += name
        if semicolon:
            named = _HEADING.match(self._style_name.strip())
            if self._settings.style is not None and (named or _TITLE.match(self._style_name.strip())):
                self._headings[self._settings.style] = int(named[1]) if named else 1
            self._style_name = ""

    def _gathering(self, place: str) -> _Gathering:
        return self._gathered.setdefault(place, _Gathering())

    def _end(self, word: str, place: str) -> Iterator[Paragraph]:
        """Ends the paragraph of a place."""
        place = place.removeprefix("label ")
        gathering = self._gathered.pop(place, _Gathering())
        text = "".join(gathering.text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        now = self._settings
        style = self._headings.get(now.style) if now.style is not None else None
        outline = now.outline + 1 if now.outline is not None and 0 <= now.outline < 9 else None
        size, _, _ = max(gathering.sizes, key=lambda look: look[2], default=(12.0, False, 0))
        yield Paragraph(
            text,
            word,
            place,
            now.in_table,
            self._head_row,
            outline or style,
            gathering.label.strip(),
            now.depth,
            size,
            bool(gathering.sizes) and all(bold for _, bold, _ in gathering.sizes),
        )


def _known(codec: str) -> str:
    """A code page that Python knows, else that of Windows."""
    try:
        return codecs.lookup(codec).name
    except LookupError:
        return "cp1252"
