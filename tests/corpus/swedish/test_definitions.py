from __future__ import annotations

import pytest

from corpus.swedish.definitions import definitions


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Frågan går till Samrådet för barn och skola (SBS).", [("SBS", "Samrådet för barn och skola")]),
        ("Den lokala vård- och omsorgsgruppen (LVOM) möts.", [("LVOM", "lokala vård- och omsorgsgruppen")]),
        ("FoU (forskning och utveckling) redovisas.", [("FoU", "forskning och utveckling")]),
        ("Karin Ek (SD) och Moa Palm (MP) yrkar bifall", []),  # letters of parties
        ("Bygg- och miljönämnden (kl. 9)", []),
        ("Vi träffade en grupp ungdomar (UNG)", []),  # its letters aren't those of the words before it
        ("Rapport. Nya lokaler (RNL)", []),  # a sentence ends between
        ("(ABC)", []),
    ],
)
def test_short_forms_are_read_with_their_long_names(text: str, found: list[tuple[str, str]]) -> None:
    assert list(definitions(text)) == found
