"""The spaCy pipeline: a blank Swedish tokenizer and our components in their order; a user's own model may add names.

Each component reads `doc._.state` and fills the field of it that it declares; spaCy checks that what a component requires is
assigned before it.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import spacy
from spacy.attrs import LOWER
from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.agreements import find_agreements
from nlp.components.assignments import find_assignments
from nlp.components.attendance import find_attendance
from nlp.components.dates import find_dates
from nlp.components.decisions import find_decisions
from nlp.components.events import find_events
from nlp.components.head import find_head, find_parts
from nlp.components.items import find_items
from nlp.components.motions import find_motions
from nlp.components.names import find_names
from nlp.components.references import find_references
from nlp.components.reservations import find_reservations
from nlp.components.votes import find_votes
from nlp.state import State

KEPT_WORDS = 50_000
"""Words whose tokens are kept: nine in ten of those of a running text, some 30 MB."""
FIGURES = re.compile(r"\d+(?:[-/]\d+)*")
"""Numbers, days and numbers with their year are one token by spaCy's rules too; most come once, and the rules take long."""

Find = Callable[[State, Doc], Any]

COMPONENTS: tuple[tuple[str, Find, tuple[str, ...]], ...] = (
    # what it fills, how, what it needs
    ("parts", find_parts, ()),
    ("head", find_head, ("parts",)),
    ("attendance", find_attendance, ("parts", "head")),
    ("items", find_items, ("parts", "head", "attendance")),
    ("dates", find_dates, ("parts", "head", "items")),
    ("references", find_references, ("dates", "items", "head")),
    ("decisions", find_decisions, ("items", "parts", "head")),
    ("motions", find_motions, ("items", "decisions")),
    ("votes", find_votes, ("items",)),
    ("reservations", find_reservations, ("items",)),
    ("assignments", find_assignments, ("items", "decisions", "dates", "parts")),
    ("agreements", find_agreements, ("items", "decisions", "dates", "parts")),
    ("events", find_events, ("items", "decisions", "dates", "references", "agreements", "assignments")),
)


def _component(name: str, find: Find) -> Callable[[Doc], Doc]:
    def component(doc: Doc) -> Doc:
        state: State = doc._.state
        setattr(state, name, find(state, doc))
        return doc

    return component


def _register(name: str, find: Find, needs: tuple[str, ...]) -> None:
    Language.component(
        f"klubbat_{name}",
        requires=[f"doc._.{need}" for need in needs],
        assigns=[f"doc._.{name}"],
        func=_component(name, find),
    )


@Language.factory("klubbat_names", assigns=["doc._.names"])
def _names(nlp: Language, name: str, model: str) -> Callable[[Doc], Doc]:
    return _component("names", partial(find_names, spacy.load(model)))


def _field(name: str) -> Callable[[Doc], Any]:
    return lambda doc: getattr(doc._.state, name)


@cache
def pipeline(model: str | None = None) -> Language:
    """The pipeline, built once in a process; `model` is the name or folder of a spaCy model that adds names.

    Raises OSError where spaCy can't load the model.
    """
    if not Doc.has_extension("state"):
        Doc.set_extension("state", default=None)
    language = spacy.blank("sv")
    language.max_length = 100_000_000  # no parser here: the limit protects models that need memory by the word
    tokenizer: Any = language.tokenizer
    tokenizer.max_cache_size = KEPT_WORDS
    tokenizer.token_match = FIGURES.fullmatch
    # Of a word's many features our components ask for one; the others cost a third of the time that a new word takes.
    vocab: Any = language.vocab
    vocab.lex_attr_getters = {LOWER: vocab.lex_attr_getters[LOWER]}
    for name in (*(name for name, _, _ in COMPONENTS), "names"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=_field(name))
    for name, find, needs in COMPONENTS:
        _register(name, find, needs)
        language.add_pipe(f"klubbat_{name}")
    if model:
        language.add_pipe("klubbat_names", config={"model": model})
    gc.freeze()  # what has been loaded is no garbage; looking for some in it takes a thirtieth of reading
    return language
