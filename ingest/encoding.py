"""Bytes into text, whatever computer wrote them: none of the old ones says how it wrote å, ä and ö."""

from __future__ import annotations

import re

from ingest.legible import share_known, words

_CODECS = ("cp1252", "cp850", "mac_roman")
"""Windows, DOS, Macintosh."""
_ENOUGH = 1_000_000
_WITHIN_WORDS = re.compile(r"[^\W\d_][åäöé](?!\w?[ÅÄÖ])|[åäöÅÄÖ][a-zåäö]")
_SIGNS = re.compile(r"[§–“”’•…]")
_HIGH = re.compile(rb"[\x80-\xff]")
_SEVEN_BITS = str.maketrans("{|}[\\]", "äöåÄÖÅ")
"""SIS 63 61 27, the Swedish ASCII of the first terminals."""
_BRACKETED = re.compile(r"(?<=[A-Za-z])[{|}](?=[a-z])")
_SEVERAL = 3
_DOUBLE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3}")
"""UTF-8 that somebody has taken for Windows's own: Ã¥ for å, â€“ for a dash."""
_TWICE = re.compile("Ã[¥¤¶…„–]")


def decode(data: bytes) -> str:
    """Bytes as text: UTF-8 or UTF-16 where the bytes prove it, else the encoding that gives Swedish words."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    if data.count(0) * 3 > len(data):
        little = data[1::2].count(0) >= data[::2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", "replace")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode(_codec(data), "replace")
    if text.isascii():
        return _of_terminals(text)
    return _DOUBLE.sub(_once, text) if len(_TWICE.findall(text[:_ENOUGH])) >= _SEVERAL else text


def _codec(data: bytes) -> str:
    """The encoding that gives the most Swedish letters within words."""
    first = _HIGH.search(data)
    at = max(first.start() - 1, 0) if first else 0

    def score(codec: str) -> int:
        text = data[at : at + _ENOUGH].decode(codec, "replace")
        return 2 * len(_WITHIN_WORDS.findall(text)) + len(_SIGNS.findall(text))

    return max(_CODECS, key=score)


def _of_terminals(text: str) -> str:
    """ASCII whose brackets and braces are Swedish letters, with those letters."""
    if len(_BRACKETED.findall(text[:_ENOUGH])) < _SEVERAL:
        return text
    other = text.translate(_SEVEN_BITS)
    return other if share_known(words(other)) > share_known(words(text)) else text


def _once(match: re.Match[str]) -> str:
    """What was encoded twice, decoded once more; as it is where it wasn't."""
    raw = b"".join(c.encode("latin-1") if ord(c) < 256 else c.encode("cp1252") for c in match[0])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
