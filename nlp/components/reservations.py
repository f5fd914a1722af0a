"""Reservations against the decisions of this meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from corpus.findings import Item, Passage, Reservation, Section
from nlp.state import State
from nlp.who.names import members, movers, with_parties
from nlp.wording.sentences import sentences_within

_RESERVES = re.compile(
    r"\breserver(?:ar|ade)\ssig\b|\b(?:anmäler|anmälde|lämnar|lämnade|inlämnar|inlämnade|avger|avgav|inger)\s(?:en\s|skriftlig\s|följande\s){0,3}"
    r"reservation(?:er)?\b|\breservation(?:er)?\s(?:mot\sbeslutet\s)?(?:(?:har\s)?(?:lämnas|lämnats|lämnades|anmäls|anmälts|anmäldes|avges|avgavs|inges|ingavs|inlämnas|inlämnats|inlämnades))?\s?(?:av|från)\b",
    re.I,
)
_NOT_THESE = frozenset(
    ("tidigare beslut", "beslutsunderlag", "bilagor", "expediering", "förslag", "protokollsanteckning", "särskilt yttrande")
)
_IN_FAVOUR = re.compile(r"\b(?:till förmån för|med hänvisning till|enligt|i enlighet med|avseende|för eget)\b", re.I)
_ELSEWHERE = re.compile(
    r"\b(?:i|från)\s(?:kommunstyrelsen|nämnden|utskottet|regionstyrelsen|landstingsstyrelsen|arbetsutskottet|\w+nämnden|\w+utskottet|\w+styrelsen)\b",
    re.I,
)


def find_reservations(state: State, doc: Doc) -> list[Reservation]:
    """Reservations in text order; notes to the minutes and other bodies' reservations are none."""
    found: list[Reservation] = []
    for item in state.items:
        for section in item.sections:
            if section.role not in _NOT_THESE and not _told_elsewhere(state, section):
                found += _of_section(state, item, section)
    return found


def _told_elsewhere(state: State, section: Section) -> bool:
    """Whether the heading above a section says that the reservations were made in another body."""
    text = state.flow.text
    line = text.rfind("\n", 0, section.passage.span[0]) + 1
    above = text[text.rfind("\n", 0, max(line - 1, 0)) + 1 : section.passage.span[0]]
    return section.role == "reservation" and _ELSEWHERE.search(above) is not None and len(above) < 120


def _of_section(state: State, item: Item, section: Section) -> Iterator[Reservation]:
    any_verb = False
    told = state.tells(("reserv",), section.passage.span)
    for span in sentences_within(state.flow.text, section.passage.span) if told else ():
        sentence = state.flow.words(span)
        match = _RESERVES.search(sentence)
        if match is None:
            continue
        any_verb = True
        before, after = sentence[: match.start()], _IN_FAVOUR.split(sentence[match.end() :])[0]
        by = members(before, state.attendance) or members(after, state.attendance) or movers(before) or movers(after)
        if by and not _ELSEWHERE.search(sentence[: match.start()]):
            by = with_parties(by, state.flow.words(item.passage.span))
            yield Reservation(Passage(span), item.number, tuple(by), re.sub(r"\s+", " ", sentence))
    if any_verb or section.role != "reservation":
        return
    by = movers(section.text, state.attendance)
    if by and len(section.text) < 600:
        yield Reservation(
            section.passage,
            item.number,
            tuple(by),
            re.sub(r"\s+", " ", section.text),
        )
