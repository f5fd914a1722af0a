"""`klubbat show`: a document or a paragraph of it, with what was found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from cli.archive import chosen, open_filled
from cli.comparison import show_comparison
from cli.output import console, indented, members, print_json, short, vote
from corpus.document import Document, Span
from corpus.errors import UsageError
from corpus.findings import Agreement, Assignment, Decision, Findings, Item, Motion, Passage, Reservation, Vote
from corpus.flow import running_text
from corpus.personal import mask
from corpus.record import record
from corpus.secrecy import withhold
from corpus.store import ledger
from corpus.store.archive import Archive
from corpus.store.documents import Stored, identifier, load
from corpus.store.ledger import Place

_LISTS = ("decisions", "motions", "votes", "reservations", "assignments", "agreements", "references", "dates", "events")
"""The lists of findings that belong to items."""


@click.command("show")
@click.argument("document", metavar="HANDLING")
@click.option("--item", metavar="N", help="Bara paragrafen med det numret.")
@click.option("--against", metavar="KALLELSE", help="Jämför ett protokoll med dess kallelse: förslag, beslut, skillnad i ord.")
@click.option("--json", "as_json", is_flag=True, help="Svara med JSON.")
@click.pass_obj
def command(archive: Path, document: str, item: str | None, against: str | None, as_json: bool) -> None:
    """Visar en handling eller en paragraf med dess beslut.

    Visar texten och vad som hittades i den: beslut, yrkanden, röster, reservationer, ansvariga, frister och avtal.

    HANDLING är beteckningen som search visar (eller början av den) eller filens namn.

    \b
    Exempel:
      klubbat show 3f9a61c0
      klubbat show "Protokoll 2019-03-05.pdf" --item 14
      klubbat show "Protokoll 2019-03-05.pdf" --against "Kallelse 2019-03-05.docx"
    """
    with open_filled(archive) as opened:
        stored = load(opened, chosen(opened, document).sha256)
        if against is not None:
            show_comparison(stored, load(opened, chosen(opened, against).sha256), as_json=as_json)
            return
        others = _versions(opened, stored)
        gone = {entry.path: entry.gone for entry in ledger.of_document(opened, stored.sha256) if entry.gone}
    shown, findings = withhold(stored.document, stored.findings)
    items = _items(stored, findings, item) if item is not None else []
    if as_json:
        value = _as_object(stored, shown, findings, items if item is not None else None)
        value["gone"] = sorted(gone)
        value["versions"] = [
            {"document": identifier(place.sha256), "path": place.path, "replaced": place.replaced} for place in others
        ]
        print_json(value)
        return
    out = console()
    for line in (*_head(stored, findings), *_notes(others, gone)):
        out.print(line, markup=False)
    for span in [found.passage.span for found in items] or [(0, len(shown.text))]:
        print(f"\n{_text(shown, span)}")
        lines = list(_findings(findings, span))
        if lines:
            out.print("\nFynd", style="bold")
        for line in lines:
            out.print(indented(line, 2))


def _versions(archive: Archive, stored: Stored) -> list[Place]:
    """The other documents that the document's paths have stood for or stand for; from the first to the latest of each path."""
    return [place for path in stored.paths for place in ledger.versions(archive, path) if place.sha256 != stored.sha256]


def _items(stored: Stored, findings: Findings, wanted: str) -> list[Item]:
    """The items with a number as the user writes it. Raises UsageError where there is none."""
    number = wanted.replace("§", "").replace(" ", "").casefold()
    items = [item for item in findings.items if item.number == number]
    if not items:
        numbers = ", ".join(item.number for item in findings.items)
        raise UsageError(
            f"{stored.document.source.name} har ingen paragraf {number}.",
            f"Den har {numbers}." if numbers else "Visa hela handlingen i stället, utan --item.",
        )
    return items


def _as_object(stored: Stored, document: Document, findings: Findings, items: list[Item] | None) -> dict[str, Any]:
    """What is shown, for programs: the whole record with its text, or those parts of it that lie within the items."""
    whole = record(document, findings, with_text=True)
    result: dict[str, Any] = {
        "id": stored.id,
        "file": document.source.name,
        "path": mask(stored.paths[0]),
        "paths": [mask(path) for path in stored.paths],
    }
    if items is None:
        return result | whole
    spans = [item.passage.span for item in items]
    for name in ("items", *_LISTS):
        result[name] = [entry for entry in whole[name] if any(s <= entry["span"][0] < e for s, e in spans)]
    for entry in result["items"]:
        entry["text"] = document.words(tuple(entry["span"]))
    return result


def _head(stored: Stored, findings: Findings) -> Iterator[str]:
    """What the document is, a line each."""
    head = findings.head
    yield head.title or stored.document.source.name
    because = f" (framgår av ”{'”, ”'.join(head.evidence[:3])}”)" if head.evidence else ""
    facts = (
        ("Slag", head.kind + because),
        ("Organ", head.body),
        ("Organisation", head.organisation),
        ("Datum", head.date),
        ("Diarienummer", ", ".join(head.dnr)),
        ("Ordförande", head.chair),
        ("Sekreterare", head.secretary),
        ("Justerare", ", ".join(head.adjusters)),
        ("Fil", mask("; ".join(stored.paths))),
        ("Beteckning", stored.id),
    )
    for name, value in facts:
        if value:
            yield f"{name + ':':<14}{value}"
    for problem in stored.document.problems:
        yield f"{'OBS:':<14}{problem.message} {problem.cure}"


def _notes(others: list[Place], gone: dict[str, str]) -> Iterator[str]:
    """What there is to know of the file's versions and of where it was."""
    for place in others:
        if place.replaced is None:
            yield f"{'OBS:':<14}Det finns en nyare version: {identifier(place.sha256)}"
        else:
            yield f"{'Version:':<14}{identifier(place.sha256)}, ersatt {place.replaced}"
    for path, day in gone.items():
        yield f"{'OBS:':<14}{path} fanns inte längre kvar {day}."


def _text(document: Document, span: Span) -> str:
    """The text of a span, a block a line and a table row a line; page headers and the like left out."""
    start, end = span
    blocks = tuple(
        replace(block, span=(max(start, block.span[0]), min(end, block.span[1])))
        for block in document.blocks
        if block.span[0] < end and start < block.span[1]
    )
    return running_text(document, blocks).replace("\t", " | ")


def _findings(findings: Findings, span: Span) -> Iterator[str]:
    """What was found within a span, a line each."""
    kinds: tuple[tuple[Iterable[Any], Callable[[Any], str]], ...] = (
        (findings.decisions, _decision),
        (findings.motions, _motion),
        (findings.votes, _vote),
        (findings.reservations, _reservation),
        (findings.assignments, _assignment),
        (findings.agreements, _agreement),
    )
    for entries, describe in kinds:
        for entry in entries:
            passage: Passage = entry.passage
            if span[0] <= passage.span[0] < span[1]:
                item = f"§ {entry.item}, " if entry.item else ""
                doubt = ", trolig" if passage.certainty == "trolig" else ""
                yield f"{describe(entry)}  [{item}s. {passage.page}{doubt}]"


def _decision(entry: Decision) -> str:
    label = {"decided": "Beslut", "proposed": "Förslag", "quoted": "Tidigare beslut"}[entry.status]
    to = f" → {', '.join(entry.addressees)}" if entry.addressees else ""
    return f"{label} ({entry.action}){to}: {short(entry.text)}"


def _motion(entry: Motion) -> str:
    outcome = f" – {entry.outcome}" if entry.outcome else ""
    return f"Yrkande ({entry.stance}) av {members(entry.by)}{outcome}: {short(entry.text)}"


def _vote(entry: Vote) -> str:
    return vote(entry.method, entry.ja, entry.nej, entry.avstar)


def _reservation(entry: Reservation) -> str:
    return f"Reservation av {members(entry.by)}"


def _assignment(entry: Assignment) -> str:
    who = ", ".join(entry.responsible) or "ingen ansvarig angiven"
    due = f", senast {entry.deadline}" if entry.deadline else f", {entry.deadline_text}" if entry.deadline_text else ""
    return f"Uppdrag till {who}{due}: {short(entry.activity)}"


def _agreement(entry: Agreement) -> str:
    parties = f" mellan {', '.join(entry.parties)}" if entry.parties else ""
    valid = f", gäller {entry.valid_from or ''}–{entry.valid_to or ''}" if entry.valid_from or entry.valid_to else ""
    return f"Avtal: {entry.title}{parties}{valid}"
