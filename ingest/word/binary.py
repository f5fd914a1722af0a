"""The binary format of Word 97–2003 ([MS-DOC]): text from the piece table, and how paragraphs and characters are set."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ingest.word.numbering import Level, Numbering

FIRST_WORD_97 = 0x00C1
_NUMBER_KINDS = {
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    22: "decimalZero",
    23: "bullet",
    255: "none",
}
_PAGE = 512
_MOST_PIECES = 1_000_000
_P_IN_TABLE, _P_ROW_END, _P_LEVEL, _P_OUTLINE, _P_LIST = 0x2416, 0x2417, 0x260A, 0x2640, 0x460B
_C_DELETED, _C_BOLD, _C_HIDDEN, _C_SIZE = 0x0800, 0x0835, 0x083C, 0x4A43
_OPERAND = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
"""Bytes of an operand by the three highest bits of its code; 6 is of variable length."""


class Character(NamedTuple):
    """How a stretch of characters is set; size in points."""

    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    size: float = 10.0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the mark that ends it (`\\r`, `\\x07` for a cell or row, `\\x0c`)."""

    text: str
    mark: str
    bold: bool
    size: float
    level: int | None
    """Of a heading, from 1."""
    in_table: bool
    row_end: bool
    list_id: int
    """Of a list item, else 0."""
    depth: int
    """Of a list item, from 0."""


class Story(NamedTuple):
    """The parts of the text: the document itself, notes, headers and footers, text boxes."""

    main: list[Paragraph]
    notes: list[Paragraph]
    frame: list[Paragraph]
    boxes: list[Paragraph]


class _Piece(NamedTuple):
    start: int
    """Of its first character in the text."""
    length: int
    offset: int
    """Of its first byte in the stream."""
    width: int
    """Bytes a character."""


class WordFile:
    """The streams of a Word file. Raises ValueError or struct.error where they contradict themselves."""

    def __init__(self, document: bytes, tables: dict[str, bytes]) -> None:
        self._document = document
        magic, self.version = struct.unpack_from("<HH", document)
        (flags,) = struct.unpack_from("<H", document, 10)
        self.encrypted = bool(flags & 0x0100)
        self._table = tables.get("1Table" if flags & 0x0200 else "0Table", b"")
        self._known = magic == 0xA5EC and self.version >= FIRST_WORD_97 and not self.encrypted

    def story(self) -> Story:
        """All paragraphs of the file."""
        if not self._known:
            raise ValueError("not a readable Word 97 file")
        pieces = self._pieces()
        text = self._text(pieces)
        lengths = struct.unpack_from("<8i", self._document, 0x4C)
        main, notes, frame, _macros, comments, endnotes, boxes, frame_boxes = (max(length, 0) for length in lengths)
        marks = _Formats(self._document, self._table, 0xFA, 0), _Formats(self._document, self._table, 0x102, 13)
        levels = self._heading_levels()

        def part(begin: int, length: int) -> list[Paragraph]:
            return list(self._paragraphs(text, begin, min(begin + length, len(text)), pieces, marks, levels))

        at_frame = main + notes
        at_comments = at_frame + frame
        at_endnotes = at_comments + comments
        at_boxes = at_endnotes + endnotes
        return Story(
            part(0, main),
            part(main, notes) + part(at_endnotes, endnotes),
            part(at_frame, frame) + part(at_boxes + boxes, frame_boxes),
            part(at_boxes, boxes),
        )

    def numbering(self) -> Numbering:
        """The lists of the file; a paragraph's `list_id` is one of theirs. None where their tables are damaged."""
        try:
            return self._lists()
        except (struct.error, IndexError):
            return Numbering({}, {})

    def _lists(self) -> Numbering:
        """The tables of lists ([MS-DOC] 2.9.131, 2.9.147, 2.9.150)."""
        at, length = struct.unpack_from("<II", self._document, 0x2E2)
        if not length:
            return Numbering({}, {})
        (count,) = struct.unpack_from("<h", self._table, at)
        heads = [struct.unpack_from("<i22xB", self._table, at + 2 + 28 * index) for index in range(count)]
        at += 2 + 28 * len(heads)
        levels: dict[str, dict[int, Level]] = {}
        for identifier, flags in heads:
            found = levels.setdefault(str(identifier), {})
            for depth in range(1 if flags & 1 else 9):
                found[depth], at = self._list_level(at)
        at, length = struct.unpack_from("<II", self._document, 0x2EA)
        lists = {}
        for index in range(length // 16):
            (identifier,) = struct.unpack_from("<i", self._table, at + 4 + 16 * index)
            lists[str(index + 1)] = str(identifier)
        return Numbering(levels, lists)

    def _list_level(self, at: int) -> tuple[Level, int]:
        """A level of a list at an offset of the table stream, and the offset behind it."""
        start, kind = struct.unpack_from("<iB", self._table, at)
        at += 28 + self._table[at + 24] + self._table[at + 25]
        (length,) = struct.unpack_from("<H", self._table, at)
        text = _utf16(self._table[at + 2 : at + 2 + 2 * length])
        shown = "".join(f"%{ord(character) + 1}" if ord(character) < 9 else character for character in text)
        return Level(_NUMBER_KINDS.get(kind, "decimal"), shown, start), at + 2 + 2 * length

    def _pieces(self) -> list[_Piece]:
        offset, length = struct.unpack_from("<II", self._document, 0x1A2)
        clx = self._table[offset : offset + length]
        at = 0
        while at < len(clx) and clx[at] == 1:
            at += 3 + int(struct.unpack_from("<H", clx, at + 1)[0])
        if at >= len(clx) or clx[at] != 2:
            raise ValueError("no piece table")
        (size,) = struct.unpack_from("<I", clx, at + 1)
        count = (min(size, len(clx) - at - 5) - 4) // 12
        if not 0 < count <= _MOST_PIECES:
            raise ValueError("piece table out of bounds")
        starts = struct.unpack_from(f"<{count + 1}I", clx, at + 5)
        pieces = []
        for index in range(count):
            (position,) = struct.unpack_from("<I", clx, at + 5 + 4 * (count + 1) + 8 * index + 2)
            compressed = bool(position & 0x40000000)
            position &= 0x3FFFFFFF
            characters = starts[index + 1] - starts[index]
            if characters < 0 or characters > len(self._document):
                raise ValueError("a piece out of bounds")
            pieces.append(_Piece(starts[index], characters, position // 2 if compressed else position, 1 if compressed else 2))
        return pieces

    def _text(self, pieces: list[_Piece]) -> str:
        texts = []
        for piece in pieces:
            data = self._document[piece.offset : piece.offset + piece.length * piece.width]
            # A compressed piece holds Windows 1252. One character a byte or pair, always, so that offsets hold.
            text = data.decode("cp1252", "replace") if piece.width == 1 else _utf16(data)
            texts.append(text.ljust(piece.length, "\0"))
        return "".join(texts)

    def _heading_levels(self) -> dict[int, int]:
        """The heading level of each style that is, or descends from, one of Word's own headings."""
        offset, length = struct.unpack_from("<II", self._document, 0xA2)
        sheet = self._table[offset : offset + length]
        levels: dict[int, int] = {}
        if len(sheet) < 6:
            return levels
        (at,) = struct.unpack_from("<H", sheet)
        (count,) = struct.unpack_from("<H", sheet, 2)
        at += 2
        parents: dict[int, int] = {}
        for index in range(count):
            if at + 2 > len(sheet):
                break
            (size,) = struct.unpack_from("<H", sheet, at)
            if size >= 4 and at + 6 <= len(sheet):
                kind, parent = struct.unpack_from("<HH", sheet, at + 2)
                if 1 <= kind & 0xFFF <= 9:
                    levels[index] = kind & 0xFFF
                elif kind & 0xFFF == 62:
                    levels[index] = 1
                parents[index] = parent >> 4
            at += 2 + size + size % 2
        for index, parent in parents.items():
            for _ in range(10):
                if index in levels or parent not in parents:
                    break
                if parent in levels:
                    levels[index] = levels[parent]
                parent = parents[parent]
        return levels

    def _paragraphs(
        self, text: str, begin: int, end: int, pieces: list[_Piece], marks: tuple[_Formats, _Formats], levels: dict[int, int]
    ) -> Iterator[Paragraph]:
        characters, paragraphs = marks
        starts = [piece.start for piece in pieces]

        def offset(at: int) -> int:
            piece = pieces[max(bisect_right(starts, at) - 1, 0)]
            return piece.offset + (at - piece.start) * piece.width

        depth: list[bool] = []
        first = begin
        for at in range(begin, end):
            if text[at] not in "\r\x07\x0c" and at + 1 < end:
                continue
            shown, bold_length, length, size = [], 0, 0, 0.0
            position = first
            while position <= at:
                look, until = characters.character(offset(position))
                piece = pieces[max(bisect_right(starts, position) - 1, 0)]
                reach = min(position + max((until - offset(position)) // piece.width, 1), piece.start + piece.length, at + 1)
                reach = max(reach, position + 1)
                for character in text[position:reach]:
                    if character == "\x13":
                        depth.append(False)
                    elif character == "\x14" and depth:
                        depth[-1] = True
                    elif character == "\x15" and depth:
                        depth.pop()
                    elif not look.hidden and not look.deleted and all(depth):
                        shown.append(character)
                        if not character.isspace() and character not in "\r\x07\x0c":
                            length += 1
                            bold_length += look.bold
                            size = max(size, look.size)
                position = reach
            properties = paragraphs.paragraph(offset(at))
            style, settings = properties
            outline = settings.get(_P_OUTLINE)
            level = levels.get(style) if outline is None else outline + 1 if outline < 9 else None
            mark = text[at] if text[at] in "\r\x07\x0c" else "\r"
            body = "".join(shown)
            yield Paragraph(
                text=body[:-1] if body.endswith(("\r", "\x07", "\x0c")) else body,
                mark=mark,
                bold=bool(length) and bold_length == length,
                size=size,
                level=level,
                in_table=bool(settings.get(_P_IN_TABLE)),
                row_end=mark == "\x07" and bool(settings.get(_P_ROW_END)),
                list_id=settings.get(_P_LIST, 0),
                depth=settings.get(_P_LEVEL, 0),
            )
            first = at + 1


def _utf16(data: bytes) -> str:
    """UTF-16 with one character a pair of bytes: halves of surrogate pairs stay apart, so that offsets hold."""
    return "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data[: len(data) // 2 * 2])))


class _Formats:
    """The settings of stretches of the stream, from formatted disk pages ([MS-DOC] 2.9.32, 2.9.33)."""

    def __init__(self, document: bytes, table: bytes, where: int, height: int) -> None:
        self._limits: list[int] = []
        self._ends: list[int] = []
        self._settings: list[bytes] = []
        self._parsed: dict[bytes, dict[int, int]] = {}
        offset, length = struct.unpack_from("<II", document, where)
        plc = table[offset : offset + length]
        count = (len(plc) - 4) // 8
        if count <= 0 or count > _MOST_PIECES:
            return
        for (number,) in struct.iter_unpack("<I", plc[4 * (count + 1) : 4 * (count + 1) + 4 * count]):
            page = document[(number & 0x3FFFFF) * _PAGE : (number & 0x3FFFFF) * _PAGE + _PAGE]
            if len(page) < _PAGE:
                continue
            runs = page[-1]
            if 4 * (runs + 1) + runs * max(height, 1) > _PAGE:
                continue
            limits = struct.unpack_from(f"<{runs + 1}I", page)
            for run in range(runs):
                at = page[4 * (runs + 1) + run * max(height, 1)] * 2
                self._limits.append(limits[run])
                self._ends.append(limits[run + 1])
                self._settings.append(_grpprl(page, at, paragraph=height > 0) if at else b"")
        order = sorted(range(len(self._limits)), key=self._limits.__getitem__)
        self._limits = [self._limits[at] for at in order]
        self._ends = [self._ends[at] for at in order]
        self._settings = [self._settings[at] for at in order]

    def _at(self, offset: int) -> tuple[bytes, int]:
        at = bisect_right(self._limits, offset) - 1
        if at < 0 or offset >= self._ends[at]:
            following = self._limits[at + 1] if at + 1 < len(self._limits) else offset + (1 << 30)
            return b"", following
        return self._settings[at], self._ends[at]

    def character(self, offset: int) -> tuple[Character, int]:
        """How the character at an offset of the stream is set, and up to where that holds."""
        settings, until = self._at(offset)
        found = self._codes(settings)
        return Character(
            bool(found.get(_C_BOLD, 0) & 1),
            found.get(_C_HIDDEN, 0) == 1,
            found.get(_C_DELETED, 0) == 1,
            found.get(_C_SIZE, 20) / 2,
        ), until

    def paragraph(self, offset: int) -> tuple[int, dict[int, int]]:
        """The style and the settings of the paragraph whose mark stands at an offset of the stream."""
        settings, _ = self._at(offset)
        if len(settings) < 2:
            return 0, {}
        return int.from_bytes(settings[:2], "little"), self._codes(settings[2:])

    def _codes(self, settings: bytes) -> dict[int, int]:
        if settings not in self._parsed:
            self._parsed[settings] = dict(_codes(settings))
        return self._parsed[settings]


def _grpprl(page: bytes, at: int, *, paragraph: bool) -> bytes:
    """The bytes of a list of settings in a page."""
    if not paragraph:
        return page[at + 1 : at + 1 + page[at]]
    if page[at]:
        return page[at + 1 : at + page[at] * 2]
    return page[at + 2 : at + 2 + page[at + 1] * 2]


def _codes(settings: bytes) -> Iterator[tuple[int, int]]:
    """The codes and operands of a list of settings ([MS-DOC] 2.2.5)."""
    at = 0
    while at + 3 <= len(settings):
        (code,) = struct.unpack_from("<H", settings, at)
        at += 2
        kind = code >> 13
        if kind == 6:
            # The table definition counts its length in two bytes, one too many.
            size = int.from_bytes(settings[at : at + 2], "little") + 1 if code == 0xD608 else settings[at] + 1
        else:
            size = _OPERAND[kind]
            yield code, int.from_bytes(settings[at : at + size], "little")
        at += size
