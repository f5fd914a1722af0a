"""Names of bodies, functions and persons in lists: how they are parted, and persons with their parties."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.findings import Attendance, Member

_PARTING = re.compile(r"(?<!-)(?:\s*[,;\n/•]\s*(?:(?:och|samt)\s)?|\s(?:och|samt|&)\s)|(?<=\s)[–-]\s")
_NAME = r"[A-ZÅÄÖÉ][\w'’-]{1,30}(?: (?:von|af|de|van) )?(?:[ -][A-ZÅÄÖÉ][\w'’-]{1,30}){1,4}"
_PERSON = re.compile(
    rf"(?P<name>{_NAME})"
    r"(?:\s?\(\s?(?P<bracketed>[A-ZÅÄÖa-zåäö-]{1,6})\s?\)|,\s\(?(?P<comma>[A-ZÅÄÖ]{1,5}|[a-zåäö]{1,3})\)?(?=[,.;\s]|$))?"
)
_FOR_ALL = re.compile(r"\(\s?(?:samtliga|alla|båda|bägge)\s(?P<party>[A-ZÅÄÖa-zåäö]{1,6})\s?\)")
_TITLES = re.compile(r"^(?:Ledamöterna|Ledamoten|Ordföranden?|Ersättarna|Ersättaren|Vice ordföranden?|Herr|Fru|Fröken)\s")


def split_names(words: str) -> list[str]:
    """The names in a list parted by commas, line breaks or *och*; a suspended compound (*hälso- och …*) stays whole."""
    return [name.strip(" .,:;–-") for name in _PARTING.split(words) if name.strip(" .,:;–-")]


def members(words: str, attendance: Iterable[Attendance] = ()) -> list[Member]:
    """The persons that words name, with the party that stands beside each or that the attendance list gives."""
    known = {person.name.casefold(): person.party for person in attendance}
    found: list[Member] = []
    waiting: list[int] = []
    position = 0
    for match in _PERSON.finditer(words):
        if shared := _FOR_ALL.search(words, position, match.start()):
            _give_party(found, waiting, shared["party"])
        position = match.end()
        name = _TITLES.sub("", match["name"])
        if " " not in name:
            continue
        party = match["bracketed"] or (match["comma"] if name.casefold() not in known else known[name.casefold()])
        if party is not None and not any(letter.isalpha() for letter in party):
            party = None
        if party is None:
            waiting.append(len(found))
        else:
            waiting.clear()
        found.append(Member(name, party.upper() if party else known.get(name.casefold())))
    if shared := _FOR_ALL.search(words, position):
        _give_party(found, waiting, shared["party"])
    return found


def _give_party(found: list[Member], waiting: list[int], party: str) -> None:
    """Gives the persons named since the last party the one that stands for them all: *A, B och C (samtliga M)*."""
    for at in waiting:
        found[at] = Member(found[at].name, party.upper())
    waiting.clear()
