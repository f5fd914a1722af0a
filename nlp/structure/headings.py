"""The headings within an item: which role the stretch under a line has, by the vocabulary of headings."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import cast

from corpus.findings import Role
from corpus.vocabulary import plain, vocabulary

_LONGEST = 110
"""Characters of the longest heading."""
_FUZZY_FROM = 7
_FUZZY_TO = 40
"""Letters from and to which a heading may have one wrong, missing, doubled or swapped letter."""
LOST = "\ufffd"
_TO_LOST = str.maketrans("åäöÅÄÖ", LOST * 6)
_NUMBERED = re.compile(r"\d{1,2}[.)]?\d{0,2}\s+")
_INLINE = re.compile(r"([^:\t]{2,60}):\s*(?=\S)")
_INLINE_WITHIN = 64
"""Characters within which the colon or gap behind such a heading stands."""
_BESIDE = re.compile(r"([^:\t]{3,40}?):?\t\s*(?=\S)")
"""A heading in the margin, a gap between it and the text."""


def without_letters(words: str) -> str:
    """Words with å, ä and ö replaced by the sign for a lost letter, as broken files have them."""
    return words.translate(_TO_LOST)


@cache
def body_pattern() -> str:
    """A regular expression, in lower case, for the name of a body: one with a telling ending, or a short form."""
    endings = "|".join(sorted(map(re.escape, vocabulary("bodies")["endings"]), key=len, reverse=True))
    word = r"(?!(?:över|på|av|om|mot|inför)\b)[\w-]+"  # "Yttrande över nämndens förslag" is a title
    return rf"(?:(?:{word},? (?:och |samt |för )?){{0,5}}[\w-]*(?:{endings})|[\w-]{{2,8}}:?)"


@cache
def _words() -> dict[str, Role]:
    result: dict[str, Role] = {}
    for role, entry in vocabulary("headings").items():
        for words in entry["words"]:
            result.setdefault(plain(words), cast(Role, role))
    return result


@cache
def _lost_letters() -> dict[str, Role]:
    """The headings as they stand where å, ä and ö were lost."""
    return {without_letters(words): role for words, role in _words().items()}


@cache
def _patterns() -> tuple[tuple[Role, str, re.Pattern[str]], ...]:
    return tuple(
        (cast(Role, role), word, re.compile(pattern.replace("{body}", body_pattern())))
        for role, entry in vocabulary("headings").items()
        for word, patterns in entry.get("patterns", {}).items()
        for pattern in patterns
    )


@cache
def _slips() -> dict[str, Role]:
    """Each long heading with one letter left out: two words that share such a form differ by at most a letter or two."""
    result: dict[str, Role] = {}
    for words, role in _words().items():
        if len(words) >= _FUZZY_FROM:
            for at in range(len(words)):
                result.setdefault(words[:at] + words[at + 1 :], role)
    return result


def _role(words: str) -> Role | None:
    if role := _words().get(words) or (_lost_letters().get(words) if LOST in words else None):
        return role
    for role, word, pattern in _patterns():
        if word in words and pattern.fullmatch(words):
            return role
    if _FUZZY_FROM <= len(words) <= _FUZZY_TO and not words[-1].isdigit():
        slips = _slips()
        if role := slips.get(words):
            return role
        for at in range(len(words)):
            shorter = words[:at] + words[at + 1 :]
            if role := slips.get(shorter) or _words().get(shorter):
                return role
    return None


def heading_role(text: str) -> Role | None:
    """The role that a line opens as a heading, None where it is none. The whole line is the heading.

    Typing slips are allowed for by comparing the forms with one letter deleted (Mor & Fraenkel 1982).
    """
    if len(text) > _LONGEST or (text[-1] == "." and not text.endswith(("m.m.", "mm."))):
        return None
    return _role_of(text)


@lru_cache(maxsize=10_000)
def _role_of(text: str) -> Role | None:
    """The role of a short line, for which several components ask."""
    words = plain(text)
    if not words or not (words[0].isalnum() or words[0] == LOST):
        return None
    return _role(words) or (_role(plain(_NUMBERED.sub("", text, count=1))) if text[0].isdigit() else None)


def inline_heading(text: str) -> tuple[Role, int] | None:
    """The role of a heading that shares its line with what it heads (`Expedieras till: de valda`), and where that begins."""
    if ":" not in text[:_INLINE_WITHIN] and "\t" not in text[:_INLINE_WITHIN]:
        return None
    if (beside := _BESIDE.match(text)) and (role := _words().get(plain(beside[1]))):
        return role, beside.end()
    match = _INLINE.match(text)
    if match and (role := _words().get(plain(match[1])) or (heading_role(match[1]) if len(match[1]) < 50 else None)):
        return role, match.end()
    return None
