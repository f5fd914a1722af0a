from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

import corpus
from ingest.read import read
from ingest.readers import doc
from ingest.word.binary import Paragraph, WordFile
from ingest.word.numbering import Level, Numbering

SAMPLE = sorted(Path(corpus.__file__).parent.glob("sample/**/*.doc"))


def word_file(*pieces: tuple[str, str], flags: int = 0, version: int = 0xC1) -> WordFile:
    """A Word file of pieces, each a text and its encoding."""
    document = bytearray(0x400)
    starts, table = [0], b""
    for text, codec in pieces:
        compressed = codec == "cp1252"
        offset = len(document) * 2 | 0x40000000 if compressed else len(document)
        document += text.encode(codec)
        starts.append(starts[-1] + len(text))
        table += struct.pack("<HIH", 0, offset, 0)
    plc = struct.pack(f"<{len(starts)}I", *starts) + table
    clx = b"\x02" + struct.pack("<I", len(plc)) + plc
    struct.pack_into("<HH", document, 0, 0xA5EC, version)
    struct.pack_into("<H", document, 10, flags)
    struct.pack_into("<i", document, 0x4C, starts[-1])
    struct.pack_into("<II", document, 0x1A2, 0, len(clx))
    return WordFile(bytes(document), {"0Table": clx})


def test_pieces_of_both_encodings_make_one_text() -> None:
    story = word_file(("Nämnden “beslutar”\rom bå", "cp1252"), ("tar på Ö\r", "utf-16-le")).story()
    assert [paragraph.text for paragraph in story.main] == ["Nämnden “beslutar”", "om båtar på Ö"]


def test_of_a_field_only_the_result_stays() -> None:
    story = word_file(("Sida \x13 PAGE \x144\x15 av\x13 X \x13 Y \x14y\x15\x14fem\x15\r", "cp1252")).story()
    assert story.main[0].text == "Sida 4 avfem"


def test_an_encrypted_file_and_nonsense_are_refused() -> None:
    assert word_file(("x\r", "cp1252"), flags=0x100).encrypted
    with pytest.raises(ValueError, match="not a readable"):
        word_file(("x\r", "cp1252"), version=0x65).story()
    with pytest.raises(ValueError, match="out of bounds"):
        WordFile(bytes(word_file(("x\r", "cp1252"))._document), {"0Table": b"\x02\xff\xff\xff\xff"}).story()


def test_cells_have_their_numbers_and_tables_their_heads() -> None:
    def cell(*texts: str, bold: bool = False, listed: int = 0) -> list[Paragraph]:
        marks = ["\r"] * (len(texts) - 1) + ["\x07"]
        return [
            Paragraph(text, mark, bold, 10.0, None, True, False, listed, 0) for text, mark in zip(texts, marks, strict=True)
        ]

    end = [Paragraph("", "\x07", False, 10.0, None, True, True, 0, 0)]
    rows = [*cell("Nr", bold=True), *cell("Vad", bold=True), *end, *cell("a", listed=1), *cell("b", "c", listed=1), *end]
    pieces = doc._body(rows, Numbering({"x": {0: Level()}}, {"1": "x"}))
    assert [(piece.text, piece.label, piece.head) for piece in pieces] == [
        ("Nr", "", True), ("Vad", "", True), ("a", "1.", False), ("2. b\n3. c", "", False),
    ]  # fmt: skip


@pytest.mark.skipif(not SAMPLE, reason="the sample archive is absent")
def test_a_whole_file_has_headings_table_cells_and_furniture() -> None:
    document = read(SAMPLE[0])
    assert {"heading", "paragraph", "cell", "furniture"} <= {block.kind for block in document.blocks}
    first = [
        document.words(block.span) for block in document.blocks if block.kind == "cell" and block.row == 0 and block.table == 0
    ]
    assert len(first) == 2


@pytest.mark.skipif(not SAMPLE, reason="the sample archive is absent")
def test_a_file_older_than_word_97_is_read_by_way_of_libreoffice(
    monkeypatch: pytest.MonkeyPatch, needs_program: Callable[[str], None]
) -> None:
    needs_program("soffice")
    own = set(read(SAMPLE[0]).text.split())
    monkeypatch.setattr(doc, "FIRST_WORD_97", 0xFFFF)  # as if it were older
    assert len(own & set(read(SAMPLE[0]).text.split())) > 0.9 * len(own)
