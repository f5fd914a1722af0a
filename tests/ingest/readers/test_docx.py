from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from corpus.document import Document
from corpus.errors import ReadError
from ingest.read import read
from ingest.word.xml import number


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Word], Document]:
    def write(word: Word) -> Document:
        path = tmp_path / "fil.docx"
        word.save(str(path))
        return read(path)

    return write


def shown(document: Document) -> list[tuple[str, str, str]]:
    return [(block.kind, block.label, document.words(block.span)) for block in document.blocks]


def paragraph(xml: str) -> object:
    return parse_xml(f"<w:p {nsdecls('w')}>{xml}</w:p>")


def test_styles_and_looks_make_headings(written: Callable[[Word], Document]) -> None:
    word = docx.Document()
    word.add_heading("§ 4 Brygga", 2)
    word.add_paragraph().add_run("Beslut").bold = True
    word.add_paragraph("Bryggan byts ut mot en ny.")
    assert shown(written(word)) == [
        ("heading", "", "§ 4 Brygga"),
        ("heading", "", "Beslut"),
        ("paragraph", "", "Bryggan byts ut mot en ny."),
    ]


def test_automatic_numbers_are_labels(written: Callable[[Word], Document]) -> None:
    word = docx.Document()
    for text in ("Ett", "Två"):
        word.add_paragraph(text, "List Number")
    word.add_paragraph("Tre", "List Bullet")
    assert shown(written(word)) == [("item", "1.", "Ett"), ("item", "2.", "Två"), ("item", "•", "Tre")]


def test_deleted_words_and_field_codes_go_inserted_ones_stay(written: Callable[[Word], Document]) -> None:
    word = docx.Document()
    word.element.body.insert(
        0,
        paragraph(
            '<w:r><w:t xml:space="preserve">Gäller </w:t></w:r>'
            '<w:del w:author="a"><w:r><w:delText>aldrig </w:delText></w:r></w:del>'
            '<w:ins w:author="a"><w:r><w:t xml:space="preserve">alltid </w:t></w:r></w:ins>'
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText><w:t>kod</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>från maj</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            "<w:r><w:br/><w:t>rad</w:t><w:tab/><w:t>två</w:t><w:noBreakHyphen/><w:t>tre</w:t></w:r>"
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>dold</w:t></w:r>"
        ),
    )
    assert written(word).text == "Gäller alltid från maj\nrad\ttvå-tre"


def test_merged_cells_are_read_once_and_columns_counted(written: Callable[[Word], Document]) -> None:
    word = docx.Document()
    table = word.add_table(3, 3)
    for row, texts in enumerate([("Ärende", "Klart", "Not"), ("Avtal", "", ""), ("Brygga", "maj", "x\ny")]):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(1, 2))
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    document = written(word)
    assert [(b.row, b.column, b.head, document.words(b.span)) for b in document.blocks] == [
        (0, 0, True, "Ärende"),
        (0, 1, True, "Klart"),
        (0, 2, True, "Not"),
        (1, 0, False, "Avtal"),
        (2, 0, False, "Brygga"),
        (2, 1, False, "maj"),
        (2, 2, False, "x\ny"),
    ]


def test_headers_and_footers_are_furniture(written: Callable[[Word], Document]) -> None:
    word = docx.Document()
    word.sections[0].header.paragraphs[0].text = "Strandby kommun"
    word.sections[0].footer.paragraphs[0].text = "Justerandes sign"
    word.add_paragraph("Bryggan.")
    assert shown(written(word)) == [
        ("furniture", "", "Strandby kommun"),
        ("paragraph", "", "Bryggan."),
        ("furniture", "", "Justerandes sign"),
    ]


def test_text_boxes_are_read_once(written: Callable[[Word], Document]) -> None:
    word = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>I rutan</w:t></w:r></w:p></w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    word.element.body.insert(
        0,
        paragraph(
            f'<w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="wps">{box}</mc:Choice>'
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>Utanför</w:t></w:r>"
        ),
    )
    assert written(word).text.splitlines() == ["Utanför", "I rutan"]


def test_a_package_that_unpacks_to_far_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    docx.Document().save(str(path))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/media/noll.bin", bytes(30 * 1024 * 1024))
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.code == "too-large"


def test_a_broken_package_is_refused_with_a_cure(tmp_path: Path) -> None:
    path = tmp_path / "trasig.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<x")
        archive.writestr("word/document.xml", "<x")
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.code == "damaged"


@pytest.mark.parametrize("kind", ["ms-word.document.macroEnabled", "openxmlformats-officedocument.wordprocessingml.template"])
def test_templates_and_files_with_macros_are_read_alike(tmp_path: Path, kind: str) -> None:
    word = docx.Document()
    word.add_paragraph("Bryggan byts ut.")
    word.save(str(tmp_path / "fil.docx"))
    with zipfile.ZipFile(tmp_path / "fil.docx") as source, zipfile.ZipFile(tmp_path / "fil.docm", "w") as target:
        for name in source.namelist():
            ordinary = b"openxmlformats-officedocument.wordprocessingml.document.main+xml"
            target.writestr(name, source.read(name).replace(ordinary, f"{kind}.main+xml".encode()))
    assert read(tmp_path / "fil.docm").text == "Bryggan byts ut."


def test_the_strict_form_of_the_standard_is_read(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("Beslut", 1)
    word.add_paragraph("Bryggan byts ut.")
    word.save(str(tmp_path / "fil.docx"))
    with zipfile.ZipFile(tmp_path / "fil.docx") as source, zipfile.ZipFile(tmp_path / "strikt.docx", "w") as target:
        for name in source.namelist():
            usual = rb"http://schemas\.openxmlformats\.org/(officeDocument|wordprocessingml|drawingml)/2006/"
            target.writestr(name, re.sub(usual, rb"http://purl.oclc.org/ooxml/\1/", source.read(name)))
    assert shown(read(tmp_path / "strikt.docx")) == [("heading", "", "Beslut"), ("paragraph", "", "Bryggan byts ut.")]


@pytest.mark.parametrize(("kind", "left"), [("text/html", False), ("application/rtf", True)])
def test_what_word_takes_in_from_other_formats_is_read_or_said_to_be_left(tmp_path: Path, kind: str, left: bool) -> None:
    word = docx.Document()
    word.add_paragraph("Före")
    chunk = Part(PackURI("/word/del.htm"), kind, b"<p>Bryggan byts ut.</p><table><tr><td>a<td>b</table>", word.part.package)
    relation = word.part.relate_to(chunk, RT.A_F_CHUNK)
    word.element.body.insert(1, parse_xml(f"<w:altChunk {nsdecls('w', 'r')} r:id='{relation}'/>"))
    word.save(str(tmp_path / "fil.docx"))
    document = read(tmp_path / "fil.docx")
    assert document.text.splitlines() == (["Före"] if left else ["Före", "Bryggan byts ut.", "a\tb"])
    assert [problem.code for problem in document.problems] == (["attachments"] if left else [])


@pytest.mark.parametrize(
    ("text", "expected"), [("-1", -1), ("07", 7), ("--1", None), ("½", None), ("", None), ("9" * 12, None)]
)
def test_a_number_that_is_none_is_unknown(text: str, expected: int | None) -> None:
    element = parse_xml(f"<w:ilvl {nsdecls('w')} w:val='{text}'/>")
    assert number(element) == expected
