"""Votes of a document."""

from __future__ import annotations

from spacy.tokens import Doc

from corpus.findings import Vote
from nlp.state import State


def find_votes(state: State, doc: Doc) -> list[Vote]:
    """Votes in text order."""
    return []
