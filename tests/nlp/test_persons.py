"""Names and party letters in lists."""

from __future__ import annotations

import pytest

from nlp.who.persons import persons

LISTS = [
    # text, names with parties, why
    ("Karin Ek (S)", [("Karin Ek", "S")], "brackets"),
    ("Karin Ek, s, ordförande", [("Karin Ek", "S")], "lower case after a comma, as before 2008"),
    ("Karin Ek ( M)", [("Karin Ek", "M")], "a blank in the brackets"),
    ("Karin Ek (KVÄ)", [("Karin Ek", "KVÄ")], "unknown letters are kept: local parties"),
    ("Karin Ek (-)", [("Karin Ek", None)], "without a party"),
    ("Karin Ek (MAS)", [("Karin Ek", None)], "a function, no party"),
    ("Karl-Olof von der Ask Berg (C)", [("Karl-Olof von der Ask Berg", "C")], "particles and hyphens"),
    ("Maria Ö Hult (C) och Bo Al", [("Maria Ö Hult", "C"), ("Bo Al", None)], "an initial within; two persons"),
    ("S Karin Ek", [("Karin Ek", None)], "a letter before the name is no initial of it"),
    ("Vakant (M)", [], "nobody"),
]


@pytest.mark.parametrize(("text", "found", "why"), LISTS, ids=[why for *_, why in LISTS])
def test_persons_are_read_with_their_parties(text: str, found: list[tuple[str, str | None]], why: str) -> None:
    assert [(person.name, person.party) for person in persons(text)] == found, why
