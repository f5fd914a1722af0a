"""ODT, the texts of LibreOffice and OpenOffice: the package's XML, walked."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from lxml.etree import _Element

from corpus.errors import ReadError
from ingest.draft import Draft, Piece
from ingest.layout.enumerators import starts_item
from ingest.layout.headings import Look, mark_headings
from ingest.opendocument.styles import Style, Styles
from ingest.opendocument.xml import count, o
from ingest.package import DAMAGE, damaged, parse, refuse_bombs
from ingest.word.cells import cell as joined
from ingest.word.cells import mark_head
from ingest.word.numbering import Numbering
from ingest.word.symbols import printed

MEDIA_TYPES = (
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.text-template",
)
VERSION = 1

_PROGRAM = "LibreOffice"
_SILENT = {o("office:annotation"), o("text:tracked-changes"), o("text:note-citation"), o("svg:title"), o("svg:desc"),
           o("office:forms"), o("text:sequence-decls")}  # fmt: skip
_LISTS = {o("text:list-item"), o("text:list-header")}
_FRAMES = {"header", "header-left", "header-first", "footer", "footer-left", "footer-first"}
_MOST_BLANKS = 100
_BODY_SIZE = 12.0


def read(path: Path) -> Draft:
    """Headings, paragraphs, lists with their numbers, tables, text boxes, notes, and headers and footers as furniture.

    Inserted words of tracked changes are kept, deleted ones are not. Raises ReadError `damaged`, `too-large` or `encrypted`.
    """
    refuse_bombs(path, _PROGRAM)
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
            _refuse_encrypted(package, names)
            content = parse(package.read("content.xml"))
            styles = parse(package.read("styles.xml")) if "styles.xml" in names else None
        body = content.find(f"{o('office:body')}/{o('office:text')}")
    except DAMAGE as error:
        raise damaged(_PROGRAM) from error
    if body is None:
        raise damaged(_PROGRAM)
    walk = _Walk(Styles([root for root in (styles, content) if root is not None]))
    frames = [] if styles is None else [(name, page) for page in styles.iter(o("style:master-page")) for name in page]
    for element, _ in frames:
        walk.furniture(element, "header")
    walk.blocks(body)
    for note in walk.notes:
        walk.blocks(note)
    for element, _ in frames:
        walk.furniture(element, "footer")
    mark_headings(walk.pieces, walk.looks)
    return Draft(walk.pieces)


def _refuse_encrypted(package: zipfile.ZipFile, names: list[str]) -> None:
    if "META-INF/manifest.xml" not in names:
        return
    manifest = parse(package.read("META-INF/manifest.xml"))
    if next(manifest.iter(o("manifest:encryption-data")), None) is not None:
        cure = "Öppna den med lösenordet, spara en kopia utan och importera kopian."
        raise ReadError("encrypted", "Filen är skyddad med lösenord.", cure)


@dataclass(slots=True)
class _Paragraph:
    """What a paragraph says, and how each stretch of it looks."""

    text: list[str] = field(default_factory=list)
    looks: list[tuple[Look, int]] = field(default_factory=list)
    boxes: list[_Element] = field(default_factory=list)


class _Walk:
    """A walk over a document's elements in order."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.pieces: list[Piece] = []
        self.looks: list[Look | None] = []
        self.notes: list[_Element] = []
        self._lists: dict[str, str] = {"": ""}
        self._restarts: dict[str, dict[int, int]] = {}
        self._numbering = Numbering(styles.levels, self._lists, None, self._restarts)
        self._tables = 0

    def blocks(self, parent: _Element, list_id: str = "", depth: int = -1, label: str = "") -> None:
        """Adds the paragraphs, lists and tables of an element; `label` belongs to the first paragraph."""
        for child in parent:
            if not isinstance(child.tag, str) or child.tag in _SILENT:
                continue
            if child.tag in (o("text:p"), o("text:h")):
                self._paragraph(child, label, depth)
                label = ""
            elif child.tag == o("text:list"):
                self._list(child, list_id, depth + 1)
            elif child.tag == o("table:table"):
                self._table(child)
            else:
                self.blocks(child, list_id, depth)

    def furniture(self, frame: _Element, kind: str) -> None:
        """Adds a header or footer of a kind of page; its paragraphs once, however many kinds show them."""
        name = str(frame.tag).rpartition("}")[2]
        if name not in _FRAMES or not name.startswith(kind):
            return
        inner = _Walk(self.styles)
        inner.blocks(frame)
        seen = {piece.text for piece in self.pieces if piece.kind == "furniture"}
        for piece in inner.pieces:
            if piece.text and piece.text not in seen:
                self._put(Piece("furniture", piece.text))
                seen.add(piece.text)

    def _put(self, piece: Piece, look: Look | None = None) -> None:
        if piece.text.strip() or piece.kind == "cell":
            self.pieces.append(piece)
            self.looks.append(look)

    def _list(self, element: _Element, outer: str, depth: int) -> None:
        """Adds a list. A new one begins its numbers anew unless it says that it goes on."""
        style = element.get(o("text:style-name")) or self._lists.get(outer, "")
        goes_on = element.get(o("text:continue-numbering")) == "true" or element.get(o("text:continue-list"))
        if depth and style == self._lists.get(outer):
            list_id = outer
        else:
            starts = {at: level.start for at, level in self.styles.levels.get(style, {}).items()}
            list_id = self._begin(style, {} if goes_on else starts)
        for item in element:
            if item.tag not in _LISTS:
                continue
            if start := count(item, "text:start-value", 0, 100_000):
                list_id = self._begin(style, {depth: start})
            words = any(child.tag in (o("text:p"), o("text:h")) for child in item)
            label = self._numbering.label(list_id, depth) if item.tag == o("text:list-item") and words else ""
            self.blocks(item, list_id, depth, label)

    def _begin(self, style: str, starts: dict[int, int]) -> str:
        """A new list in a style, whose levels start with some numbers."""
        list_id = str(len(self._lists))
        self._lists[list_id] = style
        self._restarts[list_id] = starts
        return list_id

    def _paragraph(self, element: _Element, label: str, depth: int) -> None:
        style = self.styles.get("paragraph", element.get(o("text:style-name")))
        content = _Paragraph()
        self._inline(element, content, style)
        text = printed("".join(content.text)).strip("\n ")
        total = sum(length for _, length in content.looks)
        bold = bool(total) and all(look[1] for look, _ in content.looks)
        if text and (element.tag == o("text:h") or style.title):
            level = count(element, "text:outline-level")
            numbered = not label and element.tag == o("text:h") and element.get(o("text:is-list-header")) != "true"
            if numbered and "" in self.styles.levels:
                label = self._numbering.label("", level - 1)
            self._put(Piece("heading", text, level=min(level, 6), label=label, bold=bold))
        elif label:
            self._put(Piece("item", text, level=depth + 1, label=label, bold=bold))
        else:
            size = max((look[0] for look, _ in content.looks), default=_BODY_SIZE)
            typed = starts_item(text) and not text.startswith("§")
            piece = Piece("item" if typed else "paragraph", text, level=int(typed), bold=bold)
            self._put(piece, (size, bold) if total else None)
        for box in content.boxes:
            self.blocks(box)

    def _inline(self, parent: _Element, into: _Paragraph, style: Style) -> None:
        """Gathers the words of a paragraph."""
        self._text(parent.text, into, style)
        for child in parent:
            tag = child.tag
            if tag == o("text:tab"):
                self._text("\t", into, style, typed=True)
            elif tag == o("text:line-break"):
                self._text("\n", into, style, typed=True)
            elif tag == o("text:s"):
                self._text(" " * count(child, "text:c", 1, _MOST_BLANKS), into, style, typed=True)
            elif tag == o("text:note"):
                self.notes += list(child.iter(o("text:note-body")))
            elif tag == o("draw:text-box"):
                into.boxes.append(child)
            elif tag == o("text:span"):
                self._inline(child, into, self.styles.refined(style, child.get(o("text:style-name"))))
            elif isinstance(tag, str) and tag not in _SILENT:
                self._inline(child, into, style)
            self._text(child.tail, into, style)

    def _text(self, text: str | None, into: _Paragraph, style: Style, *, typed: bool = False) -> None:
        if not text or style.hidden:
            return
        if not typed:  # line breaks and runs of blanks in the XML say nothing
            text = (" " if text[0].isspace() else "") + " ".join(text.split()) + (" " if text[-1].isspace() else "")
            text = " " if not text.strip() else text
        into.text.append(text)
        if text.strip():
            into.looks.append(((style.size, style.bold), len(text)))

    def _table(self, element: _Element) -> None:
        rows = [(row, False) for row in element.iter(o("table:table-row"))]
        heads = {row for group in element.iter(o("table:table-header-rows")) for row in group}
        own = [(row, row in heads) for row, _ in rows if next(row.iterancestors(o("table:table"))) is element]
        cells = [cell for row, _ in own for cell in row if cell.tag == o("table:table-cell")]
        if len(cells) == 1:
            self.blocks(cells[0])  # a frame around ordinary text
            return
        table = self._tables
        self._tables += 1
        begin = len(self.pieces)
        for number, (row, head) in enumerate(own):
            column = 0
            for cell in row:
                wide = count(cell, "table:number-columns-repeated")
                if cell.tag == o("table:table-cell"):
                    text, bold, label = self._cell(cell)
                    self._put(Piece("cell", text, table=table, row=number, column=column, head=head, bold=bold, label=label))
                column += wide
        mark_head(self.pieces, begin)

    def _cell(self, cell: _Element) -> tuple[str, bool, str]:
        """The text of a cell, whether all is bold, and its number."""
        before, tables = len(self.pieces), self._tables
        self.blocks(cell)
        inner = self.pieces[before:]
        del self.pieces[before:], self.looks[before:]
        self._tables = tables
        return joined(inner)
