"""The day of a document as far as it is proven."""

from __future__ import annotations

import re

from corpus.findings import Head

_YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20[0-4]\d)(?!\d)")


def document_date(head: Head, name: str) -> str | None:
    """The date of a document, else the one year that its title or file name gives; `YYYY-MM-DD` or `YYYY`."""
    if head.date:
        return head.date
    for text in (head.title or "", name):
        years: set[str] = set(_YEAR.findall(text))
        if len(years) == 1:
            return years.pop()
    return None
