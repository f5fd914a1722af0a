"""The words that documents are told by: readable files under `corpus/vocabulary/`, which a registrar can extend."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """A vocabulary file, `vocabulary("headings")`, as its TOML says. Raises FileNotFoundError where there is none."""
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def plain(words: str) -> str:
    """Words as they are compared: lower case, blanks single, without what surrounds them (bullets, colons, dots, rules)."""
    return " ".join(words.replace("\u00ad", "").casefold().split()).strip(" .:;,–—-_*•·\u200b\ufeff")
