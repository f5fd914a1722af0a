"""What holds for any text, name or letter at all."""

from __future__ import annotations

import html
import os
import unicodedata
from email import message_from_bytes, policy
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.discover import on_disk, printable
from ingest.draft import clean
from ingest.encoding import decode
from ingest.mail.eml import attachments, letter
from ingest.mail.letter import Letter, as_eml
from ingest.members import _file_name, _harmless
from ingest.readers.html import marked_up
from ingest.rtf.parser import Parser

words = st.lists(
    st.sampled_from(["Nämnden", "beslutar", "att", "godkänna", "två", "åtgärder", "för", "sjön", "–", "§ 4"]), min_size=9
)
letters = st.text(st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S", "Zs"]), max_size=60)


@given(words)
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "cp850", "mac_roman"])
def test_swedish_text_is_read_in_whichever_encoding(codec: str, words: list[str]) -> None:
    text = " ".join(words).replace("–", "-" if codec == "cp850" else "–")
    assert sum("ä" in word or "ö" in word or "å" in word for word in words) < 3 or decode(text.encode(codec)) == text


@given(st.text())
def test_cleaned_text_stays_as_it_is(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)


names = st.binary(min_size=1, max_size=80) | st.lists(st.sampled_from([b"\\udce5", b"\\udc5c", b"\\", b"u", b"\xe5"])).map(
    b"".join
)


@given(names.filter(lambda name: name not in (b"", b".", b"..") and not set(name) & set(b"/\0")))
def test_a_name_of_any_bytes_comes_back_from_the_ledger(name: bytes) -> None:
    path = Path(os.fsdecode(name))
    text = printable(path)
    assert text.encode("utf-8").decode("utf-8") == text
    assert on_disk(text) == path


@given(st.text(max_size=300) | st.text("aå漢😀./\\: ", max_size=300) | st.text("å漢😀", min_size=60))
def test_no_name_within_a_container_leads_anywhere(name: str) -> None:
    harmless = _harmless(name)
    assert not Path(harmless).is_absolute()
    assert ".." not in harmless.split("/")
    assert harmless.isprintable()
    with TemporaryDirectory() as folder:
        (Path(folder) / _file_name(harmless)).touch()
        assert len(list(Path(folder).iterdir())) == 1


@given(letters)
def test_what_is_written_as_rtf_is_read(text: str) -> None:
    units = text.encode("utf-16-le")
    numbers = [int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)]
    paragraphs = Parser(rb"{\rtf1 " + b"".join(rb"\u%d?" % number for number in numbers) + rb"\par}").paragraphs()
    assert [paragraph.text for paragraph in paragraphs][:1] == [text]


@given(letters)
def test_what_is_written_as_html_is_read(text: str) -> None:
    said = " ".join(clean(piece.text) for piece in marked_up(f"<p>|{html.escape(text)}|</p>".encode()))
    assert "".join(said.split()) == "".join(clean(f"|{text}|").split())


@given(letters, letters, letters, st.lists(st.tuples(letters, st.binary(max_size=50)), max_size=3))
def test_a_letter_within_a_letter_loses_nothing(subject: str, names: str, text: str, files: list[tuple[str, bytes]]) -> None:
    data = as_eml(Letter(subject, names, names, "", "2019-03-05", text, attachments=files))
    message = message_from_bytes(data, policy=policy.default)
    found = letter(message)
    assert found.sent == "2019-03-05"
    assert found.subject == " ".join(subject.split())
    assert found.text.rstrip("\n") == text
    assert [part.get_payload(decode=True) for part in attachments(message)] == [content for _, content in files]
