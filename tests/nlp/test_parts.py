"""The documents within one file."""

from __future__ import annotations

from collections.abc import Callable

from corpus.findings import Findings

PACK = """
~ Samrådsgruppen 1 (7)
# Kallelse
Samrådsgruppen för skola
Tid: torsdagen den 8 april 2021 kl. 13.00
**1. Mötet öppnas**
**2. Plan för elevhälsan**
Protokollsutdrag Samrådsgruppen 4 februari 2021, § 6
**3. Övriga frågor**
===
~ Samrådsgruppen 2 (7)
2
Plan för elevhälsan
===
~ Samrådsgruppen 3 (7)
# Handlingsplan för elevhälsan 2021–2023
Antagen 2021-01-15
===
~ Samrådsgruppen 4 (7)
# Inledning
Elevhälsan är viktig.
# Handlingsplan
Insatserna beskrivs här.
===
~ Samrådsgruppen 5 (7)
§ 6
Elevhälsan
Beslut
Gruppen beslutar att anta planen.
Paragrafen är justerad
===
~ Samrådsgruppen 6 (7)
3
Övriga frågor
===
~ Samrådsgruppen 7 (7)
# Uppdragsbeskrivning för skolnätverket
Syfte: att samverka.
"""


def test_a_pack_is_parted_by_separator_pages_titles_and_the_end_of_an_extract(annotated: Callable[..., Findings]) -> None:
    found = annotated(PACK, name="Handlingar 2021-04-08.pdf")
    assert [(part.kind, part.pages) for part in found.parts] == [
        ("kallelse", (1, 1)),
        ("handlingsplan", (3, 4)),
        ("protokollsutdrag", (5, 5)),
        ("uppdragsbeskrivning", (7, 7)),
    ]
    assert found.head.kind == "möteshandlingar"
    assert found.head.date == "2021-04-08"


def test_an_extract_is_dated_by_its_mention_on_the_agenda(annotated: Callable[..., Findings]) -> None:
    extract = annotated(PACK).parts[2]
    assert extract.date == "2021-02-04"
    assert extract.title == "Elevhälsan"


def test_separator_pages_and_lists_give_no_items(annotated: Callable[..., Findings]) -> None:
    items = annotated(PACK).items
    assert [(item.number, item.title, item.passage.part) for item in items] == [
        ("1", "Mötet öppnas", 0),
        ("2", "Plan för elevhälsan", 0),
        ("3", "Övriga frågor", 0),
        ("6", "Elevhälsan", 2),
    ]


def test_chapters_of_an_agreement_are_no_documents(annotated: Callable[..., Findings]) -> None:
    script = "# Samverkansavtal om skola\nParter\nAles kommun\n===\n# Handlingsplan\nText.\n===\n# Rapport\nText."
    assert [part.pages for part in annotated(script).parts] == [(1, 3)]
