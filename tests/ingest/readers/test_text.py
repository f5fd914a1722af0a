from __future__ import annotations

from pathlib import Path

import pytest

from ingest.encoding import decode
from ingest.read import read


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp850", "mac_roman"])
def test_the_swedish_letters_tell_the_encoding(codec: str) -> None:
    text = "Ändrad körväg för vårdens båtar på Öland, å ena sidan"
    assert decode(text.encode(codec)) == text


def test_wrapped_lines_are_joined_and_columns_stand_alone(tmp_path: Path) -> None:
    path = tmp_path / "gammal.txt"
    path.write_text(
        "Nämnden har tagit del av en utredning om bryggorna vid badplatsen och\n"
        "anser att de behöver bytas.\n"
        "Plats               Hamnkontoret\n"
        "Sekreterare         Ada Sandgren\n"
        "----------------------------------------\n"
        "1. Bryggan byts.\n"
    )
    assert read(path).text.splitlines() == [
        "Nämnden har tagit del av en utredning om bryggorna vid badplatsen och anser att de behöver bytas.",
        "Plats\tHamnkontoret",
        "Sekreterare\tAda Sandgren",
        "----------------------------------------",
        "1. Bryggan byts.",
    ]


def test_a_form_feed_begins_a_page_and_its_header_is_furniture(tmp_path: Path) -> None:
    path = tmp_path / "gammal.txt"
    path.write_text("HAMNNÄMNDEN      Sid 1\n\nText ett.\n\fHAMNNÄMNDEN      Sid 2\n\nText två.\n\f")
    document = read(path)
    assert len(document.pages) == 2
    assert [block.kind for block in document.blocks] == ["furniture", "paragraph"] * 2
    assert document.words(document.pages[1]).startswith("HAMNNÄMNDEN")
