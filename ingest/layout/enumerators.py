"""Bullets and numbers before list items and numbered headings."""

from __future__ import annotations

import re

ENUMERATOR = re.compile(
    r"(?:[•·▪●○◦■□➢✓❖‣∙*–—-]|[\ue000-\uf8ff]|o|\(?\d{1,3}(?:\.\d{1,3}){0,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}|\(?[a-zåäö]\)|[a-zåäö]\.)\Z"
)
"""A word that is nothing else."""
_STARTS_ITEM = re.compile(
    r"(?:[•·▪●○◦■□➢✓❖‣∙]\s?|[\ue000-\uf8ff]\s?|[*–—-]\s(?!(?:19|20)\d{2}(?:[.,;]|\Z))|o\s|§{1,2}\s?\d|\d{1,3}(?:\.\d{1,3}){0,3}[.)]\s|\(?[a-zåäö]\)\s|att-)"
)


def starts_item(text: str) -> bool:
    """Whether a text begins with a bullet, a number or a paragraph sign; the dash of *1989 – 1991*, cut by a line, is none."""
    return bool(_STARTS_ITEM.match(text))
