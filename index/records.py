"""What of a document goes into the index: one record an item, and one a stretch between items, so that nothing drops out."""

from __future__ import annotations

from dataclasses import dataclass, field

from corpus.document import Span


@dataclass(frozen=True, slots=True)
class IndexRecord:
    """What a search finds: an item, or a stretch of text outside the items.

    The spans of a document's records tile its text; `spans` are the pieces of it that are searched, page furniture left out.
    """

    document: str
    number: int
    """Its place among the records of the document, from 0."""
    file: str
    path: str
    item: str | None
    title: str | None
    page: int
    span: Span
    spans: tuple[Span, ...]
    date: str | None
    body: str | None
    kind: str
    text: str
    """What is searched; empty for an item that is secret."""
    context: str
    """What holds for the whole document: its title, kind, body and file name."""
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
