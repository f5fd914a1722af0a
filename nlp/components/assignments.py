"""Assignments of a document."""

from __future__ import annotations

from spacy.tokens import Doc

from corpus.findings import Assignment
from nlp.state import State


def find_assignments(state: State, doc: Doc) -> list[Assignment]:
    """Assignments in text order."""
    return []
