"""Each assignment stands once, from the decision that gave it to where it is closed."""

from __future__ import annotations

import pytest

from index.registers.assignments import RegisteredAssignment, assignments
from tests.index.registers.conftest import Filled
from tests.index.registers.scripts import FIRST_LIST, GIVEN, REPORTED, SECOND_LIST

ALL = {"a.txt": GIVEN, "b.txt": FIRST_LIST, "c.txt": SECOND_LIST, "d.txt": REPORTED}


@pytest.fixture
def register(filled: Filled) -> dict[str, RegisteredAssignment]:
    return {one.activity: one for one in assignments(filled(ALL), "2019-06-01")}


def test_an_assignment_is_followed_from_minutes_through_lists_to_its_end(register: dict[str, RegisteredAssignment]) -> None:
    one = register["Kostnad för gemensam nattpatrull"]
    assert (one.given_by, one.given_on, one.paragraph) == ("Socialnämnden", "2018-01-16", "5")
    assert (one.responsible, one.deadline) == (("Socialchefen",), "2018-12-31")
    assert [before.deadline for before in one.earlier] == ["2018-04-30", "2018-04-30"]
    assert one.state == "avslutat"
    assert one.reports[-1].source.item == "3"
    assert len(one.sources) == 3
    assert one.links == ("samma beslut: Socialnämnden 2018-01-16 § 5",)


def test_a_list_tells_what_is_done_and_what_is_dropped(register: dict[str, RegisteredAssignment]) -> None:
    assert register["Plan för lokaler"].state == "avslutat"
    assert register["Rutin för nycklar"].state == "utgår"


def test_a_deadline_that_has_passed_and_an_assignment_without_owner(register: dict[str, RegisteredAssignment]) -> None:
    one = register["Ny webbplats"]
    assert (one.state, one.responsible) == ("försenat", ())


def test_what_the_next_list_leaves_out_is_no_longer_in_it(filled: Filled) -> None:
    lists = {"b.txt": FIRST_LIST, "c.txt": SECOND_LIST.split("\n\n##")[0]}
    found = {one.activity: one for one in assignments(filled(lists), "2019-06-01")}
    assert found["Rutin för nycklar"].state == "inte kvar i listan"


def test_done_for_a_decision_is_not_done(filled: Filled) -> None:
    waiting = FIRST_LIST.replace("Ej påbörjad.", "Klar för beslut i maj.")
    found = {one.activity: one for one in assignments(filled({"b.txt": waiting}), "2018-04-01")}
    assert found["Plan för lokaler"].state == "öppet"


def test_rows_of_one_list_are_each_their_own(filled: Filled) -> None:
    row = "| Kostnad för gemensam nattpatrull | § 5, 2018-01-16 | Socialchefen | 2018-04-30 | Påbörjad. |\n"
    twice = FIRST_LIST.replace(row, row + row)
    assert len(assignments(filled({"b.txt": twice}), "2019-06-01")) == 4
