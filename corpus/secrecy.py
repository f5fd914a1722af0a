"""What may be shown of a document: items that the minutes mark as secret are withheld."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from typing import Any

from corpus.document import Document, Span
from corpus.findings import Findings, Item, Passage

_LISTS = tuple(field.name for field in fields(Findings) if field.name not in ("head", "parts", "items"))


def withhold(document: Document, findings: Findings) -> tuple[Document, Findings]:
    """The document and its findings with nothing of a secret item but its number and the word *sekretess*.

    The item's text is masked at equal length, so that all spans hold; findings within it are left out.
    """
    secret = [item for item in findings.items if item.secret]
    if not secret:
        return document, findings
    text = document.text
    for item in secret:
        start, end = item.passage.span
        text = text[:start] + _masked(text[start:end], f"§ {item.number} sekretess ") + text[end:]
    spans = [item.passage.span for item in secret]

    def shown(entry: Any) -> bool:
        passages = [entry.passage, *([entry.refers_to] if getattr(entry, "refers_to", None) else [])]
        return not any(_overlap(passage, span) for passage in passages for span in spans)

    lists: dict[str, Any] = {name: tuple(entry for entry in getattr(findings, name) if shown(entry)) for name in _LISTS}
    items = tuple(Item(item.passage, item.number, "sekretess", secret=True) if item.secret else item for item in findings.items)
    return replace(document, text=text), replace(findings, items=items, **lists)


def _masked(text: str, label: str) -> str:
    hidden = re.sub(r"\S", "█", text)
    return (label + hidden[len(label) :])[: len(text)]


def _overlap(passage: Passage, span: Span) -> bool:
    return any(start < span[1] and span[0] < end for start, end in passage.spans or (passage.span,))
