"""HTML: the content of a page as blocks, its frame (menus, cookie notices, footers) as furniture."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from lxml import html
from lxml.etree import LxmlError

from corpus.document import BlockKind
from corpus.errors import ReadError
from ingest.draft import Draft, Piece

MEDIA_TYPES = ("text/html",)
VERSION = 1

_MOST = 64 * 1024 * 1024
_SILENT = {
    "script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "canvas", "button", "input", "select",
    "option", "textarea", "dialog",
}  # fmt: skip
_FRAME = {"nav", "aside", "footer"}
_FRAME_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"}
_FRAME_NAME = re.compile(
    r"(?:^|[\s_-])(?:cookie[a-z]{0,12}|kak(?:a|or)[a-z]{0,8}|consent|crumbs|breadcrumbs?|brodsmulor|skip|skiplink|sitefooter|site-footer|site-header|toolbar|tabs)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden", re.IGNORECASE)
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol",
    "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_STRUCTURE = frozenset(("article", "section", "header", "div", "table", *_HEADINGS))
_BOLD = frozenset(("b", "strong"))
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WORD = re.compile(r"[^\W\d_][^\W\d_]")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


def read(path: Path) -> Draft:
    """The blocks of a page. Raises ReadError `too-large` or `damaged`."""
    if path.stat().st_size > _MOST:
        raise ReadError(
            "too-large", "Webbsidan är större än 64 MB.", "Spara den del som behövs som en egen fil och importera den."
        )
    return Draft(marked_up(path.read_bytes()))


def marked_up(markup: bytes) -> list[Piece]:
    """The blocks of a page's markup. Raises ReadError `damaged`."""
    try:
        root = html.document_fromstring(_decoded(markup))
    except (LxmlError, ValueError) as error:
        raise ReadError(
            "damaged", "Webbsidan går inte att tolka.", "Spara sidan på nytt i webbläsaren och importera den igen."
        ) from error
    walk = _Walk(_containers(root))
    title = root.findtext(".//head/title")
    if title and title.strip():
        walk.put("furniture", title)
    body = root.find("body")
    walk.page(root if body is None else body)
    walk.flush()
    return walk.pieces


def _decoded(data: bytes) -> str:
    """The page's text: UTF-8 where the bytes prove it, else what the page says, else the encoding of old Windows."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            said = _CHARSET.search(data[:4096])
            name = said[1].decode("ascii").casefold() if said else "cp1252"
            # Browsers read "iso-8859-1" and a false "utf-8" as Windows 1252, and so do the people who wrote the page.
            try:
                text = data.decode(
                    "cp1252" if name in ("utf-8", "utf8", "iso-8859-1", "latin1", "us-ascii") else name, "replace"
                )
            except (LookupError, ValueError):
                text = data.decode("cp1252", "replace")
    # lxml refuses a text that names another encoding than its own.
    return re.sub(r"^\s{0,100}<\?xml[^>]{0,200}\?>", "", text).replace("\0", "")


def _containers(root: html.HtmlElement) -> dict[html.HtmlElement, int]:
    """The containers of a page's list of meeting items, numbered: list items with a structure of their own (headings,
    sections), else at least two like siblings of which most have a heading. Containers within a container aren't counted."""
    listed: set[html.HtmlElement] = set()
    for parent in root.iter("ul", "ol"):
        items = [child for child in parent if child.tag == "li"]
        structured = sum(map(_is_structured, items))
        if (structured >= 2 or structured * 2 > len(items)) and structured * 4 >= len(items) and not _framed(parent):
            listed.update(items)
    if not listed:
        for parent in root.iter("main", "div", "section", "body"):
            if not _framed(parent):
                listed.update(_like_siblings(parent))
    chosen: dict[html.HtmlElement, int] = {}
    for element in root.iter():
        if element in listed and not any(above in chosen for above in element.iterancestors()):
            chosen[element] = len(chosen)
    return chosen


def _is_structured(element: html.HtmlElement) -> bool:
    return any(inner.tag in _STRUCTURE for inner in element.iterdescendants())


def _like_siblings(parent: html.HtmlElement) -> list[html.HtmlElement]:
    """The children of an element that are of one kind (articles, or sections of one class) and mostly have headings."""
    kinds: dict[tuple[str, str | None], list[html.HtmlElement]] = {}
    for child in parent:
        if child.tag == "article" or (child.tag in ("section", "div") and child.get("class")):
            kinds.setdefault((child.tag, child.get("class")), []).append(child)
    found = []
    for alike in kinds.values():
        headed = sum(any(inner.tag in _HEADINGS for inner in child.iterdescendants()) for child in alike)
        if len(alike) >= 2 and headed * 2 > len(alike):
            found += alike
    return found


def _framed(element: html.HtmlElement) -> bool:
    return any(_is_frame(above) for above in (element, *element.iterancestors()))


def _is_frame(element: html.HtmlElement) -> bool:
    """Whether an element belongs to the site rather than to the page's content."""
    tag = element.tag
    if tag in _FRAME or element.get("role") in _FRAME_ROLES:
        return True
    if tag == "header":
        return not any(above.tag in ("main", "article", "section", "li") for above in element.iterancestors())
    return tag not in ("body", "html", "main") and bool(
        _FRAME_NAME.search(f"{element.get('class') or ''} {element.get('id') or ''}")
    )


@dataclass(slots=True)
class _Walk:
    """A walk over the elements in document order: inline text gathers until a block's border, where it becomes a piece."""

    containers: dict[html.HtmlElement, int]
    pieces: list[Piece] = field(default_factory=list)
    _inline: list[tuple[str, bool]] = field(default_factory=list)
    _kind: BlockKind = "paragraph"
    _level: int = 0
    _label: str = ""
    _group: int | None = None
    _depth: int = 0
    _bold: int = 0
    _frame: bool = False
    """Whether we are in the page's frame."""
    _main: html.HtmlElement | None = None
    _tables: int = 0

    def put(self, kind: BlockKind, text: str, *, level: int = 0, bold: bool = False) -> None:
        """Adds a piece."""
        self.pieces.append(
            Piece(kind, text, level=level, bold=bold, label=self._label if kind == "item" else "", group=self._group)
        )

    def flush(self) -> None:
        """Ends the piece that gathers."""
        text = _collapsed(part for part, _ in self._inline)
        if text:
            bold = all(strong for part, strong in self._inline if part.strip())
            kind = "furniture" if self._frame else self._kind
            self.put(kind, text, level=self._level if kind in ("heading", "item") else 0, bold=bold)
            if kind == "item":
                self._kind = "paragraph"
        self._inline.clear()

    def page(self, body: html.HtmlElement) -> None:
        """Walks a page's body. Where the page says which part is the main one, the rest is its frame."""
        mains = [element for element in body.iter() if element.tag == "main" or element.get("role") == "main"]
        self._main = mains[0] if len(mains) == 1 and len(mains[0].text_content().strip()) > 100 else None
        self._frame = self._main is not None
        self.element(body)

    def element(self, element: html.HtmlElement) -> None:
        """Walks an element."""
        tag = element.tag
        if not isinstance(tag, str) or tag in _SILENT or _hidden(element):
            return
        if tag == "br":
            self._inline.append(("\n", True))
            return
        if tag == "img":
            return
        if tag not in _BLOCKS and not (tag == "a" and _is_frame(element)):
            self._bold += tag in _BOLD
            self._children(element)
            self._bold -= tag in _BOLD
            return
        self.flush()
        before = self._kind, self._level, self._label, self._group, self._depth
        outside = self._frame
        self._frame = element is not self._main and (outside or _is_frame(element))
        if element in self.containers:
            self._group = self.containers[element]
        if tag == "table" and _is_data(element):
            self._table(element)
        else:
            self._enter(element)
            self._children(element)
            self.flush()
        self._frame = outside
        kind, self._level, self._label, self._group, self._depth = before
        # An item's text ends where its first block does; what follows in it are paragraphs.
        self._kind = "paragraph" if tag == "p" and kind == "item" else kind

    def _enter(self, element: html.HtmlElement) -> None:
        tag = element.tag
        if tag in _HEADINGS:
            self._kind, self._level = "heading", _HEADINGS[tag]
        elif tag in ("ul", "ol"):
            self._depth += 1
        elif tag == "li" and element not in self.containers:
            self._kind, self._level, self._label = "item", max(self._depth, 1), _label(element)
        elif tag == "li":
            self._depth = 0
            self._kind = "paragraph"
        elif tag not in ("p", "div") or self._kind == "heading":
            self._kind, self._level = "paragraph", 0

    def _children(self, element: html.HtmlElement) -> None:
        if element.text:
            self._inline.append((element.text, self._bold > 0))
        for child in element:
            self.element(child)
            if child.tail:
                self._inline.append((child.tail, self._bold > 0))

    def _table(self, table: html.HtmlElement) -> None:
        number = self._tables
        self._tables += 1
        taken: set[tuple[int, int]] = set()
        for row, line in enumerate(table.iter("tr")):
            column = 0
            cells = [cell for cell in line if cell.tag in ("td", "th")]
            head = bool(cells) and (all(cell.tag == "th" for cell in cells) or line.getparent().tag == "thead")
            for cell in cells:
                while (row, column) in taken:
                    column += 1
                wide, high = _extent(cell.get("colspan")), _extent(cell.get("rowspan"))
                taken.update((row + down, column + right) for down in range(high) for right in range(wide))
                inner = _Walk({})
                inner._children(cell)
                inner.flush()
                text = "\n".join(piece.text for piece in inner.pieces)
                bold = bool(inner.pieces) and all(piece.bold for piece in inner.pieces)
                kind: BlockKind = "furniture" if self._frame else "cell"
                self.pieces.append(
                    Piece(kind, text, table=number, row=row, column=column, head=head, bold=bold, group=self._group)
                )


def _collapsed(parts: Iterable[str]) -> str:
    """Inline text as a browser shows it: blanks as one, line breaks only where the page asks for them. A number in an element
    of its own gets a blank after it, which style sheets set as a margin."""
    text = ""
    for part in parts:
        shown = part if part == "\n" else _SPACES.sub(" ", part)
        text += f" {shown}" if text[-1:].isdigit() and _WORD.match(shown) else shown
    return re.sub(r" {2,}", " ", text).strip()


def _hidden(element: html.HtmlElement) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _is_data(table: html.HtmlElement) -> bool:
    """Whether a table holds data: tables that only lay out a page hold tables or headings, or have one column."""
    if table.get("role") in ("presentation", "none") or any(
        inner.tag == "table" or inner.tag in _HEADINGS for inner in table.iterdescendants()
    ):
        return False
    return any(sum(cell.tag in ("td", "th") for cell in row) > 1 for row in table.iter("tr"))


def _label(item: html.HtmlElement) -> str:
    """The mark that a browser sets before a list item."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return "•"
    number = int(start) if (start := parent.get("start") or "").isdecimal() else 1
    for sibling in parent.iterchildren("li"):
        if (value := sibling.get("value") or "").isdecimal():
            number = int(value)
        if sibling is item:
            break
        number += 1
    letter = {"a": "a", "A": "A"}.get(parent.get("type") or "")
    return f"{chr(ord(letter) + number - 1)}." if letter and 1 <= number <= 26 else f"{number}."


def _extent(value: str | None) -> int:
    """A colspan or rowspan, within reason."""
    return min(int(value), 200) if value and value.isdecimal() and len(value) < 5 and int(value) else 1
