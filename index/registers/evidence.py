"""Where a row of a register stands: a finding as a source, as histories have them."""

from __future__ import annotations

from corpus.store.documents import identifier
from corpus.store.findings import Found
from index.events import Source


def source(found: Found, words: str | None = None) -> Source:  # type: ignore[type-arg]
    """The place of a finding, with its words; those of an item or part, which has none of its own, are its title."""
    owner = found.owner
    words = found.words or words or found.title or ""
    return Source(owner.file, found.page, words, identifier(owner.sha256), found.item, found.span, owner.kind)
