"""The words that tell of events: spaCy's matchers over the forms of `vocabulary/events.toml`, in one pass over a document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import spacy
from spacy.matcher import Matcher, PhraseMatcher
from spacy.tokens import Doc
from spacy.util import filter_spans
from spacy.vocab import Vocab

from corpus.document import Span
from corpus.findings import EventKind
from corpus.vocabulary import vocabulary

Tense = Literal["past", "present", "decide"]
_BETWEEN = {"TEXT": {"NOT_IN": [".", ";", ":", "?", "!"]}, "OP": "{1,12}"}
"""What may stand for the ellipsis of a form: *säger … upp*."""
_REACH = 16
"""How many tokens after its verb such a form ends at most."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word, or a few, that tells of an event; the span counts in the text of the Doc."""

    kind: EventKind
    tense: Tense
    span: Span


def triggers(doc: Doc) -> list[Trigger]:
    """The triggers of a document in text order; of those that overlap the longest."""
    phrases, openers, patterns, meanings = _matchers(doc.vocab)
    found = phrases(doc, as_spans=True)
    for _, start, end in openers(doc):
        found += patterns(doc[start : end + _REACH], as_spans=True)
    return [Trigger(*meanings[span.label_], (span.start_char, span.end_char)) for span in filter_spans(found)]


def within(found: Sequence[Trigger], span: Span) -> list[Trigger]:
    """The triggers that begin within a span."""
    first = bisect_left(found, span[0], key=lambda trigger: trigger.span[0])
    last = bisect_left(found, span[1], key=lambda trigger: trigger.span[0])
    return list(found[first:last])


@cache
def _matchers(vocab: Vocab) -> tuple[PhraseMatcher, PhraseMatcher, Matcher, dict[str, tuple[EventKind, Tense]]]:
    """The matchers of whole phrases, of what opens those with an ellipsis and of these, and what their labels mean.

    Built once in a process.
    """
    phrases, openers, patterns = PhraseMatcher(vocab, attr="LOWER"), PhraseMatcher(vocab, attr="LOWER"), Matcher(vocab)
    tokenize = spacy.blank("sv", vocab=vocab).make_doc
    meanings: dict[str, tuple[EventKind, Tense]] = {}
    known: set[str] = set()
    for kind, row in vocabulary("events").items():
        for tense in ("past", "present", "decide"):
            label = f"{kind}/{tense}"
            meanings[label] = (kind, tense)  # type: ignore[assignment]  # the vocabulary's tables are named as the kinds
            forms = [form for form in row[tense] if form not in known]
            known.update(forms)
            phrases.add(label, [tokenize(form) for form in forms if "…" not in form])
            for form in forms:
                if "…" in form:
                    verb, particle = (
                        [{"LOWER": token.lower_} for token in tokenize(piece.strip())] for piece in form.split("…")
                    )
                    patterns.add(label, [[*verb, _BETWEEN, *particle]], greedy="LONGEST")
                    openers.add(label, [tokenize(form.split("…")[0].strip())])
    return phrases, openers, patterns, meanings
