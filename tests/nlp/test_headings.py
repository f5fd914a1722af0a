"""Headings within items, by vocabulary and pattern."""

from __future__ import annotations

import pytest

from nlp.structure.headings import heading_role, inline_heading

HEADINGS = [
    # text, role, why
    ("Beslut", "beslut", "the plain word"),
    ("BESLUT:", "beslut", "capitals and a colon"),
    ("Kommunfullmäktiges beslut", "beslut", "whose decision it is"),
    ("Kommunfyllmäktiges beslut", "beslut", "a slip in the name of the body"),
    ("Ärendebeskrivnng", "bakgrund", "a letter lost"),
    ("Benslutsgång", "beslutsgång", "a letter too many"),
    ("\ufffdrendet", "bakgrund", "å, ä and ö lost to U+FFFD"),
    ("Bygg- och miljönämndens förslag till beslut i kommunfullmäktige", "förslag", "a proposal that holds the word beslut"),
    ("Kommunfullmäktiges förslag till beslut", "förslag", "an agenda's"),
    ("Beslut den 3 mars 2018, § 12", "tidigare beslut", "a decision of another day"),
    ("Rekommendation till kommunerna", "beslut", "a co-operation body decides by recommending"),
    ("Beslutet ska skickas till", "expediering", "where it is sent"),
    ("Omröstning nr 2", "omröstning", "numbered"),
    ("3. Yrkanden", "yrkanden", "a numbered heading"),
    ("Enligt kommunstyrelsens förslag.", None, "a decision by reference is a sentence, no heading"),
    ("Följande röstar nej", None, "no heading at all"),
    ("§ 12", None, "a number"),
]


@pytest.mark.parametrize(("text", "role", "why"), HEADINGS, ids=[why for *_, why in HEADINGS])
def test_headings_tell_roles(text: str, role: str | None, why: str) -> None:
    assert heading_role(text) == role, why


def test_a_heading_may_share_its_line_with_what_it_heads() -> None:
    text = "Expedieras till: sökanden, kassören"
    assert inline_heading(text) == ("expediering", text.index("sökanden"))
    assert inline_heading("Tid: kl 13.00") is None
