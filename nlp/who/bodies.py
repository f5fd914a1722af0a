"""The names of bodies and functions in running text: `kommunstyrelsens arbetsutskott`, `KSAU`, `förvaltningschefen`."""

from __future__ import annotations

import re
from functools import cache

from corpus.document import Span
from corpus.vocabulary import vocabulary


def find_bodies(text: str) -> list[tuple[Span, str]]:
    """The bodies and functions that a text names, in order: where each stands, and its name without the genitive's s."""
    found: list[tuple[Span, str]] = []
    end = 0
    for start in _starts(text):
        match = _pattern().match(text, start) if start >= end else None
        if match is None:
            continue
        name, end = match[0], match.end()
        if match["short"]:
            if name not in vocabulary("bodies")["short"] and not name.isupper():
                continue
        elif name.split()[-1].casefold() in _none():
            continue
        if name.islower() and name.endswith(_INDEFINITE) and (owner := _OWNER.search(text, max(0, start - 60), start)):
            start = owner.start()  # *Vattenförbundets direktion*
        found.append(((start, end), _nominative(text[start:end])))
    return found


def _starts(text: str) -> list[int]:
    """Where names may begin: at a short form, or some words before one that ends as names do."""
    words = list(_WORD.finditer(text))
    tails, last_words, reach = _last_words()
    found = {match.start() for match in _SHORT.finditer(text)}
    for at, match in enumerate(words):
        word = match[0].casefold()
        if word[-_TAIL:] in tails and word.endswith(last_words):
            found.update(words[before].start() for before in range(max(0, at - reach), at + 1))
    return sorted(found)


_INDEFINITE = ("nämnd", "styrelse", "utskott", "beredning", "direktion", "delegation", "presidium")
_OWNER = re.compile(r"(?<![\w-])[A-ZÅÄÖ][\w-]{2,50}\s\Z")
"""Whose body is called in indefinite form."""


def is_function(words: str) -> bool:
    """Whether words name one function, in definite form: *socialchefen*, *enhetschefen för färdtjänst*."""
    first = words.split(maxsplit=1)[:1]
    return bool(first) and first[0].casefold().endswith(tuple(vocabulary("bodies")["functions"]))


def defined_bodies(text: str) -> dict[str, str]:
    """The short forms that a text defines, with the whole name of each: *Rådet för unga i länet (RUL)*."""
    found: dict[str, str] = {}
    for match in _DEFINED.finditer(text):
        short = match["short"]
        before = _PARTING.split(text[max(0, match.start() - 120) : match.start()])[-1]
        for (left, _), _ in find_bodies(before) if short not in found and short[0] in before else ():
            name = before[left:].strip()
            if name[0].isupper() and len(name.split()) <= 9 and _abbreviates(short, name):
                found[short] = name
                break
    return found


_PARTING = re.compile(r"[.!?;:\n\t()]")

_DEFINED = re.compile(
    r"\s\((?:(?:här)?(?:nedan|efter)\s|i det följande\s|förkortat\s|kallat\s|kallad\s)?"
    r"[\"”]?(?P<short>[A-ZÅÄÖ][A-Za-zåäöÅÄÖ]{1,9})[\"”]?\)"
)


def _abbreviates(short: str, name: str) -> bool:
    """Whether the letters of a short form stand in a name in this order, its first the name's: no party after a person."""
    letters = iter(name.casefold())
    return len(re.findall(r"[A-ZÅÄÖ]", short)) > 1 and name[0] == short[0] and all(c in letters for c in short.casefold())


def full_name(name: str, own: str | None = None) -> str:
    """The name in full of a body's short form, or of one called by its kind alone (*nämnden*) where it is the `own` one."""
    called = name.casefold()
    if own and called != own.casefold() and (own.casefold().endswith(called) or (called in _kinds() and _is_kind(called, own))):
        return own
    shorts = vocabulary("bodies")["short"]
    full = shorts.get(name) or shorts.get(name.upper() if len(name) <= 4 else name)
    return str(full) if full else name


def _is_kind(called: str, own: str) -> bool:
    """Whether a body is one of a kind: *nämnden* is *Gemensam nämnd för upphandling*."""
    words = own.casefold()
    return called in words or any(called.removesuffix(ending) in words.split() for ending in ("n", "en", "et"))


def is_called(words: str, own: str) -> bool:
    """Whether words name the body `own`: in full, in part, by its kind (*nämnden*, *mötet*) or by a short form (*AU*)."""
    called, name = words.casefold(), own.casefold()
    entry = vocabulary("bodies")
    if called in entry["meetings"] or (called in entry["endings"] and name.endswith(tuple(entry["owners"]))):
        return True
    if words.isupper() and len(words) <= _LETTERS:
        full = str(entry["short"].get(words, "")).casefold().removesuffix("en").removesuffix("et")
        return (full != "" and full in name) or _abbreviates_loosely(called, name)
    return called.removesuffix("en").removesuffix("et").removesuffix("s") in name or name in called


_LETTERS = 6
"""Letters of a short form at most."""


def _abbreviates_loosely(short: str, name: str) -> bool:
    letters = iter(name)
    return short[0] == name[0] and all(letter in letters for letter in short)


def _nominative(name: str) -> str:
    return _GENITIVE.sub("", name)


_GENITIVE = re.compile(r"(?<=en|et|an|rd)s$|(?<=fullmäktige)s$|(?<=ens )s$")


@cache
def _kinds() -> frozenset[str]:
    return frozenset(vocabulary("bodies")["endings"])


@cache
def _none() -> frozenset[str]:
    return frozenset(vocabulary("bodies")["not_bodies"])


_LETTER = "[A-ZÅÄÖa-zåäö]"
_ACTED = r"(?=,? (?:§|den \d|\d{4}-\d\d-\d\d|\d{1,2} \w{3,9} \d{4}|vid (?:mötet|sammanträdet)|\d{1,3},))"
"""What follows the short form of a body where it names one."""
_SHORT = re.compile(rf"(?<![\w-])[A-ZÅÄÖ]{_LETTER}{{1,6}}(?:s|:s)?{_ACTED}")
_WORD = re.compile(r"[\w-]+")


_TAIL = 2
_BEFORE = 3
"""Words that stand at most before the one that tells, as in *kost-, vård- och omsorgsnämnden*."""


@cache
def _last_words() -> tuple[frozenset[str], tuple[str, ...], int]:
    """How words end with which a name of `_pattern` ends, in lower case: the last letters, and whole.

    And how many words may stand before such a one.
    """
    words = vocabulary("bodies")
    names = [_WORD.findall(ending.casefold()) for ending in [*words["endings"], *words["functions"]]]
    last = {name[-1] for name in names}
    last |= {f"{word}s" for word in last}
    return frozenset(word[-_TAIL:] for word in last), tuple(sorted(last)), max(map(len, names)) - 1 + _BEFORE


@cache
def _pattern() -> re.Pattern[str]:
    words = vocabulary("bodies")
    endings = "|".join(sorted(map(re.escape, [*words["endings"], *words["functions"]]), key=len, reverse=True))
    before = rf"(?:{_LETTER}{{1,30}}-,? (?:och|samt) |{_LETTER}{{1,30}}-, {_LETTER}{{1,30}}- och |[Tt]ekniska )?"
    after = r"(?: (?:arbetsutskott|presidium|personalutskott|[a-zåäö]{1,25}(?:utskott|beredning)))?"
    return re.compile(
        rf"(?<![\w-])(?:{before}[\w-]{{0,40}}(?i:{endings})s?{after}(?![\w-])"
        rf"|(?P<short>[A-ZÅÄÖ]{_LETTER}{{1,6}})(?:s|:s)?{_ACTED})"
    )
