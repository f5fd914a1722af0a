"""What the file is: its kind, body, date, persons; and the documents within it."""

from __future__ import annotations

from spacy.tokens import Doc

from corpus.findings import Head, Part, Passage
from nlp.state import State


def find_parts(state: State, doc: Doc) -> list[Part]:
    """The documents within the file; a plain file is one."""
    pages = len(state.document.pages)
    return [Part(Passage((0, len(state.flow.text))), "övrigt", None, None, (1, pages))]


def find_head(state: State, doc: Doc) -> Head:
    """What the file as a whole is."""
    return Head()
