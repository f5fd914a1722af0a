"""Persons in lists and on covers, with the letters of their party: `Karin Ek (S)`, `Karin Ek, s`, `Karin Ek`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.vocabulary import vocabulary

_UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĹĽŁŃŅŇŐŒŔŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚ"
_LOWER = "a-zß-öø-ÿāăąćčďđēėęěğģīıķĺľłńņňőœŕřśşšţťūůűųźżžșț"
_WORD = (
    rf"[{_UPPER}](?:[{_LOWER}'’]{{1,25}}|[{_UPPER}]?)(?:[{_UPPER}][{_LOWER}]{{1,20}})?(?:-[{_UPPER}][{_LOWER}]{{0,20}}){{0,2}}"
)
_PARTICLE = r"(?:von|af|de|van|der|den|la|el|al|da|di|ibn|bin|zu|ten)"
_NO_NAME = (
    "(?!(?:Av|Från|Till|Mot|Enligt|Efter|Med|För|Vid|Hos|På|Under|Sedan|Även|Också|Både|Samt|Och|Att|Om|När|Då"
    "|Hela|Samtliga|Alla|Ledamoten|Ledamöterna)[ \u00a0])"
)
"""Words that begin a sentence before a name."""
_FIRST = rf"{_NO_NAME}(?:(?![{_UPPER}][ \u00a0]){_WORD}|[{_UPPER}]\.(?:[ -]?[{_UPPER}]\.)?)"
NAME = rf"{_FIRST}(?:[ \u00a0](?:{_PARTICLE} ){{0,2}}(?:{_WORD}|[{_UPPER}]\.)){{1,4}}"
"""A person's name: at least two words with capitals."""
_PRESENCE = (
    r"(?:ej|inte|del av|t\.?o\.?m|fr\.?o\.?m|från|till|kl|vid|utom|tjg|tjänstg\w*|ers\w*|suppl\w*|för|ordf\w*|v\.? ?ordf\w*)\b"
)
"""How what tells the paragraphs or hours of a person's presence begins, or a role."""
_BRACKETS = re.compile(r"\s{0,3},?\s{0,2}\(\s{0,2}(?P<letters>[^\W\d_]{1,6}|[-–—]{1,3})\s{0,2}\)")
_COMMA = re.compile(
    r"\s{0,2},\s{0,2}(?P<letters>[^\W\d_]{1,5})(?=\s{0,2}(?:,|;|$|\(|\n| och\b|[-–]\s|§)|\t|\s{1,6}(?:\d|§|" + _PRESENCE + "))"
)
_NAME = re.compile(rf"(?<![\w]){NAME}(?![{_LOWER}])")


@dataclass(frozen=True, slots=True)
class Person:
    """A person where a text names one; `end` is where name and party end."""

    name: str
    party: str | None
    start: int
    end: int


def person_at(text: str, start: int = 0) -> Person | None:
    """The person whose name begins at an offset; a party is read with it."""
    match = _NAME.match(text, start)
    if not match:
        return None
    party, end = party_after(text, match.end())
    return Person(" ".join(match[0].split()), party, match.start(), end)


def persons(text: str) -> list[Person]:
    """All that look like persons in a text, in order."""
    result: list[Person] = []
    at = 0
    while match := _NAME.search(text, at):
        party, at = party_after(text, match.end())
        result.append(Person(" ".join(match[0].split()), party, match.start(), at))
    return result


def party_after(text: str, end: int) -> tuple[str | None, int]:
    """The party that stands right after a name, in capitals, and where it ends; unknown letters in brackets are kept."""
    if match := _BRACKETS.match(text, end):
        letters = match["letters"].upper()
        if letters in _words("not_parties") and match["letters"].isupper():
            return None, end
        return (None if match["letters"] in _words("none") else letters), match.end()
    if match := _COMMA.match(text, end):
        letters = match["letters"]
        if letters.upper() in _words("national") or (
            letters.isupper() and len(letters) <= 3 and letters not in _words("not_parties")
        ):
            return letters.upper(), match.end()
    return None, end


def is_party(text: str) -> bool:
    """Whether a text of its own (a cell) is the letters of a party, or the sign for none."""
    letters = text.strip().strip("()").strip()
    known = letters.upper() in _words("national") or letters in _words("none")
    return known or (1 <= len(letters) <= 5 and letters.isalpha() and letters.isupper())


def party_letters(text: str) -> str | None:
    """The letters of a party in a cell of its own, in capitals; None for those without a party."""
    letters = text.strip().strip("()").strip()
    return None if not letters or letters in _words("none") else letters.upper()


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(vocabulary("parties")[key])
