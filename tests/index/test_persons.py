"""Names that mean one person."""

from __future__ import annotations

import pytest

from corpus.findings import Member
from corpus.store.settings import Settings
from index.persons import spellings

MEMBERS = [
    Member("Gunnel Storvall", "C"),
    Member("Gunnel Storval", "C"),
    Member("Gunnel Storvahl", "S"),
    Member("Bo Ek", "M"),
    Member("Bo Ehk", "M"),
    Member("Karin Lindberg", "V"),
    Member("Karin Lindborg", "V"),
]


@pytest.mark.parametrize(
    ("name", "found", "why"),
    [
        ("Gunnel Storvall", {"gunnel storvall", "gunnel storval"}, "a letter left out, the same party"),
        ("storval", {"storval", "gunnel storval", "gunnel storvall"}, "a part of the name"),
        ("Bo Ek", {"bo ek"}, "short names one letter apart may be two persons'"),
        ("Elsa Okänd", {"elsa okänd"}, "a name that nobody has"),
    ],
)
def test_a_slip_of_one_letter_is_the_same_person(name: str, found: set[str], why: str) -> None:
    assert spellings(name, MEMBERS, Settings()) == found, why


def test_the_owner_knows_who_is_who() -> None:
    two = Settings(persons=(("Karin Lindberg", ()), ("Karin Lindborg", ())))
    assert spellings("Karin Lindberg", MEMBERS, two) == {"karin lindberg"}
    married = Settings(persons=(("Karin Lindberg", ("Karin Ås",)),))
    assert "karin ås" in spellings("Karin Lindberg", MEMBERS, married)
