from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from corpus.document import Document
from corpus.errors import ReadError
from corpus.flow import flow
from ingest.read import read

Pdf = Callable[..., Path]
LINE = 13.0


def shown(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.words(block.span)) for block in document.blocks]


def column(texts: list[str], x: float = 70, y: float = 100) -> list[tuple[float, float, str]]:
    return [(x, y + at * LINE, text) for at, text in enumerate(texts)]


PROSE = [
    "Nämnden har tagit del av en utredning om bryggorna vid badplatsen och anser att",
    "de behöver bytas. Kostnaden beräknas till fyrtio tusen kronor och ryms inom den",
    "ram som redan finns.",
]


def test_lines_of_a_paragraph_are_joined_and_a_short_line_ends_it(pdf: Pdf) -> None:
    path = pdf(column([*PROSE, "Nytt stycke med egna ord som är så långt att det når nästan hela vägen ut till kanten."]))
    assert [text for _, text in shown(read(path))] == [
        " ".join(PROSE),
        "Nytt stycke med egna ord som är så långt att det når nästan hela vägen ut till kanten.",
    ]


def test_a_hyphen_at_the_end_of_a_line_is_mended_and_a_suspended_one_stays(pdf: Pdf) -> None:
    path = pdf(
        column(
            [
                "Förvaltningen redovisar hur långt arbetet med de nya bryggorna har kom-",
                "mit och vilka av dem som är klara. Frågan gäller in- och utlåning, in-",
                "och utskrivning samt annat som hör dit.",
            ]
        )
    )
    text = read(path).text
    assert "har kommit och vilka" in text
    assert "in- och utskrivning" in text


def test_bullets_and_numbers_begin_items_and_hanging_lines_belong_to_them(pdf: Pdf) -> None:
    path = pdf(
        [
            (70, 100, "Nämnden beslutar"),
            (70, 113, "1."),
            (90, 113, "Bryggan vid badplatsen ska bytas ut före midsommar om vädret tillåter det,"),
            (90, 126, "annars före augusti."),
            (70, 139, "2."),
            (90, 139, "Beslutet gäller genast."),
        ]
    )
    assert shown(read(path))[1:] == [
        ("item", "1. Bryggan vid badplatsen ska bytas ut före midsommar om vädret tillåter det, annars före augusti."),
        ("item", "2. Beslutet gäller genast."),
    ]


def test_larger_and_bold_lines_are_headings_by_rank(pdf: Pdf) -> None:
    path = pdf(
        [(70, 80, "Protokoll", 18.0), (70, 110, "§ 4", 11.0, True), *column(PROSE, y=130), (70, 190, "Beslut", 11.0, True)]
    )
    document = read(path)
    headings = [(document.words(block.span), block.level) for block in document.blocks if block.kind == "heading"]
    assert headings == [("Protokoll", 1), ("§ 4", 2), ("Beslut", 2)]


def test_what_repeats_in_the_margins_is_furniture_and_a_sentence_goes_on_past_it(pdf: Pdf) -> None:
    def page(number: int, lines: list[str]) -> list[tuple[float, float, str]]:
        head = [(70.0, 40.0, "Strandby kommun"), (480.0, 40.0, f"{number} (3)")]
        return [*head, *column(lines), (70.0, 800.0, "Justerandes sign"), (300.0, 800.0, "Utdragsbestyrkande")]

    document = read(pdf(page(1, PROSE[:2]), page(2, [PROSE[2], "Annat stycke."]), page(3, ["Slut."])))
    furniture = [text for kind, text in shown(document) if kind == "furniture"]
    assert furniture[:2] == ["Strandby kommun\t1 (3)", "Justerandes sign\tUtdragsbestyrkande"]
    assert flow(document).text.startswith(" ".join(PROSE) + "\n")
    assert [document.words(span).count("Strandby") for span in document.pages] == [1, 1, 1]


def test_a_paragraph_number_at_the_top_of_each_page_is_no_furniture(pdf: Pdf) -> None:
    pages = [[(70.0, 60.0, f"§ {number}"), (70.0, 80.0, f"Ärende nummer {'abc'[number % 3]}")] for number in (7, 8, 9)]
    document = read(pdf(*pages))
    assert not any(block.kind == "furniture" for block in document.blocks)


GRID_X = (70.0, 200.0, 330.0, 460.0)


def grid(ys: list[float]) -> list[tuple[float, float, float, float]]:
    lying = [(GRID_X[0], y, GRID_X[-1], y) for y in ys]
    return lying + [(x, ys[0], x, ys[-1]) for x in GRID_X]


def test_a_ruled_table_gives_cells_with_their_line_breaks(pdf: Pdf) -> None:
    texts = [
        (75, 112, "Ärende", 10.0, True),
        (205, 112, "Ansvarig", 10.0, True),
        (335, 112, "Klart", 10.0, True),
        (75, 132, "Ny brygga vid"),
        (75, 145, "badplatsen"),
        (205, 132, "Tekniska nämnden"),
        (205, 145, "Fritidsnämnden"),
    ]
    document = read(pdf(texts, rules=grid([100, 118, 150])))
    cells = [(b.row, b.column, b.head, document.words(b.span)) for b in document.blocks if b.kind == "cell"]
    assert cells == [
        (0, 0, True, "Ärende"),
        (0, 1, True, "Ansvarig"),
        (0, 2, True, "Klart"),
        (1, 0, False, "Ny brygga vid\nbadplatsen"),
        (1, 1, False, "Tekniska nämnden\nFritidsnämnden"),
    ]
    assert "Ny brygga vid\nbadplatsen\tTekniska nämnden" in document.text


def test_lines_that_a_wide_cell_broke_are_one_and_a_short_one_ends_it(pdf: Pdf) -> None:
    wide = [70.0, 150.0, 520.0]
    texts = [
        (75, 112, "Reservation"),
        (155, 112, "Mot beslutet att hyra ut badhuset reserverar sig Vilgot Alm, Ester Rask samt"),
        (155, 125, "Bo Ek."),
        (155, 138, "Ester Rask"),
        (155, 151, "Bo Ek"),
        (75, 172, "Beslut"),
        (155, 172, "Bifall."),
    ]
    rules = [(wide[0], y, wide[-1], y) for y in (100, 160, 180)] + [(x, 100, x, 180) for x in wide]
    document = read(pdf(texts, rules=rules))
    cells = [document.words(b.span) for b in document.blocks if b.kind == "cell"]
    assert cells[1] == "Mot beslutet att hyra ut badhuset reserverar sig Vilgot Alm, Ester Rask samt Bo Ek.\nEster Rask\nBo Ek"


def test_a_table_goes_on_on_the_next_page_and_a_cut_row_is_one_in_the_flow(pdf: Pdf) -> None:
    head = [(75, 112, "Ärende", 10.0, True), (205, 112, "Ansvarig", 10.0, True), (335, 112, "Klart", 10.0, True)]
    first = [*head, (75, 132, "Ny brygga"), (205, 132, "Chefen för hamn-"), (335, 132, "maj 2031")]
    second = [*head, (205, 132, "enheten")]
    document = read(pdf(first, second, rules=grid([100, 118, 150])))
    cells = {(b.row, b.column, b.continues): document.words(b.span) for b in document.blocks if b.kind == "cell" and b.row}
    assert cells[1, 1, True] == "enheten"
    assert {block.table for block in document.blocks if block.kind == "cell"} == {0}
    assert "Ny brygga\tChefen för hamnenheten\tmaj 2031" in flow(document).text


def test_labels_with_values_beside_them_are_rows(pdf: Pdf) -> None:
    texts = [
        (70, 100, "Plats och tid", 10.0, True),
        (200, 100, "Hamnkontoret, kl 9"),
        (70, 120, "Närvarande", 10.0, True),
        (200, 120, "Ada Sandgren (S)"),
        (200, 133, "Bo Ekelid (C)"),
        (70, 153, "Sekreterare", 10.0, True),
        (200, 153, "Cia Thorén"),
    ]
    document = read(pdf(texts))
    rows = [(b.row, b.column, document.words(b.span)) for b in document.blocks]
    assert rows == [
        (0, 0, "Plats och tid"),
        (0, 1, "Hamnkontoret, kl 9"),
        (1, 0, "Närvarande"),
        (1, 1, "Ada Sandgren (S)\nBo Ekelid (C)"),
        (2, 0, "Sekreterare"),
        (2, 1, "Cia Thorén"),
    ]


def test_columns_of_names_are_read_one_after_the_other(pdf: Pdf) -> None:
    left = ["Ledamöter", "Ada Sandgren (S)", "Bo Ekelid (C)", "Cia Thorén (M)", "David Åhs (V)"]
    right = ["Ersättare", "Eva Bro (S)", "Finn Dahl (C)", "Gun Elv (M)"]
    document = read(pdf([*column(left), *column(right, x=320)]))
    assert [document.words(block.span) for block in document.blocks] == [*left, *right]


def test_a_line_of_an_agenda_stays_in_one_row(pdf: Pdf) -> None:
    texts = [
        text
        for at, (title, name, time) in enumerate([("Öppnande", "Ada Sandgren", "9.00"), ("Ny brygga", "Bo Ekelid", "9.15")])
        for text in (
            (70, 100 + 20 * at, f"{at + 1}."),
            (95, 100 + 20 * at, title),
            (320, 100 + 20 * at, name),
            (480, 100 + 20 * at, time),
        )
    ]
    assert read(pdf(texts)).text.splitlines() == ["1. Öppnande\tAda Sandgren\t9.00", "2. Ny brygga\tBo Ekelid\t9.15"]


def test_bytes_before_the_header_do_no_harm(pdf: Pdf) -> None:
    assert read(pdf([(70, 100, "Hej hamnen")], prefix=b"\r\n\r\n")).text == "Hej hamnen"


def test_a_file_of_blank_pages_tells_that_it_has_no_text(pdf: Pdf) -> None:
    document = read(pdf([], []))
    (problem,) = document.problems
    assert (problem.code, len(document.pages)) == ("no-text-layer", 2)
    assert problem.cure


def test_an_encrypted_file_is_refused_with_a_cure(pdf: Pdf, tmp_path: Path) -> None:
    writer = pypdf.PdfWriter(clone_from=pdf([(70, 100, "Hemligt")]))
    writer.encrypt("lösen", algorithm="RC4-128")
    path = tmp_path / "låst.pdf"
    writer.write(path)
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.code == "encrypted"
    assert "lösenord" in caught.value.cure


@pytest.mark.parametrize("data", [b"%PDF-1.4\nskr\xe4p", b"%PDF-1.7\n%%EOF"])
def test_a_broken_file_is_refused_with_a_cure(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "trasig.pdf"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.code == "damaged"
    assert caught.value.cure


def test_words_turned_in_the_margin_are_furniture(pdf: Pdf) -> None:
    document = read(pdf([*column(PROSE), (30, 500, "Transaktion 4711 signerad", 7.0, False, True)]))
    assert [block.kind for block in document.blocks] == ["paragraph", "furniture"]
    assert document.text.endswith("Transaktion 4711 signerad")


def test_a_page_that_is_turned_as_a_whole_is_read_so(pdf: Pdf) -> None:
    document = read(pdf([(100 + LINE * at, 700, text, 11.0, False, True) for at, text in enumerate(PROSE)]))
    assert document.text == " ".join(PROSE)
