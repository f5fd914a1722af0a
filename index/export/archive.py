"""The whole archive: the record of each document, and what was found as tables, one a list of the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from corpus.personal import mask
from corpus.record import record
from corpus.secrecy import withhold
from corpus.store.archive import Archive
from corpus.store.documents import indexed, load
from index.export.rows import Identifiers
from index.export.tables import Row

_LISTS = (
    "parts", "attendance", "items", "sections", "decisions", "motions", "votes", "reservations", "assignments", "agreements",
    "references", "dates", "events",
)  # fmt: skip
TABLES = ("archive.documents", *(f"archive.{name}" for name in _LISTS))


def records(archive: Archive, told: Callable[[int, int], None] = lambda done, total: None) -> Iterator[dict[str, Any]]:
    """The record of every document that is searched, with its `id` and `paths`; secret items are withheld.

    `told` gets the number of documents given so far and their total.
    """
    hashes = list(indexed(archive))
    for number, sha256 in enumerate(hashes, start=1):
        stored = load(archive, sha256)
        document, findings = withhold(stored.document, stored.findings)
        yield {"id": stored.id, "paths": [mask(path) for path in stored.paths]} | record(document, findings)
        told(number, len(hashes))


def rows(one: dict[str, Any]) -> Iterator[Row]:
    """The rows that a record gives, each with the table that it belongs to."""
    document = {"document": one["id"], "file": one["source"]["name"]}
    yield "archive.documents", {"id": one["id"]} | one["source"] | {"paths": one["paths"]} | one["document"]
    for name in _LISTS:
        identifiers = Identifiers()
        for entry, more in _entries(one, name):
            own = {key: value for key, value in entry.items() if key not in ("sections", "spans")}
            yield f"archive.{name}", {"id": identifiers.of(one["id"], entry["span"])} | document | more | own


def _entries(one: dict[str, Any], name: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """The entries of a list, and what a row says of each besides."""
    if name != "sections":
        yield from ((entry, {}) for entry in one[name])
        return
    for item in one["items"]:
        yield from ((section, {"item": item["number"]}) for section in item["sections"])
