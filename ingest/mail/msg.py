"""MSG, the letter as Outlook saves it: properties as streams of a compound file ([MS-OXMSG])."""

from __future__ import annotations

import re
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import olefile

from corpus.errors import ReadError
from ingest.encoding import decode
from ingest.mail.letter import Letter, as_eml

_SUBJECT, _SENDER, _SENDER_ADDRESS, _TO, _COPIES = "0037", "0C1A", "0C1F", "0E04", "0E03"
_TEXT, _MARKUP = "1000", "1013"
_DATA, _LONG_NAME, _SHORT_NAME, _CONTENT_ID = "3701", "3707", "3704", "3712"
_SENT, _DELIVERED = 0x0039, 0x0E06
_LETTER = "__substg1.0_3701000D"
"""The storage of a letter that is attached."""
_DEEPEST = 20
_HEAD, _HEAD_WITHIN = 32, 24
"""Bytes before the fixed properties of a letter, and of one within another."""
_MOST = 256 * 1024 * 1024
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|bmp|svg)\Z", re.IGNORECASE)


def opened(path: Path) -> Letter:
    """The letter in a file. Raises ReadError `too-large` or `damaged`."""
    if path.stat().st_size > _MOST:
        cure = "Spara bilagorna för sig i e-postprogrammet och importera dem."
        raise ReadError("too-large", "Brevet är större än 256 MB.", cure)
    try:
        with olefile.OleFileIO(str(path)) as ole:
            return _letter(ole, ())
    except (OSError, ValueError, IndexError, TypeError, AttributeError, struct.error, OverflowError) as error:
        cure = "Öppna brevet i Outlook, spara det på nytt och importera det igen."
        raise ReadError("damaged", "Brevet går inte att tolka.", cure) from error


def _letter(ole: Any, place: tuple[str, ...]) -> Letter:
    """The letter in a storage: the file itself, or what another letter has attached."""
    depth = len(place)
    inside = [entry for entry in ole.listdir() if tuple(entry[:depth]) == place and len(entry) > depth]
    folders = sorted({entry[depth] for entry in inside if entry[depth].startswith("__attach_version1.0_")})
    markup = _bytes(ole, place, _MARKUP)
    sender, address = _string(ole, place, _SENDER), _string(ole, place, _SENDER_ADDRESS)
    if "@" in address and address != sender:
        sender = f"{sender} <{address}>"
    return Letter(
        _string(ole, place, _SUBJECT),
        sender,
        _string(ole, place, _TO),
        _string(ole, place, _COPIES),
        _day(ole, place),
        _string(ole, place, _TEXT),
        markup if markup else _string(ole, place, _MARKUP).encode(),
        [file for folder in folders if (file := _attachment(ole, (*place, folder))) is not None],
    )


def _attachment(ole: Any, place: tuple[str, ...]) -> tuple[str, bytes] | None:
    """The name and content of an attachment; None for a picture that the text shows within itself, and for what is no file."""
    name = _string(ole, place, _LONG_NAME) or _string(ole, place, _SHORT_NAME)
    data = _bytes(ole, place, _DATA)
    if data is None and ole.exists([*place, _LETTER]) and len(place) < _DEEPEST:
        letter = _letter(ole, (*place, _LETTER))
        return f"{name or letter.subject or 'Brev'}.eml", as_eml(letter)
    if data is None or (_string(ole, place, _CONTENT_ID) and _PICTURE.search(name)):
        return None
    return name or "Bilaga", data


def _string(ole: Any, place: tuple[str, ...], code: str) -> str:
    """A property that is text, in UTF-16 or in the code page of the computer that wrote it."""
    if (data := _stream(ole, place, f"{code}001F")) is not None:
        return data.decode("utf-16-le", "replace").rstrip("\0")
    data = _stream(ole, place, f"{code}001E")
    return decode(data).rstrip("\0") if data else ""


def _bytes(ole: Any, place: tuple[str, ...], code: str) -> bytes | None:
    return _stream(ole, place, f"{code}0102")


def _stream(ole: Any, place: tuple[str, ...], code: str) -> bytes | None:
    name = [*place, f"__substg1.0_{code}"]
    if not ole.exists(name) or ole.get_type(name) != olefile.STGTY_STREAM:
        return None
    data: bytes = ole.openstream(name).read()
    return data


def _day(ole: Any, place: tuple[str, ...]) -> str:
    """The day on which it was sent, from the table of fixed properties."""
    name = [*place, "__properties_version1.0"]
    data = ole.openstream(name).read() if ole.exists(name) else b""
    found = {}
    for at in range(_HEAD_WITHIN if place else _HEAD, len(data) - 15, 16):
        tag, _, value = struct.unpack_from("<IIQ", data, at)
        found[tag >> 16] = value
    ticks = found.get(_SENT) or found.get(_DELIVERED)
    return (_EPOCH + timedelta(microseconds=ticks // 10)).date().isoformat() if ticks else ""
