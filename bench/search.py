"""What a search costs, and an index: over a synthetic municipality's thirty years, beside stock Whoosh and SQLite FTS5.

python bench/search.py build FOLDER --sections 65000    the archive, its index on both engines: rate, memory, searches meanwhile
python bench/search.py peers FOLDER                     the peers' indexes: rate
python bench/search.py latency FOLDER                   CPU by class of query, and the first search from the shell
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles

from municipality import forms, municipality
from peers import FACETS, Fts5, StockWhoosh

from corpus.document import Span
from corpus.store import documents
from corpus.store.archive import Archive, open_archive
from index.clauses import All, Clause, Only
from index.engine import ENGINES, Index, open_index
from index.query import Part, any_of, clause, parse
from index.records import IndexRecord, records
from index.search import search
from index.snippets import snippet

CLASSES = ("rare", "frequent", "three words", "or", "date and word", "four facets", "ten snippets", "phrase", "prefix", "whole")
SEED = 1


def main() -> None:
    """Runs what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("build", "peers", "latency"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sections", type=int, default=65_000)
    parser.add_argument("--queries", type=int, default=40, help="of each class")
    parser.add_argument("--engines", nargs="+", default=ENGINES)
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    if chosen.what == "build":
        municipality(chosen.folder / "arkiv", chosen.sections, SEED).close()
        for engine in chosen.engines:
            build(chosen.folder, engine)
    elif chosen.what == "peers":
        peers(chosen.folder)
    else:
        latency(chosen.folder, chosen.queries, chosen.engines)


def build(folder: Path, engine: str) -> None:
    """Indexes an archive in a process of its own, while another asks the index that was there before."""
    place = folder / engine
    if not place.exists():
        shutil.copytree(folder / "arkiv", place)
    child = [sys.executable, "-c", _REBUILD, str(place), engine]
    running = subprocess.Popen(child, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent)
    told = threading.Event()
    answered = 0
    while running.poll() is None:
        with open_archive(place) as archive:
            search(archive, "avtal")
        answered += 1
        told.wait(2)
    assert running.stdout
    print(f"{engine}: {running.stdout.read().strip()}; {answered} searches answered meanwhile")


_REBUILD = """
import sys, time, resource
from pathlib import Path
from corpus.store.archive import open_archive
from ingest.indexing import reindex
from index.engine import open_index
from index.clauses import Everything
began = time.process_time()
with open_archive(Path(sys.argv[1])) as archive:
    assert not reindex(archive, lambda done, total: None, sys.argv[2])
    cpu = time.process_time() - began
    with open_index(archive.index) as index:
        count = len(index.match(Everything()))
size = sum(path.stat().st_size for path in archive.index.rglob("*") if path.is_file()) / 1e6
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{count} records in {cpu:.0f} s CPU, {count / cpu:.0f} a second, {memory:.0f} MB at most, {size:.0f} MB on disk")
"""


def peers(folder: Path) -> None:
    """Indexes the same records in the peers' ways."""
    with open_archive(folder / "arkiv") as archive:
        for peer in (StockWhoosh, Fts5):
            shutil.rmtree(folder / peer.__name__, ignore_errors=True)
            cpu = count = 0.0
            opened = peer(folder / peer.__name__)
            batch: list[IndexRecord] = []
            stored = documents.every(archive)
            while batch := [record for _, one in zip(range(500), stored, strict=False) for record in records(one)]:
                began = time.process_time()
                opened.add(batch)
                cpu += time.process_time() - began
                count += len(batch)
            print(f"{peer.__name__}: {count:.0f} records in {cpu:.0f} s CPU, {count / cpu:.0f} a second")


def latency(folder: Path, count: int, engines: Sequence[str]) -> None:
    """CPU of each class of query on each engine, medians and 95th percentiles in ms; and of a search from the shell."""
    asked = list(_queries(folder, count))
    rows: dict[str, dict[str, list[float]]] = {}
    for engine in engines:
        with open_archive(folder / engine) as archive, open_index(archive.index) as index:
            rows[engine] = _times(asked, lambda kind, words, a=archive, i=index: _ask(a, i, kind, words))
    for peer in (StockWhoosh, Fts5):
        if (folder / peer.__name__).exists():
            few = [one for one in asked if one[0] != "whole"]
            rows[peer.__name__] = _times(few, peer(folder / peer.__name__).ask)
    print("| ms CPU, p50 / p95 | " + " | ".join(rows) + " |\n| --- |" + " --- |" * len(rows))
    for kind in CLASSES:
        print(f"| {kind} | " + " | ".join(_told(times.get(kind)) for times in rows.values()) + " |")
    cold = {
        engine: [_cold(folder / engine, words) for kind, words in asked if kind == "three words"][:10] for engine in engines
    }
    print("| first search from the shell | " + " | ".join(_told(times) for times in cold.values()) + " |")


def _times(asked: Sequence[tuple[str, list[str]]], ask: Callable[[str, list[str]], None]) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {}
    for kind in dict.fromkeys(kind for kind, _ in asked):
        ask(kind, asked[0][1])  # what is loaded once
    for kind, words in asked:
        began = time.process_time()
        ask(kind, words)
        times.setdefault(kind, []).append((time.process_time() - began) * 1000)
    return times


def _told(times: list[float] | None) -> str:
    return f"{median(times):.1f} / {quantiles(times, n=20)[-1]:.1f}" if times else ""


def _queries(folder: Path, count: int) -> Iterator[tuple[str, list[str]]]:
    """Queries of every class, in turn: each with its words."""
    draw = random.Random(SEED)
    known = forms(SEED)
    with open_archive(folder / "arkiv") as archive:
        texts = [stored.document.text for stored, _ in zip(documents.every(archive), range(50), strict=False)]
    frequent, middling, rare = known[70:400], known[400:6000], known[50_000:150_000]
    for _ in range(count):
        run = draw.choice(texts).split()
        at = draw.randrange(len(run) - 2)
        words = {
            "rare": [draw.choice(rare)],
            "three words": draw.sample(frequent, 3),
            "or": draw.sample(middling, 2),
            "phrase": [word.strip(".") for word in run[at : at + 2]],
            "prefix": [draw.choice(middling)[:4]],
            "whole": draw.sample(frequent, 2),
        }
        yield from ((kind, words.get(kind) or [draw.choice(frequent)]) for kind in CLASSES)


def _ask(archive: Archive, index: Index, kind: str, words: list[str]) -> None:
    """Asks a query of a class, as a search would."""
    text = {"or": " OR ".join(words), "phrase": f'"{" ".join(words)}"', "prefix": f"{words[0]}*"}.get(kind, " ".join(words))
    if kind == "whole":
        search(archive, text)
        return
    groups = parse(text).groups
    asked: Clause = All(tuple(any_of(group) for group in groups))
    if kind == "date and word":
        asked = Only(asked, clause(parse("från:2010 till:2012").groups[0][0]))
    found = index.match(asked)
    if kind == "four facets":
        found.count(FACETS, 50)
        return
    best = found.best(10)
    if kind == "ten snippets":
        parts: list[Part] = [part for group in groups for part in group]
        for number, _ in best:
            record = index.record(number)
            _shown(documents.raw(archive, record.document), record.spans, parts)


def _shown(raw: bytes, spans: Sequence[Span], parts: Sequence[Part]) -> None:
    snippet(documents.decode_document(raw).text, spans, parts)


def _cold(archive: Path, words: list[str]) -> float:
    """CPU of a search in a process of its own, in ms."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [str(Path(sys.executable).with_name("klubbat")), "--archive", str(archive), "search", "--json", *words]
    compiled = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}  # as users have it
    subprocess.run(command, check=True, capture_output=True, env=compiled)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


if __name__ == "__main__":
    main()
