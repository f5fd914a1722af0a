"""What a history and the registers cost over a great archive, and what one new file costs. README.md tells how to repeat it.

The documents are invented minutes with the findings that annotating would give them: so a great archive is made in minutes.

python bench/registers.py --files 20000 --told 60
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from generate import BODIES, MATTERS, PLACES

from corpus.document import Block, Document, Source
from corpus.findings import Agreement, Assignment, Decision, Event, Findings, Head, Item, Part, Passage, Reference
from corpus.store import documents, ledger
from corpus.store.archive import Archive, create_archive
from corpus.store.ledger import Entry
from index.histories.history import history
from index.registers.agreements import agreements
from index.registers.assignments import assignments
from ingest.indexing import update_index

DAY = "2026-01-01"
MATTER = "avtal om isbanan"


def minutes(draw: random.Random, number: int, *, matter: bool) -> tuple[Document, Findings]:
    """Invented minutes of four paragraphs; one of them extends the agreement that is asked for, where `matter` says so."""
    day = (date(1995, 1, 1) + timedelta(days=draw.randrange(10_500))).isoformat()
    body, place = draw.choice(BODIES), draw.choice(PLACES)
    text, blocks = "", []
    found: dict[str, list[object]] = {
        name: [] for name in ("items", "decisions", "events", "agreements", "assignments", "references")
    }

    def add(words: str, kind: str = "paragraph") -> Passage:
        nonlocal text
        span = (len(text), len(text) + len(words))
        blocks.append(Block("heading" if kind == "heading" else "paragraph", span, level=int(kind == "heading")))
        text += f"{words}\n"
        return Passage(span)

    add(f"{place} kommun {body} {day}", "heading")
    for paragraph in range(1, 5):
        title = f"Förlängning av {MATTER}" if matter and paragraph == 2 else draw.choice(MATTERS)
        first = add(f"§ {paragraph} {title}", "heading")
        add(f"Ärendet {number} har beretts av förvaltningen. Kostnaden ryms inom ramen. " * draw.randrange(3, 9))
        end = f"{int(day[:4]) + draw.randrange(1, 5)}-12-31"
        agreement = title.casefold().removeprefix("förlängning av ") if "vtal" in title or "verenskommelse" in title else None
        words = (
            f"{body} beslutar att {agreement} förlängs till och med {end}."
            if agreement
            else f"{body} godkänner {title.lower()}."
        )
        passage = add(words)
        item = str(paragraph)
        kind, action = ("förlängt", "förlänga") if agreement else ("godkänt", "godkänna")
        found["decisions"].append(Decision(passage, item, words, (words,), action, "decided", body, day))
        found["events"].append(
            Event(passage, kind, "decided", words, (title,), day, body, item, end if agreement else None, item)  # type: ignore[arg-type]
        )
        if agreement:
            found["agreements"].append(Agreement(passage, agreement, (), None, end, (body,), item=item))
        if draw.random() < 0.3:
            task = add(f"Förvaltningschefen får i uppdrag att redovisa {title.lower()} senast den 1 maj {day[:4]}.")
            found["assignments"].append(
                Assignment(task, item, f"redovisa {title.lower()}", ("förvaltningschefen",), f"{day[:4]}-05-01")
            )
        if draw.random() < 0.3:
            earlier = add(f"Nämnden behandlade ärendet den 3 mars {day[:4]}, § {draw.randrange(1, 90)}.")
            found["references"].append(Reference(earlier, "den 3 mars", body, f"{day[:4]}-03-03", "7"))
        found["items"].append(Item(Passage((first.span[0], len(text))), item, title))
    sha = hashlib.sha256(f"{number} {text}".encode()).hexdigest()
    source = Source(f"{body} {place} {day} {number}.txt", sha, "text/plain", len(text), "bench/1")
    document = Document(source, text, ((0, len(text)),), tuple(blocks))
    head = Head("protokoll", body=body, organisation=f"{place} kommun", date=day)
    parts = (Part(Passage((0, len(text))), "protokoll", None, day, (1, 1), body),)
    lists = {name: tuple(entries) for name, entries in found.items()}
    return document, Findings(head, parts, **lists)  # type: ignore[arg-type]


def put(archive: Archive, several: Iterator[tuple[Document, Findings]] | list[tuple[Document, Findings]]) -> None:
    """Takes documents in."""
    with archive.transaction() as database:
        for document, findings in several:
            sha, name = document.source.sha256, document.source.name
            documents.put(database, sha, documents.encode(document), documents.encode(findings))
            ledger.put(database, [Entry(f"/in/{name}", name, 9, 1, "done", sha, 1, 1)])


def cpu(what: str, work: Callable[[], object], aim: str = "") -> None:
    """Prints the median CPU of three runs, after one that warms up."""
    work()
    spent = []
    for _ in range(3):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    print(f"{what:<44}{sorted(spent)[1]:>8.3f} s CPU{aim}")


def main() -> None:
    """Makes the archive and measures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--told", type=int, default=60, help="documents that tell of the matter that is asked for")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    draw = random.Random(asked.seed)
    telling = set(draw.sample(range(asked.files), asked.told))
    print(f"load of the computer meanwhile: {os.getloadavg()[0]:.1f} of {os.cpu_count()}")
    with TemporaryDirectory() as folder, create_archive(Path(folder) / "arkiv") as archive:
        put(archive, (minutes(draw, number, matter=number in telling) for number in range(asked.files)))
        update_index(archive, lambda done, total: None)
        print(f"{asked.files} files, {asked.told} of them tell of the matter")
        cpu("history", lambda: history(archive, MATTER, DAY), " (aim: under 0.5)")
        cpu("agreements", lambda: agreements(archive, DAY))
        cpu("assignments", lambda: assignments(archive, DAY))
        news = iter(range(asked.files, asked.files + 9))

        def one_more() -> None:
            put(archive, [minutes(draw, next(news), matter=True)])
            update_index(archive, lambda done, total: None)

        cpu("one new file: stored, indexed, nothing else", one_more, " (aim: under 2)")


if __name__ == "__main__":
    main()
