"""The words that tell of events, those with an ellipsis among them; and offsets within many spans."""

from __future__ import annotations

import pytest

from nlp.annotate import tokens
from nlp.pipeline import pipeline
from nlp.structure.spans import Covered
from nlp.wording.triggers import triggers


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nämnden säger upp avtalet.", [("uppsagt", "säger upp")]),
        ("Nämnden säger härmed avtalet om färdtjänst upp.", [("uppsagt", "säger härmed avtalet om färdtjänst upp")]),
        ("Ordföranden säger ingenting. Alla stiger upp.", []),  # a full stop ends the reach
        ("Hon säger " + "mycket " * 13 + "upp.", []),
        ("Nämnden ger chefen i uppdrag att säga nej.", [("uppdrag", "ger chefen i uppdrag")]),
    ],
)
def test_a_verb_reaches_its_particle(text: str, found: list[tuple[str, str]]) -> None:
    told = [(trigger.kind, text[slice(*trigger.span)]) for trigger in triggers(tokens(pipeline(), text))]
    assert told == found


def test_of_particles_the_last_within_reach_counts() -> None:
    text = "Han säger upp och ner avtalet upp."
    told = [text[slice(*trigger.span)] for trigger in triggers(tokens(pipeline(), text)) if trigger.kind == "uppsagt"]
    assert told == ["säger upp och ner avtalet upp"]


def test_offsets_stand_in_spans_that_overlap() -> None:
    covered = Covered([(10, 12), (0, 5), (2, 30), (40, 41)])
    assert [offset for offset in (0, 4, 11, 29, 30, 39, 40, 41) if offset in covered] == [0, 4, 11, 29, 40]
    assert 0 not in Covered([])
