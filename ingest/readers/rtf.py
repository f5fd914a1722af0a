"""RTF, which Word and WordPad wrote, and which now and then is called .doc."""

from __future__ import annotations

from pathlib import Path

from corpus.document import Problem
from corpus.errors import ReadError
from ingest.draft import Draft, Piece
from ingest.layout.enumerators import starts_item
from ingest.layout.headings import Look, mark_headings
from ingest.rtf.parser import Paragraph, Parser
from ingest.word.cells import cell, mark_head
from ingest.word.symbols import printed

MEDIA_TYPES = ("application/rtf",)
VERSION = 1

_MOST = 256 * 1024 * 1024
_SAVE_AS = "Öppna filen i Word eller LibreOffice, spara den som DOCX och importera den igen."


def read(path: Path) -> Draft:
    """Headings, paragraphs, lists with their numbers, tables, notes; headers and footers as furniture.

    A file that ends too early gives the problem `truncated`. Raises ReadError `damaged` or `too-large`.
    """
    if path.stat().st_size > _MOST:
        raise ReadError("too-large", "RTF-filen är större än 256 MB.", _SAVE_AS)
    parser = Parser(path.read_bytes().lstrip())
    walk = _Walk()
    try:
        for paragraph in parser.paragraphs():
            walk.add(paragraph)
    except (ValueError, RecursionError) as error:
        raise ReadError("damaged", "RTF-filen är skadad.", _SAVE_AS) from error
    problems = () if parser.complete else (Problem("truncated", "RTF-filen är avhuggen: slutet saknas.", _SAVE_AS),)
    return Draft(walk.finished(), problems=problems)


class _Walk:
    """Gathers paragraphs, and the cells of tables into rows."""

    def __init__(self) -> None:
        self._frames: dict[str, dict[str, None]] = {"header": {}, "footer": {}}
        self._pieces: list[Piece] = []
        self._looks: list[Look | None] = []
        self._later: list[Piece] = []
        """Text boxes and notes."""
        self._cells: list[list[Piece]] = [[]]
        self._table, self._row, self._begin = 0, 0, 0

    def add(self, paragraph: Paragraph) -> None:
        """Takes in the next paragraph."""
        text = printed(paragraph.text).strip(" \n")
        if paragraph.place in self._frames:
            if text:
                self._frames[paragraph.place][text] = None
        elif paragraph.place != "body":
            if text:
                self._later.append(Piece("paragraph", text))
        elif paragraph.in_table or paragraph.end in ("cell", "row"):
            self._cell(paragraph, text)
        else:
            self._end_table()
            self._paragraph(paragraph, text)

    def finished(self) -> list[Piece]:
        """All pieces."""
        self._end_table()
        mark_headings(self._pieces, self._looks)
        top, foot = ([Piece("furniture", text) for text in self._frames[kind]] for kind in ("header", "footer"))
        return [*top, *self._pieces, *self._later, *foot]

    def _paragraph(self, paragraph: Paragraph, text: str) -> None:
        if not text:
            return
        look: Look | None = None
        if paragraph.level is not None:
            piece = Piece("heading", text, level=min(paragraph.level, 6), label=paragraph.label, bold=paragraph.bold)
        elif paragraph.label:
            piece = Piece("item", text, level=paragraph.depth + 1, label=printed(paragraph.label), bold=paragraph.bold)
        else:
            typed = starts_item(text) and not text.startswith("§")
            piece = Piece("item" if typed else "paragraph", text, level=int(typed), bold=paragraph.bold)
            look = (paragraph.size, paragraph.bold)
        self._pieces.append(piece)
        self._looks.append(look)

    def _cell(self, paragraph: Paragraph, text: str) -> None:
        if paragraph.end != "row" or text:
            self._cells[-1].append(Piece("cell", text, bold=paragraph.bold, label=printed(paragraph.label)))
        if paragraph.end == "cell":
            self._cells.append([])
        elif paragraph.end == "row":
            for column, inside in enumerate(self._cells):
                shown, bold, label = cell(inside)
                if shown:
                    self._pieces.append(
                        Piece(
                            "cell",
                            shown,
                            table=self._table,
                            row=self._row,
                            column=column,
                            head=paragraph.head,
                            bold=bold,
                            label=label,
                        )
                    )
                    self._looks.append(None)
            self._cells = [[]]
            self._row += 1

    def _end_table(self) -> None:
        """What comes is no row of the table before it."""
        if any(piece.text for inside in self._cells for piece in inside):  # a row that has lost its end
            self._cell(Paragraph("", "row", "body"), "")
        if self._row:
            mark_head(self._pieces, self._begin)
            self._table, self._row = self._table + 1, 0
        self._cells, self._begin = [[]], len(self._pieces)
