from __future__ import annotations

import hashlib
import unicodedata
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ingest.read as reading
from corpus.document import BlockKind
from corpus.errors import ReadError
from ingest.draft import Draft, Piece, clean, compose
from ingest.read import read
from ingest.readers import text

KINDS: list[BlockKind] = ["heading", "paragraph", "item", "cell", "furniture"]


def test_a_document_has_its_source_and_its_personnummer_masked(tmp_path: Path) -> None:
    path = tmp_path / "brev.txt"
    path.write_bytes("Gäller 811228-9874 och a\u030aret 2031.\n".encode())
    document = read(path)
    assert document.text == "Gäller ******-**** och året 2031."
    assert document.source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (document.source.name, document.source.media_type, document.source.reader) == (
        "brev.txt",
        "text/plain",
        f"text/{text.VERSION}",
    )
    assert document.source.bytes == path.stat().st_size


def test_a_kind_without_a_reader_is_refused_with_a_cure(tmp_path: Path) -> None:
    path = tmp_path / "bild.gif"
    path.write_bytes(b"GIF89a\x01")
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.code == "unknown-kind"


def test_containers_that_are_not_opened_have_their_own_cure(tmp_path: Path) -> None:
    path = tmp_path / "arkiv.7z"
    path.write_bytes(b"7z\xbc\xaf\x27\x1c\0\4")
    with pytest.raises(ReadError) as caught:
        read(path)
    assert (caught.value.code, caught.value.cure) == ("packed", "Packa upp filen och importera mappen.")


def test_two_readers_that_claim_one_type_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    twin = SimpleNamespace(MEDIA_TYPES=("text/plain",), VERSION=1, read=lambda path: Draft([]))
    monkeypatch.setattr(reading.importlib, "import_module", lambda name: twin)
    with pytest.raises(RuntimeError, match="claimed by"):
        reading.readers.__wrapped__()


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("10\u00a0000 kronor", "10 000 kronor"),  # a blank of fixed width is a blank
        ("hem\u00adsjukvård\u200b", "hemsjukvård"),  # what prints nothing goes
        ("rad ett\u000brad två", "rad ett\nrad två"),
        ("beslutar a t t godkänna", "beslutar att godkänna"),  # letters set apart
        ("P R O T O K O L L", "PROTOKOLL"),
        ("ej tjänst-\ngörande", "ej tjänstgörande"),  # a line break typed within a word
        ("in-\noch utlåning", "in- och utlåning"),
        ("t o m den 1 maj, d v s snart", "t o m den 1 maj, d v s snart"),  # abbreviations are written so
        ("\ufffd 12", "\ufffd 12"),  # tells that something was lost
    ],
)
def test_text_is_cleaned_of_what_prints_nothing(raw: str, text: str) -> None:
    assert clean(raw) == text


@given(
    st.lists(
        st.tuples(st.sampled_from(KINDS), st.text(max_size=20), st.integers(0, 3), st.integers(0, 2), st.integers(0, 2)),
        max_size=20,
    )
)
def test_pages_tile_the_text_and_blocks_hold_what_was_read(parts: list[tuple[BlockKind, str, int, int, int]]) -> None:
    pieces = [
        Piece(kind, text, page, table=0, row=row, column=column)
        for kind, text, page, row, column in sorted(parts, key=lambda p: p[2])
    ]
    text, pages, blocks = compose(Draft(pieces, 4))
    assert unicodedata.is_normalized("NFC", text)
    assert pages[0][0] == 0
    assert pages[-1][1] == len(text)
    assert all(before[1] == after[0] for before, after in pairwise(pages))
    kept = [piece for piece in pieces if clean(piece.text)]
    assert [text[start:end] for start, end in (block.span for block in blocks)] == [clean(piece.text) for piece in kept]
    for block, piece in zip(blocks, kept, strict=True):
        first, last = pages[piece.page]
        assert first <= block.span[0] <= block.span[1] <= last
