"""Those present or summoned, from the lists and tables of covers and enclosures."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import cast

from spacy.tokens import Doc

from corpus.document import Span
from corpus.findings import Attendance, AttendanceRole, Passage
from corpus.vocabulary import plain, vocabulary
from nlp.components.head import MEETINGS
from nlp.state import State
from nlp.structure.covers import PARTY_HEADS, label_at, rows
from nlp.structure.lines import Line
from nlp.structure.numbering import candidates
from nlp.who.owner import organisations
from nlp.who.persons import NAME, Person, is_party, party_after, party_letters, person_at, persons

_LISTS = 600
"""How many lines of a part are searched for lists."""
_TEXT = 160
"""A line longer than this is running text and ends a list, unless it names several persons with parties."""
_SPECIFIC: tuple[AttendanceRole, ...] = (
    "ordförande",
    "vice ordförande",
    "tjänstgörande ersättare",
    "ledamot",
    "ersättare",
    "övrig",
)
"""Roles, the most specific first."""
_REPLACED = re.compile(
    r"\b(?:ersätter|(?:ers(?:ättare)?|suppl(?:eant)?)\.?(?: för)?|(?:tjänstgör(?:ande)? )?(?:i ?stället )?för)"
    r"[\s,]{0,3}(?:\([^()]{1,6}\)\s)?$",
    re.IGNORECASE,
)
_POINT = re.compile(r"\d{1,3}[.)]?\s+[A-ZÅÄÖ]")
"""How the points of an agenda begin."""
_SIGNS = re.compile(rf"{NAME}, \w{{0,12}}(?:sekreterare|förare|justerare)")
"""Who wrote the minutes or adjusts them, in signatures."""
_CHAIR_AT_TIMES = re.compile(r"ordf(?:örande|\.)?,?\s?(?:vid |under |för )?(?:§|\d)")
_PARTY_BEFORE = re.compile(r"\(?(?P<letters>[^\W\d_]{1,5})\)?\s{1,3}(?=[A-ZÅÄÖÉ])")
_AWAY = re.compile(r"\t\(?(?:frånv\w*|förhindrad)\.?\)?\t", re.IGNORECASE)
"""What stands between a member who is absent and the one who serves instead."""
_SUBSTITUTE = re.compile(
    r"[\s,]{1,3}(?:(?:ej|inte|icke) (?:tjg|tjänstgörande)\.? )?(?:ers|ersättare|suppl|suppleant)\b\.?(?! för)", re.IGNORECASE
)
_FOR = re.compile(r"[\s,(]{1,3}(?:för|ersätter)\b")
_SERVES = re.compile(r"(?<!ej )(?<!inte )(?<!icke )\b(?:tjänstgör(?:ande)?|tjg)\b", re.IGNORECASE)
_SERVES_NOT = re.compile(r"\b(?:ej|inte|icke)\s(?:tjänstgör|tjg)", re.IGNORECASE)
_SIGNERS = frozenset(
    ("secretary", "list:ordförande", "list:vice ordförande", "adjustment", "paragraphs", "adjusters", "notice")
)
"""Labels that among signatures open no list."""
_SIGNATURE = re.compile(r"[.…_]{3,}|\. \. \.")
_ONLY_AT = re.compile(r"[\s,]{0,3}§§?\s?(\d{1,4})\s*")
_NOT_AT = re.compile(r"\b(?:ej|utom|inte)\s(?:vid\s)?(?:§§?\s?)?(\d{1,4})")
_PARTY_LAST = re.compile(r"[\s,]{0,3}(?P<role>[^\n,()]{0,30}?)[\s,]{0,2}(?P<party>\([^()]{1,6}\))[\s,]{0,2}")
_ABSENT = frozenset(("", "-", "–", "—", "f", "frånv", "frånvarande", "0", "a", "fr"))
_NAME_HEADS = frozenset(
    (
        "namn",
        "ledamot",
        "ledamöter",
        "namn och parti",
        "ledamöters namn",
        "ledamotens namn",
        "ledamot/ersättare",
        "förnamn efternamn",
    )
)
_PRESENCE_HEAD = re.compile(r"[^§]{0,20}§|(?:närv|tjg|tjänstg|kl)(?!.{0,40}(?:ersätt|suppl|ledam))|\d[\d\s:.,–-]{0,20}$")
"""The head of a column of presence: paragraphs or hours, not `2:e vice ordförande`, not the label of another list."""
_VOTE_HEAD = re.compile(r"(?:^|\s)(?:ja|nej|avst\w*|frånv\w*)$|^(?:omröstning|votering)")


@dataclass(slots=True)
class _Found:
    """A person of a list."""

    person: Person
    role: AttendanceRole
    tail: str
    span: Span
    bracketed: bool


def find_attendance(state: State, doc: Doc) -> list[Attendance]:
    """Those present in text order, one entry a person with the most specific role."""
    found: list[_Found] = []
    for part, front in zip(state.parts, state.fronts, strict=True):
        if part.kind not in MEETINGS:
            continue
        of_part = front.stretch.lines
        tables = _attendance_tables(of_part)
        others = _other_tables(of_part)
        found += _of_lists([line for line in of_part[:_LISTS] if line.block.table not in others.union(tables)])
        for table, columns in tables.items():
            found += _of_table([line for line in of_part if line.block.table == table], columns)
    _read_substitutes(found)
    return _once(found)


def _once(found: list[_Found]) -> list[Attendance]:
    """One entry a person, in text order."""
    brackets = sum(one.bracketed for one in found if one.person.party)
    with_brackets = brackets * 2 > sum(one.person.party is not None for one in found)
    of_parties = sum(one.person.party is not None for one in found) * 2 > len(found)
    best: dict[str, _Found] = {}
    for one in found:
        if of_parties and one.role == "ledamot" and one.person.party is None and _is_official(one.tail):
            one.role = "övrig"
        key = one.person.name.casefold()
        if key not in best or _SPECIFIC.index(one.role) < _SPECIFIC.index(best[key].role):
            best[key] = one
    parties = {
        one.person.name.casefold(): one.person.party
        for one in found
        if one.person.party and (one.bracketed or not with_brackets)
    }
    return [
        Attendance(Passage(one.span), one.person.name, parties.get(key), one.role)
        for key, one in sorted(best.items(), key=lambda entry: entry[1].span)
    ]


def _is_official(tail: str) -> bool:
    """Whether the last that stands with a name is an official's title: `Eva Ek, Viken, Enhetschef`."""
    return tail.rpartition(",")[2].strip().casefold().endswith(tuple(vocabulary("roles")["titles"]))


def _read_substitutes(found: list[_Found]) -> None:
    """Who is listed among the deciding for a paragraph alone, at which another one is away, stands in for that one."""
    away = {number for one in found for number in _NOT_AT.findall(one.tail)}
    for one in found:
        if one.role == "ledamot" and (match := _ONLY_AT.fullmatch(one.tail)) and match[1] in away:
            one.role = "tjänstgörande ersättare"


def _of_lists(of_part: list[Line]) -> list[_Found]:
    """Persons under labels: `Beslutande`, `Ersättare`, `Övriga`."""
    result: list[_Found] = []
    role: AttendanceRole | None = None
    signing = False
    table: int | None = None
    of_first_column: AttendanceRole | None = None
    for text, span, line in rows(of_part):
        if table is not None and line.block.table is None and role and of_first_column:
            role = of_first_column  # what comes after lists that stand beside each other goes on with the left one
        table = line.block.table
        if line.block.group is not None or _opens_item(line):
            break
        if labelled := label_at(text):
            name, end = labelled
            rest = text[end:].strip(" \t:.…_,")
            signing = name in ("signatures", "notice", "adjusters") or (signing and name in _SIGNERS)
            if signing or _SIGNATURE.search(text):
                role = None
            elif name.startswith("list:"):
                role = cast(AttendanceRole, name[5:])
            elif name == "lists":
                role = "ledamot"
            else:
                role = "övrig" if name == "secretary" and role and ":" not in text else None
            if not rest:
                continue
            text = rest
        elif line.marked and line.block.kind == "heading" and _POINT.match(text):
            break
        elif (line.marked and line.block.kind == "heading" and not persons(text)) or (
            role != "övrig" and _SIGNS.fullmatch(text)
        ):
            role = None
        if role is None:
            continue
        if len(text) > _TEXT and len(persons(text)) < 3:
            role = None
            continue
        added = _listed(text, span, role)
        if added:
            result += added
        elif result and _continues(text):
            result[-1].tail += " " + text
            _read_party(result[-1])
            result[-1].role = _role(result[-1].role, role, result[-1].tail)
        if role == "ordförande" and added:
            role = "ledamot"
        if table is not None and not line.block.column:
            of_first_column = role
    return result


def _opens_item(line: Line) -> bool:
    found = candidates([line])
    return bool(found) and found[0].form == "sign" and line.block.kind != "cell"


def _listed(text: str, span: Span, role: AttendanceRole) -> list[_Found]:
    """The persons of a line; those who are replaced by another are not there."""
    text = text.lstrip("*•·–- \t\u00a0")
    before = None
    if (match := _PARTY_BEFORE.match(text)) and is_party(match["letters"]) and person_at(text, match.end()):
        before, text = match["letters"].upper(), text[match.end() :]
    found = [person for person in persons(text) if not organisations(person.name) and not _aside(text, person)]
    if not found or (found[0].start > 0 and role != "övrig") or (found[0].start > 60):
        return []
    result: list[_Found] = []
    end = 0
    for at, person in enumerate(found):
        gap = text[end : person.start]
        end = person.end
        parted = (
            _is_office(gap) or (gap.isspace() and "\t" in gap) or re.fullmatch(r"[^.]{0,80}(?:[,;/]|\boch\b)\s*[^.]{0,40}", gap)
        )
        if result and _AWAY.search(gap):
            away = result.pop()
            result.append(_Found(_serving(person, away.person), "tjänstgörande ersättare", "", span, away.bracketed))
            continue
        if at and (_REPLACED.search(gap) or not parted):
            if result and _REPLACED.search(gap):
                result[-1].tail += " ersätter " + person.name
            continue
        name = _without_title(person.name)
        following = found[at + 1].start if at + 1 < len(found) else len(text)
        tail = text[person.end : following]
        party = person.party or (before if at == 0 else None)
        bracketed = "(" in text[person.start : person.end] or (at == 0 and before is not None)
        result.append(_Found(Person(name, party, person.start, person.end), role, tail, span, bracketed))
    for one in result:
        one.role = _role(one.role, role, one.tail)
        _read_party(one)
    return result


def _aside(text: str, person: Person) -> bool:
    """Whether what looks like a name stands alone in brackets: the name of a party in full."""
    return text[person.start - 1 : person.start] == "(" and text[person.end : person.end + 1] == ")"


def _serving(person: Person, away: Person) -> Person:
    """Who serves for an absent member, of whose party they are where no other is told."""
    return Person(_without_title(person.name), person.party or away.party, person.start, person.end)


def _is_office(gap: str) -> bool:
    """Whether between two persons only the role of the first one stands, as where two rows were joined."""
    words = _with_name()
    return any(words[role].fullmatch(gap.strip(" \t,")) for role in ("ordförande", "vice ordförande"))


def _read_party(one: _Found) -> None:
    """The party that stands behind the role (`Eva Ek, ordförande (S)`) or on the line under the name."""
    words = _with_name()
    person = one.person
    match = _PARTY_LAST.fullmatch(one.tail)
    if (
        person.party is None
        and match
        and (not match["role"] or any(pattern.fullmatch(match["role"]) for pattern in words.values()))
    ):
        letters = party_after(match["party"], 0)[0]
        one.person = Person(person.name, letters, person.start, person.end)
        one.bracketed = letters is not None


def _without_title(name: str) -> str:
    """A name without the function printed before it as if it were a part (`Socialchef Eva Ek`)."""
    first, _, rest = name.partition(" ")
    return rest if " " in rest and first.casefold().endswith(tuple(vocabulary("roles")["titles"])) else name


def _continues(text: str) -> bool:
    """Whether a line goes on with the person before it."""
    return text[0].islower() or text[0] in "(§" or text[0].isdigit()


@cache
def _with_name() -> dict[str, re.Pattern[str]]:
    return {
        role: re.compile("|".join(rf"(?<!\w){pattern}" for pattern in patterns), re.IGNORECASE)
        for role, patterns in vocabulary("roles")["with_name"].items()
    }


def _role(role: AttendanceRole, listed: AttendanceRole, tail: str) -> AttendanceRole:
    """The role of a person by the list and by what stands with the name."""
    if listed == "övrig" and role == "övrig" and _SUBSTITUTE.match(tail):
        return "ersättare"
    if listed == "ersättare" and (_SERVES.search(tail) or _FOR.match(tail)):
        return "tjänstgörande ersättare"
    if listed in ("övrig", "ordförande", "vice ordförande", "ersättare"):
        return role
    words = _with_name()
    if _SERVES_NOT.search(tail):
        return "ersättare"
    if words["vice ordförande"].search(tail):
        return "vice ordförande"
    if words["ordförande"].search(tail) and not _CHAIR_AT_TIMES.search(tail):
        return "ordförande"
    if listed == "ledamot" and (words["tjänstgörande ersättare"].search(tail) or re.search(r"\bför\s*$|\bersättare\b", tail)):
        return "tjänstgörande ersättare"
    return role


@dataclass(frozen=True, slots=True)
class _Columns:
    name: int
    party: int | None
    presence: frozenset[int]
    substitute: int | None = None
    """Where the one stands who serves instead of the absent member of the row."""


def _other_tables(of_part: list[Line]) -> set[int]:
    """The tables of agendas and the like, where a label that opens a list elsewhere is the head of one column among others."""
    result: set[int] = set()
    plain_before: set[int] = set()
    for line in of_part:
        table = line.block.table
        if table is None or line.block.row != 0 or line.width < 3:
            continue
        label = label_at(line.text)
        if label is None and plain(line.text) not in PARTY_HEADS:
            plain_before.add(table)
        elif label and label[0].startswith("list:") and table in plain_before:
            result.add(table)
    return result


def _attendance_tables(of_part: list[Line]) -> dict[int, _Columns]:
    """The tables with a column of names and one of parties or of presence."""
    heads: dict[int, dict[int, set[str]]] = {}
    labels: Counter[int] = Counter()
    for line in of_part:
        block = line.block
        if block.table is not None:
            label = label_at(line.text) if block.column == 0 and line.first else None
            labels[block.table] += label is not None and not label[0].startswith("list")
    for _, group in groupby((line for line in of_part if (line.block.row or 0) < 3), key=lambda line: line.block_index):
        cell = list(group)
        block = cell[0].block
        if block.table is not None and block.column is not None:
            words = plain(" ".join(line.text for line in cell))
            heads.setdefault(block.table, {}).setdefault(block.column, set()).add(words)
    result: dict[int, _Columns] = {}
    for table, columns in heads.items():
        name = next((column for column, words in columns.items() if words & _NAME_HEADS), None)
        party = next((column for column, words in columns.items() if words & PARTY_HEADS), None)
        if name is not None and (substitute := _substitutes(table, columns, of_part)) is not None and substitute > name:
            result[table] = _Columns(name, party, frozenset(), substitute)
            continue
        lists = sum(
            any((label := label_at(word.capitalize())) and label[0][:5] == "list:" for word in words)
            for words in columns.values()
        )
        if name is None or lists > 1 or (name == 0 and labels[table] > 1):  # a cover: labels in its first column, values beside
            continue
        presence = frozenset(
            column
            for column, words in columns.items()
            if column not in (name, party)
            and not any(_VOTE_HEAD.search(word) for word in words)
            and any(_PRESENCE_HEAD.match(word) for word in words)
        )
        votes = any(_VOTE_HEAD.search(word) for words in columns.values() for word in words)
        if presence or (party is not None and not votes):
            result[table] = _Columns(name, party, presence)
    return result


def _substitutes(table: int, columns: dict[int, set[str]], of_part: list[Line]) -> int | None:
    """The column of those who serve instead of the member of their row: there are gaps in it, a list of its own has none."""
    for column, words in columns.items():
        if any((label := label_at(word.capitalize())) and label[0] == "list:tjänstgörande ersättare" for word in words):
            of_column = [line for line in of_part if line.block.table == table and line.block.column == column]
            named = {line.block.row or 0 for line in of_column if person_at(line.text)}
            first = min(line.block.row or 0 for line in of_column)
            alone = not any(other > column and not heads & PARTY_HEADS for other, heads in columns.items())
            others = any(label_at(line.text) for line in of_column if line.block.row != first)
            return column if alone and not others and named and max(named) - first > len(named) else None
    return None


def _of_table(cells: list[Line], columns: _Columns) -> list[_Found]:
    """The persons of a table with marks for presence; rows without any mark are of absent persons."""
    rows = [list(group) for _, group in groupby(cells, key=lambda line: line.block.row)]
    marks = Counter(plain(line.text) for row in rows for line in row if line.block.column in columns.presence)
    told = any(mark not in _ABSENT and len(mark) <= 3 for mark in marks)
    role: AttendanceRole = "ledamot"
    result: list[_Found] = []
    for row in rows:
        named = [line for line in row if line.block.column == columns.name]
        if not named:
            continue
        if labelled := label_at(named[0].text):
            if labelled[0].startswith("list:"):
                role = cast(AttendanceRole, labelled[0][5:])
            continue
        present = [plain(line.text) for line in row if line.block.column in columns.presence]
        if told and columns.presence and all(mark in _ABSENT for mark in present):
            continue
        text = " ".join(line.text for line in named)
        serves = " ".join(line.text for line in row if line.block.column == columns.substitute)
        if columns.substitute is not None and row[0].block.row and person_at(serves):
            role, text = "tjänstgörande ersättare", serves
        elif role == "tjänstgörande ersättare" and columns.substitute is not None:
            role = "ledamot"
        for one in _listed(text, (row[0].span[0], row[-1].span[1]), role)[:1]:
            letters = next((party_letters(line.text) for line in row if line.block.column == columns.party), None)
            person = one.person
            one.person = Person(person.name, person.party or letters, person.start, person.end)
            one.bracketed = True
            shown = (columns.name, columns.party, columns.substitute, *columns.presence)
            for cell in (line.text for line in row if line.block.column not in shown):
                labelled = label_at(cell)
                if labelled and labelled[0].startswith("list:") and labelled[1] == len(cell):
                    one.role = cast(AttendanceRole, labelled[0][5:])
                else:
                    one.role = _role(one.role, role, ", " + cell)
            result.append(one)
    return result
