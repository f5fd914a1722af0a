"""A letter into pieces: its subject, who wrote to whom and when, its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.draft import Draft, Piece
from ingest.readers.html import marked_up
from ingest.readers.text import plain


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, whichever program saved it. What it doesn't say is empty."""

    subject: str = ""
    sender: str = ""
    recipients: str = ""
    copies: str = ""
    sent: str = ""
    """The day, as `2019-03-05`."""
    text: str = ""
    markup: bytes = b""
    """The text as HTML."""
    attachments: Sequence[tuple[str, bytes]] = ()
    """Names and contents."""


def drafted(letter: Letter) -> Draft:
    """The pieces: the subject as a heading, the head's lines, then the text; of a text in two forms the plain one."""
    pieces = [Piece("heading", letter.subject, level=1)]
    head = (
        ("Från", letter.sender), ("Till", letter.recipients), ("Kopia", letter.copies), ("Skickat", letter.sent),
        ("Bilagor", ", ".join(name for name, _ in letter.attachments)),
    )  # fmt: skip
    pieces += [Piece("paragraph", f"{name}: {value}") for name, value in head if value]
    if letter.text.strip():
        pieces += plain(letter.text.replace("\f", "\n")).pieces
    elif letter.markup.strip():
        pieces += marked_up(letter.markup)
    return Draft(pieces)
