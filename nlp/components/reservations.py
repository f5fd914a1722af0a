"""Reservations of a document."""

from __future__ import annotations

from spacy.tokens import Doc

from corpus.findings import Reservation
from nlp.state import State


def find_reservations(state: State, doc: Doc) -> list[Reservation]:
    """Reservations in text order."""
    return []
