from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from corpus.document import Document
from corpus.errors import ReadError
from ingest.layout.page import Page, Word
from ingest.ocr import recogniser as recognising
from ingest.ocr import tesseract
from ingest.ocr.hocr import parse
from ingest.ocr.signs import mend_signs
from ingest.read import read

Pdf = Callable[..., Path]
Needs = Callable[[str], None]

MINUTES = [
    (70, 90, "Hamnnämnden", 14.0, True),
    (70, 130, "Nämnden har tagit del av utredningen om bryggorna vid badplatsen och anser att de"),
    (70, 145, "behöver bytas. Kostnaden beräknas till fyrtio tusen kronor och ryms inom ramen."),
    (70, 180, "Nämnden beslutar att godkänna utredningen och att uppdra åt hamnchefen att köpa in virke."),
]


def scanned(path: Path, *, dpi: int = 200, turn: int = 0) -> Path:
    """A PDF whose pages are pictures of the pages of another."""
    source = pypdfium2.PdfDocument(path)
    target = pypdfium2.PdfDocument.new()
    for page in source:
        bitmap = page.render(scale=dpi / 72, rotation=turn)
        image = pypdfium2.PdfImage.new(target)
        image.set_bitmap(bitmap)
        width, height = bitmap.width * 72 / dpi, bitmap.height * 72 / dpi
        image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        new = target.new_page(width, height)
        new.insert_obj(image)
        new.gen_content()
    result = path.with_name(f"skannad-{turn}.pdf")
    target.save(result)
    return result


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(block.kind, document.words(block.span)) for block in document.blocks]


TEXTS = [
    ("heading", "Hamnnämnden"),
    (
        "paragraph",
        "Nämnden har tagit del av utredningen om bryggorna vid badplatsen och anser att de behöver bytas. Kostnaden "
        "beräknas till fyrtio tusen kronor och ryms inom ramen.",
    ),
    ("paragraph", "Nämnden beslutar att godkänna utredningen och att uppdra åt hamnchefen att köpa in virke."),
]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_scanned_page_has_headings_and_paragraphs_however_it_lies(pdf: Pdf, needs_program: Needs, turn: int) -> None:
    needs_program("tesseract")
    document = read(scanned(pdf(MINUTES), turn=turn))
    assert document.source.ocr
    assert not document.problems
    assert kinds(document) == TEXTS


def pictures(path: Path, dpi: int = 200) -> list[Image.Image]:
    return [page.render(scale=dpi / 72).to_pil() for page in pypdfium2.PdfDocument(path)]


@pytest.mark.parametrize("name", ["sida.tiff", "sida.jpg", "sida.png"])
def test_a_picture_of_a_page_is_read_like_a_scanned_page(pdf: Pdf, tmp_path: Path, needs_program: Needs, name: str) -> None:
    needs_program("tesseract")
    (picture,) = pictures(pdf(MINUTES))
    picture.save(tmp_path / name, dpi=(200, 200))
    document = read(tmp_path / name)
    assert document.source.ocr
    assert kinds(document) == TEXTS


def test_a_picture_that_says_how_it_was_turned_and_not_how_large_it_is(pdf: Pdf, tmp_path: Path, needs_program: Needs) -> None:
    needs_program("tesseract")
    (picture,) = pictures(pdf(MINUTES))
    exif = Image.Exif()
    exif[0x0112] = 6
    picture.rotate(90, expand=True).save(tmp_path / "foto.jpg", exif=exif)
    assert kinds(read(tmp_path / "foto.jpg")) == TEXTS


def test_a_tiff_has_as_many_pages_as_pictures(pdf: Pdf, tmp_path: Path, needs_program: Needs) -> None:
    needs_program("tesseract")
    first, second = pictures(pdf(MINUTES, [(70, 100, "Andra sidan handlar om hamnavgifter")]))
    path = tmp_path / "fax.tif"
    first.convert("1").save(path, save_all=True, append_images=[second.convert("1")], compression="group4", dpi=(200, 200))
    document = read(path)
    start, end = document.pages[1]
    assert document.text[start:end] == "Andra sidan handlar om hamnavgifter"


def test_a_broken_picture_is_refused_with_a_cure(tmp_path: Path) -> None:
    path = tmp_path / "bild.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.code == "damaged"


def test_a_picture_without_words_says_so(tmp_path: Path, needs_program: Needs) -> None:
    needs_program("tesseract")
    Image.new("RGB", (800, 600), "green").save(tmp_path / "gräs.jpg")
    (problem,) = read(tmp_path / "gräs.jpg").problems
    assert problem.code == "no-text-layer"


def test_what_was_recognised_is_kept_and_needs_no_tesseract_again(
    pdf: Pdf, tmp_path: Path, needs_program: Needs, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs_program("tesseract")
    path = scanned(pdf(MINUTES))
    first = read(path, cache=tmp_path / "ocr")
    monkeypatch.setattr(tesseract, "available", lambda: False)
    assert read(path, cache=tmp_path / "ocr", seconds=0) == first
    assert read(path, cache=tmp_path / "annan").problems


def test_pages_with_usable_text_are_not_recognised(pdf: Pdf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "recognise", lambda picture, dpi: pytest.fail("recognised"))
    assert not read(pdf(MINUTES)).source.ocr


def test_without_tesseract_a_scan_is_read_in_part_and_the_cure_says_what_to_install(
    pdf: Pdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tesseract, "available", lambda: False)
    (problem,) = read(scanned(pdf(MINUTES, MINUTES))).problems
    assert (problem.code, problem.pages) == ("no-text-layer", (1, 2))
    assert "sudo apt install tesseract-ocr tesseract-ocr-swe" in problem.cure


def test_whoever_wants_no_recognition_gets_none_and_is_told(pdf: Pdf) -> None:
    document = read(scanned(pdf(MINUTES)), ocr="never")
    assert [problem.code for problem in document.problems] == ["no-text-layer"]
    assert not document.source.ocr


def test_when_time_is_over_the_rest_is_left_for_the_next_time(pdf: Pdf, needs_program: Needs) -> None:
    needs_program("tesseract")
    (problem,) = read(scanned(pdf(MINUTES, MINUTES)), seconds=-1).problems
    assert (problem.code, problem.pages) == ("unfinished", (1, 2))
    assert "importen igen" in problem.cure


def test_whoever_forces_it_has_pages_with_text_recognised_too(pdf: Pdf, needs_program: Needs) -> None:
    needs_program("tesseract")
    assert read(pdf(MINUTES), ocr="force").source.ocr


def test_text_whose_letters_are_others_is_recognised_in_its_picture(
    pdf: Pdf, needs_program: Needs, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs_program("tesseract")
    from ingest.readers import pdf as reader

    def shifted(page: object) -> Page:
        text = " ".join(str(line[2]) for line in MINUTES)
        wrong = "".join(chr(ord(letter) + 3) if letter.isalpha() else letter for letter in text)
        return Page(595, 842, [Word(word, 70, 90, 100 + at, 11, False, at) for at, word in enumerate(wrong.split())])

    monkeypatch.setattr(reader, "extract", shifted)
    monkeypatch.setattr(reader._Pages, "_second_opinion", lambda self, number: None)
    document = read(pdf(MINUTES))
    assert document.source.ocr
    assert "uppdra åt hamnchefen" in document.text
    garbled = read(pdf(MINUTES), ocr="never")
    assert [problem.code for problem in garbled.problems] == ["no-text-layer"]


def test_the_second_opinion_of_pypdf_comes_before_recognition(pdf: Pdf, monkeypatch: pytest.MonkeyPatch) -> None:
    from ingest.readers import pdf as reader

    ruins = Page(595, 842, [Word("\ufffd\ufffdxq", 70, 90, 100 + 20 * at, 11, False, at) for at in range(30)])
    monkeypatch.setattr(reader, "extract", lambda page: ruins)
    monkeypatch.setattr(tesseract, "recognise", lambda picture, dpi: pytest.fail("recognised"))
    assert "uppdra åt hamnchefen" in read(pdf(MINUTES)).text


HOCR = """<html><body><div class='ocr_page' title='image "x"; bbox 0 0 1000 2000'>
<span class='ocr_line' title="bbox 100 100 800 140; baseline 0.01 -10; x_size 40; x_descenders 9; x_ascenders 9">
<span class='ocrx_word' title='bbox 100 100 120 130; x_wconf {c}'>$</span>
<span class='ocrx_word' title='bbox 140 100 200 130; x_wconf {c}'>12</span>
<span class='ocrx_word' title='bbox 220 100 400 138; x_wconf {c}'>Bryggor</span>
<span class='ocrx_word' title='bbox 420 100 430 138; x_wconf 12'>~</span></span>
<div class='ocr_separator' title="bbox 90 300 900 303"></div></div></body></html>"""


def test_hocr_becomes_words_and_rules_in_points() -> None:
    found = parse(HOCR.format(c=96).encode(), 300)
    assert [word.text for word in found.page.words] == ["$", "12", "Bryggor"]  # a stain less
    assert (found.page.width, found.page.height) == (240.0, 480.0)
    (rule,) = found.page.rules
    assert rule.horizontal
    assert found.confidence == 96


@pytest.mark.parametrize("size", ["0", "-40", "0.0"])
def test_a_line_without_a_size_has_that_of_its_words(size: str) -> None:
    told, untold = (parse(HOCR.format(c=96).replace("x_size 40", f"x_size {x}").encode(), 300) for x in ("40", size))
    assert [word.text for word in untold.page.words] == [word.text for word in told.page.words]
    assert all(5 < word.size < 20 for word in untold.page.words)


def test_unsafe_text_is_told(pdf: Pdf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "available", lambda: True)
    monkeypatch.setattr(recognising.tesseract, "recognise", lambda picture, dpi: HOCR.format(c=55).encode())
    document = read(scanned(pdf(MINUTES)))
    (problem,) = document.problems
    assert (problem.code, problem.pages, document.source.ocr) == ("low-confidence", (1,), True)


@pytest.mark.parametrize("data", [b"", b"<html>", b"\xff\xfe\x00", b"<p title='bbox 1 2 3 4'>x"])
def test_what_is_no_hocr_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not hOCR"):
        parse(data, 300)


def page(*rows: str) -> Page:
    """A page of rows of words, as recognised."""
    words = []
    for at, row in enumerate(rows):
        x = 70.0
        for text in row.split():
            words.append(Word(text, x, x + 6 * len(text), 100.0 + 20 * at, 11, False, len(words) * 50))
            x += 6 * len(text) + 5
    return Page(595, 842, words)


@pytest.mark.parametrize(
    ("rows", "mended"),
    [
        (["$ 12 Bryggor"], ["§ 12 Bryggor"]),
        (["$12 Bryggor"], ["§ 12 Bryggor"]),
        (["Nämnden 2019-03-05, 8 12"], ["Nämnden 2019-03-05, § 12"]),
        (["den 5 mars 2019, 8 12, att"], ["den 5 mars 2019, § 12, att"]),
        (["Bo Ek 88 24-30"], ["Bo Ek §§ 24-30"]),
        (["864 Upprop", "865 Val", "8 66 Bryggor"], ["§ 64 Upprop", "§ 65 Val", "§ 66 Bryggor"]),  # numbers in a row
        (["§ 7 Upprop", "88 Val"], ["§ 7 Upprop", "§ 8 Val"]),  # one has its sign
        (["864 Konton", "870 Hyror", "812 Ved"], ["864 Konton", "870 Hyror", "812 Ved"]),  # numbers and nothing more
        (["8 12 kronor"], ["8 12 kronor"]),
    ],
)
def test_paragraph_signs_come_back_where_nothing_else_can_be_meant(rows: list[str], mended: list[str]) -> None:
    recognised = page(*rows)
    mend_signs([recognised])
    assert " ".join(word.text for word in recognised.words) == " ".join(mended)
