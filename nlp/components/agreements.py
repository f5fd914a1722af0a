"""Agreements of a document."""

from __future__ import annotations

from spacy.tokens import Doc

from corpus.findings import Agreement
from nlp.state import State


def find_agreements(state: State, doc: Doc) -> list[Agreement]:
    """Agreements in text order."""
    return []
