"""DOCX: python-docx opens the package, then its lxml body is walked, ten times faster than by python-docx's own objects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docx.opc.exceptions import OpcError
from docx.opc.part import Part, XmlPart
from docx.package import Package
from lxml.etree import _Element

from corpus.document import Problem
from corpus.errors import ReadError
from ingest.draft import Draft, Piece
from ingest.layout.enumerators import starts_item
from ingest.layout.headings import Look, mark_headings
from ingest.package import DAMAGE, parse, refuse_bombs, transitional
from ingest.readers.html import marked_up
from ingest.word.cells import cell as joined
from ingest.word.cells import mark_head
from ingest.word.numbering import Numbering, from_xml
from ingest.word.styles import Styles, refined
from ingest.word.symbols import printed
from ingest.word.xml import first, is_on, number, settings, value, w

MEDIA_TYPES = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)
VERSION = 2

_DAMAGE = (*DAMAGE, OpcError)
_RELATED = ("styles", "numbering", "footnotes", "endnotes", "header", "footer")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_LEFT = Problem(
    "attachments",
    "Delar av Word-filen ligger i ett annat format i den och kunde inte läsas.",
    "Öppna den i Word, spara den som en ny fil och importera den.",
)
_PARAGRAPH, _PARAGRAPH_SETTINGS, _STYLE = w("p"), w("pPr"), w("pStyle")
_RUN, _RUN_SETTINGS, _SIZE, _BOLD, _HIDDEN = w("r"), w("rPr"), w("sz"), w("b"), w("vanish")
_SPAN, _MERGED = w("gridSpan"), w("vMerge")
_TABLE, _ROW, _ROW_SETTINGS, _CELL, _CELL_SETTINGS = w("tbl"), w("tr"), w("trPr"), w("tc"), w("tcPr")
_FIELD, _SYMBOL, _TEXTBOX, _CHUNK = w("fldChar"), w("sym"), w("txbxContent"), w("altChunk")
_TEXTS = {w("t"), "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_SIGNS = {w("tab"): "\t", w("ptab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DROPPED = {
    w("del"),
    w("moveFrom"),
    _PARAGRAPH_SETTINGS,
    _RUN_SETTINGS,
    w("sectPr"),
    w("sdtPr"),
    w("instrText"),
    w("delText"),
    w("footnoteRef"),
    _FALLBACK,
}
_THROUGH = {w("sdt"), w("sdtContent"), w("ins"), w("moveTo"), w("customXml"), w("smartTag"), w("body")}


def read(path: Path) -> Draft:
    """Headings, paragraphs, lists with their numbers, tables, text boxes, notes, and headers and footers as furniture.

    Inserted words of tracked changes are kept, deleted ones are not. Raises ReadError `damaged` or `too-large`.
    """
    refuse_bombs(path, "Word")
    try:
        part = Package.open(transitional(path)).main_document_part
        related = [
            (relation.reltype.rsplit("/", 1)[-1], _root(relation.target_part))
            for relation in part.rels.values()
            if not relation.is_external and relation.reltype.rsplit("/", 1)[-1] in _RELATED
        ]
        chunks = {
            identifier: relation.target_part
            for identifier, relation in part.rels.items()
            if not relation.is_external and relation.reltype.endswith("/aFChunk")
        }
        if (body := _root(part).find(w("body"))) is None:
            raise ValueError("no body")
    except _DAMAGE as error:
        raise ReadError(
            "damaged", "Word-filen är skadad.", "Öppna den i Word, välj att reparera den, spara den och importera den igen."
        ) from error
    roots = dict(related)
    walk = _Walk(Styles(roots.get("styles")), from_xml(roots.get("numbering")), chunks)
    for kind, root in related:
        if kind == "header":
            walk.furniture(root)
    walk.blocks(body)
    for kind, root in related:
        if kind in ("footnotes", "endnotes"):
            walk.notes(root)
    for kind, root in related:
        if kind == "footer":
            walk.furniture(root)
    mark_headings(walk.pieces, walk.looks)
    return Draft(walk.pieces, problems=(_LEFT,) if walk.left else ())


def _root(part: Part) -> _Element:
    """A part of the package as XML; python-docx has parsed some of them."""
    return part.element if isinstance(part, XmlPart) else parse(part.blob)


@dataclass(slots=True)
class _Paragraph:
    """What a paragraph's runs say."""

    text: list[str] = field(default_factory=list)
    size: float | None = None
    """Of its largest letters, in points; None where it has none."""
    bold: bool = True
    """Whether all its letters are."""
    boxes: list[_Element] = field(default_factory=list)


@dataclass(slots=True)
class _Walk:
    """A walk over a document's elements in order."""

    styles: Styles
    numbering: Numbering
    chunks: Mapping[str, Part]
    """Texts in other formats that stand in for paragraphs, by their relations; Word takes them in when it opens the file."""
    left: bool = False
    """Whether one of them couldn't be read."""
    pieces: list[Piece] = field(default_factory=list)
    looks: list[Look | None] = field(default_factory=list)
    _fields: list[bool] = field(default_factory=list)
    """The open fields, innermost last: whether we are in its result. A field's code isn't printed."""
    _tables: int = 0

    def put(self, piece: Piece, look: Look | None = None) -> None:
        """Adds a piece. `look` is None where it can't be a heading."""
        if piece.text.strip() or piece.kind == "cell":
            self.pieces.append(piece)
            self.looks.append(look)

    def blocks(self, parent: _Element) -> None:
        """Adds the paragraphs and tables of an element."""
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                self._paragraph(child)
            elif tag == _TABLE:
                self._table(child)
            elif tag == _CHUNK:
                self._chunk(self.chunks.get(child.get(_RELATION) or ""))
            elif tag in _THROUGH:
                self.blocks(child)

    def furniture(self, root: _Element) -> None:
        """Adds a header or footer; its paragraphs once, however many sections show them."""
        before = len(self.pieces)
        self.blocks(root)
        added, self.pieces[before:], self.looks[before:] = self.pieces[before:], [], []
        seen = {piece.text for piece in self.pieces if piece.kind == "furniture"}
        for piece in added:
            if piece.text not in seen:
                self.put(Piece("furniture", piece.text))
                seen.add(piece.text)

    def notes(self, root: _Element) -> None:
        """Adds footnotes or endnotes; the first two are the lines that part them from the text."""
        for note in root:
            if value(note, "type") in (None, "normal"):
                self.blocks(note)

    def _paragraph(self, element: _Element) -> None:
        children = list(element)
        own = settings(first(children, _PARAGRAPH_SETTINGS))
        style = refined(self.styles.get(value(own.get(_STYLE))), own, {})
        content = _Paragraph()
        self._runs(children, content, style.size or 10.0, bool(style.bold), bool(style.hidden))
        text = "".join(content.text).strip("\n ")
        label = ""
        if style.list_id not in (None, "0") and text:
            label = self.numbering.label(style.list_id or "", style.list_level or 0)
        bold = content.bold and content.size is not None
        if style.level is not None:
            self.put(Piece("heading", text, level=min(style.level, 6), label=label, bold=bold))
        elif label:
            self.put(Piece("item", text, level=(style.list_level or 0) + 1, label=label, bold=bold))
        else:
            typed = starts_item(text) and not text.startswith("§")
            piece = Piece("item" if typed else "paragraph", text, level=int(typed), bold=bold)
            self.put(piece, None if content.size is None else (content.size, bold))
        for box in content.boxes:
            self.blocks(box)

    def _runs(self, children: Iterable[_Element], into: _Paragraph, size: float, bold: bool, hidden: bool) -> None:
        for child in children:
            tag = child.tag
            if tag == _RUN:
                inside = list(child)
                own = settings(first(inside, _RUN_SETTINGS))
                points, strong, gone = size, bold, hidden
                if own:
                    points = (number(own.get(_SIZE)) or size * 2) / 2
                    strong = bold if (on := is_on(own.get(_BOLD))) is None else on
                    gone = hidden if (on := is_on(own.get(_HIDDEN))) is None else on
                self._runs(inside, into, points, strong, gone)
            elif tag in _TEXTS:
                self._text(child.text or "", into, size, bold, hidden)
            elif tag in _DROPPED or not isinstance(tag, str):
                continue
            elif tag in _SIGNS:
                self._text(_SIGNS[tag], into, size, bold, hidden)
            elif tag == _TEXTBOX:
                into.boxes.append(child)
            elif tag == _FIELD:
                self._field(value(child, "fldCharType"))
            elif tag == _SYMBOL:
                self._text(_symbol(value(child, "char")), into, size, bold, hidden)
            else:
                self._runs(child, into, size, bold, hidden)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _text(self, text: str, into: _Paragraph, size: float, bold: bool, hidden: bool) -> None:
        if hidden or not all(self._fields):
            return
        into.text.append(printed(text))
        if text.strip():
            into.size = size if into.size is None else max(into.size, size)
            into.bold = into.bold and bold

    def _chunk(self, part: Part | None) -> None:
        if part is None or part.content_type not in ("text/html", "application/xhtml+xml"):
            self.left = True
            return
        before = self._tables
        for piece in marked_up(part.blob):
            table = None if piece.table is None else before + piece.table
            self._tables = max(self._tables, (table or 0) + 1)
            piece.table, piece.group = table, None
            self.put(piece)

    def _table(self, element: _Element) -> None:
        rows = [(row, _cells(row)) for row in _rows(element)]
        if len(rows) == 1 and len(rows[0][1]) == 1:
            # A table of one cell is a frame around ordinary text.
            self.blocks(rows[0][1][0])
            return
        table, begin = self._tables, len(self.pieces)
        self._tables += 1
        for row, (line, cells) in enumerate(rows):
            own = settings(first(line, _ROW_SETTINGS))
            head = bool(is_on(own.get(w("tblHeader"))))
            column = min(number(own.get(w("gridBefore"))) or 0, 200)
            for cell in cells:
                own = settings(first(cell, _CELL_SETTINGS))
                wide, merged = number(own.get(_SPAN)), own.get(_MERGED)
                if merged is None or value(merged) == "restart":
                    text, bold, label = self._cell(cell)
                    self.put(Piece("cell", text, table=table, row=row, column=column, head=head, bold=bold, label=label))
                column += max(min(wide or 1, 200), 1)
        mark_head(self.pieces, begin)

    def _cell(self, cell: _Element) -> tuple[str, bool, str]:
        """The text of a cell, whether all is bold, and its number."""
        inner = _Walk(self.styles, self.numbering, {}, _fields=self._fields)
        inner.blocks(cell)
        return joined(inner.pieces)


def _rows(table: _Element) -> list[_Element]:
    rows: list[_Element] = []
    for child in table:
        tag = child.tag
        if tag == _ROW:
            if w("del") not in settings(first(child, _ROW_SETTINGS)):
                rows.append(child)
        elif tag in _THROUGH:
            rows += _rows(child)
    return rows


def _cells(row: _Element) -> list[_Element]:
    cells: list[_Element] = []
    for child in row:
        tag = child.tag
        if tag == _CELL:
            cells.append(child)
        elif tag in _THROUGH:
            cells += _cells(child)
    return cells


def _symbol(code: str | None) -> str:
    """The character of a `w:sym`, which names its code in a symbol font."""
    try:
        return printed(chr(int(code or "", 16)))
    except (ValueError, OverflowError):
        return ""
