"""A decision names the rättelse that corrected it; both stand in the register."""

from __future__ import annotations

from index.registers.decisions import Wanted, decisions
from tests.index.registers.conftest import Filled
from tests.index.registers.scripts import CORRECTED, EXTENDED, NOTICE, OTHER


def test_a_decision_names_its_correction_and_both_are_listed(filled: Filled) -> None:
    found = decisions(filled({"a.txt": EXTENDED, "b.txt": CORRECTED, "c.txt": NOTICE, "d.txt": OTHER}), Wanted())
    assert [(entry.date, entry.item, entry.corrected_by) for entry in found] == [
        ("2016-02-09", "12", None),
        ("2015-04-14", "34", None),
        ("2015-03-10", "21", "Socialnämnden 2015-04-14 § 34"),
        ("2014-05-06", "40", None),
    ]


def test_a_paragraph_of_that_number_on_another_day_or_of_another_municipality_is_not_corrected(filled: Filled) -> None:
    later = EXTENDED.replace("2015-03-10", "2015-03-24")
    other = EXTENDED.replace("Tranvik kommun", "Hagby kommun")
    found = decisions(filled({"a.txt": later, "b.txt": CORRECTED, "d.txt": other}), Wanted())
    assert {entry.corrected_by for entry in found} == {None}
