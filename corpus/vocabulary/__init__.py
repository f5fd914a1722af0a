"""The words that documents are told by: readable files under `corpus/vocabulary/`. An archive adds the names of its bodies."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """A vocabulary file, `vocabulary("headings")`, as its TOML says. Raises FileNotFoundError where there is none."""
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def add_bodies(bodies: Iterable[tuple[str, Iterable[str]]]) -> None:
    """Makes names of bodies, each with its short forms and other names, known to this process.

    Called before the first document is annotated: what is made of the vocabulary is kept.
    """
    known = vocabulary("bodies")
    for name, others in bodies:
        for called in (name, *others):
            known["endings"].append(called.casefold())
            if called != name:
                known["short"][called] = name


def plain(words: str) -> str:
    """Words as they are compared: lower case, blanks single, without what surrounds them (bullets, colons, dots, rules)."""
    return " ".join(words.replace("\u00ad", "").casefold().split()).strip(" .:;,?–—-_*•·\u200b\ufeff")
