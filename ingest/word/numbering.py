"""Automatic numbers, counted as Word counts them (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml.etree import _Element

from ingest.word.symbols import printed
from ingest.word.xml import number, value, w

_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How a level of a list is numbered: the kind as ECMA-376 names it, the text with `%1` for the number of level 1."""

    kind: str = "decimal"
    text: str = "%1."
    start: int = 1


class Numbering:
    """The lists of a document. `label` must be asked in reading order, since it counts.

    `lists` says for each list whose levels (a key of `levels`) it has; several lists may share them and count on. `overrides`
    and `restarts` are levels and starts of a list's own. Lists that are met later may be added to `lists` and `restarts`.
    """

    def __init__(
        self,
        levels: dict[str, dict[int, Level]],
        lists: dict[str, str],
        overrides: dict[str, dict[int, Level]] | None = None,
        restarts: dict[str, dict[int, int]] | None = None,
    ) -> None:
        self._levels = levels
        self._lists = lists
        self._overrides = {} if overrides is None else overrides
        self._restarts = {} if restarts is None else restarts
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()

    def label(self, list_id: str, depth: int) -> str:
        """The number or bullet of the next paragraph of a list at a depth from 0; empty for a list that shows none."""
        abstract = self._lists.get(list_id)
        if abstract is None or not 0 <= depth < 9:
            return ""
        levels = self._levels.get(abstract, {}) | self._overrides.get(list_id, {})
        counts = self._counts.setdefault(abstract, [None] * 9)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for at, start in self._restarts.get(list_id, {}).items():
                if at < 9:
                    counts[at] = start - 1
        here = levels.get(depth, Level())
        count = counts[depth]
        counts[depth] = here.start if count is None else count + 1
        counts[depth + 1 :] = [None] * (8 - depth)
        if here.kind == "bullet":
            return printed(here.text) or "•"
        if here.kind == "none":
            return _PLACE.sub("", here.text).strip()

        def shown(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            level = levels.get(at, Level())
            return numeral(counts[at] if counts[at] is not None else level.start, level.kind)

        return _PLACE.sub(shown, here.text).strip()


def from_xml(root: _Element | None) -> Numbering:
    """The lists of a DOCX file's `numbering.xml`."""
    levels: dict[str, dict[int, Level]] = {}
    lists: dict[str, str] = {}
    overrides: dict[str, dict[int, Level]] = {}
    restarts: dict[str, dict[int, int]] = {}
    if root is None:
        return Numbering(levels, lists)
    for abstract in root.iter(w("abstractNum")):
        levels[value(abstract, "abstractNumId") or ""] = dict(_level(element) for element in abstract.iter(w("lvl")))
    for listed in root.iter(w("num")):
        identifier = value(listed, "numId") or ""
        lists[identifier] = value(listed.find(w("abstractNumId"))) or ""
        for override in listed.iter(w("lvlOverride")):
            at = number(override, "ilvl") or 0
            start = number(override.find(w("startOverride")))
            if start is not None:
                restarts.setdefault(identifier, {})[at] = start
            element = override.find(w("lvl"))
            if element is not None:
                overrides.setdefault(identifier, {})[at] = _level(element)[1]
    return Numbering(levels, lists, overrides, restarts)


def _level(element: _Element) -> tuple[int, Level]:
    start = number(element.find(w("start")))
    text = value(element.find(w("lvlText")))
    kind = value(element.find(w("numFmt"))) or "decimal"
    return number(element, "ilvl") or 0, Level(kind, text or "", 1 if start is None else start)


def numeral(count: int | None, kind: str) -> str:
    """A count as Word prints it in a number format."""
    count = count or 0
    if kind in ("lowerLetter", "upperLetter") and count > 0:
        letters = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9)
        return letters if kind == "lowerLetter" else letters.upper()
    if kind in ("lowerRoman", "upperRoman") and 0 < count < 4000:
        roman = ""
        for size, sign in zip(
            (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
            ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
            strict=True,
        ):
            roman += sign * (count // size)
            count %= size
        return roman if kind == "lowerRoman" else roman.upper()
    return f"{count:02d}" if kind == "decimalZero" else str(count)
