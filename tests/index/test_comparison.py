from __future__ import annotations

from collections.abc import Callable

from corpus.document import Document
from index.comparison import Compared, compare
from nlp.annotate import annotate

AGENDA = """
# Kallelse till Hamnrådet
Hamnrådet kallas till sammanträde den 4 maj 2010.
## Ärenden
|! Nr | Ärende | Föredragande | Tid |
| 1 | Taxa för hamnen\\nFörslag till beslut:\\nHamnrådet beslutar att höja taxan fem procent från juni 2010. | Bo Sten | 9.00 |
| 2 | Ny brygga i Norra Viken\\nFörslag till beslut:\\nHamnrådet beslutar att bygga en brygga. | Eva Ek | 9.20 |
| 3 | Muddring av inloppet | Eva Ek | 9.40 |
| 4 | Bidrag till seglarskolan\\nFörslag till beslut:\\nHamnrådet beviljar 5 000 kronor. | Eva Ek | 9.50 |
"""
MINUTES = """
# Hamnrådet
# Protokoll 2010-05-04
## § 10 Val av justerare
**Beslut**
Hamnrådet utser Eva Ek att justera protokollet.
## § 11 Hamnens taxa
**Beslut**
Hamnrådet beslutar att höja taxan åtta procent från juni 2010.
## § 12 Ny brygga i Norra viken
**Beslut**
Hamnrådet beslutar
att bygga en brygga.
## § 13 Muddring av inloppet
Eva Ek informerar om muddringen.
"""


def _rows(document: Callable[..., Document]) -> dict[str | None, Compared]:
    agenda, minutes = document(AGENDA, name="kallelse.docx"), document(MINUTES, name="protokoll.docx")
    rows = compare((agenda, annotate(agenda)), (minutes, annotate(minutes)))
    return {row.item: row for row in rows}


def test_items_are_paired_by_their_titles(document: Callable[..., Document]) -> None:
    rows = _rows(document)
    assert {item: (row.agenda_item, row.verdict) for item, row in rows.items()} == {
        "10": (None, "tillkom"),
        "11": ("1", "ändrat"),
        "12": ("2", "samma"),
        "13": ("3", "utan förslag"),
        None: ("4", "utgick"),
    }
    assert rows[None].title == "Bidrag till seglarskolan"


def test_the_difference_is_told_in_words(document: Callable[..., Document]) -> None:
    row = _rows(document)["11"]
    assert row.difference == (
        ("samma", "Hamnrådet beslutar att höja taxan"),
        ("bort", "fem"),
        ("nytt", "åtta"),
        ("samma", "procent från juni 2010."),
    )
    assert [source.file for source in row.sources] == ["protokoll.docx", "kallelse.docx"]
    assert "åtta procent" in row.sources[0].words
    assert "fem procent" in row.sources[1].words
