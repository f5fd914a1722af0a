"""Items of a document: the paragraphs of minutes, the points of an agenda."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import groupby

from spacy.tokens import Doc

from corpus.findings import Certainty, Item, Part, Passage
from corpus.vocabulary import plain, vocabulary
from nlp.covers import label_at
from nlp.diary import diary_numbers
from nlp.headings import heading_role
from nlp.lines import Line, lines
from nlp.numbering import Candidate, candidates, series
from nlp.persons import persons
from nlp.sections import RULE, ends_item, find_sections
from nlp.state import State

_MINUTES = frozenset(("protokoll", "protokollsutdrag", "minnesanteckningar"))
_WITH_ITEMS = _MINUTES | {"kallelse", "möteshandlingar"}
_DIARY_LABEL = re.compile(
    r"[\s,(]{0,4}\b(?:dnr|diarienr|diarienummer|d\.nr|ärendenr|ärendenummer)\b[.:]?\s{0,4}(?P<numbers>.{0,120})", re.IGNORECASE
)
_SECRET = re.compile(
    r"(?:^|\n|\bdnr[.:]?\s{0,3})\(?sekretess(?:belag[dt]a?|skydda[dt]|ärenden?)?(?: paragraf| ärende)?\)?\s{0,3}(?:$|\n)"
    r"|\b(?:omfattas av|lyder under|belag[dt] med)\s(?:\w+\s){0,2}?sekretess\b"
    r"|\b(?:paragrafen|beslutet|ärendet|handlingen)\sär\ssekretess(?:belag[dt]|skydda[dt])\b",
    re.IGNORECASE,
)
_IMMEDIATE = re.compile(
    r"\bomedelbar(?:t justera[dts]|t justeras| justering)\b|\bjusteras (?:omedelbart|genast)\b", re.IGNORECASE
)
_TIME = re.compile(r"[\s(]{0,3}(?:kl\.?\s?)?\d{1,2}[:.]\d\d(?:\s?[-–]\s?\d{1,2}[:.]\d\d)?\)?\s*$")
_APPENDIX = re.compile(r"bilaga(?: \d{1,2}| [a-z])?", re.IGNORECASE)
_TITLE_LINES = 4


def find_items(state: State, doc: Doc) -> list[Item]:
    """Items in text order."""
    every = lines(state.flow)
    result: list[Item] = []
    for part in state.parts or [_whole(state)]:
        start, end = part.passage.span
        of_part = [line for line in every if start <= line.span[0] < end]
        if any(line.block.group is not None for line in of_part):
            result += _of_page(state, of_part)
        elif part.kind in _WITH_ITEMS:
            result += _of_series(state, part, of_part)
    return result


def _whole(state: State) -> Part:
    return Part(Passage((0, len(state.flow.text))), state.head.kind, None, None, (1, 1))


def _of_series(state: State, part: Part, of_part: list[Line]) -> list[Item]:
    """Items whose numbers are printed."""
    text = state.flow.words(part.passage.span)
    broken = "§" not in text and ("\ufffd" in text or "$" in text)
    found = candidates(of_part, broken=broken, signless=True)
    if part.kind in _MINUTES and (signed := [one for one in found if one.form in ("sign", "prefix", "after")]):
        found = signed
    chain = series(found, of_part)
    ends = [one.line for one in chain[1:]] + [len(of_part)]
    return [
        _item(state, part, of_part[one.line : end], one, last=at == len(chain) - 1)
        for at, (one, end) in enumerate(zip(chain, ends, strict=True))
    ]


def _item(state: State, part: Part, of_item: list[Line], opening: Candidate, *, last: bool) -> Item:
    of_item = of_item[: _end(of_item, last=last)]
    title, numbers, presenters, at = _heading(state, of_item, opening)
    minutes = part.kind in _MINUTES
    body = part.body or state.head.body
    sections = find_sections(of_item[at:], state.flow, body=body, minutes=minutes)
    span = (of_item[0].span[0], of_item[-1].span[1])
    words = state.flow.words(span)
    head_words = "\n".join(line.text for line in of_item[: at + 1])
    return Item(
        Passage(span),
        opening.number,
        title,
        numbers,
        presenters,
        sections,
        "omedelbar" if minutes and _IMMEDIATE.search(words) else None,
        bool(_SECRET.search(head_words[:400])),
    )


def _end(of_item: list[Line], *, last: bool) -> int:
    """How many of the lines up to the next item belong to this one."""
    for at, line in enumerate(of_item):
        if at == 0:
            continue
        if ends_item(line.text):
            return at + 1
        if last and (plain(line.text) in _closing() or (line.marked and _APPENDIX.fullmatch(line.text))):
            return at
    return len(of_item)


@cache
def _closing() -> frozenset[str]:
    """Labels that close minutes: signatures and notices."""
    fields = vocabulary("roles")["fields"]
    labels = [*fields["signatures"], *fields["notice"], *(words for words in fields["secretary"] if words.startswith("vid "))]
    return frozenset(map(plain, labels)) | {"justeras", "justerat"}


def _heading(state: State, of_item: list[Line], opening: Candidate) -> tuple[str | None, tuple[str, ...], tuple[str, ...], int]:
    """Title, diary numbers and presenters of an item, and how many lines they take."""
    first = of_item[0]
    title: list[str] = []
    numbers: list[str] = []
    presenters: list[str] = []
    rest, found = _without_diary(first.text[opening.rest :])
    numbers += found
    if rest:
        title.append(rest)
    at = 1
    before = first
    while at < len(of_item) and at < 12:
        line = of_item[at]
        same_row = line.block.kind == "cell" and (line.block.table, line.block.row) == (first.block.table, first.block.row)
        rest, found = _without_diary(line.text)
        labelled = label_at(line.text)
        if found and not rest:
            numbers += found
        elif labelled and labelled[0] == "officer" and line.text.casefold().startswith("föredra"):
            presenters += [person.name for person in persons(line.text[labelled[1] :])]
        elif same_row and title and line.block.column != before.block.column:
            presenters += _names_in(state, rest)
        elif not title:
            if _is_text(line):
                break
            title.append(rest)
            numbers += found
        elif len(title) < _TITLE_LINES and _goes_on(before, line, title[-1]):
            title.append(rest)
            numbers += found
        else:
            break
        before = line
        at += 1
    whole = " ".join(title)
    whole, trailing = _without_presenters(state, whole)
    return whole.strip(" .:–-") or None, tuple(dict.fromkeys(numbers)), tuple(dict.fromkeys([*presenters, *trailing])), at


def _without_diary(text: str) -> tuple[str, list[str]]:
    """A line of a heading without its diary numbers, and these."""
    if match := _DIARY_LABEL.search(text):
        found = (
            [number for _, number in diary_numbers("Dnr " + match["numbers"])]
            if any(map(str.isdigit, match["numbers"]))
            else []
        )
        pieces = re.split(r"\s{0,2}(?:,|;| och )\s{0,2}", match["numbers"])
        if len(pieces) > 1:
            found = [number for piece in pieces for _, number in diary_numbers("Dnr " + piece)]
        return text[: match.start()].strip(), found
    bare = diary_numbers(text)
    if bare and not re.sub(r"[\s,;()]|och", "", _cut(text, [span for span, _ in bare])):
        return "", [number for _, number in bare]
    return text.strip(), []


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text


def _is_text(line: Line) -> bool:
    """Whether a line is already the text of an item without a title."""
    if line.marked:
        return False
    return len(line.text) > 220 or heading_role(line.text) in (
        "beslut",
        "förslag",
        "sammanfattning",
        "beslutsunderlag",
        "yrkanden",
    )


def _goes_on(before: Line, line: Line, title: str) -> bool:
    """Whether a line is a further line of the title."""
    if heading_role(line.text) or RULE.fullmatch(line.text) or title[-1] in ".:?!":
        return False
    if line.index == before.index:
        return len(line.text) < 90 and line.text[-1] not in ".:" and line.block.kind != "cell"
    if before.marked and line.marked and line.block.kind == before.block.kind and line.block.level == before.block.level:
        return len(line.text) < 120
    return len(title) > 55 and line.text[0].islower() and len(line.text) < 70 and line.text[-1] not in ".:,"


def _names_in(state: State, text: str) -> list[str]:
    """The persons named in a cell beside a title."""
    words = _TIME.sub("", text)
    pieces = [piece.strip() for piece in re.split(r",|;| och |/| m\.? ?fl\.?", words)]
    return [piece for piece in pieces if re.fullmatch(r"[A-ZÅÄÖÉ][\w.-]+(?: [A-ZÅÄÖÉ][\w-]+){1,3}", piece)]


def _without_presenters(state: State, title: str) -> tuple[str, list[str]]:
    """A title without the names and the time that stand after it on an agenda."""
    title = _TIME.sub("", title)
    known = {present.name for present in state.attendance}
    found: list[str] = []
    while True:
        stripped = re.sub(r"(?: m\.? ?fl\.?|,| och)$", "", title.rstrip())
        name = next((name for name in known if stripped.endswith(" " + name)), None)
        if name is None:
            break
        found.insert(0, name)
        title = stripped[: -len(name)].rstrip()
    return (title if found else title.strip()), found


def _of_page(state: State, of_part: list[Line]) -> list[Item]:
    """Items of a web page's list; numbers that aren't printed follow from the place in the list, if the printed ones agree."""
    groups = [
        (group, list(members)) for group, members in groupby(of_part, key=lambda line: line.block.group) if group is not None
    ]
    anchors: dict[int, tuple[int, Candidate]] = {}
    for group, members in groups:
        found = candidates(members[:2], broken=False, signless=False)
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


def _page_item(state: State, members: list[Line], opening: Candidate | None, number: str) -> Item:
    title: str | None = None
    numbers: tuple[str, ...] = ()
    at = 0
    certainty: Certainty = "säker"
    if opening:
        title, numbers, _, at = _heading(state, members[opening.line :], opening)
        at += opening.line
    else:
        certainty = "trolig"
        while at < len(members) and members[at].block.kind == "heading":
            title = f"{title} {members[at].text}" if title else members[at].text
            at += 1
    sections = find_sections(members[at:], state.flow, body=state.head.body, minutes=True)
    span = (members[0].span[0], members[-1].span[1])
    words = state.flow.words(span)
    if not numbers:
        found = diary_numbers(words)
        numbers = tuple(dict.fromkeys(printed for _, printed in found)) if len(found) == 1 else ()
    return Item(
        Passage(span, certainty=certainty),
        number,
        title,
        numbers,
        (),
        sections,
        "omedelbar" if _IMMEDIATE.search(words) else None,
        bool(_SECRET.search(words[:300])),
    )
