from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.errors import ReadError
from ingest import office
from ingest.read import read

Needs = Callable[[str], None]
NAMES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'


def relation(number: int, kind: str, target: str, more: str = "") -> str:
    return f'<Relationship Id="r{number}" Type="{KIND}{kind}" Target="{target}" {more}/>'


def shape(place: str | None, *paragraphs: str) -> str:
    words = "".join(
        paragraph if paragraph.startswith("<a:p>") else f"<a:p><a:r><a:t>{paragraph}</a:t></a:r></a:p>"
        for paragraph in paragraphs
    )
    where = "" if place is None else f'<p:ph type="{place}"/>' if place else '<p:ph idx="1"/>'
    return (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="x"/><p:cNvSpPr/><p:nvPr>' + where + "</p:nvPr></p:nvSpPr><p:spPr/>"
        f"<p:txBody><a:bodyPr/>{words}</p:txBody></p:sp>"
    )  # fmt: skip


def pptx(path: Path, *slides: str, notes: str = "") -> Path:
    """A presentation of slides; the first has notes."""
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("_rels/.rels", RELATIONS.format(relation(1, "officeDocument", "ppt/presentation.xml")))
        listed = "".join(f'<p:sldId id="{256 + at}" r:id="r{at}"/>' for at in range(len(slides)))
        package.writestr("ppt/presentation.xml", f"<p:presentation {NAMES}><p:sldIdLst>{listed}</p:sldIdLst></p:presentation>")
        # The parts are numbered the other way round: the order is the list's.
        numbers = [len(slides) - at for at in range(len(slides))]
        related = "".join(relation(at, "slide", f"slides/slide{number}.xml") for at, number in enumerate(numbers))
        package.writestr("ppt/_rels/presentation.xml.rels", RELATIONS.format(related))
        for number, slide in zip(numbers, slides, strict=True):
            tree = f"<p:sld {NAMES}><p:cSld><p:spTree>{slide}</p:spTree></p:cSld></p:sld>"
            package.writestr(f"ppt/slides/slide{number}.xml", tree)
        outside = relation(2, "image", "http://example.org/spion.png", 'TargetMode="External"')
        package.writestr(
            f"ppt/slides/_rels/slide{numbers[0]}.xml.rels",
            RELATIONS.format(relation(1, "notesSlide", "../notesSlides/notesSlide1.xml") + outside),
        )
        package.writestr(
            "ppt/notesSlides/notesSlide1.xml",
            f"<p:notes {NAMES}><p:cSld><p:spTree>{shape('sldImg')}{notes}</p:spTree></p:cSld></p:notes>",
        )
    return path


def shown(document: Document) -> list[tuple[str, int, str, str]]:
    return [(block.kind, block.level, block.label, document.words(block.span)) for block in document.blocks]


def test_a_slide_is_a_page_with_title_bullets_and_notes(tmp_path: Path) -> None:
    inner = '<a:p><a:pPr lvl="1"><a:buChar char="–"/></a:pPr><a:r><a:t>av </a:t></a:r><a:r><a:t>gran</a:t></a:r></a:p>'
    plain = "<a:p><a:pPr><a:buNone/></a:pPr><a:r><a:t>Utan punkt</a:t></a:r></a:p>"
    path = pptx(
        tmp_path / "fil.pptx",
        shape(None, "Fri text")
        + shape("title", "Bryggor", "och hus")
        + shape("", "Virke", inner, plain)
        + shape("ftr", "Hamnen"),
        shape("ctrTitle", "Slut"),
        notes=shape("body", "Säg något om priset."),
    )
    document = read(path)
    assert shown(document) == [
        ("heading", 1, "", "Bryggor och hus"),
        ("paragraph", 0, "", "Fri text"),
        ("item", 1, "•", "Virke"),
        ("item", 2, "–", "av gran"),
        ("paragraph", 0, "", "Utan punkt"),
        ("furniture", 0, "", "Hamnen"),
        ("paragraph", 0, "", "Säg något om priset."),
        ("heading", 1, "", "Slut"),
    ]
    start, end = document.pages[1]
    assert document.text[start:end] == "Slut"


def test_a_table_on_a_slide_has_rows_and_columns(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        inside = "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{cell}</a:t></a:r></a:p></a:txBody></a:tc>" for cell in cells)
        return f"<a:tr>{inside}</a:tr>"

    table = f'<a:tbl><a:tblPr firstRow="1"/>{row("Vad", "Vem")}{row("Bryggor", "Bo Ek")}</a:tbl>'
    frame = f"<p:graphicFrame><a:graphic><a:graphicData>{table}</a:graphicData></a:graphic></p:graphicFrame>"
    document = read(pptx(tmp_path / "fil.pptx", frame))
    assert [(b.table, b.row, b.column, b.head, document.words(b.span)) for b in document.blocks] == [
        (0, 0, 0, True, "Vad"),
        (0, 0, 1, True, "Vem"),
        (0, 1, 0, False, "Bryggor"),
        (0, 1, 1, False, "Bo Ek"),
    ]


def test_a_broken_presentation_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        read(pptx(tmp_path / "fil.pptx", "<trasig"))
    assert caught.value.code == "damaged"


FLAT = """<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0"
 office:mimetype="application/vnd.oasis.opendocument.presentation"><office:body><office:presentation><draw:page>
 <draw:frame presentation:class="title" svg:width="20cm" svg:height="3cm"><draw:text-box><text:p>Bryggor i Åviken</text:p>
 </draw:text-box></draw:frame></draw:page></office:presentation></office:body></office:document>"""


def test_an_old_presentation_is_read_by_way_of_libreoffice(tmp_path: Path, needs_program: Needs) -> None:
    needs_program("soffice")
    (tmp_path / "fil.fodp").write_text(FLAT, encoding="utf-8")
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "ppt", "--outdir", str(tmp_path), str(tmp_path / "fil.fodp")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    document = read(tmp_path / "fil.ppt")
    assert document.source.media_type == "application/vnd.ms-powerpoint"
    assert "Bryggor i Åviken" in document.text


def test_without_libreoffice_the_cure_names_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "installed", lambda name: None)
    path = tmp_path / "gammal.doc"
    path.write_bytes(b"\xdb\xa5\x2d\x00" + bytes(200))  # Word 2
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.code == "needs-libreoffice"
    assert "sudo apt install libreoffice-writer" in caught.value.cure
