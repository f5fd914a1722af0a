"""Roles beside, under and before names: signatures, those summoned in running text, columns of substitutes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.findings import Findings
from nlp.structure.covers import label_at

Annotated = Callable[..., Findings]


def _present(findings: Findings) -> list[tuple[str, str | None, str]]:
    return [(present.name, present.party, present.role) for present in findings.attendance]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ersättare, för kännedom: Eva Ek (S)", "list:ersättare"),
        ("Ledamöter (med rösträtt): Eva Ek", "list:ledamot"),
        ("Kallas: Eva Ek (S)", "lists"),
        ("Från kontoret: Eva Ek, kanslichef", "list:övrig"),
        ("Från den berörda avdelningen: Eva Ek", "list:övrig"),
        ("Från kontoret meddelas: inget", None),
        ("Från Viks kommun: Eva Ek, Bo Alm", "lists"),
        ("2:e v ordf: Eva Ek", "list:vice ordförande"),
    ],
)
def test_labels_go_on_to_their_colon(text: str, name: str | None) -> None:
    found = label_at(text)
    assert (found[0] if found else None) == name


def test_those_summoned_may_stand_in_running_text(annotated: Annotated) -> None:
    findings = annotated(
        """
# Kallelse till tekniska nämnden
Dag: måndagen den 6 maj 2013
Kallas: Eva Ek (S) ordförande, Bo Alm (M) vice ordförande, Siv Dal (C), Ola Lund (V)
Ersättare, för kännedom: Rut Hed (S), Tor Falk (L)
## Ärenden
1. Upprop
2. Budget
3. Övrigt
Eva Ek	Ulf Vik
ordförande	nämndsekreterare
"""
    )
    assert _present(findings) == [
        ("Eva Ek", "S", "ordförande"),
        ("Bo Alm", "M", "vice ordförande"),
        ("Siv Dal", "C", "ledamot"),
        ("Ola Lund", "V", "ledamot"),
        ("Rut Hed", "S", "ersättare"),
        ("Tor Falk", "L", "ersättare"),
    ]
    assert (findings.head.chair, findings.head.secretary) == ("Eva Ek", "Ulf Vik")
    assert findings.items[-1].title == "Övrigt"


def test_a_vice_chair_is_no_chair_and_joined_rows_are_two_persons(annotated: Annotated) -> None:
    findings = annotated(
        """
# Protokoll
Hälsonämnden 1989-04-18
Beslutande	Eva Ek (s)	ordförande
Bo Alm (c)	v ordf Siv Dal (s)
Ola Lund (m)
Att justera	Ola Lund
Ordförande	...........  Eva Ek
§ 4 Taxor
Hälsonämnden beslutar att anta taxan.
"""
    )
    assert findings.head.chair == "Eva Ek"
    assert _present(findings) == [
        ("Eva Ek", "S", "ordförande"),
        ("Bo Alm", "C", "vice ordförande"),
        ("Siv Dal", "S", "ledamot"),
        ("Ola Lund", "M", "ledamot"),
    ]


def test_the_first_under_two_labels_wrote_the_minutes_and_the_others_adjust_them(annotated: Annotated) -> None:
    findings = annotated(
        """
# Protokoll fört vid sammanträde med direktionen
Tid	Fredagen den 2 mars 2012
Närvarande: Eva Ek (S), ordförande, Bo Alm (M)
Från kansliet: Åke Berg, direktör, Mia Ro, ekonom, § 3, och Ulf Vik, sekreterare
Vid protokollet	Justeras
Ulf Vik	Eva Ek	Bo Alm
§ 3 Bokslut
Direktionen beslutar att godkänna bokslutet.
"""
    )
    head = findings.head
    assert (head.chair, head.secretary, head.adjusters) == ("Eva Ek", "Ulf Vik", ("Bo Alm",))
    assert [name for name, _, role in _present(findings) if role == "övrig"] == ["Åke Berg", "Mia Ro", "Ulf Vik"]


def test_roles_under_three_signatures_tell_who_adjusts(annotated: Annotated) -> None:
    findings = annotated(
        """
# Protokoll
Kulturnämnden 2003-10-07
Eva Ek	Ulf Vik	Bo Alm
Ordförande	Sekreterare	Justerare
§ 9 Stipendier
Kulturnämnden beslutar att dela ut stipendiet.
"""
    )
    head = findings.head
    assert (head.chair, head.secretary, head.adjusters) == ("Eva Ek", "Ulf Vik", ("Bo Alm",))
    assert findings.attendance == ()


def test_a_substitute_in_a_column_beside_serves_for_the_member_of_the_row(annotated: Annotated) -> None:
    findings = annotated(
        """
# Sammanträdesprotokoll
Kommunfullmäktige 2004-06-14
**Närvarolista**
|! Ledamöter | Parti | Tjänstgörande ersättare |
| Eva Ek, ordförande | s | |
| Bo Alm, 1:e vice ordf. | m | |
| Siv Dal | c | Rut Hed |
| Ola Lund | v | |
# § 30 Upprop
Kommunfullmäktige beslutar att godkänna uppropet.
"""
    )
    assert _present(findings) == [
        ("Eva Ek", "S", "ordförande"),
        ("Bo Alm", "M", "vice ordförande"),
        ("Rut Hed", "C", "tjänstgörande ersättare"),
        ("Ola Lund", "V", "ledamot"),
    ]


def test_roles_with_a_capital_under_two_names_are_theirs(annotated: Annotated) -> None:
    findings = annotated(
        """
# Kallelse till socialnämnden
Tid: måndagen den 4 mars 2019
1. Upprop
2. Budget
3. Övrigt
Eva Ek
Ordförande
Ulf Vik
Sekreterare
"""
    )
    assert (findings.head.chair, findings.head.secretary) == ("Eva Ek", "Ulf Vik")
    assert (findings.items[-1].title, findings.items[-1].presenters, findings.attendance) == ("Övrigt", (), ())
