"""The paragraph sign, which tesseract's Swedish doesn't know: it sees an 8, an S or a dollar. Minutes are full of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.layout.lines import lines
from ingest.layout.page import Page, Word

_SURE = re.compile(r"(?:[$&]{1,2}|§[&$]?)\Z")
_SURE_GLUED = re.compile(r"[$&]{1,2}(\d{1,3})\Z")
_LIKE = re.compile(r"[8S]\Z")
_LIKE_GLUED = re.compile(r"[8S](\d{1,3})\Z")
_NUMBER = re.compile(r"(\d{1,3})[a-z.,:]?\Z")
_RANGE = re.compile(r"(\d{1,3})[-–—]{1,2}(\d{1,3})[.,]?\Z")
_DAY = re.compile(r"(?:\d{4}-\d\d-\d\d,?|(?:19|20)\d\d,)\Z")
_RUN = 3
"""So many numbers that follow one another prove that they are paragraphs; fewer do if one of them has its sign."""


@dataclass(frozen=True, slots=True)
class _Start:
    """A line that begins like a paragraph's heading."""

    word: Word
    number: int
    text: str
    """What the word then is."""
    sure: bool


def mend_signs(pages: Sequence[Page]) -> None:
    """Gives the recognised pages of a file their paragraph signs back, where nothing else can be meant: before a number where
    a dollar was seen, after a day (`2019-03-05, 8 12`), and at the beginnings of lines whose numbers follow one another."""
    starts: list[_Start] = []
    for page in pages:
        for line in lines(page.words, page.rules):
            for at, word in enumerate(line.words):
                before = line.words[at - 1].text if at else ""
                following = line.words[at + 1].text if at + 1 < len(line.words) else ""
                _mend(word, before, following)
            if start := _start(line.words[0], line.words[1].text if len(line.words) > 1 else ""):
                starts.append(start)
    for run in _runs(starts):
        if len(run) >= _RUN or any(start.sure for start in run):
            for start in run:
                start.word.text = start.text


def _mend(word: Word, before: str, following: str) -> None:
    """Mends a sign that its neighbours prove."""
    several = _RANGE.match(following)
    if glued := _SURE_GLUED.match(word.text):
        word.text = f"§ {glued[1]}"
    elif _SURE.match(word.text) and following[:1].isdigit():
        word.text = "§§" if several else "§"
    elif _DAY.match(before) and _LIKE.match(word.text) and _NUMBER.match(following):
        word.text = "§"
    elif word.text in ("88", "8S", "S8", "SS") and several and int(several[1]) < int(several[2]):
        word.text = "§§"


def _start(word: Word, following: str) -> _Start | None:
    number = _NUMBER.match(following)
    if word.text == "§" and number:
        return _Start(word, int(number[1]), "§", True)
    if _LIKE.match(word.text) and number:
        return _Start(word, int(number[1]), "§", False)
    if glued := _LIKE_GLUED.match(word.text):
        return _Start(word, int(glued[1]), f"§ {glued[1]}", False)
    return None


def _runs(starts: Sequence[_Start]) -> list[list[_Start]]:
    """The starts in runs whose numbers follow one another."""
    runs: list[list[_Start]] = []
    for start in starts:
        if runs and start.number == runs[-1][-1].number + 1:
            runs[-1].append(start)
        else:
            runs.append([start])
    return [run for run in runs if len(run) > 1]
