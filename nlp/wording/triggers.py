"""The words that tell of events: spaCy's matchers over the forms of `vocabulary/events.toml`, in one pass over a document."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple, cast

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from corpus.document import Span
from corpus.findings import EventKind
from corpus.vocabulary import vocabulary

Tense = Literal["past", "present", "decide", "noun"]
_STOPS = frozenset((".", ";", ":", "?", "!"))
"""What ends the reach of a form with an ellipsis."""
_BETWEEN = 12
"""How many tokens may stand for the ellipsis of a form: *säger … upp*."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word, or a few, that tells of an event; the span counts in the text of the Doc."""

    kind: EventKind
    tense: Tense
    span: Span


class _Form(NamedTuple):
    """What a form of the vocabulary tells, and the particle that has to come after it, else empty."""

    kind: EventKind
    tense: Tense
    particle: str


def triggers(doc: Doc) -> list[Trigger]:
    """The triggers of a document in text order; of those that overlap the longest, then the first."""
    phrases, particles, forms = _matchers(doc.vocab)
    found: list[tuple[int, int, _Form]] = []
    open_forms: list[tuple[int, int, _Form]] = []
    for key, start, end in phrases(doc):
        form = forms[key]
        (open_forms if form.particle else found).append((start, end, form))
    if open_forms:
        places: dict[str, list[Span]] = defaultdict(list)
        for key, start, end in particles(doc):
            places[doc.vocab.strings[key]].append((start, end))
        for start, end, form in open_forms:
            if last := _completed(doc, end, places[form.particle]):
                found.append((start, last, form))
    taken: set[int] = set()
    kept: list[Trigger] = []
    for start, end, form in sorted(found, key=lambda one: (one[0] - one[1], one[0])):
        if start not in taken and end - 1 not in taken:
            taken.update(range(start, end))
            last_token = doc[end - 1]
            kept.append(Trigger(form.kind, form.tense, (doc[start].idx, last_token.idx + len(last_token))))
    return sorted(kept, key=lambda trigger: trigger.span)


def _completed(doc: Doc, end: int, particles: Sequence[Span]) -> int | None:
    """Where a verb that ends at a token ends with the last of its particles in its reach; None where none stands there."""
    reach = range(end, min(end + _BETWEEN + 1, len(doc)))
    stop = next((at for at in reach if doc[at].text in _STOPS), reach.stop)
    at = bisect_left(particles, (stop, 0)) - 1
    return particles[at][1] if at >= 0 and particles[at][0] > end else None


@cache
def _matchers(vocab: Vocab) -> tuple[PhraseMatcher, PhraseMatcher, dict[int, _Form]]:
    """The matchers of phrases and of the particles that complete some, and the forms by spaCy's keys; made once a process."""
    phrases, particles = PhraseMatcher(vocab, attr="LOWER"), PhraseMatcher(vocab, attr="LOWER")
    tokenize = spacy.blank("sv", vocab=vocab).make_doc
    forms: dict[int, _Form] = {}
    known: set[str] = set()
    for kind, row in vocabulary("events").items():
        for tense in ("past", "present", "decide", "noun"):
            for form in row.get(tense, ()):
                if form in known:
                    continue
                known.add(form)
                verb, _, particle = map(str.strip, form.partition("…"))
                label = f"{kind}/{tense}/{particle}"
                forms[vocab.strings.add(label)] = _Form(cast(EventKind, kind), tense, particle)
                phrases.add(label, [tokenize(verb)])
                if particle:
                    particles.add(particle, [tokenize(particle)])
    return phrases, particles, forms
