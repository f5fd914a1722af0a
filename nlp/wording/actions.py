"""What the words of a decision do: the first verb of the vocabulary that is not subordinate to another."""

from __future__ import annotations

import re
from functools import cache

from corpus.vocabulary import vocabulary

_SUBORDINATE = re.compile(r"(?:\bför att|\bsom (?:\w{1,20} ){0,2}|\b(?:har|hade) |\bdå|\bnär|\bsedan)\s?\Z", re.I)
"""What before a verb takes it out of the main clause: *för att förlänga*, *som antogs*."""
_NOT = re.compile(r"\s(?:inte|ej|icke)\b", re.I)
_DENIED = {"bevilja": "avslå", "bifalla": "avslå", "godkänna": "avslå", "anta": "avslå", "tillstyrka": "avstyrka"}
"""What a verb means with *inte* after it."""
_WORD = re.compile(r"(?<![\w-])[^\W\d_]+")
_WORD_LEAD = re.compile(r"\W{0,4}(?:\d{1,2}[.):]\s?)?")


def action_of(text: str) -> str | None:
    """The action that the words of a decision carry out; `None` where they have no verb of decision."""
    begins = _WORD_LEAD.match(text)
    start = begins.end() if begins else 0
    if noun := _nouns().match(text, start):
        return _noun_actions()[" ".join(noun[0].casefold().split())]
    pattern, actions = _verbs()
    at = 0
    for word in _WORD.finditer(text):
        if word.start() < at or word[0].casefold() not in _openers() or not (match := pattern.match(text, word.start())):
            continue
        at = match.end()
        if _SUBORDINATE.search(text, max(0, match.start() - 30), match.start()):
            continue
        action = actions[(match.lastindex or 1) - 1]
        return _DENIED.get(action, action) if _NOT.match(text, match.end()) else action
    return None


def adopts(text: str) -> bool:
    """Whether a decision refers to a proposal for what it decides."""
    return _adopting().search(text) is not None


def _form(words: str) -> str:
    """A form as a regular expression; an ellipsis stands for up to 160 characters of the sentence."""
    pieces = [re.escape(piece.strip()).replace(r"\ ", r"\s{1,3}") for piece in words.split("…")]
    return r"\s(?:[^.;:\n]{1,160}?\s)?".join(pieces)


@cache
def _verbs() -> tuple[re.Pattern[str], list[str]]:
    forms = [(form, action) for action, verbs in vocabulary("actions")["verbs"].items() for form in verbs]
    forms.sort(key=lambda pair: -len(pair[0]))
    alternatives = "|".join(f"({_form(form)})" for form, _ in forms)
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.I), [action for _, action in forms]


@cache
def _openers() -> frozenset[str]:
    """The first words of the forms, which spare most words the comparison with every form."""
    return frozenset(form.split()[0].casefold() for form in _every_form())


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


# Who acts


@cache
def lead_in() -> re.Pattern[str]:
    """A body and the finite verb of its decision: *Nämnden beslutar*, *Rådet utsåg*."""
    return re.compile(rf"(?P<body>[A-ZÅÄÖ][\w:-]*(?:,? (?:och |samt )?(?!att\b)[\w-]+){{0,6}}?) (?P<verb>{_active()})\b")


@cache
def _turned() -> re.Pattern[str]:
    """Verb before subject: *Därefter utsåg rådet …*."""
    return re.compile(rf"(?<!att )\b(?:{_active()})\s(?P<body>[\w-]{{4,60}})")


def _active() -> str:
    """The finite active verbs of decision, as alternatives."""
    words = vocabulary("actions")["lead_in"]
    active = {form.split()[0] for form in _every_form() if not form.split()[0].endswith("s")}
    return "|".join(sorted((active | set(words["deciding"])) - set(words["not_deciding"]), key=len, reverse=True))


@cache
def _passive() -> re.Pattern[str]:
    """A sentence in the passive whose verb is one of decision: *Dagordningen godkändes*, *Motionen anses besvarad*."""
    passive = {form.split()[0] for form in _every_form() if form.split()[0].endswith("s")}
    verbs = "|".join(sorted(passive, key=len, reverse=True))
    return re.compile(
        rf"[A-ZÅÄÖ§][^.:!?]{{2,220}}?\b"
        rf"(?P<verb>{verbs}|(?:är|förklaras|förklarades) (?:därmed |härmed )?(?:besvara|avsluta)[dt])\b"
    )


def _every_form() -> list[str]:
    return [form for verbs in vocabulary("actions")["verbs"].values() for form in verbs]


MODAL = re.compile(
    r"\b(?:föresl\w+|ska|skall|bör|kan|kunde|skulle|borde|om|som|har|hade|sedan|när|yrka\w*|finner|fann)\b", re.I
)
"""What makes a sentence no act of its own: a wish, a condition, something told of before."""
TOLD = re.compile(r"\bden \d{1,2}\b|\d{4}-\d\d-\d\d|§|\b(?:19|20)\d{2}\b")
"""A day or paragraph beside the verb: the act is told of an earlier occasion."""


def is_act(sentence: str, own: str | None) -> bool:
    """Whether a sentence says what the meeting itself did: in the passive, or with its body, `own`, for a subject."""
    if passive := _passive().match(sentence):
        return not MODAL.search(sentence[: passive.end("verb") - passive.start()])
    if own is None:
        return False
    if (turned := _turned().search(sentence)) and called(turned["body"], own):
        return not TOLD.search(sentence)
    active = lead_in().match(sentence)
    if not active or TOLD.search(sentence[active.end() :][:40]) or active["verb"].startswith("före"):
        return False
    return called(active["body"], own)


def called(words: str, own: str) -> bool:
    """Whether words name the body `own`: in full, in part, or by its kind (*nämnden*)."""
    name = words.casefold().removesuffix("en").removesuffix("et")
    return name in own.casefold() or own.casefold() in words.casefold()
