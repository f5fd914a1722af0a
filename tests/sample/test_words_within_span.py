"""No entry without a source: the printed words of every entry stand, in their order, within its span."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.record import record
from ingest.read import read
from nlp.annotate import annotate

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
GOLD = Path(__file__).parents[3] / "shared" / "gold"
KINDS = (".pdf", ".docx", ".doc", ".html", ".txt")
FILES = sorted(path for root in (SAMPLE, GOLD) for path in root.rglob("*") if path.suffix.lower() in KINDS)
PRINTED = ("text", "name", "title", "activity", "deadline_text")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _entries(value: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every entry of every list of a record, sections and what decisions refer to among them."""
    for name, entries in value.items():
        if isinstance(entries, list):
            for entry in entries:
                if isinstance(entry, dict) and "span" in entry:
                    yield name, entry
                    yield from _entries({f"{name}.{key}": inner for key, inner in entry.items()})
        elif isinstance(entries, dict) and "span" in entries:
            yield name, entries


def _stand_in_order(wanted: list[str], there: list[str]) -> bool:
    """Whether words occur one after another among others; a hyphen at a line's end may have cut one in two."""
    rest = iter(there)
    for word in wanted:
        for found in rest:
            if found == word or (word.startswith(found) and word == found + next(rest, "")):
                break
        else:
            return False
    return True


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_printed_words_stand_within_their_span(path: Path) -> None:
    document = read(path)
    value = record(document, annotate(document), with_text=True)
    pages = [document.text[start:end] for start, end in document.pages]
    lost = []
    for name, entry in _entries(value):
        start, end = entry["span"]
        assert 0 <= start <= end <= len(document.text)
        assert 1 <= entry["page"] <= len(pages)
        assert not name.startswith("parts") or 0 <= entry["part"] < len(value["parts"])
        there = _words(document.text[start:end])
        lost += [
            (name, key, entry[key], document.text[start:end])
            for key in PRINTED
            if isinstance(entry.get(key), str)
            and not name.startswith("parts")
            and not _stand_in_order(_words(entry[key]), there)
        ]
    assert lost == []
