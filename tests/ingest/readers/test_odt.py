from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.document import Document
from corpus.errors import ReadError
from ingest.opendocument.xml import _SPACES
from ingest.read import read

Odt = Callable[..., Path]
NAMES = " ".join(f'xmlns:{name}="{space}"' for name, space in _SPACES.items() if name != "xml")
STYLES = """
<style:style style:name="Liten" style:family="text"><style:text-properties fo:font-size="10pt"/></style:style>
<style:style style:name="Fet" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Dold" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Stor" style:family="paragraph">
 <style:text-properties fo:font-size="150%" fo:font-weight="bold"/></style:style>
<text:list-style style:name="Nr">
 <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
 <text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")" />
</text:list-style>
<text:list-style style:name="Punkt"><text:list-level-style-bullet text:level="1" text:bullet-char="-"/></text:list-style>
"""


@pytest.fixture
def odt(tmp_path: Path) -> Odt:
    """Writes a text document with a body, the content of its master page, and a manifest."""

    def write(body: str, page: str = "", manifest: str = "", outline: str = "") -> Path:
        path = tmp_path / "fil.odt"
        with zipfile.ZipFile(path, "w") as package:
            package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
            package.writestr(
                "content.xml",
                f"<office:document-content {NAMES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
                f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
            )
            package.writestr(
                "styles.xml",
                f"<office:document-styles {NAMES}><office:styles>{outline}</office:styles><office:master-styles>"
                f"<style:master-page>{page}</style:master-page></office:master-styles></office:document-styles>",
            )
            package.writestr("META-INF/manifest.xml", f"<manifest:manifest {NAMES}>{manifest}</manifest:manifest>")
        return path

    return write


def shown(document: Document) -> list[tuple[str, int, str, str]]:
    return [(block.kind, block.level, block.label, document.words(block.span)) for block in document.blocks]


def test_headings_paragraphs_and_what_stands_within_them(odt: Odt) -> None:
    path = odt(
        '<text:h text:outline-level="2">Bryggor</text:h>'
        "<text:p>Nämnden <text:span>beslutar</text:span><text:s text:c='2'/>att<text:tab/>köpa<text:line-break/>virke"
        "<office:annotation><text:p>Obs!</text:p></office:annotation>.<text:note><text:note-citation>1</text:note-citation>"
        "<text:note-body><text:p>Av gran.</text:p></text:note-body></text:note>"
        '<text:span text:style-name="Dold">osynligt</text:span></text:p>'
        '<text:p text:style-name="Stor">Ekonomi</text:p><text:p>- en sak</text:p>'
    )
    assert shown(read(path)) == [
        ("heading", 2, "", "Bryggor"),
        ("paragraph", 0, "", "Nämnden beslutar  att\tköpa\nvirke."),
        ("heading", 3, "", "Ekonomi"),
        ("item", 1, "", "- en sak"),
        ("paragraph", 0, "", "Av gran."),
    ]


def test_lists_have_the_labels_that_print(odt: Odt) -> None:
    def items(*words: str) -> str:
        return "".join(f"<text:list-item><text:p>{word}</text:p></text:list-item>" for word in words)

    path = odt(
        f'<text:list text:style-name="Nr">{items("ett")}<text:list-item><text:p>två</text:p>'
        f"<text:list>{items('inre', 'nästa')}</text:list></text:list-item></text:list>"
        "<text:p>Mellan</text:p>"
        f'<text:list text:style-name="Nr" text:continue-numbering="true">{items("tre")}</text:list>'
        f'<text:list text:style-name="Nr">{items("börjar om")}'
        '<text:list-item text:start-value="7"><text:p>sju</text:p></text:list-item></text:list>'
        f'<text:list text:style-name="Punkt">{items("streck")}'
        "<text:list-header><text:p>utan</text:p></text:list-header></text:list>"
    )
    assert [(label, level, words) for kind, level, label, words in shown(read(path)) if kind == "item"] == [
        ("1.", 1, "ett"),
        ("2.", 1, "två"),
        ("a)", 2, "inre"),
        ("b)", 2, "nästa"),
        ("3.", 1, "tre"),
        ("1.", 1, "börjar om"),
        ("7.", 1, "sju"),
        ("-", 1, "streck"),
    ]


def test_numbered_headings_have_their_numbers(odt: Odt) -> None:
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>'
        '<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>'
    )
    heads = "".join(f'<text:h text:outline-level="{level}">{word}</text:h>' for level, word in ((1, "A"), (2, "B"), (1, "C")))
    assert [label for _, _, label, _ in shown(read(odt(heads, outline=outline)))] == ["1.", "1.1", "2."]


def test_tables_have_rows_columns_and_a_head(odt: Odt) -> None:
    def row(*cells: str) -> str:
        return f"<table:table-row>{''.join(cells)}</table:table-row>"

    def cell(words: str, more: str = "") -> str:
        return f"<table:table-cell {more}><text:p>{words}</text:p></table:table-cell>"

    path = odt(
        f"<table:table><table:table-header-rows>{row(cell('Vad'), cell('Vem'), cell('När'))}</table:table-header-rows>"
        + row(cell("Bryggor", 'table:number-columns-spanned="2"'), "<table:covered-table-cell/>", cell("maj"))
        + "</table:table><table:table>"
        + row(
            cell("<text:span text:style-name='Fet'>Namn</text:span>"),
            cell("<text:span text:style-name='Fet'>Parti</text:span>"),
        )
        + row(cell("Bo Ek"), cell("C"))
        + f"</table:table><table:table>{row(cell('En ram kring text'))}</table:table>"
    )
    document = read(path)
    cells = [(b.table, b.row, b.column, b.head, document.words(b.span)) for b in document.blocks if b.kind == "cell"]
    assert cells == [
        (0, 0, 0, True, "Vad"),
        (0, 0, 1, True, "Vem"),
        (0, 0, 2, True, "När"),
        (0, 1, 0, False, "Bryggor"),
        (0, 1, 2, False, "maj"),
        (1, 0, 0, True, "Namn"),
        (1, 0, 1, True, "Parti"),
        (1, 1, 0, False, "Bo Ek"),
        (1, 1, 1, False, "C"),
    ]
    assert document.blocks[-1].kind == "paragraph"


def test_headers_and_footers_are_furniture_and_deleted_words_are_gone(odt: Odt) -> None:
    page = "<style:header><text:p>Hamnnämnden</text:p></style:header><style:footer><text:p>Sida 1</text:p></style:footer>"
    path = odt("<text:tracked-changes><text:p>Struket</text:p></text:tracked-changes><text:p>Kvar</text:p>", page)
    assert [(kind, words) for kind, _, _, words in shown(read(path))] == [
        ("furniture", "Hamnnämnden"),
        ("paragraph", "Kvar"),
        ("furniture", "Sida 1"),
    ]


def test_a_locked_file_and_a_broken_one_are_refused_with_a_cure(odt: Odt) -> None:
    with pytest.raises(ReadError) as caught:
        read(odt("", manifest="<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"))
    assert caught.value.code == "encrypted"
    with pytest.raises(ReadError) as caught:
        read(odt("<text:p>trasig"))
    assert caught.value.code == "damaged"


def test_entities_are_not_expanded(odt: Odt, tmp_path: Path) -> None:
    path = odt("<text:p>Hej</text:p>")
    with zipfile.ZipFile(path) as package:
        content = package.read("content.xml").decode()
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 30))
    with zipfile.ZipFile(tmp_path / "skratt.odt", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", f'<!DOCTYPE x [<!ENTITY a0 "ha">{laughs}]>' + content.replace("Hej", "&a29;Hej"))
    with pytest.raises(ReadError) as caught:
        read(tmp_path / "skratt.odt")
    assert caught.value.code == "damaged"
