"""The numbers that open the items of minutes and agendas, in the many ways that clerks print them.

Candidates of each form are collected, then the form and the rising series that explain the document best are chosen by dynamic
programming: what merely looks like a number (references, lists within an item, statutes, vote tables) doesn't fit the series.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from corpus.vocabulary import plain, vocabulary
from nlp.structure.lines import Line

Form = Literal["sign", "prefix", "after", "word", "bare", "list"]
"""`§ 12`, `Sn 110/2012`, `12 §`, `Ärende 12`, `12 Inledning`, `12. Inledning`."""

Value = tuple[int, int]
"""The number and what follows it: `122.1` is (122, 1), `88 a` (88, 1), `88` (88, 0)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may open an item."""

    line: int
    """Index of the line."""
    form: Form
    value: Value
    number: str
    """As the record writes it: `12`, `122.1`, `88a`."""
    rest: int
    """Offset in the line's text where what follows the number begins."""
    strength: float
    misread: str = ""
    """What its § was read as; such a number needs proof."""
    proof: bool = False
    """Whether the short form of a body before it (`KF 8 142`) is proof enough."""


_NUMBER = (
    r"(?P<number>\d{1,4})(?:(?P<sub>\.\d{1,2})(?!\d)|\s?(?P<letter>[a-h])(?![\w.]))?(?P<year>\s?[/:–-]\s?(?:19|20)?\d\d(?!\d))?"
)
_PREFIX = r"[^\W\d_]{1,5}(?:[-/]?[^\W\d_]{1,4})?"
_SIGN = re.compile(rf"\W{{0,4}}?(?:{_PREFIX}\s{{0,2}})?(?:§|\ufffd|\$)\s{{0,4}}{_NUMBER}(?![\d])")
_HAS_NUMBER = re.compile(r"\D{0,30}\d")
"""How whatever opens an item, or names a paragraph, begins."""
_MISREAD = re.compile(rf"(?:(?P<prefix>{_PREFIX})\s{{1,2}})?(?P<sign>[$&8S53])\s{{0,2}}{_NUMBER}(?=\s{{1,20}}[A-ZÅÄÖ\"”]|\s*$)")
"""What recognition makes of a §."""
_CHAIN = re.compile(
    rf"(?:[\s,;/]{{0,4}}(?![Dd][Nn][Rr]){_PREFIX}\s{{0,2}}(?:§\s{{0,2}}\d{{1,4}}(?:/(?:19|20)?\d\d(?!\d))?|\d{{1,4}})(?:\s?[a-h])?(?![\w.])){{1,4}}"
)
_OTHER_CHAIN = re.compile(
    rf"[\s(]{{0,4}}{_PREFIX}(?:\s{{1,2}}[^\W\d_]{{1,4}})?\s{{0,2}}§\s{{0,2}}\d{{1,4}}(?:\s?[a-h])?(?:\s?/\s?(?:19|20)?\d\d(?!\d))?(?![\w.])\)?\s*",
    re.IGNORECASE,
)
"""The paragraph of a body that prepared the matter, alone beside the number."""
_LOST = re.compile(rf"(?P<prefix>{_PREFIX})\s{{1,2}}{_NUMBER}(?![\w.,:])")
_AFTER = re.compile(rf"{_NUMBER}\s{{0,2}}§(?!\s?\d)")
_WORD = re.compile(
    rf"(?:ärende|ärendet|punkt|punkten|paragraf)(?:\s(?:nr|nummer))?\.?\s{{1,2}}{_NUMBER}(?![\w])", re.IGNORECASE
)
_BARE = re.compile(rf"{_NUMBER}(?=\s{{1,20}}[A-ZÅÄÖ\"”]|\t|\s*$)")
_LISTED = re.compile(r"(?P<number>\d{1,3})(?P<sub>)(?P<letter>)(?P<year>)[.)](?=\s|$)")
_LABEL = re.compile(r"(?P<number>\d{1,3})(?P<sub>)(?P<letter>)(?P<year>)[.):]?")
_NO_TITLE = re.compile(
    r"\s{0,4}(?:[,;)]|\d{4}-\d\d-\d\d|till och med\b|[–-]\s?\d"
    r"|(?:st|stycket|kap|första|andra|tredje|och|samt|eller|i|av|ovan|nedan|ska|skall|är|var|har|den \d)\b)"
)
_LEADERS = re.compile(r"(?:\.{4,}|…{2,}|(?:\. ){4,}|_{4,}|\t)\s*\d{1,4}\s*$")
_TAIL = 200
"""Characters at the end of a line in which leaders and a page number stand."""
_SHORTEST = 6
"""Characters that a title has at least: `LS`, a gap and `177` are a number whose § was lost."""
_CONTENTS = {
    "innehåll",
    "innehållsförteckning",
    "protokollsregister",
    "register",
    "ärendeförteckning",
    "ärendelista",
    "innehållsregister",
}
_MAY_BE_CONTENTS = re.compile(rf"[\W_]*(?:{'|'.join(sorted({words[:2] for words in _CONTENTS}))})", re.IGNORECASE)
_WRAPPED = 3
"""How many lines an entry of a table of contents may take; its page stands in the last one, or beside."""
_PAGE = re.compile(r"(?<!\d)(\d{1,3})$")
"""The page at the end of an entry; a year is none."""
_OPENING = re.compile(r"\D{0,8}?(\d{1,4})(?!\d)")
_LEAP = 5
"""Pages that an item takes at most, where its entry gives the page on a line of its own."""
_FORTS = re.compile(r"\W{0,3}\(?(?:forts|fortsättning|fortsatt)\b", re.IGNORECASE)


def candidates(lines: list[Line], *, broken: bool = False, misread: bool = False) -> list[Candidate]:
    """All lines that may open an item, in order.

    `broken`: the document has lost its § to U+FFFD or `$`, so these stand for it. `misread`: what a line begins with may be a §
    that recognition took for another sign; these are candidates of their own.
    """
    shorts = _shorts()
    result: list[Candidate] = []
    of_contents = contents(lines)
    for at, line in enumerate(lines):
        if at in of_contents or not (line.label or _HAS_NUMBER.match(line.text)):
            continue
        sure = False
        if misread and (found := _misread(lines, at, shorts)):
            result.append(found)
            sure = found.proof
        if not sure and (found := _candidate(lines, at, shorts, broken)):
            result.append(found)
    return result


def proven(found: list[Candidate], stated: tuple[int, int] | None) -> list[Candidate]:
    """Candidates without those of misread signs that neither the cover (`stated`) nor a neighbour with a sign proves.

    Digits and letters prove nothing for each other: `81`, `82` and `83` may be just these numbers.
    """
    signed = {one.value[0] for one in found if one.form in ("sign", "after") and (one.misread in ("", "$") or one.proof)}

    def is_proven(number: int) -> bool:
        return stated[0] <= number <= stated[1] if stated else bool(signed & {number - 1, number + 1})

    return [one for one in found if not one.misread or one.proof or is_proven(one.value[0])]


def is_other_paragraph(text: str) -> bool:
    """Whether a piece of a head is only paragraphs of bodies that prepared the matter (`Au § 12`, `Ks 55  Au 119`)."""
    if not _HAS_NUMBER.match(text):
        return False
    if _OTHER_CHAIN.fullmatch(text):
        return True
    return _CHAIN.fullmatch(text) is not None and _is_chain(text, _shorts())


def _misread(lines: list[Line], at: int, shorts: frozenset[str]) -> Candidate | None:
    """A line that begins with a misread §: `$12 Taxor`, `812 Taxor`."""
    line = lines[at]
    match = _MISREAD.match(line.text)
    if not match or line.block.kind == "cell" or match["year"] or not match["number"].lstrip("0"):
        return None
    made = _made(lines, at, "sign", match, match.end())
    proof = (match["prefix"] or "").casefold() in shorts and match.end("sign") < match.start("number")
    return replace(made, misread=match["sign"], proof=proof) if made else None


def series(found: list[Candidate], lines: list[Line], stated: tuple[int, int] | None = None) -> list[Candidate]:
    """The candidates that are the items: the best rising series of one form. Empty where nothing proves one.

    `stated` are the first and last number as the cover gives them.
    """
    if not found:
        return []
    best: list[Candidate] = []
    score = 0.0
    forms: list[set[Form]] = [{"sign", "prefix"}, {"after"}, {"word"}, {"bare"}, {"list"}]
    for forms_together in forms:
        of_form = [candidate for candidate in found if candidate.form in forms_together]
        chain, total = _rising(of_form, _strengths(of_form, lines))
        as_stated = bool(chain) and (chain[0].value[0], chain[-1].value[0]) == stated
        if forms_together & {"bare", "list"} and len(chain) < 3 and not as_stated:
            continue
        weight = 1.6 if as_stated or "sign" in forms_together or "after" in forms_together else 1.0
        if total * weight > score:
            best, score = chain, total * weight
    return best


def _candidate(lines: list[Line], at: int, shorts: frozenset[str], broken: bool) -> Candidate | None:
    line = lines[at]
    text = line.text
    cell = line.block.kind == "cell"
    if cell and (line.block.column or line.block.head or line.width > 4 or not line.first):
        return None
    if len(text) > 300 and not line.marked and not text[:8].strip().startswith(("§", "\ufffd")):
        return None
    form: Form
    if (match := _SIGN.match(text)) and (broken or "§" in match[0]):
        form = "sign"
    elif match := _AFTER.match(text):
        form = "after"
    elif match := _WORD.match(text):
        form = "word"
    elif (match := _LOST.match(text)) and _prefix_fits(match, shorts):
        form = "prefix"
        chain = _CHAIN.match(text)
        if chain and chain.end() > match.end():
            return _made(lines, at, form, match, chain.end())
    elif line.label and (match := _LABEL.fullmatch(line.label)):
        return _made(lines, at, "list", match, 0)
    elif match := _LISTED.match(text):
        form = "list"
    elif match := _BARE.match(text):
        form = "bare"
    else:
        return None
    if form == "sign":
        chain = _CHAIN.match(text[match.end() :])
        return _made(lines, at, form, match, match.end() + (chain.end() if chain and _is_chain(chain[0], shorts) else 0))
    return _made(lines, at, form, match, match.end())


@cache
def _shorts() -> frozenset[str]:
    return frozenset(short.casefold() for short in vocabulary("bodies")["short"])


def _is_chain(words: str, shorts: frozenset[str]) -> bool:
    prefixes = re.findall(r"[^\W\d_]{1,9}", words)
    return bool(prefixes) and all(prefix.casefold() in shorts for prefix in prefixes if len(prefix) > 1)


def _prefix_fits(match: re.Match[str], shorts: frozenset[str]) -> bool:
    """Whether a word before a number is the short form of a body: known, or capitals with the number's year behind."""
    prefix = match["prefix"].casefold()
    if prefix in shorts:
        return True
    return match["prefix"][0].isupper() and bool(match["year"]) and len(prefix) <= 4 and prefix not in _no_prefixes()


@cache
def _no_prefixes() -> frozenset[str]:
    """Short words that stand before a number and its year and are no body: `Dnr 12/99`, `Prop 12/99`."""
    return frozenset(("dnr", "dok", *(word.casefold() for word in vocabulary("diary")["other_series"])))


def _made(lines: list[Line], at: int, form: Form, match: re.Match[str], rest: int) -> Candidate | None:
    line = lines[at]
    text = line.text
    after = text[rest:]
    if _FORTS.match(after) or (_NO_TITLE.match(after) and not line.marked):
        return None
    if form in ("sign", "after", "prefix") and "§§" in text[: match.end() + 1] and not line.marked:
        return None
    number = int(match["number"])
    sub = int(match["sub"][1:]) if match["sub"] else ord(match["letter"]) - 96 if match["letter"] else 0
    strength = 1.0
    if line.marked:
        strength += 0.5
    if not after.strip():
        strength += 0.2
    elif after.strip()[0].islower():
        strength -= 0.4 if line.marked or form == "list" else 0.9
    if at and not line.first and _runs_on(lines[at - 1].text):
        strength -= 0.8
    if form in ("list", "bare") and len(after) > 160:
        strength -= 0.6
    if form == "bare" and (number == 0 or not after.strip()) and not line.marked:
        strength -= 0.5
    if line.block.kind == "item" and line.block.level > 1:
        strength -= 0.4
    if strength <= 0:
        return None
    written = match["number"].lstrip("0") or "0"
    return Candidate(at, form, (number, sub), written + (match["sub"] or match["letter"] or ""), rest, strength)


def _runs_on(text: str) -> bool:
    """Whether a line seems to go on in the next one."""
    return len(text) > 60 and text[-1] not in '.:;!?)”"'


def contents(lines: list[Line]) -> set[int]:
    """The lines of tables of contents: those with leaders, and those under such a heading that end with a page."""
    result = {at for at, line in enumerate(lines) if _has_leaders(line)}
    for at, line in enumerate(lines):
        if _heads_contents(line):
            result.update(range(at + 1, _contents_end(lines, at + 1)))
    return result


def opens_with_contents(lines: list[Line]) -> bool:
    """Whether the second line is one of a table of contents, see `contents`."""
    return len(lines) > 1 and (_has_leaders(lines[1]) or (_heads_contents(lines[0]) and _contents_end(lines, 1) > 1))


def _has_leaders(line: Line) -> bool:
    return line.text[-1].isdigit() and _LEADERS.search(line.text[-_TAIL:], _SHORTEST) is not None


def _heads_contents(line: Line) -> bool:
    return _MAY_BE_CONTENTS.match(line.text) is not None and plain(line.text) in _CONTENTS


def _contents_end(lines: list[Line], begin: int) -> int:
    """Where the table of contents under a heading ends: its pages never fall, few lines have none. `begin` where it is none."""
    page = 0
    last, entries = begin - 1, 0
    at = begin
    opened: set[int] = set()
    while at < len(lines) and at - last <= _WRAPPED and len(lines[at].text) < _TAIL and not (lines[at].marked and entries):
        match = _PAGE.search(lines[at].text)
        first = _OPENING.match(lines[at].text)
        if (
            first
            and int(first[1]) in opened
            and not (match and match.start() <= first.start(1) and int(first[1]) - page <= _LEAP)
        ):
            break  # a number that the table has had: here its item begins
        if first and not (match and match.start() <= first.start(1)):
            opened.add(int(first[1]))
        if match and int(match[1]) >= page:
            page, last, entries = int(match[1]), at, entries + 1
        elif match:
            break
        at += 1
    return last + 1 if entries * 2 > last + 1 - begin else begin


def _strengths(found: list[Candidate], lines: list[Line]) -> list[float]:
    """The strength of each candidate, more where text follows: the lines of a register have none between them."""
    ends = [*(lines[candidate.line].span[0] for candidate in found[1:]), lines[-1].span[1]]
    rooms = (end - lines[candidate.line].span[1] for candidate, end in zip(found, ends, strict=False))
    return [candidate.strength + 0.5 * min(room, 300) / 300 for candidate, room in zip(found, rooms, strict=True)]


_LOOK_BACK = 400
"""How many candidates back a series may reach,"""
_STEPS = 2_000_000
"""and how many such steps are tried in all: bounds the time on long documents."""


def _rising(found: list[Candidate], strengths: list[float]) -> tuple[list[Candidate], float]:
    """The rising series with the greatest sum of strengths; a step to the next number counts more, a leap less."""
    scores: list[float] = []
    origins: list[int] = []
    reach = min(_LOOK_BACK, max(_STEPS // max(len(found), 1), 10))
    for at, candidate in enumerate(found):
        best, origin = 0.0, -1
        for before in range(max(0, at - reach), at):
            gain = scores[before] + _step(found[before].value, candidate.value)
            if found[before].value < candidate.value and gain > best:
                best, origin = gain, before
        scores.append(best + strengths[at])
        origins.append(origin)
    if not scores:
        return [], 0.0
    at = max(range(len(scores)), key=lambda index: scores[index])
    total = scores[at]
    chain: list[Candidate] = []
    while at >= 0:
        chain.append(found[at])
        at = origins[at]
    return chain[::-1], total


def _step(before: Value, after: Value) -> float:
    (number, sub), (next_number, next_sub) = before, after
    if next_number == number:
        return 0.6 if next_sub == sub + 1 else 0.1
    if next_number == number + 1 and next_sub <= 1:
        return 0.6
    return -0.1 * min(next_number - number, 15)
