from __future__ import annotations

from pathlib import Path

import pytest

from corpus.document import Document
from ingest.read import read


def page(tmp_path: Path, body: str, head: str = "") -> Document:
    path = tmp_path / "sida.html"
    path.write_text(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
    return read(path)


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.words(block.span)) for block in document.blocks if block.kind != "furniture"]


def test_headings_paragraphs_and_lists_are_blocks(tmp_path: Path) -> None:
    document = page(
        tmp_path, "<h2>Beslut</h2><p>Rad ett<br>rad&nbsp;två</p><ol start=3><li>Ett</li><li>Två</li></ol><ul><li>Tre</li></ul>"
    )
    assert blocks(document) == [
        ("heading", "Beslut"),
        ("paragraph", "Rad ett\nrad två"),
        ("item", "Ett"),
        ("item", "Två"),
        ("item", "Tre"),
    ]
    assert [block.label for block in document.blocks] == ["", "", "3.", "4.", "•"]
    assert document.blocks[0].level == 2


def test_menus_cookie_notices_and_what_is_outside_main_are_furniture(tmp_path: Path) -> None:
    document = page(
        tmp_path,
        '<div id="cookiebar">Vi använder kakor</div><nav>Start</nav><header>Strandby kommun</header>'
        "<main><p>"
        + "Bryggan byts. " * 10
        + "</p></main><div>Kontakt</div><script>var a=1</script><p style='display:none'>dold</p>",
        "<title>Möte i Strandby</title>",
    )
    assert len(blocks(document)) == 1
    furniture = [document.words(block.span) for block in document.blocks if block.kind == "furniture"]
    assert furniture == ["Möte i Strandby", "Vi använder kakor", "Start", "Strandby kommun", "Kontakt"]


def test_the_containers_of_meeting_items_are_counted_even_empty_ones(tmp_path: Path) -> None:
    body = (
        "<ul><li><div><p>Mötet öppnas.</p></div></li><li><div><h3><span>§ 2</span>Val</h3><ul><li>Ada</li></ul></div></li>"
        "<li><div></div></li><li><p>Slut.</p></li></ul><p>Efteråt</p>"
    )
    document = page(tmp_path, body)
    assert [(block.group, document.words(block.span)) for block in document.blocks] == [
        (0, "Mötet öppnas."),
        (1, "§ 2 Val"),
        (1, "Ada"),
        (3, "Slut."),
        (None, "Efteråt"),
    ]


def test_cells_keep_their_place_past_merged_ones(tmp_path: Path) -> None:
    document = page(tmp_path, "<table><tr><th colspan=2>A<th>B<tr><td rowspan=2>1<td>2<td>3<tr><td>4<td>5</table>")
    cells = [(block.row, block.column, block.head, document.words(block.span)) for block in document.blocks]
    assert cells == [
        (0, 0, True, "A"),
        (0, 2, True, "B"),
        (1, 0, False, "1"),
        (1, 1, False, "2"),
        (1, 2, False, "3"),
        (2, 1, False, "4"),
        (2, 2, False, "5"),
    ]
    assert document.text.splitlines() == ["A\tB", "1\t2\t3", "4\t5"]


@pytest.mark.parametrize("codec", ["utf-8", "cp1252", "utf-16"])
def test_the_encoding_is_told_from_the_bytes(tmp_path: Path, codec: str) -> None:
    path = tmp_path / "sida.html"
    path.write_bytes("<html><body><p>Ärende om båtar</p></body></html>".encode(codec))
    assert read(path).text == "Ärende om båtar"


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    path = tmp_path / "sida.html"
    path.write_text(f'<!DOCTYPE html [<!ENTITY a0 "ha">{bomb}]><html><body><p>&a9; slut</p></body></html>')
    assert len(read(path).text) < 2000


@pytest.mark.parametrize("charset", [b"idna", b"base64", b"finns-inte"])
def test_a_page_in_a_character_set_that_is_none_is_read(tmp_path: Path, charset: bytes) -> None:
    path = tmp_path / "sida.html"
    path.write_bytes(b"<html><meta charset=" + charset + "><p>Härmed avslås två".encode("cp1252"))
    assert blocks(read(path)) == [("paragraph", "Härmed avslås två")]
