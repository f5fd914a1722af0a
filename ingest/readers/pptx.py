"""PPTX, presentations: a page a slide; the package's XML, walked."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml.etree import _Element

from corpus.document import BlockKind
from ingest.draft import Draft, Piece
from ingest.package import DAMAGE, damaged, parse, refuse_bombs
from ingest.word.cells import cell, mark_head
from ingest.word.symbols import printed

MEDIA_TYPES = ("application/vnd.openxmlformats-officedocument.presentationml.presentation",)
VERSION = 1

_PROGRAM = "PowerPoint"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_TITLES = ("title", "ctrTitle")
_FRAMES = ("dt", "ftr", "hdr", "sldNum")
_MOST_SLIDES = 5_000


def read(path: Path) -> Draft:
    """Titles as headings, bullets as items, tables as cells, the speaker's notes as paragraphs after the slide.

    Raises ReadError `damaged` or `too-large`.
    """
    refuse_bombs(path, _PROGRAM)
    pieces: list[Piece] = []
    slides = 0
    try:
        with zipfile.ZipFile(path) as package:
            tables = 0
            for slide, notes in _slides(package):
                walk = _Walk(slides, tables)
                walk.slide(slide)
                if notes is not None:
                    walk.notes(notes)
                pieces += walk.pieces
                tables = walk.tables
                slides += 1
    except DAMAGE as error:
        raise damaged(_PROGRAM) from error
    return Draft(pieces, max(slides, 1))


def _slides(package: zipfile.ZipFile) -> Iterator[tuple[_Element, _Element | None]]:
    """The slides in their order, each with its notes."""
    main = next(iter(_related(package, "", "/officeDocument").values()), "ppt/presentation.xml")
    slides = _related(package, main, "/slide")
    listed = parse(package.read(main)).iter(f"{_P}sldId")
    for _, entry in zip(range(_MOST_SLIDES), listed, strict=False):
        part = slides.get(entry.get(f"{_R}id") or "")
        if part is not None:
            notes = next(iter(_related(package, part, "/notesSlide").values()), None)
            yield parse(package.read(part)), parse(package.read(notes)) if notes else None


def _related(package: zipfile.ZipFile, part: str, kind: str) -> dict[str, str]:
    """The parts of the package that a part names with a kind of relation, by the relation's id; nothing outside the package."""
    folder, name = posixpath.split(part)
    relations = posixpath.join(folder, "_rels", f"{name}.rels")
    if relations not in package.NameToInfo:
        return {}
    found = {}
    for relation in parse(package.read(relations)):
        target = relation.get("Target") or ""
        if (relation.get("Type") or "").endswith(kind) and relation.get("TargetMode") != "External":
            place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if place in package.NameToInfo:
                found[relation.get("Id") or ""] = place
    return found


@dataclass(slots=True)
class _Walk:
    """A walk over a slide's shapes: the title first, the rest as they lie upon one another."""

    page: int
    tables: int
    pieces: list[Piece] = field(default_factory=list)

    def slide(self, root: _Element) -> None:
        """Adds a slide."""
        shapes = list(root.iter(f"{_P}sp", f"{_P}graphicFrame"))
        shapes.sort(key=lambda shape: _placeholder(shape) not in _TITLES)
        for shape in shapes:
            kind = _placeholder(shape)
            if shape.tag == f"{_P}graphicFrame":
                for table in shape.iter(f"{_A}tbl"):
                    self._table(table)
            elif kind in _TITLES:
                text = " ".join(" ".join(_text(paragraph).split()) for paragraph in shape.iter(f"{_A}p"))
                self.pieces.append(Piece("heading", text, self.page, level=1))
            else:
                self._paragraphs(shape, kind)

    def notes(self, root: _Element) -> None:
        """Adds the speaker's notes."""
        for shape in root.iter(f"{_P}sp"):
            if _placeholder(shape) == "body":
                for paragraph in shape.iter(f"{_A}p"):
                    self.pieces.append(Piece("paragraph", _text(paragraph), self.page))

    def _paragraphs(self, shape: _Element, kind: str | None) -> None:
        for paragraph in shape.iter(f"{_A}p"):
            settings = paragraph.find(f"{_A}pPr")
            depth = settings.get("lvl") or "0" if settings is not None else "0"
            plain = settings is not None and settings.find(f"{_A}buNone") is not None
            marked = settings is not None and any(settings.find(f"{_A}{mark}") is not None for mark in ("buChar", "buAutoNum"))
            # The body of a layout has bullets of its own; a text that lies free has those that it sets.
            listed = marked or (kind in ("body", "obj", "") and not plain)
            style: BlockKind = "furniture" if kind in _FRAMES else "item" if listed else "paragraph"
            level = (int(depth) if depth.isdecimal() and len(depth) < 3 else 0) + 1
            label = _bullet(settings) if style == "item" else ""
            text = _text(paragraph)
            self.pieces.append(Piece(style, text, self.page, level=level if style == "item" else 0, label=label))

    def _table(self, table: _Element) -> None:
        begin = len(self.pieces)
        properties = table.find(f"{_A}tblPr")
        headed = properties is not None and properties.get("firstRow") in ("1", "true")
        for row, line in enumerate(table.iter(f"{_A}tr")):
            for column, box in enumerate(line.iter(f"{_A}tc")):
                text, bold, _ = cell(
                    Piece("paragraph", _text(paragraph), bold=_is_bold(paragraph)) for paragraph in box.iter(f"{_A}p")
                )
                head = headed and row == 0
                piece = Piece("cell", text, self.page, table=self.tables, row=row, column=column, head=head, bold=bold)
                self.pieces.append(piece)
        mark_head(self.pieces, begin)
        self.tables += 1


def _placeholder(shape: _Element) -> str | None:
    """Which place of the layout a shape fills: `title`, `body`, an empty text for its main content; None where none."""
    place = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
    return None if place is None else place.get("type") or ""


def _bullet(settings: _Element | None) -> str:
    mark = settings.find(f"{_A}buChar") if settings is not None else None
    return printed(mark.get("char") or "•") if mark is not None else "•"


def _text(paragraph: _Element) -> str:
    """The words of a paragraph."""
    text = ""
    for part in paragraph.iter(f"{_A}t", f"{_A}br", f"{_A}tab"):
        text += part.text or "" if part.tag == f"{_A}t" else "\n" if part.tag == f"{_A}br" else "\t"
    return printed(text)


def _is_bold(paragraph: _Element) -> bool:
    runs = [run for run in paragraph.iter(f"{_A}r") if (run.findtext(f"{_A}t") or "").strip()]
    settings = [run.find(f"{_A}rPr") for run in runs]
    return bool(runs) and all(setting is not None and setting.get("b") in ("1", "true") for setting in settings)
