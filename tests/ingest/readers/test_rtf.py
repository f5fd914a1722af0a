from __future__ import annotations

from pathlib import Path

import pytest

from corpus.document import Document
from corpus.errors import ReadError
from ingest.read import read


def rtf(tmp_path: Path, body: str, head: str = r"\ansi\ansicpg1252", name: str = "fil.rtf") -> Document:
    path = tmp_path / name
    path.write_bytes(b"{\\rtf1" + head.encode("latin-1") + b" " + body.encode("latin-1") + b"}")
    return read(path)


def shown(document: Document) -> list[tuple[str, int, str, str]]:
    return [(block.kind, block.level, block.label, document.words(block.span)) for block in document.blocks]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"N\'e4mnden i \'c5s", "Nämnden i Ås"),
        (r"N\u228 amnden", "Nämnden"),  # what stands in for the letter goes
        (r"\uc2 N\u228\'61\'61mnden \uc0 \u246 l", "Nämnden öl"),
        (r"\u-10179?\u-8704?", "😀"),  # two halves of a pair
        ("N\xe4mnden", "Nämnden"),  # eight bits, as old programs wrote
        (r"1\endash 2 \ldblquote s\'e5\rdblquote\~10", "1–2 “så” 10"),
        (r"{\b fet}t \i0 text", "fett text"),
        (r"a{\*\okand b}c{\v dold}d{\field{\*\fldinst PAGE}{\fldrslt 4}}", "acd4"),
        (r"bild{\pict\wmetafile8 0102{\*\blipuid 03}ff}en", "bilden"),
        ("x{\\pict\\bin5 }{\\}}}y", "xy"),  # bytes that look like braces
        (r"\{klammer\} \\", "{klammer} \\"),
    ],
)
def test_letters_and_signs(tmp_path: Path, body: str, text: str) -> None:
    assert rtf(tmp_path, body + r"\par").text == text


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (r"\mac", r"N\'8amnden"),
        (r"\pca", r"N\'84mnden"),
        (r"\ansi{\fonttbl{\f0\fcharset0 Arial;}{\f3\fcharset77 Geneva;}}", r"{\f3 N\'8a}mnden"),
    ],
)
def test_code_pages_of_files_and_fonts(tmp_path: Path, head: str, body: str) -> None:
    assert rtf(tmp_path, body, head).text == "Nämnden"


def test_headings_lists_and_notes(tmp_path: Path) -> None:
    head = r"\ansi{\stylesheet{\s0 Normal;}{\s1\b heading 1;}{\s2 Rubrik 2;}}"
    body = (
        r"{\header\pard Hamnn\'e4mnden\par}\pard\s1 Bryggor\par\pard\s2 Virke\par\pard\outlinelevel2 Gran\par"
        r"\pard{\listtext 1.\tab}K\'f6pa{\footnote\pard Av gran.}\par{\pntext\f2\'b7}\pard Rad\line tv\'e5\par"
        r"\pard\fs40\b Stor rubrik\par\plain\fs22 Vanlig text som \'e4r l\'e4ngre \'e4n alla andra.\par"
        r"{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt\pard Ruta\par}}}{\footer Sida\par}"
    )
    assert shown(rtf(tmp_path, body, head)) == [
        ("furniture", 0, "", "Hamnnämnden"),
        ("heading", 1, "", "Bryggor"),
        ("heading", 2, "", "Virke"),
        ("heading", 3, "", "Gran"),
        ("item", 1, "1.", "Köpa"),
        ("item", 1, "·", "Rad\ntvå"),
        ("heading", 4, "", "Stor rubrik"),
        ("paragraph", 0, "", "Vanlig text som är längre än alla andra."),
        ("paragraph", 0, "", "Av gran."),
        ("paragraph", 0, "", "Ruta"),
        ("furniture", 0, "", "Sida"),
    ]


def test_tables_have_rows_and_columns(tmp_path: Path) -> None:
    row = r"\trowd\cellx1\cellx2\pard\intbl {} \cell {}\cell\row "
    body = row.format(r"{\b Vad}", r"{\b Vem}") + row.format(r"Bryggor\par och hus", "Bo Ek") + r"\pard Efter\par"
    document = rtf(tmp_path, body)
    assert [(b.kind, b.row, b.column, b.head, document.words(b.span)) for b in document.blocks] == [
        ("cell", 0, 0, True, "Vad"),
        ("cell", 0, 1, True, "Vem"),
        ("cell", 1, 0, False, "Bryggor\noch hus"),
        ("cell", 1, 1, False, "Bo Ek"),
        ("paragraph", None, None, False, "Efter"),
    ]


def test_a_doc_that_is_rtf_is_read_as_what_it_is(tmp_path: Path) -> None:
    document = rtf(tmp_path, r"Hej\par", name="brev.doc")
    assert (document.source.media_type, document.text) == ("application/rtf", "Hej")


def test_a_cut_file_is_read_as_far_as_it_goes_and_it_is_said(tmp_path: Path) -> None:
    path = tmp_path / "fil.rtf"
    path.write_bytes(rb"{\rtf1\ansi Hej\par {\b du")
    document = read(path)
    assert document.text == "Hej\ndu"
    assert [problem.code for problem in document.problems] == ["truncated"]


def test_groups_without_end_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "fil.rtf"
    path.write_bytes(rb"{\rtf1" + b"{" * 100_000)
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.code == "damaged"
