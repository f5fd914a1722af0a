"""What annotating leaves behind, and what its components share."""

from __future__ import annotations

import gc
from collections.abc import Callable

import spacy

from corpus.document import Document
from corpus.flow import flow
from nlp.annotate import annotate, tokens
from nlp.pipeline import pipeline
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


def test_figures_are_the_tokens_that_the_rules_of_the_tokenizer_make() -> None:
    by_rules = spacy.blank("sv")
    for figures in ("7", "2003-05-14", "12/2003", "03/04-05"):
        for words in (figures, f"({figures}),", f"{figures}.", f"§{figures}", f"{figures}-", f"{figures}kr", f"{figures}:1"):
            assert [token.text for token in tokens(pipeline(), words)] == [token.text for token in by_rules(words)]


def test_the_last_sentences_before_an_act_are_its_context_across_paragraphs(document: Callable[..., Document]) -> None:
    minutes = document(
        MINUTES.replace(
            "## Beslut", "Farleden grundas upp.\n\nFartygen väntar. Lotsen varnar.\n\nRådet antog planen den 3 maj 2001."
        )
    )
    (told,) = (event for event in annotate(minutes).events if event.date == "2001-05-03")
    assert told.context[:2] == ("Lotsen varnar.", "Fartygen väntar.")
