"""What matter a query means, and whether words name it.

A matter has names: *hemsjukvårdsavtalet* is also the *samverkansavtal om hemsjukvård*. A name is what it is (its head: an
agreement, a plan) and what it is about; words name the matter where both stand together,
in one compound or joined by a preposition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from corpus.document import Span

AGREEMENTS = ("avtal", "överenskommelse", "kontrakt")
"""Heads that name the same thing: what one clerk calls avtal is överenskommelse to the next."""
_DEFINITE = frozenset({"avtalet", "avtalets", "överenskommelsen", "överenskommelsens", "kontraktet", "planen"})
_HEADS = (*AGREEMENTS, "plan", "policy", "taxa", "program", "strategi", "reglemente", "riktlinje", "ordning", "projekt")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDING = r"(?:et|en|n|t|s|ets|ens|er|erna|ernas|ar|or|na|nas|elser?|elsens?|elserna|elsernas)?"
_LINK = frozenset(
    {"om", "gällande", "avseende", "rörande", "angående", "kring", "för", "inom", "på", "av", "mellan", "till", "om:"}
)
_TOPIC_LINK = frozenset({"om", "gällande", "avseende", "rörande", "angående", "kring", "för", "inom"})
"""Prepositions that lead from a head to what it is about."""
_SMALL = frozenset(
    {"och", "samt", "med", "i", "på", "den", "det", "de", "en", "ett", "av", "för", "om", "till", "mellan", "nya", "nytt", "ny"}
)
_COMMON = ("samverkan", "samarbete", "samordn", "gemensam", "samfälld", "ansvar", "utförande", "drift", "den", "det", "länets")
_GENERIC = frozenset({"samverkan", "samarbete", "samarbets", "län", "ram", "huvud"})
_COMPOUND = re.compile(rf"(?P<topic>[^\W\d_-]*?)s?-?(?P<head>{'|'.join(_HEADS)}){_ENDING}")
_REACH = 16
"""How many words a name may spread over."""
_SPECIFIC = re.compile(
    rf"(?<!\w)(?!samverkansavtal|samarbetsavtal|länsöverenskommelse|ramavtal|huvudavtal)[^\W\d_-]{{3,40}}(?:-[^\W\d_]{{2,20}})?"
    rf"(?:avtal|överenskommelse|kontrakt){_ENDING}(?!\w)"
    rf"|(?:avtal|överenskommelse|kontrakt){_ENDING}\s(?:om|gällande|avseende|rörande|angående|för)\s(?!att\b)[^\W\d_]{{3,}}",
    re.I,
)
_CAPITAL = r"[A-ZÅÄÖ][^\W\d_]+"
_REGION = re.compile(
    rf"\b(?:Region|Regionen|Landstinget|Landstinget i|Landsting) ({_CAPITAL}(?: {_CAPITAL})?)"
    rf"|({_CAPITAL}(?: {_CAPITAL})?) läns?(?: landsting)?\b"
)
_TOWN = re.compile(rf"({_CAPITAL}(?: {_CAPITAL})?) (?:kommuns?|stads?)\b")
_NO_PLACE = frozenset(
    {"för", "i", "av", "från", "till", "mellan", "vid", "och", "hos", "kommunerna", "länets", "varje", "denna", "respektive"}
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a matter: stems of what it is and of what it is about. Without heads the topics alone name it."""

    heads: tuple[str, ...]
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """The matter asked for, under all names known so far."""

    query: str
    names: tuple[Name, ...]
    others: tuple[str, ...] = ()
    """Names that are like its own and another matter's, lower case."""

    def named(self, words: str) -> list[Span]:
        """Where words name the matter, in code points of `words`."""
        spans = sorted({span for name in self.names for span in _named(words, name)})
        if not self.others:
            return spans
        return [span for span in spans if not words[span[0] :].casefold().startswith(self.others)]

    def called(self, names: Iterable[str]) -> Matter:
        """The same matter under further names."""
        more = [name for title in names if (name := _name(_topics(title))) and name not in self.names]
        return replace(self, names=(*self.names, *dict.fromkeys(more)))

    def without(self, names: Iterable[str]) -> Matter:
        """The matter without what has one of the names."""
        return replace(self, others=(*self.others, *(name.casefold() for name in names)))

    def also(self, title: str) -> Matter:
        """The same matter with the further name that the title of an agreement gives it; other titles give none."""
        name = _name(_topics(title))
        named = name is not None and name.topics and name.heads == AGREEMENTS and name not in self.names
        return replace(self, names=(*self.names, name)) if name and named else self


def matter(query: str) -> Matter:
    """The matter that the words of a query mean."""
    name = _name(word.casefold() for word in _WORD.findall(query))
    return Matter(query, (name,) if name else ())


def names_another(words: str) -> bool:
    """Whether words name some agreement by what it is about; the caller knows that it is not the matter."""
    return _SPECIFIC.search(words) is not None


def regions(words: str) -> set[str]:
    """The regions and counties that words name, as stems: *Exempels län* and *Region Exempel* are one."""
    return {stem for match in _REGION.finditer(words) for stem in _stems(match[1] or match[2])}


def printed_places(words: str) -> list[str]:
    """The municipalities, regions and counties as words print them, each once."""
    return list(dict.fromkeys(match.group().strip() for pattern in (_REGION, _TOWN) for match in pattern.finditer(words)))


def places(words: str) -> set[str]:
    """The municipalities, regions and counties that words name, as stems."""
    return regions(words) | {stem for match in _TOWN.finditer(words) for stem in _stems(match[1])}


def _stems(name: str) -> Iterator[str]:
    for word in name.casefold().split():
        if word not in _NO_PLACE and not word.endswith(("fullmäktige", "styrelsen", "nämnden")):
            yield word.rstrip("s")


def _topics(title: str) -> Iterator[str]:
    """The words of a title that say what it is about, places and parties left out."""
    place = places(title)
    for word in (match.group().casefold() for match in _WORD.finditer(title)):
        if word.rstrip("s") not in place and word not in (
            "län",
            "läns",
            "kommun",
            "kommunen",
            "kommuner",
            "kommunerna",
            "regionen",
        ):
            yield word


def _name(words: Iterable[str]) -> Name | None:
    heads: tuple[str, ...] = ()
    topics: list[str] = []
    for word in words:
        if word in _SMALL or word in _LINK:
            continue
        cut = _COMPOUND.fullmatch(word)
        if cut and not heads:
            heads = AGREEMENTS if cut["head"] in AGREEMENTS else (cut["head"],)
            word = cut["topic"]
        if len(word) > 2 and word not in _GENERIC:
            topics.append(_stem(word))
    return Name(heads, tuple(dict.fromkeys(topics))) if heads or topics else None


def _stem(word: str) -> str:
    return re.sub(r"(?:erna|arna|orna|et|en|ar|er|or|n|s)$", "", word) if len(word) > 6 else word


def _holds(token: str, stem: str) -> bool:
    return stem in token if len(stem) > 3 else token.startswith(stem)


@lru_cache
def _head(heads: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(heads)}){_ENDING}$")


def _named(words: str, name: Name) -> Iterator[Span]:
    low = words.lower()
    low = low if len(low) == len(words) else words
    used = -1
    for first in _words_with(low, name.heads or name.topics):
        token = low[slice(*first)]
        if first[0] <= used or (name.heads and not _head(name.heads).search(token)):
            continue
        left = [topic for topic in name.topics if not _holds(token, topic)]
        if not name.heads and len(left) == len(name.topics):
            continue
        if not left:
            yield first
            continue
        tokens = [(match.group(), match.span()) for match in islice(_WORD.finditer(low, first[0]), _REACH + 1)]
        linked, begun = None, len(left) < len(name.topics)
        for further in range(1, len(tokens)):
            word, (start, end) = tokens[further]
            between = words[tokens[further - 1][1][1] : start]
            if re.search(r"[.;:!?]\s|\n\n", between):
                break
            if name.heads and _head(name.heads).search(word):
                break
            if word in _TOPIC_LINK:
                linked = further
            hit = [topic for topic in left if _holds(word, topic)]
            if hit and (not name.heads or begun or further == 1 or _follows(tokens, linked, further)):
                begun = True
                left = [topic for topic in left if topic not in hit]
                if not left:
                    used = start
                    yield first[0], end
                    break
            elif hit:
                break


def _words_with(low: str, stems: tuple[str, ...]) -> Iterator[Span]:
    """The words that hold one of the stems, in order, each once."""
    before = -1
    for match in re.finditer("|".join(map(re.escape, stems)), low):
        start = match.start()
        while start > 0 and (low[start - 1].isalpha() or (low[start - 1] == "-" and start > 1 and low[start - 2].isalpha())):
            start -= 1
        if start > before and (word := _WORD.match(low, start)):
            before = start
            yield word.span()


def _follows(tokens: list[tuple[str, Span]], link: int | None, at: int) -> bool:
    """Whether a word is what a preposition leads to: *om den kommunala hemsjukvården*, not *om läkare i hemsjukvården*.

    A definite *avtalet* must have it next: *avtalet om hemsjukvård*, not *avtalet anger hur ansvaret för hemsjukvård …*.
    """
    if link is None or (tokens[0][0] in _DEFINITE and link != 1):
        return False
    between = [token for token, _ in tokens[link + 1 : at]]
    while between and between[0].startswith(_COMMON):  # *om samverkan i*, *om gemensam …*: what any agreement is
        del between[: 2 if between[1:2] and between[1] in _LINK | {"i", "vid", "på", "med"} else 1]
    return len(between) <= 2 and not any(token in ("i", "vid", "på") for token in between)
