"""The words that tell of events: spaCy's matchers over the forms of `vocabulary/events.toml`, in one pass over a document."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import spacy
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.tokens import Span as Words
from spacy.util import filter_spans
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


def triggers(doc: Doc) -> list[Trigger]:
    """The triggers of a document in text order; of those that overlap the longest."""
    phrases, particles, meanings = _matchers(doc.vocab)
    spans: list[Words] = []
    open_forms: list[tuple[Words, str]] = []
    for span in phrases(doc, as_spans=True):
        if "…" in span.label_:
            open_forms.append((span, span.label_.rpartition("…")[2]))
        else:
            spans.append(span)
    if open_forms:
        places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for span in particles(doc, as_spans=True):
            places[span.label_].append((span.start, span.end))
        spans += [whole for span, particle in open_forms if (whole := _completed(doc, span, places[particle]))]
    return [Trigger(*meanings[span.label_], (span.start_char, span.end_char)) for span in filter_spans(spans)]


def _completed(doc: Doc, verb: Words, particles: Sequence[tuple[int, int]]) -> Words | None:
    """A verb up to the last of its particles (start and end of each) that stands in its reach; None where none does."""
    reach = range(verb.end, min(verb.end + _BETWEEN + 1, len(doc)))
    stop = next((at for at in reach if doc[at].text in _STOPS), reach.stop)
    at = bisect_left(particles, (stop, 0)) - 1
    if at < 0 or particles[at][0] <= verb.end:
        return None
    return Words(doc, verb.start, particles[at][1], label=verb.label)


@cache
def _matchers(vocab: Vocab) -> tuple[PhraseMatcher, PhraseMatcher, dict[str, tuple[EventKind, Tense]]]:
    """The matchers of phrases and of the particles that complete some, and what their labels mean; built once in a process.

    The label of a phrase with an ellipsis names the particle: `uppsagt/past…upp`.
    """
    phrases, particles = PhraseMatcher(vocab, attr="LOWER"), PhraseMatcher(vocab, attr="LOWER")
    tokenize = spacy.blank("sv", vocab=vocab).make_doc
    meanings: dict[str, tuple[EventKind, Tense]] = {}
    known: set[str] = set()
    for kind, row in vocabulary("events").items():
        for tense in ("past", "present", "decide", "noun"):
            for form in row.get(tense, ()):
                if form in known:
                    continue
                known.add(form)
                verb, ellipsis, particle = map(str.strip, form.partition("…"))
                label = f"{kind}/{tense}{ellipsis}{particle}"
                meanings[label] = (kind, tense)  # type: ignore[assignment]  # the vocabulary's tables are named as the kinds
                phrases.add(label, [tokenize(verb)])
                if particle:
                    particles.add(particle, [tokenize(particle)])
    return phrases, particles, meanings
