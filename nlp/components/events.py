"""Events of a document."""

from __future__ import annotations

from spacy.tokens import Doc

from corpus.findings import Event
from nlp.state import State


def find_events(state: State, doc: Doc) -> list[Event]:
    """Events in text order."""
    return []
