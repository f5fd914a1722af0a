"""`annotate(document)`: runs the pipeline over a document and hands its findings over as our own dataclasses."""

from __future__ import annotations

import gc
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from spacy.language import Language
from spacy.tokens import Doc

from corpus.document import Document
from corpus.findings import Findings
from corpus.flow import flow
from nlp.bridge import findings
from nlp.pipeline import FIGURES, KEPT_WORDS, pipeline
from nlp.state import State

_LONG = 200
_UNBROKEN = re.compile(rf"\S{{{_LONG},}}")
_met: set[str] = set()
"""The words whose tokens the tokenizer has kept in this process."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Meanwhile the collector of cycles rests: a document makes many small objects and no cycles, yet it looks at them often.

    Around the whole function, so that what was made on the way is gone when the collector looks again.
    """
    rested = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if rested:
            gc.enable()


@_uncollected()
def annotate(document: Document, model: str | None = None) -> Findings:
    """All that the pipeline finds in a document; passages count in `document.text`.

    `model` is the name or folder of a spaCy model that adds names. Raises OSError where spaCy can't load it.
    """
    language = pipeline(model)
    state = State(document, flow(document))
    doc = tokens(language, state.flow.text)
    doc._.state = state
    for _, component in language.pipeline:
        doc = component(doc)
    return findings(state)


def tokens(language: Language, text: str) -> Doc:
    """The tokens of a text. A long stretch without blanks (drawn lines, encoded data) is one.

    The tokenizer's rules for what begins and ends a word take quadratic time on it.
    """
    unbroken = _meet(language, text.split())
    if not unbroken:
        return language.make_doc(text)
    pieces: list[Doc] = []
    at = 0
    for match in _UNBROKEN.finditer(text):
        pieces += [language.make_doc(text[at : match.start()]), Doc(language.vocab, [match[0]], [False])]
        at = match.end()
    pieces.append(language.make_doc(text[at:]))
    return Doc.from_docs([piece for piece in pieces if len(piece)] or pieces[-1:], ensure_whitespace=False) or pieces[-1]


def _meet(language: Language, words: Iterable[str]) -> bool:
    """Lets the tokenizer keep the tokens of new words: within a text it stops doing so at the first abbreviation.

    Tells whether one of the words is so long that it has to be kept from the tokenizer.
    """
    unbroken = False
    figures: list[str] = []
    for word in set(words) - _met:
        if len(word) >= _LONG:
            unbroken = True
        elif len(_met) < KEPT_WORDS:
            if FIGURES.fullmatch(word):
                figures.append(word)  # no abbreviation is among them
            else:
                language.tokenizer(word)
            _met.add(word)
    language.tokenizer(" ".join(figures))
    return unbroken
