"""A letter into pieces: its subject, who wrote to whom and when, its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime

from ingest.draft import Draft, Piece
from ingest.encoding import decode
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


def as_eml(letter: Letter) -> bytes:
    """A letter as it goes through the net (RFC 5322, MIME)."""
    message = MIMEMultipart()
    for name, value in (
        ("Subject", letter.subject), ("From", letter.sender), ("To", letter.recipients), ("Cc", letter.copies),
    ):  # fmt: skip
        if value:
            message[name] = Header(" ".join(value.split()), "utf-8").encode()
    if letter.sent:
        message["Date"] = format_datetime(datetime.fromisoformat(letter.sent))
    message.attach(MIMEText(letter.text, "plain", "utf-8"))
    if letter.markup and not letter.text.strip():
        message.attach(MIMEText(decode(letter.markup), "html", "utf-8"))
    for name, data in letter.attachments:
        part = MIMEApplication(data)
        part.add_header("Content-Disposition", "attachment", filename=("utf-8", "", name))
        message.attach(part)
    return message.as_bytes()
