"""DOC of Word 97–2003, from its piece table; older ones by way of LibreOffice."""

from __future__ import annotations

import struct
from pathlib import Path

import olefile

from corpus.document import BlockKind
from corpus.errors import ReadError
from ingest.draft import Draft, Piece
from ingest.layout.enumerators import starts_item
from ingest.layout.headings import Look, mark_headings
from ingest.office import converted
from ingest.readers import docx
from ingest.word.binary import FIRST_WORD_97, Paragraph, WordFile
from ingest.word.cells import cell, mark_head
from ingest.word.numbering import Numbering
from ingest.word.symbols import printed

MEDIA_TYPES = ("application/msword",)
VERSION = 2

DAMAGE = (struct.error, ValueError, IndexError, MemoryError)
"""What a file raises that contradicts itself."""
_MOST = 200 * 1024 * 1024
_CONTROLS = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": "", "\x01": "", "\x02": "", "\x05": "", "\x08": "", "\x0c": ""}
_SAVE_AS = "Öppna filen i Word eller LibreOffice, spara den som DOCX och importera den igen."


def read(path: Path) -> Draft:
    """Headings, paragraphs and tables; headers and footers as furniture.

    Raises ReadError `encrypted`, `damaged` or `needs-libreoffice`.
    """
    word = _opened(path)
    if word is None:
        with converted(path, "doc", "docx", what="Filer från Word före 97", package="libreoffice-writer") as file:
            return docx.read(file)
    try:
        return Draft(pieces(word))
    except DAMAGE as error:
        raise ReadError("damaged", "Word-filen är skadad.", _SAVE_AS) from error


def pieces(word: WordFile) -> list[Piece]:
    """The pieces of a file. Raises DAMAGE where it contradicts itself."""
    story = word.story()
    frame = dict.fromkeys(_shown(paragraph) for paragraph in story.frame)
    later = map(_shown, (*story.boxes, *story.notes))
    return [
        *(Piece("furniture", text) for text in frame if text),
        *_body(story.main, word.numbering()),
        *(Piece("paragraph", text) for text in later),
    ]


def _opened(path: Path) -> WordFile | None:
    """The file, or None where it is older than the format."""
    if not olefile.isOleFile(str(path)):
        return None
    try:
        with olefile.OleFileIO(str(path)) as ole:
            streams = {
                name: ole.openstream(name).read()
                for name in ("WordDocument", "0Table", "1Table")
                if ole.exists(name) and ole.get_size(name) < _MOST
            }
        word = WordFile(streams["WordDocument"], streams)
    except (OSError, KeyError, ValueError, IndexError, struct.error) as error:
        raise ReadError("damaged", "Word-filen är skadad.", _SAVE_AS) from error
    if word.version < FIRST_WORD_97:
        return None
    if word.encrypted:
        raise ReadError(
            "encrypted", "Filen är skyddad med lösenord.", "Öppna den med lösenordet, spara en kopia utan och importera kopian."
        )
    return word


def _shown(paragraph: Paragraph) -> str:
    """A paragraph's text as it prints."""
    return printed("".join(_CONTROLS.get(character, character) for character in paragraph.text)).strip(" \n")


def _body(paragraphs: list[Paragraph], numbering: Numbering) -> list[Piece]:
    """The document's pieces: paragraphs with the mark of a table's cell gather into rows."""
    pieces: list[Piece] = []
    looks: list[Look | None] = []
    cells: list[list[Paragraph]] = [[]]
    table = row = begin = 0
    for paragraph in paragraphs:
        if paragraph.in_table or paragraph.mark == "\x07":
            if paragraph.row_end:
                begin = begin if row else len(pieces)
                pieces += _row(cells[:-1], table, row, numbering)
                cells = [[]]
                row += 1
            else:
                cells[-1].append(paragraph)
                if paragraph.mark == "\x07":
                    cells.append([])
            continue
        if row:
            mark_head(pieces, begin)
            table, row = table + 1, 0
        text = _shown(paragraph)
        if not text:
            continue
        label = _label(paragraph, numbering)
        kind, level = _kind(paragraph, text)
        looks += [None] * (len(pieces) - len(looks))
        pieces.append(Piece(kind, text, level=level, bold=paragraph.bold, label=label))
        looks.append(None if kind == "heading" or paragraph.list_id else (paragraph.size, paragraph.bold))
    pieces += _row(cells, table, row, numbering)
    if row:
        mark_head(pieces, begin)
    looks += [None] * (len(pieces) - len(looks))
    mark_headings(pieces, looks)
    return pieces


def _kind(paragraph: Paragraph, text: str) -> tuple[BlockKind, int]:
    """What a paragraph is, and its level."""
    if paragraph.level is not None:
        return "heading", min(paragraph.level, 6)
    if paragraph.list_id:
        return "item", paragraph.depth + 1
    if starts_item(text) and not text.startswith("§"):
        return "item", 1
    return "paragraph", 0


def _label(paragraph: Paragraph, numbering: Numbering) -> str:
    return numbering.label(str(paragraph.list_id), paragraph.depth) if paragraph.list_id else ""


def _row(cells: list[list[Paragraph]], table: int, row: int, numbering: Numbering) -> list[Piece]:
    """A row of a table: each cell's paragraphs a line."""
    pieces = []
    for column, paragraphs in enumerate(cells):
        filled = [(paragraph, text) for paragraph in paragraphs if (text := _shown(paragraph))]
        text, bold, label = cell(
            Piece("paragraph", text, bold=paragraph.bold, label=_label(paragraph, numbering)) for paragraph, text in filled
        )
        if text:
            pieces.append(Piece("cell", text, table=table, row=row, column=column, bold=bold, label=label))
    return pieces
