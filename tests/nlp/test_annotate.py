"""What annotating leaves behind, and what its components share."""

from __future__ import annotations

import gc
from collections.abc import Callable

from corpus.document import Document
from corpus.flow import flow
from nlp.annotate import annotate
from nlp.state import State

MINUTES = """
# Sammanträdesprotokoll
Hamnstyrelsen
Sammanträdesdatum 2003-05-14
Beslutande
Vera Lind (s), ordförande
# § 12 Muddring
## Beslut
Hamnstyrelsen beslutar att godkänna anbudet den 3 maj 2003, § 9.
"""


def test_what_a_document_took_is_free_without_the_collector(document: Callable[..., Document]) -> None:
    minutes = document(MINUTES)
    annotate(minutes)  # what is made once in a process
    gc.collect()
    gc.disable()
    try:
        annotate(minutes)
        assert not gc.isenabled()
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_the_collector_goes_on_afterwards(document: Callable[..., Document]) -> None:
    annotate(document(MINUTES))
    assert gc.isenabled()


def test_words_are_told_in_any_case_within_a_stretch_alone(document: Callable[..., Document]) -> None:
    minutes = document("Rådet VOTERADE. İdag reserverade sig ingen.")
    state = State(minutes, flow(minutes))
    start = state.flow.text.index("VOTER")
    assert state.tells(("röst", "voter"), (0, len(state.flow.text)))
    assert state.tells(("voter",), (start, start + 5))
    assert not state.tells(("voter",), (start, start + 4))
    assert not state.tells(("voter",), (start + 1, len(state.flow.text)))
    reserved = state.flow.text.index("reserv")
    assert state.tells(("reserv",), (reserved, reserved + 6))
