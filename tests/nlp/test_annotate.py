"""What annotating leaves behind."""

from __future__ import annotations

import gc
from collections.abc import Callable

from corpus.document import Document
from nlp.annotate import annotate

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
