"""Items of a document: the paragraphs of minutes, the points of an agenda."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby, pairwise

from spacy.tokens import Doc

from corpus.document import Span
from corpus.findings import Certainty, Item, Part, Passage
from corpus.vocabulary import plain, vocabulary
from nlp.state import State
from nlp.structure.covers import with_roles
from nlp.structure.lines import Line
from nlp.structure.numbering import Candidate, candidates, proven, series
from nlp.structure.sections import ends_item, find_sections
from nlp.structure.stretch import Stretch
from nlp.structure.titles import Opening, presenters_told, read_opening
from nlp.wording.diary import diary_numbers

_MINUTES = frozenset(("protokoll", "protokollsutdrag", "minnesanteckningar"))
_WITH_ITEMS = _MINUTES | {"kallelse", "möteshandlingar"}
_SECRET_HEADING = re.compile(
    r"\A[^\n]{0,30}?\d[\w./-]{0,8}\s{1,3}(?:SEKRETESS\b|[Ss]ekretess(?:ärende|belag|skydda)\w*|[Ss]ekretess\s?(?:[-–:(]|\n|\Z))"
    r"|\A[^\n]{0,200}(?:\([Ss]ekretess\w{0,12}\)|[-–,]\s?[Ss]ekretess\s{0,2}(?:\n|\Z)|(?<=[a-zåäö])\s{1,3}SEKRETESS\b)"
)
"""A heading that marks its item as secret; one that only speaks of secrecy (*Riktlinjer för sekretess*) doesn't."""
_SECRET_RANGE = re.compile(r"§{1,2}\s?(\d{1,4})\s?[-–—]{1,2}\s?(?:§\s?)?\d{1,4}\b.{0,60}\bsekretess", re.IGNORECASE)
"""A heading that hides several numbers at once: *§§ 13–15 Sekretessärenden*."""
_SECRET = re.compile(
    r"(?:^|\n|\bdnr[.:]?\s{0,3})\(?sekretess(?:belag[dt]a?|skydda[dt]|ärenden?)?(?: paragraf| ärende)?\)?\s{0,3}(?:$|\n)"
    r"|(?:^|\n)\W{0,3}sekretess\s?(?::|enligt|jml|jämlikt|råder|gäller|föreligger|osl\b|\d)"
    r"|\b(?:omfattas av|lyder under|belag[dt] med)\s(?:\w+\s){0,2}?sekretess\b"
    r"|\b(?:paragrafen|beslutet|ärendet|handlingen)\sär\ssekretess(?:belag[dt]|skydda[dt])\b",
    re.IGNORECASE,
)
_IMMEDIATE = re.compile(
    r"\bomed\w{3,7}r(?:t justera[dts]|t justeras| justering)\b|\bjusteras (?:omed\w{3,7}rt|genast)\b", re.IGNORECASE
)
_STATED = re.compile(
    r"\bparagrafer\W{0,4}(?:[^\W\d_]{1,5} )?(?:(?:§{1,2}|[$&8S5]{2}) ?)?(\d{1,4}) ?[-–—]{1,2} ?(\d{1,4})", re.IGNORECASE
)
_COVER = 6000
"""Characters within which the cover tells the numbers of its paragraphs."""
_APPENDIX = re.compile(r"bilaga(?: \d{1,2}| [a-z])?", re.IGNORECASE)
_STRAY = 3
"""How many times longer a series of bare numbers is than that of numbers with a sign, where the signs are only mentioned."""
_HEAD = 400
"""Characters of an item in which a mark of secrecy stands."""


def find_items(state: State, doc: Doc) -> list[Item]:
    """Items in text order."""
    result: list[Item] = []
    for part, front in zip(state.parts, state.fronts, strict=True):
        if any(line.block.group is not None for line in front.stretch.lines):
            result += _of_page(state, front.stretch.lines)
        elif part.kind in _WITH_ITEMS:
            result += _of_series(state, part, front.stretch)
    return result


def _of_series(state: State, part: Part, stretch: Stretch) -> list[Item]:
    """Items whose numbers are printed."""
    text = state.flow.words(part.passage.span)
    of_part, ocr = stretch.lines, state.document.source.ocr
    misread = ocr and part.kind in _MINUTES
    broken = "§" not in text and ("\ufffd" in text or ("$" in text and not ocr))
    front = state.flow.words((part.passage.span[0], min(part.passage.span[1], part.passage.span[0] + _COVER)))
    match = _STATED.search(front) if "paragrafer" in front.casefold() else None
    stated = (int(match[1]), int(match[2])) if match else None
    known = candidates(of_part, broken=broken, misread=misread) if broken or misread else stretch.candidates
    found = proven(known, stated)
    chain = series(found, of_part, stated)
    if part.kind in _MINUTES and (signed := [one for one in found if one.form in ("sign", "prefix", "after")]):
        with_sign = series(signed, of_part, stated)
        stray = len(with_sign) * _STRAY < len(chain) and chain[0].form == "bare"
        chain = chain if stray else with_sign
    if not chain:
        return []
    hidden = {at: match for at, line in enumerate(of_part) if (match := _SECRET_RANGE.match(line.text))}
    for one in chain:
        hidden.pop(one.line, None)
    bounds = sorted([*(one.line for one in chain), *hidden, len(of_part)])
    end_of = dict(pairwise(bounds))
    items = [
        _item(state, part, of_part[one.line : end_of[one.line]], one, last=at == len(chain) - 1) for at, one in enumerate(chain)
    ]
    for at, match in hidden.items():
        span = (of_part[at].span[0], of_part[end_of[at] - 1].span[1])
        items.append(Item(Passage(span, certainty="trolig"), match[1], of_part[at].text, secret=True))
    return sorted(items, key=lambda item: item.passage.span)


def _item(state: State, part: Part, of_item: list[Line], one: Candidate, *, last: bool) -> Item:
    minutes = part.kind in _MINUTES
    of_item = of_item[: _end(of_item, last=last)]
    if not minutes:
        of_item = _without_group(of_item)
    known = [present.name for present in state.attendance]
    opening = read_opening(of_item, one.rest, known, agenda=not minutes)
    presenters = opening.presenters or (presenters_told(opening.body) if minutes else [])
    span = (of_item[0].span[0], of_item[-1].span[1])
    return Item(
        Passage(span, certainty="trolig" if one.misread else "säker"),
        one.number,
        opening.title,
        tuple(opening.numbers),
        tuple(presenters),
        find_sections(opening.body, state.flow, body=part.body or state.head.body, minutes=minutes),
        "omedelbar" if minutes and _is_immediate(state, span) else None,
        _is_secret(state, span),
    )


def _is_immediate(state: State, span: Span) -> bool:
    """Whether an item says that it is adjusted at once."""
    return state.tells(("juster",), span) and _IMMEDIATE.search(state.flow.words(span)) is not None


def _is_secret(state: State, span: Span) -> bool:
    """Whether an item's heading or its first lines mark it as secret."""
    top = (span[0], min(span[1], span[0] + _HEAD))
    head = state.flow.words(top)
    return state.tells(("sekretess",), top) and (_SECRET_HEADING.match(head) or _SECRET.search(head)) is not None


def _without_group(of_item: list[Line]) -> list[Line]:
    """A point of an agenda without the heading of the group that comes after it (`Beslutsärenden`)."""
    groups = vocabulary("kinds")["agenda_groups"]
    end = len(of_item)
    while end > 1 and plain(of_item[end - 1].text) in groups:
        end -= 1
    return of_item[:end]


def _end(of_item: list[Line], *, last: bool) -> int:
    """How many of the lines up to the next item belong to this one."""
    for at, line in enumerate(of_item):
        if at == 0:
            continue
        if ends_item(line.text):
            return at + 1
        if last and (line.block.table is None or line.block.table != of_item[0].block.table) and with_roles(of_item, at):
            return at
        if last and (plain(line.text) in _closing() or (line.marked and _APPENDIX.fullmatch(line.text))):
            return at
    return len(of_item)


@cache
def _closing() -> frozenset[str]:
    """Labels that close minutes: signatures and notices."""
    fields = vocabulary("roles")["fields"]
    labels = [*fields["signatures"], *fields["notice"], *(words for words in fields["secretary"] if words.startswith("vid "))]
    return frozenset(map(plain, labels)) | {"justeras", "justerat"}


def _of_page(state: State, of_part: list[Line]) -> list[Item]:
    """Items of a web page's list; numbers that aren't printed follow from the place in the list, if the printed ones agree."""
    groups = [
        (group, list(members)) for group, members in groupby(of_part, key=lambda line: line.block.group) if group is not None
    ]
    anchors: dict[int, tuple[int, Candidate]] = {}
    for group, members in groups:
        found = [one for one in candidates(members[:2]) if one.form not in ("list", "bare")]
        if found:
            anchors[group] = (found[0].value[0], found[0])
    offsets = {number - group for group, (number, _) in anchors.items()}
    result: list[Item] = []
    for group, members in groups:
        opening = anchors[group][1] if group in anchors else None
        if opening is None and len(offsets) != 1:
            continue
        number = opening.number if opening else str(group + next(iter(offsets)))
        result.append(_page_item(state, members, opening, number))
    return result


def _page_item(state: State, members: list[Line], one: Candidate | None, number: str) -> Item:
    certainty: Certainty = "säker"
    if one:
        opening = read_opening(members[one.line :], one.rest, (), agenda=False)
    else:
        certainty = "trolig"
        titles = [line.text for line in members[:2] if line.block.kind == "heading"]
        opening = Opening(" ".join(titles) or None, body=members[len(titles) :])
    span = (members[0].span[0], members[-1].span[1])
    words = state.flow.words(span)
    if not opening.numbers:
        mentioned = dict.fromkeys(printed for _, printed in diary_numbers(words))
        opening.numbers = list(mentioned) if len(mentioned) == 1 else []
    return Item(
        Passage(span, certainty=certainty),
        number,
        opening.title,
        tuple(opening.numbers),
        tuple(opening.presenters or presenters_told(opening.body)),
        find_sections(opening.body, state.flow, body=state.head.body, minutes=True),
        "omedelbar" if _is_immediate(state, span) else None,
        _is_secret(state, span),
    )
