"""What the words of a decision do: the first verb of the vocabulary that is not subordinate to another."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from corpus.vocabulary import vocabulary
from nlp.who.bodies import is_called

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
    verbs = _verbs()
    at = 0
    for word in _WORD.finditer(text):
        if word.start() < at or not (forms := verbs.get(word[0].casefold())):
            continue
        pattern, actions = forms
        match = pattern.match(text, word.start())
        if match is None:
            continue
        at = match.end()
        if _SUBORDINATE.search(text, max(0, match.start() - 30), match.start()):
            continue
        action = actions[(match.lastindex or 1) - 1]
        return _DENIED.get(action, action) if _NOT.match(text, match.end()) else action
    return None


def adopts(text: str) -> bool:
    """Whether a decision refers to a proposal for what it decides."""
    return any(map(text.casefold().__contains__, _proposals())) and _adopting().search(text) is not None


@cache
def _proposals() -> frozenset[str]:
    """The words for what is adopted, with which each form of `_adopting` ends."""
    return frozenset(words.split()[-1] for words in vocabulary("actions")["adopting"]["words"])


def only_adopts(text: str) -> bool:
    """Whether a decision says nothing but that it adopts a proposal: *Nämnden beslutar enligt förslaget*."""
    match, lead = _adopting().search(text), _lead_in().match(text)
    return match is not None and match.start() - (lead.end() if lead else 0) <= _ADVERB


_ADVERB = 16
"""Characters that may part the verb from what it adopts: *beslutar enhälligt i enlighet med*."""


def _form(words: str) -> str:
    """A form as a regular expression; an ellipsis stands for up to 160 characters of the sentence."""
    pieces = [re.escape(piece.strip()).replace(r"\ ", r"\s{1,3}") for piece in words.split("…")]
    return r"\s(?:[^.;:\n]{1,160}?\s)?".join(pieces)


@cache
def _verbs() -> dict[str, tuple[re.Pattern[str], list[str]]]:
    """The forms by their first word, the longest first, and their actions: a word is compared with few of them."""
    forms: dict[str, list[tuple[str, str]]] = {}
    for action, verbs in vocabulary("actions")["verbs"].items():
        for form in verbs:
            forms.setdefault(form.split()[0].casefold(), []).append((form, action))
    return {first: _alternatives(sorted(of_word, key=lambda pair: -len(pair[0]))) for first, of_word in forms.items()}


def _alternatives(forms: list[tuple[str, str]]) -> tuple[re.Pattern[str], list[str]]:
    alternatives = "|".join(f"({_form(form)})" for form, _ in forms)
    return re.compile(rf"(?:{alternatives})(?![\w-])", re.I), [action for _, action in forms]


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


@lru_cache(maxsize=5_000)
def leads_in(text: str) -> re.Match[str] | None:
    """The `body` and the finite `verb` of a decision with which a text begins, or, verb before body, ends.

    *Nämnden beslutar*, *Rådet utsåg*; *Efter proposition beslutar fullmäktige* above a list.
    """
    return _lead_in().match(text) or (
        _turned_lead_in().search(text[-_CLAUSE:]) if "beslut" in text or "beslöt" in text else None
    )


_CLAUSE = 80
"""Characters that the end of a turned lead-in takes at most."""
_PAST = re.compile(r"(?:de|t|öt|og|av|åg|öll|te)s?\Z")


def is_past(verb: str) -> bool:
    """Whether a finite verb tells what happened: *beslöt*, *antogs*."""
    return _PAST.search(verb) is not None


@cache
def _lead_in() -> re.Pattern[str]:
    no_name = r"(?!(?:Efter|Vid|Under|Med|Mot|Till|Hos|På|Av|Från|Som|Sedan|När|Då|I) )"
    further = r"(?:,? (?:och |samt )?(?!att\b)[\w-]+)"
    return re.compile(rf"(?P<body>{no_name}[A-ZÅÄÖ][\w:-]*{further}{{0,6}}?) (?P<verb>{_active()})\b")


@cache
def _turned_lead_in() -> re.Pattern[str]:
    kinds = "|".join(map(re.escape, vocabulary("bodies")["endings"]))
    return re.compile(
        rf"\b(?P<verb>beslutar|beslutade|beslöt)\s(?P<body>[\w-]*(?:{kinds}))"
        r"(?:,?\s(?:således|därför|därefter|enhälligt|följande))?(?:,?\satt)?\s?:?\Z"
    )


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
        rf"(?:[A-ZÅÄÖ§][^.:!?]{{2,220}}?\b|(?=[A-ZÅÄÖ]))"
        rf"(?P<verb>(?i:{verbs}|beslutas|beslutades|beslöts)"
        r"|(?:är|förklaras|förklarades) (?:därmed |härmed )?(?:besvara|avsluta)[dt])\b"
    )


def _every_form() -> list[str]:
    return [form for verbs in vocabulary("actions")["verbs"].values() for form in verbs]


MODAL = re.compile(
    r"\b(?:föresl\w+|ska|skall|bör|kan|kunde|skulle|borde|har|hade|sedan|när|yrka\w*|finner|fann|funnit)\b"
    r"|(?:\A|,\s|\boch\s)om\b|\bsom\s(?:\w+\s){0,2}\w+\Z",
    re.I,
)
"""What makes a sentence no act of its own: a wish, a condition, something told of before."""
_TOLD = re.compile(
    r"\bden \d{1,2}\b|\d{4}-\d\d-\d\d|§|(?<!för )(?<!för år )(?<!till )(?<!till år )(?<!för åren )\b(?:19|20)\d{2}\b"
    r"|\bi (?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b"
)
_BESIDE = 50
"""Characters behind a verb within which the day stands of which it tells."""


def is_told(after: str) -> bool:
    """Whether a day or paragraph stands beside a verb, after which these words come: it tells of an earlier occasion.

    What follows *att* is what was decided.
    """
    return _TOLD.search(re.split(r"\batt\b", after[:_BESIDE])[0]) is not None


_TOLD_OF = re.compile(r"\s(?:den\s\d|\d{4}-\d\d-\d\d|(?:i|år|under)\s\w*\s?\d{4}\b)|[^.;]{0,80}§")
"""What stands right after a verb in the past that tells of an earlier day."""
_AGENT = re.compile(r"\sav\s(?P<body>[\w-]+)")
_ORDER = re.compile(
    r"\b(?:voterings|omröstnings|propositions|besluts)(?:proposition|ordning|gång)|\bvid proposition|^upprop\b"
    r"|\bden som (?:bifaller|vill)",
    re.I,
)
"""How the meeting proceeds is no decision in the matter."""


def is_act(sentence: str, own: str | None) -> bool:
    """Whether a sentence says what the meeting itself did: in the passive, or with its body, `own`, for a subject."""
    if _ORDER.search(sentence):
        return False
    if passive := _passive().match(sentence):
        return not MODAL.search(sentence[: passive.end("verb")]) and not _is_told(sentence, passive, own)
    if told := _had().match(sentence):
        return _is_own(told["body"], own)
    if (turned := _turned().search(sentence)) and _is_own(turned["body"], own):
        return not _TOLD.search(sentence)
    active = _lead_in().match(sentence)
    if not active or is_told(sentence[active.end() :]) or active["verb"].startswith("före"):
        return False
    return _is_own(active["body"], own)


@cache
def _had() -> re.Pattern[str]:
    """The outcome told in the perfect: *Fullmäktige hade således bifallit förslaget*, *Nämnden har tagit del av rapporten*."""
    return re.compile(
        r"(?P<body>[A-ZÅÄÖ][\w:-]*(?:\s[\w-]+){0,3}?)\s(?:ha(?:r|de)\s(?:således|sålunda|därmed|alltså)\s\w+(?:it|at|gt|nt|tt)\b"
        r"|har\stagit\sdel\sav\b)"
    )


def _is_own(words: str, own: str | None) -> bool:
    """Whether words name the body that meets; where it is unknown, whether they are only what any may be called."""
    if own:
        return is_called(words, own)
    return words.casefold() in vocabulary("bodies")["meetings"] or words.casefold() in _endings()


def _is_told(sentence: str, passive: re.Match[str], own: str | None) -> bool:
    """Whether a sentence in the passive tells what another body did, or this one on an earlier day."""
    agent = _AGENT.match(sentence, passive.end("verb"))
    if agent and agent["body"].casefold().endswith(_endings()) and not (own and is_called(agent["body"], own)):
        return True
    if not is_past(passive["verb"]):
        return False
    after = agent.end() if agent else passive.end("verb")
    return _TOLD_OF.match(sentence, after) is not None or re.match(r"(?:Den|Under|I) (?:\w+ )?\d", sentence) is not None


@cache
def _endings() -> tuple[str, ...]:
    return tuple(vocabulary("bodies")["endings"])
