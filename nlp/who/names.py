"""Names of bodies, functions and persons in lists: how they are parted, and persons with their parties."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from corpus.findings import Attendance, Member
from nlp.who.bodies import find_bodies, is_function
from nlp.who.persons import persons

_PARTING = re.compile(r"(?<!-)(?:\s*[,;\n•]\s*(?:(?:och|samt)\s)?|\s(?:och|samt|&|\+)\s|\s/\s)|(?<=\s)[–-]\s")
_WRAPPED = re.compile(r"(?P<before>-|\b(?:och|för|den|det|hos|med|som|till|inom|samt|från|mellan|av|på|i))\n|\n(?=[a-zåäö(])")
"""A line break that only the width of a cell has made."""
_CUT = re.compile(
    r"(?<=[a-zåäö]{7})\n(?=(?!(?:och|för|den|det|hos|med|som|av|på|i|om|vid|en|ett|per)\b)[a-zåäö]{1,3}(?:[\n,;]|\Z))"
)
"""One within a word, whose last letters are alone on the next line: no name is that short."""
_WITHIN = re.compile(r"\b(mellan|från|för|hos|inom|av|med)\b[^,;\n]*\Z", re.I)
"""After these an *och* joins what they govern: *ansvarig för verksamhet och IT-stöd*."""
_PLACED = re.compile(r"\b(i|vid|på|hos)\s[\w-]+\s?\Z", re.I)
_OF_PARTY = re.compile(
    r"\b(?:samtliga|alla|hela)\s(?:ledamöter\s)?(?:(?:från|för|i|ur)\s)?(?P<party>[A-ZÅÄÖ]{1,5})\b[\w-]*\s?[:,]", re.I
)
"""Before the names of a party's members: *samtliga ledamöter för M: …*, *hela M-gruppen: …*."""
_FOR_ALL = re.compile(r"\(\s?(?:samtliga|alla|båda|bägge)\s(?P<party>[A-ZÅÄÖa-zåäö]{1,6})\s?\)")
_PARTY = re.compile(
    r"(?P<name>(?:(?!Ledam|Ersätt|Kommunern|Nämnd)[A-ZÅÄÖ][\w-]{3,30}(?:partiet|demokraterna|erna|gruppen|samlingen)|Vänstern|Alliansen)(?:\s\([A-ZÅÄÖ]{1,4}\))?)"
)
_TITLES = re.compile(r"^(?:Ledamöterna|Ledamoten|Ordföranden?|Ersättarna|Ersättaren|Vice ordföranden?|Herr|Fru|Fröken)\s")


def split_names(words: str) -> list[str]:
    """The names in a list parted by commas, line breaks or *och*; a suspended compound (*hälso- och …*) stays whole."""
    names: list[str] = []
    begin = 0
    for match in _PARTING.finditer(words):
        if match[0].strip() in ("och", "&") and _goes_on(words, begin, match):
            continue
        names.append(words[begin : match.start()])
        begin = match.end()
    names.append(words[begin:])
    return [name.strip(" .,:;–-\t") for name in names if name.strip(" .,:;–-\t")]


def _goes_on(words: str, begin: int, parting: re.Match[str]) -> bool:
    """Whether an *och* stands within a name: joins what a preposition governs, or two places."""
    following = re.split(r"[,;\n]|\s(?:och|samt)\s", words[parting.end() :])[0].strip()
    if governed := _WITHIN.search(words, begin, parting.start()):
        return governed[1].casefold() in ("mellan", "med") or not is_function(following)
    placed = _PLACED.search(words, begin, parting.start())
    if placed is None or " " in following or find_bodies(following):
        return False
    return placed[1].casefold() == "i" or following[:1].isupper()  # *rektorerna vid Åkullen och Bäckskolan*


def unwrapped(words: str) -> str:
    """The words of a cell with the line breaks that its width has made as blanks; those between names stay."""
    return _WRAPPED.sub(lambda match: f"{match['before'] or ''} ", _CUT.sub("", words))


def members(words: str, attendance: Iterable[Attendance] = ()) -> list[Member]:
    """The persons that words name, with the party that stands beside each or that the attendance list gives."""
    known = {person.name.casefold(): person.party for person in attendance}
    found: list[Member] = []
    waiting: list[int] = []
    position = 0
    for person in persons(words):
        if shared := _FOR_ALL.search(words, position, person.start):
            _give_party(found, waiting, shared["party"])
        position = person.end
        name = _TITLES.sub("", person.name)
        if " " not in name:
            continue
        bracketed = words[person.end - 1 : person.end] == ")"
        party = person.party if bracketed or name.casefold() not in known else known[name.casefold()]
        if person.party is None:
            waiting.append(len(found))
        else:
            waiting.clear()
        found.append(Member(name, party))
    if shared := _FOR_ALL.search(words, position):
        _give_party(found, waiting, shared["party"])
    if waiting and (shared := _OF_PARTY.search(words)) and shared["party"].isupper():
        _give_party(found, [at for at in waiting if found[at].party is None], shared["party"])
    return found or _by_surname(words, attendance)


def _by_surname(words: str, attendance: Iterable[Attendance]) -> list[Member]:
    """Those present whom words call by a surname that no other of them has: *Ask (m)*, *ledamöterna Ask och Lo*."""
    present = list(attendance)
    surnames = Counter(person.name.split()[-1] for person in present)
    called = [word[0] for word in re.finditer(r"[A-ZÅÄÖ][\w-]+", words)]
    return [
        Member(person.name, person.party)
        for word in dict.fromkeys(called)
        if surnames[word] == 1
        for person in present
        if person.name.split()[-1] == word
    ]


def with_parties(found: list[Member], text: str) -> list[Member]:
    """Members with the party that a text gives elsewhere, in brackets behind their name, to those that have none."""
    result: list[Member] = []
    for member in found:
        named = None if member.party else re.search(rf"{re.escape(member.name)}\s\(([^\W\d_]{{1,6}})\)", text)
        result.append(Member(member.name, named[1].upper()) if named else member)
    return result


def movers(words: str, attendance: Iterable[Attendance] = ()) -> list[Member]:
    """The persons that words name, else the party or group that acts as one."""
    found = members(words, attendance)
    if not found and (party := _PARTY.search(words)):
        found = [Member(party["name"])]
    return found


def _give_party(found: list[Member], waiting: list[int], party: str) -> None:
    """Gives the persons named since the last party the one that stands for them all: *A, B och C (samtliga M)*."""
    for at in waiting:
        found[at] = Member(found[at].name, party.upper())
    waiting.clear()
