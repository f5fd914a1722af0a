"""How agreements are called, who their parties are, and what dates say of how long they hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.document import Span
from corpus.findings import DateMention
from corpus.vocabulary import vocabulary
from nlp.state import State
from nlp.who.names import split_names

_PARTIES = re.compile(
    r"\bmellan\s(?P<parties>[^;:\n]{3,300}?)(?=,?\s(?:om|gällande|avseende|angående|rörande|beträffande|kring|för)\s|[.]?\Z)",
    re.I,
)
_OTHER_PARTY = re.compile(
    r"\bmed\s(?P<parties>[A-ZÅÄÖ][^;:\n]{2,100}?)(?=\s(?:om|gällande|avseende|angående|rörande|för|på)\s|\Z)"
)
_UNNAMED = re.compile(r"(?:nedan|undertecknad|följande|ovan|part)", re.I)
"""How what stands for parties without naming them begins: *mellan nedanstående parter*."""
_DATED = re.compile(r"\b(?:från|av|daterad|daterat|upprättad|upprättat|ursprungligen)\s(?:år\s)?\Z", re.I)
DONE = re.compile(
    r"\b(?:förläng|prolong|godkän|anta|antog|teckn|ingå|säg|sade|upphör|upphäv|gäll|löp|rätta|fastställ|revider|tillträd|bakom|ersätt|uppsäg|tillstyrk|slut[ei]|anslut)",
    re.I,
)
"""An agreement is only stated where something is done to it or it holds."""
SPECIFIC = re.compile(r"[\w-]{1,60}\s(?:om|mellan|med|för|avseende|rörande|kring|angående|gällande|beträffande|inom)\s", re.I)
"""A name that says what the agreement is about, since *Hyresavtalet* alone is the matter's own."""
CUT = re.compile(r"\s[–—-]\s|,\s(?=[a-zåäö]+\Z)")
"""After a name: what is to be done with it, *Avtal om färdtjänst – uppföljning*."""
BARE = re.compile(r"[\w-]{0,40}(?:avtal|överenskommelse|kontrakt)\W{0,3}", re.I)
"""A title that only says what kind of agreement it is."""
ASIDE = re.compile(r",?\s?\borg\.?\s?(?:nr|nummer)\.?:?\s[\d-]{6,13}|\s?\([^)]{1,60}\)", re.I)
"""What stands beside a party's name: its organisation number, what it is called in the agreement."""


@dataclass(frozen=True, slots=True)
class Validity:
    """First and last day for which an agreement holds."""

    first: str | None
    last: str | None
    end: int
    """Where in the flow the words that say so end."""


# Names


@cache
def agreement_name() -> re.Pattern[str]:
    """The name of an agreement, `title`, in running text, up to what is said of it."""
    words = vocabulary("agreements")
    nouns = "|".join(sorted(words["nouns"], key=len, reverse=True))
    stops = "|".join(_loose(word) for word in sorted(words["stops"], key=len, reverse=True))
    after_comma = "|".join(_loose(word) for word in sorted(words["after_comma"], key=len, reverse=True))
    return re.compile(
        rf"(?<![\w-])(?P<title>(?:[Dd]etta\s|[Dd]enna\s)?[\w-]{{0,40}}(?:{nouns})(?![\w-])[^.;:\n]{{0,260}}?)"
        rf"(?=\s(?:{stops})(?!\w)|\smed\s\d|,\s(?:{after_comma})(?!\w)|,?\s(?:samt)?\s*(?:[.;:\n]|\Z)|[.;:,]?\s*(?:\n|\Z)|[.;:])",
        re.I,
    )


def _loose(words: str) -> str:
    return re.escape(words).replace(r"\.", r"\.?\s?").replace(r"\ ", r"\s{1,3}")


@cache
def _pronouns() -> frozenset[str]:
    """What means the agreement that was named before: *avtalet*."""
    return frozenset(vocabulary("agreements")["pronouns"])


def means_named(title: str) -> bool:
    """Whether a name only means the agreement that was named before: *avtalet*, *detta samverkansavtal*."""
    words = title.casefold()
    return words in _pronouns() or (words.startswith(("detta ", "denna ")) and len(words.split()) == 2)


def may_mean_named(title: str) -> bool:
    """Whether a name may only mean the agreement that was named before: *samverkansavtalet*."""
    return title.casefold() in vocabulary("agreements")["generic"]


@cache
def period() -> re.Pattern[str]:
    """What the time for which an agreement holds is called."""
    words = "|".join(_loose(word) for word in sorted(vocabulary("agreements")["periods"], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?:en|s|ens)?(?!\w)", re.I)


def clean(words: str) -> str:
    """Words on one line, without the punctuation around them."""
    return re.sub(r"\s+", " ", words).strip(' ,;:"”')


def parties_in(title: str) -> tuple[str, ...]:
    """The parties that a name holds: those after *mellan*, or the one after *med* at its end."""
    match = _PARTIES.search(title) or _OTHER_PARTY.search(title)
    names = split_names(ASIDE.sub("", match["parties"])) if match else []
    return () if any(_UNNAMED.match(name) for name in names) else tuple(names)


# Validity


@cache
def _before(kind: str) -> re.Pattern[str]:
    words = "|".join(_loose(word) for word in sorted(vocabulary("agreements")["dates"][kind], key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words}):?\s(?:den\s)?\Z", re.I)


def validity_of(state: State, span: Span, title: Span | None = None) -> Validity | None:
    """What the dates of a stretch say of validity; a period within the `title` counts if nothing else does."""
    text = state.flow.text
    first = last = None
    end = span[0]
    named: DateMention | None = None
    for mention in state.dates_within(span):
        left, right = mention.passage.span
        near = (max(span[0], left - 40), left)
        if mention.start is None and mention.end is not None:
            last, end = last or mention.end, right
        elif mention.end is None and mention.start is not None:
            first, end = first or mention.start, right
        elif title is not None and title[0] <= left < title[1]:
            if mention.start != mention.end and not _DATED.search(text, *near):
                named = mention
        elif mention.start != mention.end and (_before("both").search(text, *near) or _label_before(text, near)):
            first, last, end = first or mention.start, last or mention.end, right
        elif (
            (title is not None and _ends_around(text, title, left))
            or _before("last").search(text, *near)
            or (mention.text.casefold().startswith("utgången") and re.search(r"till\s(?:och med\s)?\Z", text[near[0] : left]))
        ):
            last, end = last or mention.end, right
        elif _before("first").search(text, *near):
            first, end = first or mention.start, right
    if named is not None and first is None and last is None:
        first, last, end = named.start, named.end, named.passage.span[1]
    elif named is not None and last is None and not _OPEN.search(text, *span):
        last = end_by_name(first, named)
    return Validity(first, last, end) if first or last else None


def _label_before(text: str, near: Span) -> bool:
    """Whether the word for the time of an agreement stands right before: *Avtalsperiod:*, *Hyrestiden är*."""
    labels = list(period().finditer(text, *near))
    return bool(labels) and _IS.fullmatch(text, labels[-1].end(), near[1]) is not None


def _ends_around(text: str, title: Span, day: int) -> bool:
    """Whether a name parts the verb from the day: *upphör Avtal om snöröjning att gälla den 1 maj*."""
    return bool(_ENDS.search(text, max(0, title[0] - 24), title[0]) and _TO_HOLD.fullmatch(text, title[1], day))


_ENDS, _TO_HOLD = re.compile(r"\bupphör(?:de)?\s\Z", re.I), re.compile(r"\satt\sgälla\s(?:den\s)?", re.I)
_IS = re.compile(r"(?:\s?:|\s(?:är|omfattar|avser|löper))?\s{1,2}")
_OPEN = re.compile(r"\btills\svidare\b|\bi\ssänder\b", re.I)


def end_by_name(first: str | None, named: DateMention) -> str | None:
    """The end that the years of a name (*Samverkansavtal 2010–2013*) give a validity of which only the beginning is told."""
    years = [(day or "")[:4] for day in (named.start, named.end)]
    return named.end if first and years[0] < years[1] and years[0] <= first[:4] <= years[1] else None
