"""Each agreement stands once, in the state that its latest source gives it."""

from __future__ import annotations

import pytest

from corpus.store.archive import Archive
from index.registers.agreements import RegisteredAgreement, agreements
from tests.index.registers.conftest import Filled
from tests.index.registers.scripts import CORRECTED, EXTENDED, NOTICE, OTHER

LATER = "2026-01-01"
ALL = {"a.txt": EXTENDED, "b.txt": CORRECTED, "c.txt": NOTICE, "d.txt": OTHER}


def linden(archive: Archive, day: str) -> RegisteredAgreement:
    (found,) = [one for one in agreements(archive, day) if "Stiftelsen Linden" in one.parties]
    return found


def test_an_agreement_told_of_by_three_minutes_is_one_and_another_municipalitys_is_another(filled: Filled) -> None:
    found = agreements(filled(ALL), LATER)
    assert [len(one.sources) for one in found] == [1, 3] or [len(one.sources) for one in found] == [3, 1]


def test_a_correction_gives_the_last_day_and_shows_both(filled: Filled) -> None:
    one = linden(filled({"a.txt": EXTENDED, "b.txt": CORRECTED}), "2016-08-01")
    assert (one.state, one.valid_to) == ("gäller", "2016-12-31")
    (conflict,) = one.conflicts
    assert conflict.values == ("2016-06-30", "2016-12-31")
    assert conflict.resolution is not None
    assert "§ 34" in conflict.resolution


@pytest.mark.parametrize(
    ("day", "state", "valid_to"),
    [
        ("2015-03-20", "gäller", "2016-12-31"),  # as it was decided and later put right
        ("2016-01-01", "gäller", "2016-12-31"),
        ("2016-03-01", "uppsagt", "2016-12-31"),
        ("2017-01-01", "upphört", "2016-12-31"),
    ],
)
def test_the_state_on_a_day_is_what_was_decided_by_then(filled: Filled, day: str, state: str, valid_to: str) -> None:
    one = linden(filled(ALL), day)
    assert (one.state, one.valid_to) == (state, valid_to)


def test_what_ran_out_without_a_later_decision_has_run_out(filled: Filled) -> None:
    assert linden(filled({"a.txt": EXTENDED, "b.txt": CORRECTED}), LATER).state == "löpt ut"


DEED = (
    "# Överenskommelse om dagverksamhet och korttidsvård mellan Tranvik kommun och Stiftelsen Linden\n## 1. Giltighet\n"
    "Denna överenskommelse gäller från och med 2017-01-01 till och med 2018-12-31 och förlängs automatiskt med ett år i sänder"
    " om den inte sägs upp.\nDen ersätter avtal om dagverksamhet mellan Tranvik kommun och Stiftelsen Linden.\n## 2. Parter\n"
    "Tranvik kommun och Stiftelsen Linden"
)


def test_an_agreement_that_says_that_it_replaces_another_does(filled: Filled) -> None:
    found = {one.title: one for one in agreements(filled({"a.txt": EXTENDED, "e.txt": DEED}), "2017-06-01")}
    old, new = sorted(found.values(), key=lambda one: one.valid_to or "")
    assert (old.state, old.replaced_by, new.replaces) == ("ersatt", new.title, old.title)
    assert (new.state, new.valid_from, new.valid_to) == ("gäller", "2017-01-01", "2018-12-31")


def test_what_a_new_agreement_tells_of_the_old_one_is_not_its_own(filled: Filled) -> None:
    deed = DEED.replace("Den ersätter", "Socialnämnden sade upp det första avtalet den 9 februari 2016, § 12. Den ersätter")
    new = next(one for one in agreements(filled({"e.txt": deed}), "2017-06-01") if one.valid_from)
    assert (new.state, new.given_notice) == ("gäller", None)


def test_what_is_named_after_a_county_is_one_whoever_is_listed_as_party(filled: Filled) -> None:
    given = NOTICE.replace("mellan Tranvik kommun och Stiftelsen Linden", "i Norrmarks län")
    extended = EXTENDED.replace(
        "dagverksamhet mellan Tranvik kommun och Stiftelsen Linden",
        "dagverksamhet i Norrmarks län mellan Hagby och Ekby kommuner",
    )
    (one,) = agreements(filled({"a.txt": extended, "c.txt": given}), LATER)
    assert len(one.sources) == 2


def test_the_owner_knows_better(filled: Filled) -> None:
    archive = filled(ALL)
    (archive.root / "arkiv.toml").write_text(
        '[[samma]]\nnamn = ["avtal om dagverksamhet mellan Hagby kommun och Föreningen Eken",'
        ' "avtal om dagverksamhet mellan Tranvik kommun och Stiftelsen Linden"]\n',
        encoding="utf-8",
    )
    (one,) = agreements(archive, LATER)
    assert {link.reason for link in one.links} == {"samma enligt arkiv.toml"}
    (archive.root / "arkiv.toml").write_text(
        '[[olika]]\nnamn = ["avtal om dagverksamhet"]\nhandlingar = ["c.txt"]\n', encoding="utf-8"
    )
    assert len(agreements(archive, LATER)) == 3


def test_every_agreement_has_its_sources(filled: Filled) -> None:
    for one in agreements(filled(ALL), LATER):
        assert one.sources
        assert all(source.words for act in one.acts for source in act.sources)
