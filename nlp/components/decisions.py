"""Decisions of a document."""

from __future__ import annotations

from spacy.tokens import Doc

from corpus.findings import Decision
from nlp.state import State


def find_decisions(state: State, doc: Doc) -> list[Decision]:
    """Decisions in text order."""
    return []
