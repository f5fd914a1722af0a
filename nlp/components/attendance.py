"""Those present of a document."""

from __future__ import annotations

from spacy.tokens import Doc

from corpus.findings import Attendance
from nlp.state import State


def find_attendance(state: State, doc: Doc) -> list[Attendance]:
    """Those present in text order."""
    return []
