"""The documents within one file: where one ends and another begins, by separator pages, titles, headers and page numbers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from functools import cache

from corpus.document import Document
from corpus.vocabulary import plain
from nlp.structure.kinds import tell_kind, title_kind
from nlp.structure.lines import Line
from nlp.structure.numbering import candidates, opens_with_contents
from nlp.structure.sections import ends_item
from nlp.structure.stretch import Stretch

_SEPARATOR = re.compile(
    r"(?:bilaga|ärende|punkt|paragraf|handling|§)?\s?(?:nr\s?)?\d{1,3}[a-z]?\b.{0,160}", re.IGNORECASE | re.DOTALL
)
_PAGE_ONE = re.compile(
    r"(?:\bsid(?:a|an|nr)?\.? ?)?\b1\s?(?:\(|\[|/|av )\s?(\d{1,3})\s?[)\]]?(?!\d)|\bsid(?:a)?\.? ?1\b(?! ?\d)", re.IGNORECASE
)
_NO_SPLIT = frozenset(("protokoll", "skrivelse", "rapport", "plan", "policy", "motion", "interpellation", "yttrande"))
"""Kinds that headings within other documents name too: a page that only begins so is no document of its own."""


_ENCLOSING = frozenset(("kallelse", "möteshandlingar", "tjänsteskrivelse", "protokollsutdrag", None))
"""Kinds after which a page with a title of another kind begins a document; within plans and agreements it is a chapter."""
_LETTERS = frozenset(("kallelse", "tjänsteskrivelse", "protokollsutdrag", "motion", "interpellation", "medborgarförslag"))
_LETTERHEAD = 8
"""How many lines a letterhead has at most."""
_MINUTES = frozenset(("protokoll", "protokollsutdrag", "minnesanteckningar"))
_PACK = frozenset(("kallelse", "möteshandlingar"))
_RANK = 2
"""The level of a heading down to which it may be a document's title."""


def stretches(document: Document, lines: list[Line]) -> list[Stretch]:
    """The documents of a file in order; one where nothing parts them. Separator pages belong to none."""
    pages = len(document.pages)
    whole = [Stretch(1, pages, lines)]
    if pages < 2 or not lines:
        return whole
    by_page: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    headers = _headers(document)
    starts: list[int] = []
    separators: set[int] = set()
    later: str | None = None  # what a later page says of a document whose first page shows nothing
    fresh = True

    @cache  # few pages are asked for: most files hold one document
    def shown(page: int) -> str | None:
        return _opening_kind(by_page[page]) or _cover_kind(Stretch(page, page, by_page[page]), headers[page])

    for page in range(1, pages + 1):
        of_page = by_page[page]
        if page > 1 and _separates(of_page):
            separators.add(page)
            fresh = True
            continue
        kind = _opening_kind(of_page)
        begins = fresh or _restarts(headers, page)
        if not begins and kind is not None:
            begins = _turns(by_page, page, kind, shown(starts[-1]) or later, pack=shown(1) in _PACK)
        if begins:
            starts.append(page)
        later = None if begins else later or kind
        fresh = any(ends_item(line.text) for line in of_page[-2:]) and (shown(starts[-1]) or later) == "protokollsutdrag"
    result: list[Stretch] = []
    for at, first in enumerate(starts):
        last = starts[at + 1] - 1 if at + 1 < len(starts) else pages
        while last in separators:
            last -= 1
        members = [line for page in range(first, last + 1) for line in by_page[page]]
        if members:
            result.append(Stretch(first, last, members))
    return result if len(result) > 1 else whole


def _separates(of_page: list[Line]) -> bool:
    """Whether a page holds only a number and a title."""
    if not of_page or len(of_page) > 4 or any(line.block.kind == "cell" for line in of_page):
        return False
    words = " ".join(line.text for line in of_page)
    return len(words) < 160 and _SEPARATOR.fullmatch(words) is not None and words[-1] not in ".:"


def _opening_kind(of_page: list[Line]) -> str | None:
    """The kind that the top of a page names, or shows: a paragraph of minutes at its very beginning is an extract."""
    if opens_with_contents(of_page):
        return None
    for line in of_page[:2]:
        if len(line.text) < 120 and (kind := title_kind(line.text)):
            return kind
    if kind := _letterhead_kind(of_page):
        return kind
    if of_page and (found := candidates(of_page[:1])) and found[0].form == "sign":
        return "protokollsutdrag"
    return None


def _letterhead_kind(of_page: list[Line]) -> str | None:
    """The kind of a letter or extract whose name stands alone in the letterhead of a page, wherever there."""
    for line in of_page[:_LETTERHEAD]:
        if len(line.text) > 80 or line.text.endswith((".", ":")):
            return None
        if len(line.text) < 30 and " " not in line.text and (kind := title_kind(line.text)) in _LETTERS:
            return kind
    return None


def _cover_kind(of_page: Stretch, header: str) -> str | None:
    """The kind that a first page without a telling title shows by its labels and its header."""
    found = tell_kind(of_page, [header], None).name
    return None if found == "övrigt" else found


def _turns(by_page: dict[int, list[Line]], page: int, kind: str | None, current: str | None, *, pack: bool) -> bool:
    """Whether a page begins a document of another kind. In a pack any heading of the first rank that names a kind does."""
    if kind is None or kind == current:
        return False
    if kind == "protokollsutdrag":
        return current not in (*_MINUTES, None)
    if current not in _MINUTES and _letterhead_kind(by_page[page]) == kind:
        return True
    top = next(line for line in by_page[page] if title_kind(line.text) == kind)
    if pack and current != "protokoll" and top.block.kind == "heading" and " " in top.text:
        opens = kind in _LETTERS and top is by_page[page][0]
        if opens or top.block.level <= _RANK:
            return True
    if kind in _NO_SPLIT or current not in _ENCLOSING:
        return False
    return by_page[page][0].marked or (title_kind(by_page[page][0].text) == kind and len(by_page[page][0].text) < 80)


def _headers(document: Document) -> dict[int, str]:
    """The page furniture of each page, as one text."""
    starts = [start for start, _ in document.pages]
    result: dict[int, str] = defaultdict(str)
    for block in document.blocks:
        if block.kind == "furniture":
            result[max(bisect_right(starts, block.span[0]), 1)] += " " + document.words(block.span)
    return result


def _restarts(headers: dict[int, str], page: int) -> bool:
    """Whether the printed page number begins anew, under another header or with another total."""
    if page == 1 or not (match := _PAGE_ONE.search(headers.get(page, ""))):
        return False
    before = headers.get(page - 1, "")
    return _shape(before) != _shape(headers[page]) or not (match[1] and f"{match[1]}" in before)


def _shape(header: str) -> str:
    return re.sub(r"\d+", "", plain(header))
