"""Votes: how many said yes, no, or abstained, in digits, in words, by names or in a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from spacy.tokens import Doc

from corpus.document import Span
from corpus.findings import Item, Passage, Vote
from corpus.vocabulary import vocabulary
from nlp.state import State
from nlp.structure.tables import Table
from nlp.who.names import members

_PROCEDURE = frozenset(
    ("beslutsgång", "omröstning", "överläggning", "yrkanden", "bakgrund", "beslut", "övrigt", "sammanfattning")
)
_REACH = 220
"""Within how many characters after the yes the no stands, and after that the abstentions."""
_WORDS_OF_VOTES = ("röst", "voter", "nej", "emot", "siffrorna", "acklamation")
"""Without any of them no pattern here finds a vote."""
_VOTED = re.compile(r"röst|voter|siffr", re.I)
_SECRET = re.compile(r"\bslut(?:en|na)\s(?:omröstning|votering|val)|\bmed slutna sedlar", re.I)
_ACCLAMATION = re.compile(r"\backlamation\b", re.I)


def find_votes(state: State, doc: Doc) -> list[Vote]:
    """Votes in text order; an acclamation is one that counts nobody."""
    found: list[Vote] = []
    for item in state.items:
        found += list(_of_item(state, item)) or [
            vote
            for table in state.tables
            if _belongs(state, table, item) and (vote := _of_table(state, item, table)) is not None
        ]
    return found


def _of_item(state: State, item: Item) -> Iterator[Vote]:
    seen: set[tuple[int | None, int | None]] = set()
    for section in item.sections:
        if section.role not in _PROCEDURE:
            continue
        start, end = section.passage.span
        if not state.tells(_WORDS_OF_VOTES, section.passage.span):
            continue
        text = state.flow.text[start:end]
        counted = list(_counted(text)) or list(_by_names(text))
        for span, yes, no, abstained in counted:
            if (yes, no) in seen:  # the same figures told again
                continue
            seen.add((yes, no))
            before = text[max(0, span[0] - 400) : span[1]]
            method: Literal["sluten omröstning", "omröstning"] = "sluten omröstning" if _SECRET.search(before) else "omröstning"
            yield Vote(Passage((start + span[0], start + span[1])), item.number, method, yes, no, abstained)
        if not counted and (match := _ACCLAMATION.search(text)):
            yield Vote(Passage((start + match.start(), start + match.end())), item.number, "acklamation")


# Figures

Figures = tuple[Span, int, int, int | None]
"""Where a vote stands, and its yes, no and abstentions."""


def _counted(text: str) -> Iterator[Figures]:
    """The votes whose figures a text tells, in digits or words."""
    if labelled := list(_LABELLED.finditer(text)):
        for match in labelled:
            yield match.span(), int(match["yes"]), int(match["no"]), int(match["abstained"]) if match["abstained"] else None
        return
    forms = _forms()
    at = 0
    found = False
    while yes := forms["yes"].search(text, at):
        no = forms["no"].search(text, yes.start(), yes.end() + _REACH)
        if no is None:
            at = yes.end()
            continue
        end = max(yes.end(), no.end())
        later = forms["yes"].search(text, end)
        reach = min(end + _REACH, later.start() if later else len(text))
        abstained = forms["abstained"].search(text, min(yes.start(), no.start()), reach)
        end = max(end, abstained.end()) if abstained else end
        found = True
        silent = _value(abstained) if abstained else _named_silent(text[end:reach])
        yield (min(yes.start(), no.start()), end), _value(yes), _value(no), silent
        at = end
    if not found:
        for match in (match for form in ("sides", "against", "pair") for match in forms[form].finditer(text)):
            if not _VOTED.search(text, max(0, match.start() - _REACH), match.end()):
                continue
            abstained = forms["abstained"].search(text, match.end(), match.end() + _REACH)
            span = (match.start(), abstained.end() if abstained else match.end())
            yield span, _number(match["yes"]), _number(match["no"]), _value(abstained) if abstained else None


_APART = r"[\s,;.]{1,4}(?:och\s)?"
_LABELLED = re.compile(
    r"(?<!\d)(?<!\d\s)\bja(?:-?\s?röst(?:er)?)?\s?[:=]?\s?(?P<yes>\d{1,3})(?!\d)(?:\sröster)?"
    rf"{_APART}nej(?:-?\s?röst(?:er)?)?\s?[:=]?\s?(?P<no>\d{{1,3}})(?!\d)(?:\sröster)?"
    rf"(?:{_APART}(?:avst|nedlag)\w*(?:\sröster)?\s?[:=]?\s?(?P<abstained>\d{{1,3}})(?!\d))?",
    re.I,
)
"""Figures behind their labels, in a line or below each other: *Ja 8, Nej 5, Avstår 1*."""
_SILENT = re.compile(r"(?P<names>[A-ZÅÄÖ][^.;:\d]{3,160}?)\s(?:avstår|avstod|lägger ned|lade ned|nedlade|nedlägger)\b")


def _named_silent(after: str) -> int | None:
    """How many are named as abstaining in the words after a vote's figures: *Bo Ek avstod.*"""
    match = _SILENT.search(after)
    return len(members(match["names"])) or None if match else None


def _value(match: re.Match[str]) -> int:
    return _number(next(group for group in match.groups() if group is not None))


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    number_words = rf"\d{{1,3}}|{'|'.join(sorted(_numbers(), key=len, reverse=True))}"
    number = rf"(?<![\w–/:-])(?=\w)({number_words})"
    who = r"\s(?:av\s(?:de\s)?\w{1,20}\s)?(?:ledamöter\s|ledamot\s|personer\s|närvarande\s|stycken\s|röster\s|st\s)?"

    def side(word: str, meaning: str, stand: str) -> re.Pattern[str]:
        return re.compile(
            rf"{number}{who}(?:har\s)?(?:röst(?:ar|ade|at)\s)?{word}(?!\w)(?!\s?till\sprotokollet)|{number}{who}?-?{word}-?\s?röst(?:er)?\b"
            rf"|{number}{who}{stand}\b"
            rf"|{number}\sröster\sför\s{word}\b|{number}\sröster\sför\s{meaning}[^.;\d()]{{0,40}}\({word}\)|\b{word}(?:-?\s?röster)?\s?[:=]\s?(\d{{1,3}})(?!\d)"
            rf"|\b{word}-?röster\s(\d{{1,3}})(?!\d)",
            re.I,
        )

    return {
        "yes": side("ja", "(?:bifall|)", r"röst(?:ar|ade|at)\sför"),
        "no": side("nej", "(?:avslag|)", r"(?:röst(?:ar|ade|at)\se?mot|emot)"),
        "abstained": re.compile(
            rf"{number}{who}(?:som\s|har\s)?(?:avst(?:år|od|ått|ående)|nedlag(?:da|d|t)|lägger\sned|lade\sned|ned(?:lade|lägger)|blanka)"
            r"|\bavst(?:år|od|ående)?\s?[:=]\s?(\d{1,3})(?!\d)",
            re.I,
        ),
        "sides": re.compile(
            rf"(?<![\w–/:-])(?=\w)(?P<yes>{number_words}){who}(?:röst(?:ar|ade|at)\s)?för\b[^.;\d]{{0,90}}?[,\s]\s?(?:(?:och|medan|mot|samt)\s)?"
            rf"(?P<no>{number_words}){who}(?:röst(?:ar|ade|at)\s)?(?:för|emot|mot)\b",
            re.I,
        ),
        "against": re.compile(
            rf"(?<![\w–/:-])(?=\w)(?P<yes>{number_words})\sröster\se?mot\s(?P<no>{number_words})(?!\w)", re.I
        ),
        "pair": re.compile(
            r"\b(?:rösteta(?:l|len|let)|röstsiffror(?:na)?|siffrorna|resultat(?:et)?|utfall(?:et)?|utföll|utfaller|ut|med)"
            r"(?:\s(?:blev|är|med))?:?\s(?P<yes>\d{1,3})\s?(?:[–-]|mot)\s?(?P<no>\d{1,3})(?!\d)",
            re.I,
        ),
    }


@cache
def _numbers() -> dict[str, int]:
    """Numbers in words up to ninety-nine."""
    words = vocabulary("numbers")
    known = {word: value for value, word in enumerate(words["ones"])} | dict(words["others"])
    for tens, word in enumerate(words["tens"], start=2):
        known[word] = 10 * tens
        for ones, unit in enumerate(words["ones"][:10]):
            if ones:
                known[word + unit] = 10 * tens + ones
        known[word + "ett"] = 10 * tens + 1
    return known


def _number(words: str) -> int:
    return int(words) if words.isdigit() else _numbers()[words.casefold()]


# Names and tables

_SIDE = re.compile(
    r"\bröst(?:ar|ade)\s(?P<after>ja|nej)\b\s?:?|(?<!\w)(?P<before>ja|nej)\s?(?:röstar|röstade|-röst(?:er)?\s?(?:avges\sav|:)|:)|\b(?P<none>avstår|avstod)\b",
    re.I,
)


def _by_names(text: str) -> Iterator[Figures]:
    """A vote that is told by the names on either side."""
    sides = list(_SIDE.finditer(text))
    counts: dict[str, int] = {}
    end = 0
    for at, match in enumerate(sides):
        stop = sides[at + 1].start() if at + 1 < len(sides) else len(text)
        side = (match["after"] or match["before"] or "avstår").casefold()
        if match["none"]:
            named = members(re.split(r"[.\n]\s", text[max(0, match.start() - 400) : match.start()])[-1])
        else:
            named = members(re.split(r"\.\s|\n", text[match.end() : stop].lstrip())[0])
        if named:
            counts[side] = counts.get(side, 0) + len(named)
            end = match.end() if match["none"] else stop
    if counts.get("ja") and counts.get("nej"):
        yield (sides[0].start(), end), counts["ja"], counts["nej"], counts.get("avstår")


_LIST_OF = re.compile(r"^[^\n]{0,40}(?:omröst|voter|röst)[^\n§]{0,60}§\s?(?P<number>\d{1,4}(?:\s?[a-h]\b)?)", re.I | re.M)
_ABOVE = 160
"""Within how many characters above the rows of a table its heading stands."""


def _belongs(state: State, table: Table, item: Item) -> bool:
    """Whether a table is of an item: the line above names its paragraph (*Omröstningslista 1, § 86*), else it stands in it."""
    if not table.rows:
        return False
    start = table.rows[0].span[0]
    above = state.flow.text[max(0, start - _ABOVE) : start]
    named = _LIST_OF.search(above) if "§" in above else None
    if named:
        return named["number"].replace(" ", "") == item.number
    return item.passage.span[0] <= start < item.passage.span[1]


def _of_table(state: State, item: Item, table: Table) -> Vote | None:
    """A vote from a table of names with the columns Ja and Nej."""
    rows = table.rows
    columns = {
        heading: column for column, heading in table.headings.items() if heading in ("ja", "nej", "avst", "avstår", "avstod")
    }
    if not rows or "ja" not in columns or "nej" not in columns:
        return None
    counts = dict.fromkeys(columns, 0)
    for row in rows:
        for heading, column in columns.items():
            cell = row.cells.get(column)
            words = state.flow.words(cell.span).strip() if cell else ""
            if words.isdigit():  # the sum
                counts[heading] = int(words)
            elif words:
                counts[heading] += 1
    abstained = next((count for heading, count in counts.items() if heading.startswith("avst")), None)
    return Vote(Passage((rows[0].span[0], rows[-1].span[1])), item.number, "omröstning", counts["ja"], counts["nej"], abstained)
