"""The vocabulary files."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from corpus.findings import AttendanceRole, Role
from corpus.vocabulary import plain, vocabulary


def test_every_role_of_a_section_has_headings() -> None:
    assert set(vocabulary("headings")) == set(get_args(Role))


def test_every_role_of_attendance_has_labels() -> None:
    assert set(vocabulary("roles")["attendance"]) == set(get_args(AttendanceRole))


@pytest.mark.parametrize("kind", vocabulary("kinds")["kinds"])
def test_the_patterns_of_a_kind_are_regular_expressions(kind: str) -> None:
    for patterns in vocabulary("kinds")["kinds"][kind].values():
        for pattern in patterns:
            re.compile(pattern)


def test_a_heading_stands_under_one_role() -> None:
    roles: dict[str, str] = {}
    for role, entry in vocabulary("headings").items():
        for words in entry["words"]:
            assert roles.setdefault(plain(words), role) == role, words


def test_words_are_compared_without_bullets_blanks_and_case() -> None:
    assert plain("  • BESLUT:  ") == "beslut"
    assert plain("Beslutet\u00a0 skickas till") == "beslutet skickas till"


def test_an_unknown_vocabulary_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        vocabulary("okänd")
