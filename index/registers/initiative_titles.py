"""What the title of an item or document says of a motion, medborgarförslag, interpellation or enkel fråga."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from corpus.findings import Member
from corpus.swedish.keys import search_key
from corpus.vocabulary import vocabulary

InitiativeKind = Literal["motion", "medborgarförslag", "interpellation", "enkel fråga"]

_BEFORE = 60
"""Characters of a title in which the kind must begin."""
_CAPITALISED = r"[A-ZÅÄÖÉÜ][^\W\d_]+(?:[-'’][^\W\d_]+)*"
PERSON = (
    rf"(?:{_CAPITALISED}(?:\s(?:af|av|von|de|{_CAPITALISED})){{1,3}})\s?"
    r"(?:\((?:[A-Za-zÅÄÖåäö]{1,6}|[-–])\)|,\s(?:[A-ZÅÄÖ]{1,3}|[a-zåäö]{1,2})(?=[,\s]))"
)
"""A name with the letters of a party: *Eva Ek (S)*, *Eva Ek, s*; *(-)* has none."""
_MOVED = re.compile(
    r"\b(?:föreslår|föreslagit|föreslog|frågar|frågat|ställt|ställer|väckt|väckte|inkommit|inlämnat|lämnat|yrkar|yrkat|vill|"
    r"skriver|anför|anhåller|begär|motion\w*|interpellation\w*)\b"
)
"""What a sentence says of those who made it, after their names."""
_FROM = re.compile(r"\s*(?:från|av|väckt av|ställd av|inlämnad av)\s", re.I)
_MARKS = re.compile(r"\s*(?:\([A-ZÅÄÖa-zåäö]{1,6}\)|nr\.?\s?\d+(?:[/:-]\d+)?|\d{4}[:/]\d+|nummer\s\d+)")
_TAIL = re.compile(
    r"\s*(?:[-–—,;(]\s*(?:svar\b|besvara|beslut\b|remiss\b|yttrande\b|återremiss|bordlagd|komplettering|dnr\b|ks\s"
    r"|[A-ZÅÄÖ]{2,5}[ /]?\d)|\bdnr\b).*$",
    re.I | re.S,
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d+")
_EMPTY = frozenset(
    [
        "om", "att", "en", "ett", "i", "på", "för", "av", "till", "och", "med", "det", "den", "de", "som", "ska", "kan", "vid",
        "från", "hos", "samt", "ang", "angående", "gällande", "inom", "kommun", "kommunen", "kommunens", "region", "regionen",
        "införa", "införande", "ny", "nya", "nytt", "inrätta", "utreda", "se", "över", "möjlighet", "möjligheten",
        "möjligheter", "förslag",
    ]
)  # fmt: skip
"""Words that titles of one and the same initiative have or haven't."""


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says. `several`: it names a kind, and no single one."""

    kind: InitiativeKind
    subject: str | None
    by: tuple[Member, ...]
    new: bool
    several: bool


@lru_cache(maxsize=10_000)
def titled(text: str) -> Title | None:
    """What a title says of an initiative; None where it names none."""
    words = " ".join(text.split())
    match = _kinds().search(words.casefold(), 0, _BEFORE + 20)
    if match is None or match.start() > _BEFORE:
        return None
    if any(word in words[: match.start()].casefold() for word in vocabulary("initiatives")["words"]["past"]):
        return None
    lead, rest = words[: match.start()].casefold(), words[match.end() :]
    kind, number = (match.lastgroup or "").split("_")
    several = number == "several" or any(word in lead for word in vocabulary("initiatives")["words"]["list"])
    new = any(re.search(rf"\b{re.escape(word)}\b", lead) for word in vocabulary("initiatives")["words"]["new"])
    by, subject = _rest(rest)
    if subject is None and not by and not several and rest.strip(" .:"):
        return None  # *motion på recept*: the word means something else
    return Title(_KINDS[int(kind[1:])], subject, by, new, several)


def subject_keys(subject: str | None) -> frozenset[str]:
    """The search keys of the words that say what it is about."""
    words = (match.group().casefold() for match in _WORD.finditer(subject or ""))
    return frozenset(search_key(word) for word in words if word not in _EMPTY)


def movers(words: str) -> tuple[Member, ...]:
    """Who made it, as the first sentence of a paragraph says that begins with names: *Eva Ek (S) har i en motion …*."""
    for sentence in re.split(r"\n|(?<=[.!?])\s", words):
        found = list(re.finditer(PERSON, sentence))
        if found and found[0].start() < 4 and (moved := _MOVED.search(sentence)):
            return tuple(persons(sentence[: moved.start()]))
    return ()


def persons(text: str) -> Iterator[Member]:
    """The persons with a party that a text names."""
    for match in re.finditer(PERSON, text):
        name, party = re.split(r"\s?[(,]\s?", match.group().rstrip(")"), maxsplit=1)
        yield Member(name, party.upper() if party.isalpha() else None)


_KINDS: tuple[InitiativeKind, ...] = ("motion", "medborgarförslag", "interpellation", "enkel fråga")


@cache
def _kinds() -> re.Pattern[str]:
    kinds = vocabulary("initiatives")["kinds"]
    forms = [
        rf"(?P<k{number}_{form}>\b(?:{kinds[kind][form]})\b)"
        for number, kind in sorted(enumerate(_KINDS), key=lambda one: one[1] != "medborgarförslag")
        for form in ("several", "one")
    ]
    return re.compile("|".join(forms))


@cache
def _about() -> re.Pattern[str]:
    words = sorted(vocabulary("initiatives")["words"]["about"], key=len, reverse=True)
    return re.compile(rf"(?:^|[\s,)])(?:{'|'.join(map(re.escape, words))})(?=[\s:])|^\s*[:–-]\s", re.I)


def _rest(rest: str) -> tuple[tuple[Member, ...], str | None]:
    """Who made it and what it is about, from what follows the kind."""
    while marks := _MARKS.match(rest):
        rest = rest[marks.end() :]
    about = _about().search(rest)
    before = rest[: about.start()] if about else rest
    before = re.split(r"\btill\b", before, maxsplit=1)[0] if _FROM.match(before) else ""
    subject = _TAIL.sub("", rest[about.end() :]).strip(" .:,;–-") if about else ""
    return tuple(persons(before)), subject or None
