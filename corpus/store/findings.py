"""What was found in all documents, by kind, without their texts: the rows that registers are made from.

They are written with their document and leave with it. What stands in items that are secret is left out. A reader gives only
what stands in documents that some path stands for now; former versions of a file are passed over.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import msgspec

from corpus.dating import document_date
from corpus.document import Document, Span
from corpus.findings import (
    Agreement,
    Assignment,
    Attendance,
    Decision,
    Event,
    Findings,
    Head,
    Item,
    Motion,
    Part,
    Passage,
    Reference,
    Reservation,
    Vote,
)
from corpus.secrecy import withhold
from corpus.store.archive import Archive

Kind = TypeVar(
    "Kind", Part, Item, Decision, Motion, Vote, Reservation, Attendance, Assignment, Agreement, Reference, Event
)  # fmt: skip

_LISTS: dict[type[Any], str] = {
    Part: "parts", Item: "items", Decision: "decisions", Motion: "motions", Vote: "votes", Reservation: "reservations",
    Attendance: "attendance", Assignment: "assignments", Agreement: "agreements", Reference: "references", Event: "events",
}  # fmt: skip
"""The kinds that have rows, with the list of a record that holds them."""
_CURRENT = "IN (SELECT sha256 FROM files)"
_WORDS = 2000
"""Characters of a passage that a row keeps."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A document: what is known of all that stands in it. Of a document within a file (a part), what that says itself."""

    sha256: str
    file: str
    kind: str
    """`protokoll`, `avtal`, …"""
    organisation: str | None
    body: str | None
    date: str | None
    """`YYYY-MM-DD`, or `YYYY` where only the title or the file's name tells a year."""


@dataclass(frozen=True, slots=True)
class Found(Generic[Kind]):
    """A finding with its place. Items come without their sections."""

    finding: Kind
    owner: Owner
    item: str | None
    """The number of the paragraph that it stands in, or is."""
    title: str | None
    """The title of that paragraph."""
    words: str
    """What is printed there, verbatim but for white space and its length; empty of items and parts."""

    @property
    def page(self) -> int:
        """Where it begins, from 1."""
        return self.finding.passage.page

    @property
    def span(self) -> Span:
        """Where it stands in the document's text."""
        return self.finding.passage.span


def found(
    archive: Archive,
    kind: type[Kind],
    *,
    document: str | None = None,
    since: str | None = None,
    until: str | None = None,
    naming: Sequence[str] = (),
) -> Iterator[Found[Kind]]:
    """The findings of a kind (`Decision`, `Assignment`, …): in all documents by their days, or in one, in text order.

    `document` is a whole content hash. `since` and `until` are the first and the last day of the documents, `YYYY-MM-DD`, or a
    beginning of it; documents without a day are left out then. `naming` are parts of words, of which the title of the paragraph
    or the words of the finding hold one; upper and lower case of a–z are one.
    """
    where: list[str] = [f"list = ? AND findings.document {_CURRENT}"]
    values = [_LISTS[kind]]
    order = "findings.date, findings.document, number"
    if document is not None:
        order = "number"  # the order by days would lead past the rows of all documents
        where.append("findings.document = ?")
        values.append(document)
    if since is not None:
        where.append("findings.date >= ?")
        values.append(since)
    if until is not None:
        where.append("findings.date <= ?")
        values.append(f"{until}~")  # sorts behind the days that begin so
    if naming:
        holds = "instr(lower(ifnull(title, ' ') || words), ?)"
        where.append(f"({' OR '.join([holds] * len(naming))})")
        values.extend(naming)
    decode = msgspec.json.Decoder(kind).decode
    for row in archive.database.execute(
        "SELECT finding, findings.document, file, findings.kind, organisation, findings.body, findings.date, item, title, words"
        f" FROM findings JOIN heads USING (document) WHERE {' AND '.join(where)}"
        f" ORDER BY {order}",
        values,
    ):
        yield Found(decode(row[0]), Owner(*row[1:7]), *row[7:])


def heads(archive: Archive) -> Iterator[tuple[Owner, Head]]:
    """All documents that some path stands for now, by their days; also those in which nothing was found."""
    for head, *owner in archive.database.execute(
        "SELECT head, document, file, kind, organisation, body, date FROM heads"
        f" WHERE document {_CURRENT} ORDER BY date, document"
    ):
        yield Owner(*owner), _head.decode(head)


def lacking(archive: Archive) -> int:
    """How many documents have no rows, since an older version of Klubbat took them in; the next import gives them rows."""
    query = f"SELECT count(*) FROM documents WHERE sha256 {_CURRENT} AND sha256 NOT IN (SELECT document FROM heads)"
    count: int = archive.database.execute(query).fetchone()[0]
    return count


def put(database: sqlite3.Connection, sha256: str, document: Document, findings: Findings) -> None:
    """Writes the rows of a document in place of those that it had, within a transaction of the caller."""
    document, findings = withhold(document, findings)
    head = findings.head
    date = document_date(head, document.source.name)
    database.execute(
        "INSERT OR REPLACE INTO heads VALUES (?, ?, ?, ?, ?, ?, ?)",
        (sha256, document.source.name, head.kind, head.organisation, head.body, date, _encode(head)),
    )
    database.execute("DELETE FROM findings WHERE document = ?", (sha256,))
    database.executemany("INSERT INTO findings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", _rows(sha256, document, findings, date))


def _rows(sha256: str, document: Document, findings: Findings, date: str | None) -> Iterator[tuple[Any, ...]]:
    head, parts = findings.head, findings.parts
    for kind, name in _LISTS.items():
        for number, finding in enumerate(getattr(findings, name)):
            passage: Passage = finding.passage
            part = parts[passage.part] if passage.part < len(parts) else None
            owner = (
                (part and part.kind) or head.kind,
                (part and part.body) or head.body,
                (part and part.date) or date,
            )
            item = finding if kind is Item else _item(findings.items, passage.span)
            words = "" if kind in (Item, Part) else _words(document, passage)
            if kind is Item:
                finding = replace(finding, sections=())
            paragraph = (item.number, item.title) if item else (getattr(finding, "item", None), None)
            yield sha256, name, number, *owner, *paragraph, words, _encode(finding)


def _item(items: Iterable[Item], span: Span) -> Item | None:
    """The innermost item that a span begins in."""
    around = [item for item in items if item.passage.span[0] <= span[0] < item.passage.span[1]]
    return max(around, key=lambda item: item.passage.span[0], default=None)


def _words(document: Document, passage: Passage) -> str:
    words = " ".join(" ".join(document.words(span).split()) for span in passage.spans or (passage.span,))
    return words if len(words) <= _WORDS else f"{words[: _WORDS - 2].rsplit(' ', 1)[0]} …"


_encode = msgspec.json.encode
_head = msgspec.json.Decoder(Head)
