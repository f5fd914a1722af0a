"""Yrkanden of a document."""

from __future__ import annotations

from spacy.tokens import Doc

from corpus.findings import Motion
from nlp.state import State


def find_motions(state: State, doc: Doc) -> list[Motion]:
    """Yrkanden in text order."""
    return []
