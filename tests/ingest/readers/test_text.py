from __future__ import annotations

from pathlib import Path

import pytest

from ingest.encoding import decode
from ingest.read import read


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "cp850", "mac_roman"])
def test_the_swedish_letters_tell_the_encoding(codec: str) -> None:
    text = "Ändrad körväg för vårdens båtar på Öland, å ena sidan"
    assert decode(text.encode(codec)) == text


def test_quotation_marks_are_no_swedish_letters() -> None:
    text = "Ordet “klubbat” och “bordlagt” i protokollet"
    assert decode(text.encode("cp1252")) == text


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


def test_a_header_of_several_lines_is_furniture_on_pages_that_begin_with_empty_lines(tmp_path: Path) -> None:
    path = tmp_path / "gammal.txt"
    header = "HAMNNÄMNDEN      Blad {}\n                 PROTOKOLL\n                 Mötesdag\n                 1987-05-04\n\n"
    path.write_text(
        "\f".join("\n" + header.format(at) + f"{word} byts.\n" for at, word in enumerate(("Bryggan", "Bojen", "Boden")))
    )
    document = read(path)
    assert [block.kind for block in document.blocks] == [*["furniture"] * 4, "paragraph"] * 3


def test_the_letters_of_old_terminals_are_brackets() -> None:
    assert decode(b"N{mnden i ]s beslutar att k|pa virke f|r bryggorna vid }n.") == (
        "Nämnden i Ås beslutar att köpa virke för bryggorna vid ån."
    )
    assert decode(b"x{1} = a{b}; y|z") == "x{1} = a{b}; y|z"


def test_what_was_encoded_twice_is_decoded_twice() -> None:
    text = "Nämnden i Ås – på ön – köper virke för bryggorna"
    assert decode(text.encode().decode("cp1252").encode()) == text


@pytest.mark.parametrize("codec", ["cp850", "mac_roman"])
def test_one_swedish_letter_is_enough_to_tell_the_code_page(codec: str) -> None:
    assert decode("Mötet öppnas för hörande".encode(codec)) == "Mötet öppnas för hörande"


def test_a_text_that_has_lost_its_letters_says_so(tmp_path: Path) -> None:
    path = tmp_path / "brev.txt"
    path.write_bytes(b"N?mnden har tagit del av utredningen och beslutar att g?ra som f?rvaltningen f?resl?r.")
    (problem,) = read(path).problems
    assert problem.code == "garbled"


def test_a_paragraph_that_begins_each_page_is_no_page_header(tmp_path: Path) -> None:
    path = tmp_path / "protokoll.txt"
    path.write_text("\f".join(f"KOMMUNEN   Sid {page}\n\nKs § {page}\nÄrende\n\nBeslut fattades.\n" for page in (1, 2, 3)))
    document = read(path)
    furniture = [document.words(block.span) for block in document.blocks if block.kind == "furniture"]
    assert len(furniture) >= 3
    assert not any("§" in words for words in furniture)


def test_a_heading_under_a_full_line_stands_alone_and_a_sentence_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "protokoll.txt"
    path.write_text(
        "Kommunen har fått frågan om den gamla banvallen ska bli en gångväg till stationen\nBeslut\n"
        "Nämnden beslutar att banvallen blir gångväg och att pengar till det tas ur årets\nbudget för vägar och gator.\n"
        "Skyltar sätts upp vid den gamla banvallen när vägen är färdig, senast i september.\nParagrafen är justerad\n"
    )
    document = read(path)
    assert [document.words(block.span) for block in document.blocks][1::2] == [
        "Beslut",
        "Skyltar sätts upp vid den gamla banvallen när vägen är färdig, senast i september.",
    ]
