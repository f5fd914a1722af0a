"""Which items the minutes mark as secret."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus.findings import Findings

Annotated = Callable[..., Findings]


@pytest.mark.parametrize(
    ("heading", "secret", "why"),
    [
        ("§ 13 Sekretess", True, "the mark alone"),
        ("§ 13 Sekretessärende", True, "the mark for a title"),
        ("§ 13 SEKRETESS Omsorg om barn", True, "the mark before a title"),
        ("§ 13 Individärende SEKRETESS", True, "the mark behind a title"),
        ("§ 13 Individärende (sekretess)", True, "the mark in brackets"),
        ("§ 13 Individärende\nSekretess enligt OSL 26 kap. 1 §", True, "the law in a line of its own"),
        ("§§ 13–15 Sekretessärenden", True, "several numbers at once"),
        ("§ 13 Riktlinjer för sekretess i hemtjänsten", False, "what it is about"),
        ("§ 13 Information om sekretess", False, "what it is about"),
    ],
)
def test_items_are_secret_by_their_mark(annotated: Annotated, heading: str, secret: bool, why: str) -> None:
    findings = annotated(
        f"""
Socialnämnden
Sammanträdesprotokoll 2019-03-05
§ 12 Budget
Beslut
Nämnden godkänner budgeten.
{heading}
Anna Hemlig beviljas bistånd.
§ 16 Avslutning
Ordföranden tackar.
"""
    )
    found = {item.number: item.secret for item in findings.items}
    assert found == {"12": False, "13": secret, "16": False}, why
