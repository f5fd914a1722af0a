"""EML, the letter as it goes through the net (RFC 5322, MIME); also web pages that are saved with their pictures (MHTML)."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage
from pathlib import Path

from corpus.errors import ReadError
from ingest.encoding import decode
from ingest.mail.letter import Letter

_MOST = 256 * 1024 * 1024
_MOST_PARTS = 2_000
_DEEPEST = 20


def opened(path: Path) -> EmailMessage:
    """The message in a file. Raises ReadError `too-large` or `damaged`."""
    if path.stat().st_size > _MOST:
        cure = "Spara bilagorna för sig i e-postprogrammet och importera dem."
        raise ReadError("too-large", "Brevet är större än 256 MB.", cure)
    try:
        with path.open("rb") as file:
            message = email.message_from_binary_file(file, policy=email.policy.default)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError) as error:
        cure = "Spara brevet på nytt i e-postprogrammet och importera det igen."
        raise ReadError("damaged", "Brevet går inte att tolka.", cure) from error
    assert isinstance(message, EmailMessage)
    return message


def letter(message: EmailMessage) -> Letter:
    """The letter that a message is."""
    plain, markup = "", b""
    for part in _parts(message):
        if part.is_attachment() or part.get_content_maintype() != "text":
            continue
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):
            continue
        if part.get_content_subtype() == "html":
            markup = markup or _utf8(part, data)
        elif part.get_content_subtype() == "plain":
            plain += _text(part, data) + "\n"
    return Letter(
        _header(message, "subject"),
        _header(message, "from"),
        _header(message, "to"),
        _header(message, "cc"),
        _day(message),
        plain,
        markup,
        [(part.get_filename() or "", b"") for part in attachments(message) if part.get_filename()],
    )


def attachments(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that are files of their own. Pictures and styles that the text shows within itself are none."""
    for part in _parts(message):
        if part is message:
            continue
        kind = part.get_content_maintype()
        shown = part.get("content-id") is not None or part.get("content-location") is not None
        of_the_letter = kind == "text" or (shown and kind == "image")
        is_letter = part.get_content_type() == "message/rfc822"
        if is_letter or (not part.is_multipart() and (part.is_attachment() or not of_the_letter)):
            yield part


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The message and the parts within it, in order; those of a letter within it left aside."""
    waiting = [(message, 0)]
    count = 0
    while waiting and count < _MOST_PARTS:
        part, depth = waiting.pop()
        count += 1
        yield part
        inner = part.get_payload() if part.is_multipart() else None
        if isinstance(inner, list) and depth < _DEEPEST and part.get_content_type() != "message/rfc822":
            waiting += [(each, depth + 1) for each in reversed(inner) if isinstance(each, EmailMessage)]


def _header(message: EmailMessage, name: str) -> str:
    """A header line as it reads; what can't be parsed, as it stands."""
    try:
        return " ".join(str(message[name] or "").split())
    except (ValueError, LookupError, TypeError, AttributeError):
        return " ".join(str(value) for key, value in message.raw_items() if key.casefold() == name)


def _day(message: EmailMessage) -> str:
    try:
        moment = message["date"].datetime if message["date"] else None
    except (ValueError, LookupError, TypeError, AttributeError, OverflowError):
        return ""
    return moment.date().isoformat() if moment else ""


def _text(part: EmailMessage, data: bytes) -> str:
    """A part's text in the character set that it names; else the one that fits."""
    charset = part.get_content_charset()
    try:
        return data.decode(charset) if charset and charset != "us-ascii" else decode(data)
    except (LookupError, ValueError):
        return decode(data)


def _utf8(part: EmailMessage, data: bytes) -> bytes:
    return _text(part, data).encode("utf-8", "replace")
