from __future__ import annotations

from collections.abc import Callable

from corpus.store.archive import Archive
from index.registers.adoption import Adoption, adoption

RECOMMENDED = """\
Vårdrådet i Strands län
Protokoll 2015-03-12

Beslutande
Eva Ek (S), Region Strand, ordförande
Bo Sten (M), Almby kommun
Ida Lund (C), Ekby kommun
Per Dal (V), Lundby kommun

§ 9 Samverkansavtal om hjälpmedel
Beslut
Vårdrådet rekommenderar Region Strand och kommunerna att anta samverkansavtal om hjälpmedel.
"""
ADOPTED = """\
Almby kommun
Kommunfullmäktige
Protokoll 2015-06-15

§ 40 Samverkansavtal om hjälpmedel
Vårdrådet rekommenderade den 12 mars 2015, § 9, kommunerna att anta avtalet.
Beslut
Kommunfullmäktige beslutar att anta samverkansavtal om hjälpmedel.
"""
REFUSED = """\
Ekby kommun
Kommunfullmäktige
Protokoll 2015-09-21

§ 71 Avtal om hjälpmedel
Beslut
Kommunfullmäktige beslutar att avslå förslaget till avtal.
"""
PROPOSED = """\
Ekby kommun
Kommunstyrelsen
Protokoll 2015-08-31

§ 102 Avtal om hjälpmedel
Beslut
Kommunstyrelsen föreslår kommunfullmäktige besluta att anta avtalet om hjälpmedel.
"""
BEFORE = """\
Lundby kommun
Kommunfullmäktige
Protokoll 2014-09-21

§ 12 Avtal om hjälpmedel
Beslut
Kommunfullmäktige beslutar att anta avtal om hjälpmedel.
"""
OTHER = """\
Lundby kommun
Kommunfullmäktige
Protokoll 2015-10-05

§ 80 Avtal om snöröjning
Beslut
Kommunfullmäktige beslutar att anta avtal om snöröjning.
"""


def _told(rows: list[Adoption]) -> dict[str, tuple[str, str | None, str | None]]:
    return {row.principal: (row.state, row.date, row.item) for row in rows}


def test_each_principal_has_a_row(archive_of: Callable[..., Archive]) -> None:
    texts = {
        "vr.txt": RECOMMENDED, "1.txt": ADOPTED, "2.txt": REFUSED, "3.txt": PROPOSED, "4.txt": BEFORE, "5.txt": OTHER,
    }  # fmt: skip
    rows = adoption(archive_of(texts))
    assert _told(rows) == {
        "Region Strand": ("inget beslut", None, None),
        "Almby kommun": ("antagen", "2015-06-15", "40"),
        "Ekby kommun": ("annat beslut", "2015-09-21", "71"),
        "Lundby kommun": ("inget beslut", None, None),
    }
    assert {(row.recommended_on, row.paragraph, row.subject) for row in rows} == {
        ("2015-03-12", "9", "Samverkansavtal om hjälpmedel")
    }
    adopted = next(row for row in rows if row.state == "antagen")
    assert adopted.in_archive
    assert adopted.answer == "Kommunfullmäktige beslutar att anta samverkansavtal om hjälpmedel."
    assert [source.file for source in adopted.sources][:2] == ["1.txt", "vr.txt"]


def test_a_proposal_to_the_council_adopts_nothing(archive_of: Callable[..., Archive]) -> None:
    rows = _told(adoption(archive_of({"vr.txt": RECOMMENDED, "3.txt": PROPOSED})))
    assert rows["Ekby kommun"] == ("annat beslut", "2015-08-31", "102")


def test_a_recommendation_is_known_from_those_who_tell_of_it(archive_of: Callable[..., Archive]) -> None:
    rows = _told(adoption(archive_of({"1.txt": ADOPTED})))
    assert rows == {"Almby kommun": ("antagen", "2015-06-15", "40"), "kommunerna": ("inget beslut", None, None)}
