"""What a yrkande asks for, by the main clause of its words."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, cast

from corpus.findings import Stance
from corpus.vocabulary import vocabulary

_REASON = re.compile(
    r"[,;]?\s(?:för att|så att|i syfte att|eftersom|därför att|med (?:motivering\w*|hänvisning|anledning av)|på grund av)\s",
    re.I,
)
"""What begins the reason, which says nothing of what is asked for."""
_FIRST = re.compile(
    r"\s*(?:i (?:första|andra|tredje) hand\s|dels\s|på\s|om\s|:\s?|helt\s|enbart\s|endast\s)*"
    r"(?P<noun>avslag|bifall|återremiss|bordläggning|uppskov)\b",
    re.I,
)
_CHANGED = re.compile(r"\b(?:med|som|och|samt)\s(?:[\w:]+\s){0,2}(?P<how>tillägg|ändring)(?!s?yrkande)", re.I)
_ALSO = re.compile(
    r"\batt\s(?:\w+\s){0,4}?(?:även|också|dessutom)\s(?:ska|skall|bör|får|ges|kan|måste|\w+s)\b"
    r"|(?:\A\s*|\batt\s)(?:även|också|dessutom)\b",
    re.I,
)
"""Before the verb these words say that more is asked for; before a noun they belong to that (*öppet även på söndagar*)."""
_ADOPTION = re.compile(
    r"\b(?:antas|antages|fastställs|fastställes|godkänns|godkännes|beviljas|medges|tillstyrks|tillstyrkes)"
    r"(?:\si sin helhet|\sutan ändring(?:ar)?)?[\s.\"”]*\Z",
    re.I,
)
"""The end of a wish for nothing but what is put before the meeting."""
_THEIRS = re.compile(
    r"\b(?:sitt|sina|eget|egna|(?!\w*(?:styrelsens|nämndens|nämndernas|utskottets|gruppens|beredningens|direktionens"
    r"|kontorets|förvaltningens|direktörens|chefens|rådets|kommunens|regionens|landstingets)\b)[A-ZÅÄÖ][\w-]+s)\s"
    r"(?:\w+ )?(?:budget\w*|yrkande\w*|förslag)"
)


def theirs(words: str) -> bool:
    """Whether words name a party's or a member's own proposal, not the one that was put before the meeting."""
    return _THEIRS.search(words) is not None


def stance_of(words: str) -> Stance:
    """What the words after *yrkar* ask for; a wish of its own kind (*att avgiften höjs*) is an `ändring`.

    The noun or verb of the main clause tells it; to adopt what is proposed is `bifall`, unless it is the mover's own.
    """
    main = _REASON.split(f"{words} ", maxsplit=1)[0]
    if first := _FIRST.match(main):
        changed = _CHANGED.search(main)
        if changed and first["noun"].casefold() == "bifall":
            return cast(Stance, changed["how"].casefold())
        return _found("words", first["noun"]) or "ändring"
    if _ALSO.search(main):
        return "tillägg"
    if stance := _found("whole", main) or _found("words", main):
        return stance
    return "bifall" if _ADOPTION.search(main) and not theirs(main) else "ändring"


def _found(key: Literal["whole", "words"], words: str) -> Stance | None:
    """The stance of the first of the vocabulary's words; `whole` ones count wherever they stand, in the vocabulary's order."""
    first: tuple[int, Stance] | None = None
    for stance, pattern in _patterns(key):
        match = pattern.search(words)
        if match and key == "whole":
            return stance
        if match and (first is None or match.start() < first[0]):
            first = (match.start(), stance)
    return first[1] if first else None


@cache
def _patterns(key: str) -> list[tuple[Stance, re.Pattern[str]]]:
    return [
        (cast(Stance, stance), re.compile(rf"\b(?:{'|'.join(map(re.escape, entry[key]))})\b", re.I))
        for stance, entry in vocabulary("motions").items()
        if entry[key]
    ]
