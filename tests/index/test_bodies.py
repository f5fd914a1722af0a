"""Which names mean one body."""

from __future__ import annotations

import pytest

from index.bodies import renamed, same_body, short_names

SHORT = short_names(["Samordningsgruppen för vård (SGV)"])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Nytt namn för L-Vux fastställs till SamVux - skola och vård.", {"l-vux": "samvux"}),
        ("Hamnnämnden har bytt namn till Tekniska nämnden.", {"hamnnämnden": "tekniska nämnden"}),
        ("Ärendet bereds av Närvårdsrådet (tidigare Vårdrådet).", {"vårdrådet": "närvårdsrådet"}),
        ("Vårdrådet, numera Närvårdsrådet, bereder.", {"vårdrådet": "närvårdsrådet"}),
        ("Rådet har tidigare behandlat frågan. Nytt namn på vägen blir Storgatan.", {}),
    ],
)
def test_a_text_tells_that_a_body_has_another_name(text: str, found: dict[str, str]) -> None:
    assert renamed(text) == found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("SGV", "Samordningsgruppen för vård", True),
        ("KF", "Kommunfullmäktige, Ekeby kommun", True),
        ("nämnden", "Gemensamma nämnden för tolkning", True),
        ("nämnden", "Kommunstyrelsen", False),
        ("Landstingsfullmäktige", "Regionfullmäktige", True),
        ("Landstingsstyrelsen", "Regionfullmäktige", False),
        ("Socialnämnden", "Byggnadsnämnden", False),
        (None, "Byggnadsnämnden", True),
    ],
)
def test_names_that_can_mean_one_body(one: str | None, other: str, same: bool) -> None:
    assert same_body(one, other, SHORT) is same
    assert same_body(other, one, SHORT) is same
