"""Patterns for one of many words that compare letter by letter from a common beginning, not word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def letter_tree(words: Iterable[str], *, any_case: bool = False) -> str:
    """A regular expression for any of the words, the longest that fits; in capitals and small letters where `any_case`."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _pattern(root, any_case=any_case)


def _pattern(node: dict[str, Any], *, any_case: bool) -> str:
    def sign(letter: str) -> str:
        return f"[{letter}{letter.upper()}]" if any_case and letter.isalpha() else re.escape(letter)

    branches = [sign(letter) + _pattern(below, any_case=any_case) for letter, below in node.items() if letter]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)})" + ("?" if "" in node else "")
