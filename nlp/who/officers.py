"""Who led a meeting, wrote its minutes and adjusted them, by its covers, lists and signatures."""

from __future__ import annotations

import re
from itertools import zip_longest

from nlp.state import State
from nlp.structure.fronts import Front
from nlp.who.persons import NAME, persons

_OF_CHAIR = re.compile(
    rf"(?P<name>{NAME})\s{{0,2}}(?:,?\s?\([^()]{{1,6}}\)|,\s?[^\W\d_]{{1,4}})?"
    r"(?:,?\s{1,2}\(?(?:mötes)?o|, O|,\s[^,()\n]{2,40}(?:,\s[Oo]|\s\(o))rdf(?:örande|\.)?(?![\w]|\s?(?:§|\d))"
)
_CHAIR_SAYS = re.compile(rf"Ordföranden?,? (?P<name>{NAME})")
_CHAIR_SIGNS = re.compile(rf"(?:^|\n)(?P<name>{NAME})\n[Oo]rdförande(?:$|\n)")
"""Under an agenda; under minutes the role may stand above the name."""
_SECRETARY_SAYS = re.compile(
    rf"[Ss]ekreteraren?,? (?P<name>{NAME})|(?P<listed>{NAME}),?(?: [A-ZÅÄÖ][\w -]{{2,30}},)? \(?(?:\w{{3,14}})?[Ss]ekreterare\b"
    r"(?! [A-ZÅÄÖ])"
)
_ADJUSTS = re.compile(rf"(?P<name>{NAME})[^,\n]{{0,8}}, (?:protokolls?)?juster(?:are|ingsman|ingsperson)\b")
_ADJUSTERS = re.compile(
    r"(?:till (?:justerare|justeringsm[aä]n|protokollsjusterare)[^.]{0,40}"
    r"(?:utses|utsågs|väljs|valdes)(?P<names>[^.]{3,160})"
    r"|(?:utser|utse|välja|väljer|utsåg|valde)(?P<named>[^.]{3,160}?)(?:att|till)[^.]{0,60}juster"
    r"|(?P<first>[^.\n]{3,160}?)\butse(?:s|tts|ddes) att[^.]{0,60}justera"
    r"|\batt[^.]{0,60}justera[^.]{0,40}(?:utses|utsågs|väljs|valdes)(?P<after>[^.]{3,160})"
    r"|justerat [\d-]{0,12} ?av(?P<by>[^.]{3,120}))",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(
    r"\b(?:med|samt) [^,]{3,60} som (?:ersättare|suppleant)|\bersättare:? .*|\(ersättare .*", re.IGNORECASE | re.DOTALL
)
_BESIDE = 2
"""How many values of a label may hold the name: what follows further down belongs to other things."""
_SCRAWL = re.compile(r"[^\W\d_a-zåäö]{1,3}(?: [^\W\d_a-zåäö]{1,3})*")
"""What recognition makes of a signature."""


def chair_of(state: State, front: Front) -> str | None:
    """Who led the meeting, None where nothing says so."""
    listed = next(
        (_joined(match["name"]) for text, _, _ in front.rows if "rdf" in text and (match := _OF_CHAIR.search(text))), None
    )
    if name := _labelled(front, "list:ordförande", listed):
        return listed if listed and name.startswith(listed) else name
    if listed:
        return listed
    match = _CHAIR_SAYS.search(state.flow.text)
    if match is None and front.kind.name == "kallelse":
        match = _CHAIR_SIGNS.search(state.flow.text)
    return _joined(match["name"]) if match else None


def secretary_of(state: State, front: Front) -> str | None:
    """Who wrote the minutes, None where nothing says so."""
    listed = next(filter(None, (_secretary_in(text) for text, _, _ in front.rows)), None)
    return _labelled(front, "secretary", listed) or listed or _secretary_in(state.flow.text)


def _secretary_in(words: str) -> str | None:
    match = _SECRETARY_SAYS.search(words) if "ekreterare" in words else None
    return _joined(match["name"] or match["listed"]) if match else None


def _labelled(front: Front, field: str, listed: str | None) -> str | None:
    """The person beside a label; not one among signatures, which may stand in any order, where a list tells another."""
    signatures = False
    for label, following in zip_longest(front.labels, front.labels[1:]):
        signatures = signatures or label.name in ("signatures", "notice")
        if label.name != field or (signatures and listed):
            continue
        beside = following if not label.values and following and following.name == "paragraphs" else label
        words = "\n".join(value for value, _ in beside.values[:_BESIDE])
        if found := [person for person in persons(words[:200]) if not _SCRAWL.fullmatch(person.name)]:
            return found[0].name
    return None


def _joined(words: str) -> str:
    return " ".join(words.split())


def adjusters_of(state: State, front: Front, chair: str | None) -> tuple[str, ...]:
    """Those who adjust the minutes beside the chair, in the order of the cover."""
    found: list[str] = []
    for label in front.labels:
        if label.name == "adjusters" and not found:
            found = [person.name for person in persons(_IN_PLACE.sub("", label.text[:300]))]
    found = found or [
        _joined(match["name"]) for text, _, _ in front.rows if "juster" in text and (match := _ADJUSTS.search(text))
    ]
    if not found:
        found = next(filter(None, map(_chosen_adjusters, state.flow.text.split("."))), [])
    return tuple(name for name in dict.fromkeys(found) if name != chair)


def _chosen_adjusters(sentence: str) -> list[str]:
    """Those of whom a sentence says that they are chosen to adjust the minutes."""
    if "juster" not in sentence.casefold():
        return []
    for match in _ADJUSTERS.finditer(sentence):
        words = next(match[key] for key in ("names", "named", "first", "after", "by") if match[key])
        if found := [person.name for person in persons(_IN_PLACE.sub("", words))]:
            return found
    return []
