from __future__ import annotations

import pytest

from ingest.legible import legible, letters_lost

SWEDISH = (
    "Nämnden har tagit del av utredningen om bryggorna vid badplatsen och anser att de behöver bytas. Kostnaden beräknas till "
    "fyrtio tusen kronor och ryms inom ramen. Nämnden beslutar att godkänna utredningen och att uppdra åt hamnchefen att köpa "
    "in virke. Ordföranden tackar för visat intresse och förklarar sammanträdet avslutat. Det noteras att två ledamöter har "
    "lämnat sammanträdet före beslutet. Protokollet justeras av den som utses därtill på kansliet inom två veckor efter mötet."
)


def shifted(text: str) -> str:
    return "".join(chr(ord(letter) + 3) if letter.isascii() and letter.isalpha() else letter for letter in text)


@pytest.mark.parametrize(
    ("text", "can_be_read"),
    [
        (SWEDISH, True),
        ("Bilaga 3", True),  # too short to tell
        ("", True),
        (
            "Karl Ek (S) Åsa Berg (M) Olof Lund (V) Britta Sjö (C) Hans Ås (KD) Lena Dal (L) Per Ros (MP)",
            True,
        ),  # a list of names
        ("The board has decided that it will renew the agreement with the county for one year and to inform the public", True),
        (shifted(SWEDISH), False),  # each letter is another one
        (SWEDISH.replace("å", "\ufffd").replace("ä", "\ufffd").replace("ö", "\ufffd"), False),
        ("\ufffd\ufffd\ufffd 12", False),
    ],
)
def test_whether_a_text_can_be_read(text: str, can_be_read: bool) -> None:
    assert legible(text) is can_be_read


@pytest.mark.parametrize("sign", ["?", "\ufffd", ""])
def test_lost_letters_are_noticed(sign: str) -> None:
    assert letters_lost(SWEDISH.translate({ord(letter): sign for letter in "åäöÅÄÖ"}))
    assert not letters_lost(SWEDISH)


def test_norwegian_has_lost_no_letters() -> None:
    norwegian = (
        "Utvalget har behandlet saken om den nye skolen og vedtar at det skal bygges en ny skole for de eldste elevene. "
    )
    assert not letters_lost(norwegian * 5)
