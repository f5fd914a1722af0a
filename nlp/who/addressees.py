"""To whom a decision is directed: those it proposes or recommends to, gives a task, or hands the matter over to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from corpus.document import Span
from corpus.vocabulary import vocabulary
from nlp.who.names import split_names
from nlp.wording.actions import action_of

_WHO = r"(?P<who>[\w][^.:;\n]{1,120}?)"
_PROPOSES = re.compile(
    rf"\b(?:föreslår?|föreslog|hemställ(?:a|er|de)(?: hos)?|rekommendera(?:r|de)?)\s(?:att\s)?{_WHO}"
    r"(?=\s(?:att|besluta|beslutar|fatta|föreslå|rekommendera)\b|\s?:|\Z)",
    re.I,
)
_PROPOSING = ("föresl", "hemställ", "rekommend")
_WHAT = r"\satt\s(?P<task>[^\n]{1,3000})"
_TASK = r"(?:i\suppdrag|i\suppgift|uppdraget|uppgiften)"
_ALSO = r"(?:\s(?:vidare|också|även|därutöver|samtidigt|därmed|härmed))?"
_TASKS = (
    re.compile(rf"\b(?:uppdr(?:ar|aga|ager|og|a|as|ages)){_ALSO}\s(?:åt|till|på)\s{_WHO}(?:\si\suppdrag)?{_WHAT}", re.I),
    re.compile(rf"\b(?:ger?|gav|giva|får|ges|lämna|lämnar){_ALSO}\s{_WHO}\s{_TASK}{_WHAT}", re.I),
    re.compile(rf"\b(?:ålägga|ålägger)\s{_WHO}{_WHAT}", re.I),
    re.compile(
        rf"(?:\A|[.:;\n]\s{{0,3}}|\batt\s){_WHO}\s(?:får|fick|ges|gavs|har|erhåller|tilldelas|lämnas)"
        rf"{_ALSO}\s{_TASK}{_WHAT}",
        re.I,
    ),
    re.compile(rf"(?:\A|[.:;\n]\s{{0,3}}|\batt\s){_WHO}\s(?:åläggs|uppdras|uppdrages){_WHAT}", re.I),
    re.compile(rf"\buppdrag(?:et)?\s(?:(?:ges|gavs|lämnas|lämnades)\s)?(?:till|åt)\s{_WHO}{_WHAT}", re.I),
)
"""Who is given a task, `who`, and what they are to do, `task`."""
_HANDING_OVER = ("överlämna", "remittera", "återremittera", "översända", "hänskjut")
_HANDS_OVER = re.compile(
    rf"\b(?:{'|'.join(_HANDING_OVER)})\w{{0,3}}\s(?:[^.:;\n]{{1,80}}?\s)?till\s{_WHO}(?=\s(?:för|med|att|i|som)\b|[.,]|\Z)",
    re.I,
)
GIVING = ("uppdr", "ålägg", "uppgift")
"""Without any of these words nobody is given a task,"""
ADDRESSING = (*GIVING, *_PROPOSING, *_HANDING_OVER)
"""and without any of these nobody is addressed."""
_NO_ONE = re.compile(r"^(?:det|den|detta|att|man)$", re.I)


_GIVEN = re.compile(
    rf"\b(?:ger?|gav|uppdra(?:r|ga)?|uppdrog)\s(?:åt\s)?{_WHO}"
    r"(?:\si\s(?:följande\s)?uppdrag|\sföljande\suppdrag)?(?:\satt|\sföljande)?\s?:?\s*\Z"
    rf"|(?:\A|\batt\s|[.)]\s){_WHO.replace('who', 'given')}\s(?:får|ges)\s(?:i|följande)\suppdrag(?:\satt)?\s?:?\s*\Z",
    re.I,
)


def given_to(words: str) -> tuple[str, ...]:
    """To whom a lead-in gives the tasks that its points name: *Nämnden ger chefen i uppdrag* above a list; else empty."""
    match = _GIVEN.search(words) if "uppdr" in words.casefold() else None
    if match is None or "uppdr" not in match[0].casefold():
        return ()
    who = match["who"] or match["given"]
    return () if " att " in who else tuple(_who(who))


@dataclass(frozen=True, slots=True)
class Task:
    """A task given in words: to whom, what, and where in the text the whole stands."""

    who: tuple[str, ...]
    activity: str
    span: Span
    activity_span: Span


def tasks(text: str) -> list[Task]:
    """The tasks that a point gives: *uppdrar åt X att …*, *X får i uppdrag att …*."""
    found: list[Task] = []
    if not any(map(text.casefold().__contains__, GIVING)):
        return found
    following = [pattern.search(text) for pattern in _TASKS]
    while match := min(filter(None, following), key=lambda match: match.start("who"), default=None):
        start, end = match.span("task")
        end = start + _sentence_end(text[start:end])
        found.append(Task(tuple(_who(match["who"])), text[start:end].rstrip(" .,;:"), (match.start("who"), end), (start, end)))
        following = [
            pattern.search(text, end) if later and later.start("who") < end else later
            for pattern, later in zip(_TASKS, following, strict=True)
        ]
    return found


def _sentence_end(words: str) -> int:
    """Where the sentence of a task ends: at its full stop, or where the next one is joined to it."""
    for match in _ENDING.finditer(words):
        if not match["that"] or not _goes_on().match(words, match.end()):
            return match.start()
    return len(words)


_ENDING = re.compile(
    r"[.!?](?=\s+[A-ZÅÄÖ])|,?\s+samt\s*\Z"
    r"|,?\s(?:samt|och)\s(?:(?P<that>att)|beslutar|föreslår|uppdrar|ger|ålägger|rekommenderar|bemyndigar)\b"
)


@cache
def _goes_on() -> re.Pattern[str]:
    """After *och att*: a last day, or what is to be done by those who have the task, not what the meeting itself does."""
    words = vocabulary("assignments")
    verbs = "|".join(map(re.escape, (*words["duties"], "senast", "före", "innan", "till", "därefter", "i samband")))
    return re.compile(rf"\s(?:{verbs})\b", re.I)


def addressees(lead: str, points: Sequence[str]) -> list[str]:
    """To whom a decision with this lead-in and these points is directed, each once."""
    found: dict[str, None] = {}
    for words in (lead, *points):
        telling = words.casefold()
        if any(map(telling.__contains__, _PROPOSING)) and (match := _PROPOSES.search(words)):
            found |= dict.fromkeys(_who(match["who"]))
        for task in tasks(words):
            found |= dict.fromkeys(task.who)
        if any(map(telling.__contains__, _HANDING_OVER)) and (match := _HANDS_OVER.search(words)):
            found |= dict.fromkeys(_who(match["who"]))
    return list(found)


def _who(words: str) -> list[str]:
    cleaned = re.sub(r"^(?:.*\satt|för egen del|dels|även|samtidigt|också)\s", "", words.strip(), flags=re.I)
    names = split_names(cleaned)
    acts = [at for at, name in enumerate(names) if action_of(name)]  # *Rapporten godkänns och chefen får i uppdrag*
    return [name for name in names[acts[-1] + 1 if acts else 0 :] if not _NO_ONE.match(name)]
