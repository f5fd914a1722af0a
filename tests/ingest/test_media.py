from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hostile import good

from corpus.errors import ReadError
from ingest import media
from ingest.media import media_type


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


def odt() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", media.ODT)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.bin", b"%PDF-1.4 ...", media.PDF),
        ("a.pdf", b"\r\n  junk \n%PDF-1.4", media.PDF),  # bytes before the header
        ("a.doc", b"<html><body><p>hej</p></body></html>", media.HTML),  # a web page called .doc
        ("a.doc", b"{\\rtf1\\ansi hej}", media.RTF),
        ("a.zip", zipped("[Content_Types].xml", "word/document.xml"), media.DOCX),
        (
            "a.docx",
            zipped("[Content_Types].xml", "xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("a.docx", zipped("brev.txt"), "application/zip"),
        ("a.vsdx", zipped("[Content_Types].xml", "visio/document.xml"), "application/vnd.openxmlformats-package"),
        ("a.txt", ("Mått – nämnden ” " * 2000).encode("utf-16"), media.TEXT),
        ("post", b"From asa Mon Jan  1 00:00:00 2003\nFrom: asa\nSubject: Bryggor\n\nHej", media.MAILBOX),
        ("a.htm", "<!-- sparad --><table><tr><td>å".encode(), media.HTML),
        ("a.txt", "Protokoll för nämnden, åäö".encode("cp850"), media.TEXT),
        ("a", "Protokoll".encode("utf-16"), media.TEXT),
        ("a.txt", b"a < b och b > c", media.TEXT),
        ("a.pdf", b"From: x\r\n" * 500 + b"%PDF-1.4", media.PDF),  # more of them
        ("a.doc", zipped("[Content_Types].xml", "word/document.xml"), media.DOCX),  # a new file under an old ending
        ("a.doc", b"MIME-Version: 1.0\nContent-Type: multipart/related\nDate: x\n\n", media.MAIL),  # a saved web page
        ("a.eml", b"Hej!\n", media.MAIL),
        ("a.odt", odt(), media.ODT),
        ("a.jpg", b"\xff\xd8\xff\xe0", "image/jpeg"),
    ],
)
def test_the_content_tells_the_kind(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert media_type(path) == kind


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (bytes(range(256)) * 8, "unknown-kind"),
        (b"PK\x03\x04 inget arkiv", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "damaged"),
    ],
)
def test_what_cannot_be_told_has_a_code_and_a_cure(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "fil"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        media_type(path)
    assert caught.value.code == code
    assert caught.value.cure.endswith(".")


def test_a_file_whose_sectors_are_said_to_be_greater_than_memory_is_damaged(tmp_path: Path) -> None:
    data = bytearray(next(data for ending, data in good() if ending == "msg"))
    data[30:32] = (40).to_bytes(2, "little")  # sectors of 2**40 bytes
    (tmp_path / "brev.msg").write_bytes(data)
    with pytest.raises(ReadError) as caught:
        media_type(tmp_path / "brev.msg")
    assert caught.value.code == "damaged"


def test_a_missing_file_has_a_cure(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        media_type(tmp_path / "borta.pdf")
    assert caught.value.code == "missing"


def test_a_binary_file_with_a_head_of_text_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "stjärnor.fits"
    path.write_bytes(b"SIMPLE = T ".ljust(5000) + bytes(range(32)) * 1000)
    with pytest.raises(ReadError) as caught:
        media_type(path)
    assert caught.value.code == "unknown-kind"


def test_a_package_that_calls_itself_something_odd_is_a_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as archive:
        archive.writestr("mimetype", "\x1b[2J/x")
    assert media_type(tmp_path / "a.odt") == media.ZIP


def test_a_package_whose_data_are_missing_is_damaged(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.odt", "w") as archive:
        archive.writestr("mimetype", media.ODT)
    data = bytearray((tmp_path / "a.odt").read_bytes())
    data[28:30] = b"\xff\xff"  # so long a field stands before the data: they begin after the file
    (tmp_path / "a.odt").write_bytes(data)
    with pytest.raises(ReadError) as caught:
        media_type(tmp_path / "a.odt")
    assert caught.value.code == "damaged"
