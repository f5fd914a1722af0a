"""Items and their sections of a document."""

from __future__ import annotations

from spacy.tokens import Doc

from corpus.findings import Item
from nlp.state import State


def find_items(state: State, doc: Doc) -> list[Item]:
    """Items and their sections in text order."""
    return []
