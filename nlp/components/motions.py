"""Yrkanden made at the meeting: by whom, what they ask for, what became of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from spacy.tokens import Doc

from corpus.document import Span
from corpus.findings import Decision, Item, Member, Motion, Passage, Section, Stance
from nlp.state import State
from nlp.structure.lines import heading_of
from nlp.who.names import members, movers, with_parties
from nlp.wording.sentences import sentences_within
from nlp.wording.stances import stance_of, theirs

_TABLED = re.compile(r"\b(?:yrkar|yrkade|yrkas|yrkades)\b|\b(?:instämmer|instämde)\si\b", re.I)
_IN_MOTIONS = ("yrka", "instäm", "föresl")
"""Words without which running text has no yrkande."""
_IMPLIED = re.compile(r"(?<=\))(?=\s(?:bifall|avslag|återremiss|bordläggning|att|på (?:bifall|avslag|åter))\b)", re.I)
"""Between a name and what is asked for, where the verb stands once above the list: *Under överläggningen yrkar*."""
_OPENS_LIST = re.compile(r"\byrka(?:r|de|s|des)\s?:?\Z")
_PROPOSED = re.compile(
    rf"\b(?:yrkar|yrkade|yrkas|yrkades|föreslår|föreslog|hemställer|instämmer i|instämde i)\b|:|{_IMPLIED.pattern}", re.I
)
"""Under the heading of yrkanden other verbs do too, or a colon after the name."""
_SUGGESTED = re.compile(r"\b(?:föreslår|föreslog)(?=\satt\b)")
"""In running text too, where a member does it who hasn't raised the matter."""
_TOLD_BY_OTHERS = frozenset(
    ("tidigare beslut", "beslutsunderlag", "bilagor", "expediering", "reservation", "protokollsanteckning", "beslut")
)
_SECONDED = re.compile(
    r",?\s(?:med (?:instämmande|bifall) av|tillsammans med)\s(?P<names>[^:;]{3,200}?),?\s(?=att|bifall|avslag|åter|bord)"
)
_INVERTED = re.compile(
    r"\s(?P<names>[A-ZÅÄÖ][^:;.]{4,300}?),?\s(?=att\b|bifall|avslag|åter|bordlägg|som tillägg|på\b|dels\b|i första hand)"
)
"""*Vid sammanträdet yrkar Anna Berg (S) bifall …*."""
_JOINS = re.compile(r"\binstäm(?:mer|de) i\b")
_THE_LAST = re.compile(r"\s(?:yrkandet|yrkandena|förslaget|detta|det|föregående|bifalls\w+|avslags\w+|återremiss\w+)\b", re.I)
_IN_WRITING = re.compile(
    r"\s(?:i|genom)\s(?:en\s|sin\s)?(?:skriftlig\s)?(?:motion|skrivelse|interpellation|medborgarförslag|brev)\w*\b", re.I
)
"""What a matter asks for in writing is no yrkande at the table."""
_AT_THE_TABLE = re.compile(r"\bförslag\b.{0,20}\b(?:på|vid|under) (?:dagens )?(?:sammanträdet?|mötet?)\b", re.I)
_MEANWHILE = re.compile(r",?\s(?:medan|samt att|varemot)\s")

_LISTED = re.compile(r"[-–—•*\"”“’'(\d]|att\b|[a-zåäö]", re.I)
_NUMBER = re.compile(r"\s*(?:\d{1,2}[.)]|[-–—•])\s+")

Outcome = Literal["bifallet", "avslaget"]


def find_motions(state: State, doc: Doc) -> list[Motion]:
    """Yrkanden in text order, from the items of minutes; those told of other meetings' are none."""
    found: list[Motion] = []
    for item in state.items:
        decisions = [d for d in state.decisions if d.status == "decided" and _within(d.passage.span, item.passage.span)]
        for section in item.sections:
            tabled = section.role == "förslag" and _AT_THE_TABLE.search(heading_of(state.flow, section.passage.span[0]))
            if section.role in _TOLD_BY_OTHERS or (section.role == "förslag" and not tabled):
                continue
            verb = _PROPOSED if section.role == "yrkanden" or tabled else _TABLED
            if verb is _TABLED and not state.tells(_IN_MOTIONS, section.passage.span):
                continue
            if verb.search(section.text) is None and _SUGGESTED.search(section.text) is None:
                continue
            listed = False
            for span in _clauses(state, section.passage.span):
                motion = _motion(state, item, span, _IMPLIED if listed else verb, decisions) or _suggested(
                    state, item, section, span, decisions
                )
                words = state.flow.text[span[0] : span[1]]
                listed = _OPENS_LIST.search(words) is not None or (listed and motion is not None)
                if motion is not None:
                    found.append(_as_seconded(motion, [other for other in found if other.item == item.number]))
    return found


def _as_seconded(motion: Motion, earlier: list[Motion]) -> Motion:
    """A yrkande that only joins another's (*instämmer i Anna Bergs yrkande*) with that one's stance and outcome."""
    joined = _JOINS.search(motion.text)
    if joined is None:
        return motion
    for other in earlier:
        if any(f"{member.name.split()[-1]}s" in motion.text[joined.end() :] for member in other.by):
            return replace(motion, stance=other.stance, outcome=other.outcome)
    if _THE_LAST.match(motion.text, joined.end()):
        last = earlier[-1] if earlier else None
        return replace(motion, stance=last.stance, outcome=last.outcome) if last else replace(motion, stance="bifall")
    return motion


def _within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] < outer[1]


def _clauses(state: State, span: Span) -> Iterator[Span]:
    """The sentences of a section: one that joins two yrkanden cut in two, one that ends in a colon with what follows it."""
    text = state.flow.text
    every = list(sentences_within(text, span))
    for at, (start, end) in enumerate(every):
        if text[start:end].endswith(":") and _TABLED.search(text, start, end):
            end = _with_list(text, every, at)
        cut = next((m for m in _MEANWHILE.finditer(text, start, end) if _TABLED.search(text, m.end(), end)), None)
        if cut is not None and _TABLED.search(text, start, cut.start()) and members(text[cut.end() : end]):
            yield start, cut.start()
            yield cut.end(), end
        else:
            yield start, end


def _with_list(text: str, every: list[Span], at: int) -> int:
    """Where the list or quotation ends that a sentence with a colon opens: before the next yrkande or person."""
    end = every[at][1]
    for start, stop in every[at + 1 :]:
        if _TABLED.search(text, start, stop) or text[end:start].count("\n") > 2 or not _LISTED.match(text, start, stop):
            break
        end = stop
    return end


def _motion(state: State, item: Item, span: Span, verb: re.Pattern[str], decisions: list[Decision]) -> Motion | None:
    if number := _NUMBER.match(state.flow.text, *span):
        span = (number.end(), span[1])
    sentence = state.flow.words(span)
    match = verb.search(sentence)
    if match is None or match.start() > 400 or _IN_WRITING.match(sentence, match.end()):
        return None
    before, after = sentence[: match.start()], sentence[match.end() :]
    by = members(before, state.attendance)
    if seconded := _SECONDED.match(after):
        by += members(seconded["names"], state.attendance)
    if not by and (inverted := _INVERTED.match(after)):
        by, after = members(inverted["names"], state.attendance), after[inverted.end("names") :]
    by = by or _chair(state, before) or movers(before, state.attendance)
    if not by and match[0].casefold() in ("yrkas", "yrkades") and (agent := re.search(r"\bav\s", after)):
        by = members(after[agent.end() :][:120], state.attendance)
    if not by or re.search(r"\b(?:finner|ställer|enligt|mot)\b", before):
        return None
    if match[0] == ":" and (not after.strip() or len(before) > 160):
        return None
    by = with_parties(by, state.flow.words(item.passage.span))
    stance = stance_of(after)
    return Motion(
        Passage(span), item.number, tuple(by), stance, re.sub(r"\s+", " ", sentence),
        _outcome(state, item, tuple(by), stance, after, decisions),
    )  # fmt: skip


def _chair(state: State, words: str) -> list[Member]:
    """The chair, where words call a person by nothing but the office."""
    if state.head.chair is None or not re.fullmatch(r"(?:Tjänstgörande )?[Oo]rdföranden?(?: själv)?,?\s*", words):
        return []
    party = next((one.party for one in state.attendance if one.name == state.head.chair), None)
    return [Member(state.head.chair, party)]


def _suggested(state: State, item: Item, section: Section, span: Span, decisions: list[Decision]) -> Motion | None:
    """What a member proposes in running text (*Bo Ek (S) föreslår att motionen bifalls*), unless they raised the matter."""
    match = None if section.role == "tidigare beslut" else _SUGGESTED.search(state.flow.text, *span)
    if match is None:
        return None
    by = members(state.flow.text[span[0] : match.start()], state.attendance)
    raised = any(member.name.split()[-1] in (item.title or "") for member in by)
    opens = by and state.flow.text.startswith(by[0].name.split()[0], span[0])
    if not opens or raised or any(member.party is None for member in by):
        return None
    return _motion(state, item, span, _SUGGESTED, decisions)


# What became of it

_WON = re.compile(
    r"\b(?:bifall(?:s|er|its|en|it|et|na)|bifölls?|vunnit|majoritet|antas|antagits)\b|\b(?:beslutar|beslutat|svarar)\b.{0,20}\b(?:enligt|ja)\b",
    re.I,
)
_LOST = re.compile(r"\bavsl(?:ås|agits|agit|aget|agen|år|og|ogs|agna)\b", re.I)
_OTHERS = re.compile(r"\b(?:motionen|medborgarförslaget|interpellationen|framställan|ansökan|begäran)\b", re.I)


def _outcome(
    state: State, item: Item, by: tuple[Member, ...], stance: Stance, words: str, decisions: list[Decision]
) -> Outcome | None:
    """Whether the meeting approved a yrkande: by what the chair found of it, else by what was decided."""
    if not decisions:
        return None
    actions = {decision.action for decision in decisions}
    if stance in ("återremiss", "bordläggning"):
        return "bifallet" if {"återremiss": "återremittera", "bordläggning": "bordlägga"}[stance] in actions else "avslaget"
    if decisions[0].action in ("återremittera", "bordlägga"):
        return None
    if stance in ("tillägg", "ändring", "annat"):
        return _found_by_chair(state, item, by, stance) or ("bifallet" if _stands_in(words, decisions) else "avslaget")
    rejected = bool(actions & {"avslå", "avstyrka"}) or re.search(r"\bavslå|\bavslag", decisions[0].text) is not None
    if stance == "avslag":
        return "bifallet" if rejected else "avslaget"
    if theirs(words):
        return _found_by_chair(state, item, by, stance) or "avslaget"
    if _OTHERS.search(words):
        return "bifallet" if actions & {"bifalla", "godkänna", "bevilja", "anta"} and not rejected else "avslaget"
    title = item.title or ""
    return "avslaget" if rejected and not re.search(r"\b(?:motion|medborgarförslag)", title, re.I) else "bifallet"


def _found_by_chair(state: State, item: Item, by: tuple[Member, ...], stance: Stance) -> Outcome | None:
    """What the procedure says of a yrkande that it names by its mover or as the addition."""
    surnames = [member.name.split()[-1] for member in by]
    for section in item.sections:
        if section.role not in ("beslutsgång", "omröstning", "överläggning", "bakgrund", "yrkanden"):
            continue
        for span in sentences_within(state.flow.text, section.passage.span):
            sentence = state.flow.words(span)
            finding = re.search(r"\b(?:finner|fann|funnit)\b", sentence)
            if finding is None:
                continue
            named = any(f"{surname}s" in sentence for surname in surnames) or (
                stance == "tillägg" and "tillägg" in sentence.casefold()
            )
            found = sentence[finding.end() :]
            if named and _LOST.search(found):
                return "avslaget"
            if named and _WON.search(found) and (stance == "tillägg" or any(f"{surname}s" in found for surname in surnames)):
                return "bifallet"
    return None


def _stands_in(words: str, decisions: list[Decision]) -> bool:
    """Whether most of what a yrkande asks for stands in what was decided."""
    wanted = {word for word in re.findall(r"\w+", words.casefold()) if len(word) > 3}
    decided = {word for decision in decisions for word in re.findall(r"\w+", decision.text.casefold())}
    return bool(wanted) and len(wanted & decided) >= 0.75 * len(wanted)
