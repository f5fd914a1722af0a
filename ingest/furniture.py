"""Page furniture: headers, footers and signature lines, told by repetition over the pages or by words that are nothing else."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from ingest.layout.page import Line, Page

_TOP, _BOTTOM = 0.20, 0.86
"""Furniture that only repetition tells stands above or below these shares of the page's height."""
_NUMBER = re.compile(r"\d+")
_ITEM = re.compile(r"§|\d{1,3}\.\s")
_PAGE_NUMBER = re.compile(
    r"(?:(?:sid(?:a|an|nr)?|s|blad|page)\.?:?\s?)?\d{1,4}\s?(?:\(\s?\d{1,4}\s?\)|\[\s?\d{1,4}\s?\]|/\s?\d{1,4}|av\s\d{1,4})?\Z",
    re.IGNORECASE,
)
_SURE = re.compile(
    r"(?:(?:justerande?s?|justerares?|justerarnas|ordförandens|ordf)\.?\s?(?:sign(?:atur(?:er)?|um)?\b\.?)|justerarsignaturer|justering(?:s?sign|\s\(sign\))"
    r"|ut(?:drags?|rags)bestyrkan(?:de|t)|doc(?:ument)?\s?id:|signerat\s(?:dokument|av)|transaktion\s\d{6}|sid(?:a|an|nr)?\.?:?\s?\d{1,4}\s?(?:\(\d{1,4}\)|av\s\d{1,4})\Z)",
    re.IGNORECASE,
)
_SHORT = 90


def furniture(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> list[set[int]]:
    """For each page the indices of its lines that are furniture.

    A line is if the same words stand at the same height of several pages' margins (figures may differ as page numbers do), or
    if its words are nothing else, such as *Justerandes sign*.
    """
    found: list[set[int]] = [set() for _ in pages]
    places: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for number, (page, page_lines) in enumerate(zip(pages, lines, strict=True)):
        for index, line in enumerate(page_lines):
            share = line.y / page.height if page.height else 0.5
            in_margin = share < _TOP or share > _BOTTOM
            if _is_sure(line.text, share):
                found[number].add(index)
            elif in_margin:
                key = _NUMBER.sub("#", line.text.casefold())
                for slot in (round(line.y / 4), round(line.y / 4) + 1):
                    places[key, slot].append((number, index))
    for hits in places.values():
        on_pages = sorted({number for number, _ in hits})
        if len(on_pages) >= _enough(len(pages), on_pages) and repeats(
            [(number, lines[number][index].text) for number, index in hits]
        ):
            for number, index in hits:
                found[number].add(index)
    return found


def _enough(count: int, on_pages: list[int]) -> int:
    """On how many pages a line must stand: three, or both of two; in a row or on every second page."""
    if count <= 2:
        return 2
    gaps = [later - earlier for earlier, later in pairwise(on_pages)]
    return 3 if gaps and min(gaps) <= 2 else count + 1


def repeats(texts: list[tuple[int, str]]) -> bool:
    """Whether the figures in lines of otherwise equal words stay the same, or count the pages."""
    if len({text for _, text in texts}) == 1:
        return True
    if any(_ITEM.match(text) for _, text in texts):
        return False
    numbers = [(page, [int(number) for number in _NUMBER.findall(text) if len(number) < 10]) for page, text in texts]
    width = min(len(figures) for _, figures in numbers)
    for place in range(width):
        same = len({figures[place] for _, figures in numbers}) <= max(1, len(numbers) // 4)
        counts = len({figures[place] - page for page, figures in numbers}) <= max(1, len(numbers) // 4)
        if not same and not counts:
            return False
    return True


def _is_sure(text: str, share: float) -> bool:
    if len(text) > _SHORT:
        return False
    if _SURE.match(text):
        return True
    return (share < 0.1 or share > 0.92) and bool(_PAGE_NUMBER.match(text))
