"""Mentions of other decisions and matters of a document."""

from __future__ import annotations

from spacy.tokens import Doc

from corpus.findings import Reference
from nlp.state import State


def find_references(state: State, doc: Doc) -> list[Reference]:
    """Mentions of other decisions and matters in text order."""
    return []
