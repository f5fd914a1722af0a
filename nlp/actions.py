"""What the words of a decision do: the first verb of the vocabulary that is not subordinate to another."""

from __future__ import annotations

import re
from functools import cache

from corpus.vocabulary import vocabulary

_SUBORDINATE = re.compile(r"(?:\bför att|\bsom (?:\w{1,20} ){0,2}|\b(?:har|hade|är|var) \w{0,3}|\bdå|\bnär|\bsedan)\s?\Z", re.I)
"""What before a verb takes it out of the main clause: *för att förlänga*, *som antogs*."""
_WORD_LEAD = re.compile(r"\W{0,4}(?:\d{1,2}[.):]\s?)?")


def action_of(text: str) -> str | None:
    """The action that the words of a decision carry out; `None` where they have no verb of decision."""
    begins = _WORD_LEAD.match(text)
    start = begins.end() if begins else 0
    if noun := _nouns().match(text, start):
        return _noun_actions()[" ".join(noun[0].casefold().split())]
    pattern, actions = _verbs()
    for match in pattern.finditer(text):
        if _SUBORDINATE.search(text, max(0, match.start() - 30), match.start()):
            continue
        return actions[(match.lastindex or 1) - 1]
    return None


def adopts(text: str) -> bool:
    """Whether a decision refers to a proposal for what it decides."""
    return _adopting().search(text) is not None


def _form(words: str) -> str:
    """A form as a regular expression; an ellipsis stands for up to eighty characters of the sentence."""
    pieces = [re.escape(piece.strip()).replace(r"\ ", r"\s{1,3}") for piece in words.split("…")]
    return r"\s(?:[^.;:\n]{1,80}?\s)?".join(pieces)


@cache
def _verbs() -> tuple[re.Pattern[str], list[str]]:
    forms = [(form, action) for action, verbs in vocabulary("actions")["verbs"].items() for form in verbs]
    forms.sort(key=lambda pair: -len(pair[0]))
    alternatives = "|".join(f"({_form(form)})" for form, _ in forms)
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.I), [action for _, action in forms]


@cache
def _noun_actions() -> dict[str, str]:
    return {noun: action for action, nouns in vocabulary("actions")["nouns"].items() for noun in nouns}


@cache
def _nouns() -> re.Pattern[str]:
    nouns = sorted(_noun_actions(), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(_form(noun) for noun in nouns)})(?!\w)", re.I)


@cache
def _adopting() -> re.Pattern[str]:
    return re.compile("|".join(_form(words) for words in vocabulary("actions")["adopting"]["words"]), re.I)
