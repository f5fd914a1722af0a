"""Personal identity numbers: found by pattern, proven by date and check digit, and masked before anybody sees the text."""

from __future__ import annotations

import re

from personnummer import personnummer

_CANDIDATE = re.compile(r"\d(?<![\d*/.,:+–-]\d)(?:(?:(?<=1)[89]|(?<=2)0)\d{6}|\d{5})[ \n]?[-+–−]?[ \n]?\d{4}(?![\d*]|[-–/]\d)")
"""It begins with a digit, not with what may not stand before it: a pattern that does is three times as fast."""
_DIGIT = re.compile(r"\d")
_PHONE = re.compile(
    r"(?:tele?|tfn|(?:mobil)?telefon|mobil|(?:telefon|mobil)nummer|fax|sms|växel)[.:]{0,2}\s{0,3}\Z", re.IGNORECASE
)
_NO_SIGN = re.compile(r"\d+\Z")


def mask(text: str) -> str:
    """The text with the digits of every valid personnummer and samordningsnummer as `*`; its length doesn't change.

    With ten or twelve digits, and a hyphen, plus, dash, blank or nothing before the last four. The day must exist
    (samordningsnummer: the day plus 60) and the check digit (Luhn) be right, so organisation numbers, diary numbers and most
    telephone numbers don't fit.
    """
    return _CANDIDATE.sub(_masked, text)


def _masked(match: re.Match[str]) -> str:
    number = match[0]
    digits = "".join(_DIGIT.findall(number))
    if len(digits) == 10 and _NO_SIGN.match(number) and _PHONE.search(match.string[max(0, match.start() - 24) : match.start()]):
        return number
    sign = "+" if "+" in number else "-"
    if not personnummer.valid(f"{digits[:-4]}{sign}{digits[-4:]}"):
        return number
    return _DIGIT.sub("*", number)
