"""Answers as flat objects, each with a stable identifier and its source: what `--json` prints and what exports hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

import msgspec

from index.histories.events import Source


class Entry(Protocol):
    """What a register lists: a dataclass with the sources that it rests on, the one that says it best first."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where it is told; at least one place."""


class Identifiers:
    """Gives the rows of one table their identifiers."""

    def __init__(self) -> None:
        self._given = Counter[str]()

    def of(self, document: str, span: Sequence[int]) -> str:
        """The identifier of what stands at a place in a document, which is named by its own identifier.

        It stays the same in whichever order, and on whichever computer, files are imported. Rows from one place are told
        apart by `.2`, `.3` … in their order.
        """
        place = f"{document}:{span[0]}-{span[1]}"
        self._given[place] += 1
        return place if self._given[place] == 1 else f"{place}.{self._given[place]}"


def objects(entries: Iterable[Entry]) -> Iterator[dict[str, Any]]:
    """Entries as JSON types: `id`, their fields, then `document`, `file`, `page`, `span` and `words` of the first source."""
    identifiers = Identifiers()
    for entry in entries:
        own = msgspec.json.decode(msgspec.json.encode(entry))  # dataclasses as objects, tuples as lists
        sources = own.pop("sources")
        first = sources[0]
        place = {key: first[key] for key in ("document", "file", "page", "span", "words")}
        yield {"id": identifiers.of(first["document"], first["span"])} | own | place | {"sources": sources}
