"""The JSON record of one file: our public contract, checked against `record.schema.json`."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from corpus.document import Document
from corpus.findings import Findings, Passage

_LISTS = (
    "attendance", "items", "decisions", "motions", "votes", "reservations", "assignments", "agreements", "references",
    "dates", "events", "names",
)  # fmt: skip


def record(document: Document, findings: Findings, *, with_text: bool = False) -> dict[str, Any]:
    """The record of a document as plain values, ready for JSON. `with_text` adds the text that the spans point into."""
    source = document.source
    result: dict[str, Any] = {
        "source": {
            "name": source.name,
            "sha256": source.sha256,
            "media_type": source.media_type,
            "bytes": source.bytes,
            "pages": len(document.pages),
            "ocr": source.ocr,
        },
        "document": _plain(findings.head),
        "parts": [_plain(part) for part in findings.parts],
    }
    for name in _LISTS:
        result[name] = [_plain(entry) for entry in getattr(findings, name)]
    result["problems"] = [_plain(problem) for problem in document.problems]
    if with_text:
        result["text"] = document.text
    return result


def _plain(value: Any) -> Any:
    """A value as JSON types: a dataclass as an object, its passage spread over it as `page`, `span`, `part`, `certainty`."""
    if isinstance(value, tuple):
        return [_plain(element) for element in value]
    if isinstance(value, Passage):
        plain: dict[str, Any] = {"page": value.page, "span": list(value.span), "part": value.part, "certainty": value.certainty}
        if value.spans:
            plain["spans"] = [list(piece) for piece in value.spans]
        return plain
    if not hasattr(value, "__dataclass_fields__"):
        return value
    result: dict[str, Any] = {}
    for field in fields(value):
        if field.name == "passage":
            continue
        result[field.name] = _plain(getattr(value, field.name))
    if hasattr(value, "passage"):
        result |= _plain(value.passage)
    return result
