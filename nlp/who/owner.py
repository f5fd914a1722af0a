"""Whose a document is: the body, and the municipality, region or association, as the document calls them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from corpus.vocabulary import vocabulary
from nlp.who.persons import NAME
from nlp.wording.trees import letter_tree

_UPPER = "A-ZÅÄÖÉ"
_ACRONYM = re.compile(r"\((?P<short>[A-ZÅÄÖ][A-ZÅÄÖa-zåäö-]{1,7})\)")
_PLACE = re.compile(r" i (?P<place>[A-ZÅÄÖ][\w-]+(?: (?:kommun|stad|län))?)$")
_GAP = r"[^\S\n]"
"""A blank within a name, which goes over no line."""
_TITLED = re.compile(rf"{NAME}(?: \([^()]{{1,6}}\))?,")
"""A person with an office: `Eva Ek, kommunalråd`."""
_NO_NAME = ("Till ", "Från ", "För ", "Mellan ", "Av ", "Hos ", "Vid ", "Med ", "Inom ", "Redovisas ", "Mål ")
"""Words that stand before a name with a capital and don't belong to it."""
_ADJECTIVE = r"(?:(?:tekniska|gemensamma|kommunala|sociala|centrala) )?"
"""What stands before a body's name with a small letter and belongs to it."""
_ACTS = r"(?:beslutar|beslutade|föreslår|godkänner|noterar|rekommenderar|fastställer|utser|antar|uppdrar|ger)"


@cache
def _body() -> re.Pattern[str]:
    endings = "|".join(sorted(map(re.escape, vocabulary("bodies")["endings"]), key=len, reverse=True))
    return re.compile(
        rf"(?:(?:[\w-]+,? ){{0,4}}(?:och |samt )?)?[\w-]*(?:{endings})(?: (?:för|i) [\w, -]{{3,60}})?(?: \([\w-]{{2,8}}\))?",
        re.IGNORECASE,
    )


def is_body(text: str) -> bool:
    """Whether a line is only the name of a body."""
    words = text.strip(" .:")
    if (
        not 3 < len(words) < 90
        or not words[0].isupper()
        or _TITLED.match(words)
        or words.startswith(_NO_NAME)
        or words.casefold() in _not_bodies()
    ):
        return False
    match = _body().fullmatch(words)
    return match is not None and not re.search(rf"\b{_ACTS}\b|\b(?:förslag|yttrande)\b|[.;]|\d", words)


def body_in(text: str) -> str | None:
    """The last body that a short text (`Protokoll från regionstyrelsen`) names, None where it names none."""
    found = [_GENITIVE.sub("", match[0]) for match in re.finditer(_words_pattern(), text)]
    found = [name for name in found if name.casefold() not in _not_bodies()]
    return found[-1] if found else None


_GENITIVE = re.compile(r"(?<=en|et|ge|an)s$")


@cache
def _words_pattern() -> re.Pattern[str]:
    endings = "|".join(sorted(map(re.escape, vocabulary("bodies")["endings"]), key=len, reverse=True))
    return re.compile(
        rf"\b(?:[{_UPPER}][\w-]+ ){{0,3}}{_ADJECTIVE}"
        rf"(?:[\w-]+-,? (?:[\w-]+-,? )?och )?[\w-]*(?i:{endings})(?:s [\w-]*utskott|s?)\b"
        r"(?! (?:ordf|vice ordf|ledam|beslut|förslag))"
    )


def place_of(text: str) -> str | None:
    """The place that a line gives with the name of a body (`Kommunfullmäktige i Ale`), None where it is no such line."""
    match = _PLACE.search(text.strip())
    return match["place"] if match and is_body(text[: match.start()].strip()) else None


def short_form(text: str) -> str | None:
    """The short form that stands in brackets after a name: `SAG` in `Samordningsgruppen (SAG)`."""
    match = _ACRONYM.search(text)
    return match["short"] if match and sum(map(str.isupper, match["short"])) >= 2 else None


def acting(text: str) -> str | None:
    """The body or short form that most often decides in a text, where it does so at least twice."""
    pattern = rf"(?:^|[.\n] ?)([{_UPPER}][\w-]*(?:-? (?:och )?[\w-]+){{0,4}}?) {_ACTS}\b"
    counted = Counter(words for words in re.findall(pattern, text) if words.isupper() or is_body(words))
    return next((words for words, times in counted.most_common(1) if times >= 2), None)


@cache
def _organisation() -> re.Pattern[str]:
    entry = vocabulary("bodies")["organisations"]
    before = "|".join(map(re.escape, entry["before"]))
    after = "|".join(sorted(map(re.escape, entry["after"]), key=len, reverse=True))
    name = rf"[{_UPPER}][\w-]{{1,40}}"
    return re.compile(
        rf"(?:(?:{before}|[{_UPPER}]\w{{3,30}}förbundet)(?:{_GAP}{name}){{1,3}}"
        rf"|{name}(?:{_GAP}{name}){{0,2}}{_GAP}(?:{after})\b|(?:{name}{_GAP}){{0,2}}{name}regionen\b"
        rf"|(?:{before.upper()}|[{_UPPER}]{{3,30}}FÖRBUNDET)(?:{_GAP}[{_UPPER}-]{{1,40}}){{1,3}}"
        rf"|(?:[{_UPPER}-]{{1,40}}{_GAP}){{1,3}}(?:{after.upper()})\b)"
    )


@cache
def _opening() -> re.Pattern[str]:
    """How what `_organisation` finds begins: with a word that another one with a capital, or one that tells, comes after."""
    after = letter_tree(vocabulary("bodies")["organisations"]["after"])
    return re.compile(rf"[{_UPPER}](?<!\w.)(?=[\w-]*+{_GAP}(?:[{_UPPER}-]|{after})|[\w-]*?regionen)")


@cache
def _stems() -> frozenset[str]:
    """What a text has, in lower case, that names a municipality, region or association: the shortest words that tell."""
    entry = vocabulary("bodies")["organisations"]
    words = {"förbundet", "regionen", *(word.casefold() for words in (entry["before"], entry["after"]) for word in words)}
    return frozenset(word for word in words if not any(other in word for other in words - {word}))


def may_name_organisation(text: str) -> bool:
    """Whether a text has any of the words without which it names no municipality, region or association in full."""
    words = text.casefold()
    return any(map(words.__contains__, _stems()))


def organisations(text: str) -> list[str]:
    """The municipalities, regions and associations that a text names in full, each as often as it does."""
    if not may_name_organisation(text):
        return []
    found: list[str] = []
    end = 0
    for opening in _opening().finditer(text):
        if opening.start() >= end and (match := _organisation().match(text, opening.start())):
            found.append(" ".join(match[0].split()))
            end = match.end()
    found = [_without_neighbours(name.partition(" ")[2] if name.startswith(_NO_NAME) else name) for name in found]
    return [name for name in found if name.endswith("regionen") or (" " in name and not re.search(r" [A-ZÅÄÖ]{1,3}$", name))]


def _without_neighbours(name: str) -> str:
    """A name without the words that page headers print behind it: `Region Norr Protokoll`."""
    words = name.split(" ")
    while len(words) > 1 and words[-1].casefold() in _neighbours():
        words.pop()
    return " ".join(words)


@cache
def _neighbours() -> frozenset[str]:
    return frozenset(vocabulary("bodies")["organisations"]["not_in_names"])


@cache
def _not_bodies() -> frozenset[str]:
    """Words that end like a body and are none: labels of covers and columns (`Beredande forum`) among them."""
    labels = [*vocabulary("roles")["fields"]["body"], *(word for words in vocabulary("columns").values() for word in words)]
    return frozenset([*vocabulary("bodies")["not_bodies"], *labels])


def as_called(name: str, text: str) -> str:
    """A name with a capital at its beginning, one in capitals as the text writes it elsewhere; its place ("i Ale") left out."""
    return _PLACE.sub("", _in_letters(" ".join(name.split()).strip(" .,:;–-"), text))


def _in_letters(name: str, text: str) -> str:
    """A name in the capitals and small letters that it has in running text."""
    if not name.isupper() or (" " not in name and len(name) <= 5):
        return name[:1].upper() + name[1:]
    for match in re.finditer(re.escape(name).replace(r"\ ", r"\s"), text, re.IGNORECASE):
        if not match[0].isupper():
            return " ".join(match[0].split())[:1].upper() + " ".join(match[0].split())[1:]
    words = name.split()
    kinds = {word for entry in vocabulary("bodies")["organisations"]["after"] for word in entry.split()}
    return " ".join(
        word.lower() if at and (word.lower() in kinds or len(word) <= 4 or is_body(word.capitalize())) else word.capitalize()
        for at, word in enumerate(words)
    )
