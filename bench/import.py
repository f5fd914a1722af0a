"""What an import costs, and where: prints a table and ratios. README.md tells how to repeat what stands there.

python bench/import.py stages            CPU of reading, annotating, indexing; the plain way and Recoll beside them
python bench/import.py scale --files N   the whole run: rate at start and end, memory, import again of what is unchanged
python bench/import.py workers           two workers against one
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from generate import generate

PDF, DOCX = 80, 60


@dataclass
class Clock:
    """CPU seconds by what they were spent on."""

    spent: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def on(self, what: str) -> Iterator[None]:
        """Adds what happens within."""
        began = time.process_time()
        yield
        self.spent[what] = self.spent.get(what, 0.0) + time.process_time() - began


def stages(seed: int) -> None:
    """CPU of each stage on 80 PDFs and 60 DOCX, start-up apart, beside the plain way and, where it is installed, Recoll."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        office = shutil.which("soffice") is not None
        print("the PDFs are made by " + ("LibreOffice" if office else "bench/generate.py: LibreOffice isn't installed"))
        generate(folder / "in", PDF, DOCX, seed=seed, office=office)
        generate(folder / "warm", 1, 1, seed=seed + 1, office=office)
        files, warm = _files(folder / "in"), _files(folder / "warm")
        ours(warm, folder / "warm index", Clock())
        clock = Clock()
        pages, words = ours(files, folder / "index", clock)
        plain(warm, folder / "warm plain", Clock())
        plain(files, folder / "plain", clock)
        whole = sum(clock.spent[what] for what in ("read", "annotate", "records", "index"))
        print(f"{len(files)} files, {pages} pages; CPU, start-up apart")
        for what in ("read", "annotate", "records", "index"):
            _row(what, clock.spent[what], len(files), pages, whole)
        _row("whole import", whole, len(files), pages, whole)
        for what in ("plain read", "plain index"):
            _row(what, clock.spent[what], len(files), pages, whole)
        pace, blank = words / clock.spent["annotate"], words / clock.spent["tokenize"]
        print(
            f"annotation: {pace:.0f} words a second, spaCy's blank tokenizer {blank:.0f}, with its words known"
            f" {words / clock.spent['tokenize again']:.0f}: 1/{blank / pace:.1f} of it (aim: 1/16)"
        )
        reading = whole - clock.spent["annotate"]
        plain_way = clock.spent["plain read"] + clock.spent["annotate"] + clock.spent["plain index"]
        print(f"plain way with the same annotation / whole import: {plain_way / whole:.2f} (aim: at least 3)")
        if recoll := _recoll(folder / "in", folder / "recoll"):
            _row("recollindex", recoll, len(files), pages, whole)
            print(f"reading and indexing / Recoll: {reading / recoll:.2f} (aim: at most 1.2)")
            print(f"whole import / Recoll: {whole / recoll:.2f} (aim: at most 2.5)")
        else:
            print("Recoll isn't installed (apt install recollcmd): no comparison")


def ours(files: Sequence[Path], index: Path, clock: Clock) -> tuple[int, int]:
    """Reads, annotates and indexes as an import does, in this process; returns the numbers of pages and words."""
    import spacy

    from corpus.store.documents import Stored
    from index.engine import open_index
    from index.records import records
    from ingest.read import read
    from nlp.annotate import annotate

    blank = spacy.blank("sv")
    pages = words = 0
    contents = []
    for path in files:
        with clock.on("read"):
            document = read(path, ocr="never")
        with clock.on("annotate"):
            findings = annotate(document)
        with clock.on("records"):
            stored = Stored(document.source.sha256, 1, document, findings, (str(path),))
            contents.append((stored.sha256, records(stored)))
        pages += len(document.pages)
        words += len(document.text.split())
        for what in ("tokenize", "tokenize again"):
            with clock.on(what):
                blank.make_doc(document.text)
    with clock.on("index"), open_index(index, write=True) as opened:
        list(opened.update(contents))
        opened.publish()
    return pages, words


def plain(files: Sequence[Path], index: Path, clock: Clock) -> None:
    """The plain way: pypdf, python-docx, a stock Whoosh index of whole files."""
    import docx
    import pypdf
    from whoosh.fields import ID, TEXT, Schema
    from whoosh.index import create_in

    index.mkdir()
    texts = []
    for path in files:
        with clock.on("plain read"):
            if path.suffix == ".pdf":
                text = "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
            else:
                text = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
            texts.append((str(path), text))
    with clock.on("plain index"):
        writer = create_in(index, Schema(path=ID(stored=True), content=TEXT(stored=True))).writer()
        for path_text in texts:
            writer.add_document(path=path_text[0], content=path_text[1])
        writer.commit()


def _recoll(files: Path, config: Path) -> float | None:
    """CPU seconds of `recollindex` over the files."""
    if not shutil.which("recollindex"):
        return None
    config.mkdir()
    (config / "recoll.conf").write_text(f"topdirs = {files}\nindexstemminglanguages = swedish\n", encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(["recollindex", "-c", str(config)], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def scale(count: int, seed: int) -> None:
    """A whole import of short files: rate at start and end, memory of the parent; then again with nothing changed."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder / "in", count // 2, count // 4, count - count // 2 - count // 4, seed=seed, items=4)
        first = _import(folder)
        again = _import(folder)
    marks = first["marks"]
    wall, memory = first["wall"], first["memory"] / 1024
    print(f"{count} files in {wall:.1f} s wall ({count / wall:.1f} a second), of which indexing {first['indexing']:.1f} s")
    print(f"memory of the process that imports and writes the index: {memory:.0f} MB at most (aim: under 900)")
    if len(marks) >= 8:
        # The first eighth is left out: workers are starting.
        eighth = len(marks) // 8
        pace = [_pace(marks[at * eighth : (at + 1) * eighth]) for at in range(8)]
        print("ms wall a file read and stored, by eighths: " + " ".join(f"{each * 1000:.1f}" for each in pace))
        print(f"at the end / at the start: {pace[7] / pace[1]:.2f} (aim: at most 1.2)")
    cpu, wall = again["cpu"] / count * 1000, again["wall"] / count * 1000
    print(f"again, nothing changed: {cpu:.3f} ms CPU, {wall:.3f} ms wall a file (aim: under 1)")


def _pace(marks: Sequence[tuple[float, int]]) -> float:
    (began, first), (ended, last) = marks[0], marks[-1]
    return (ended - began) / max(1, last - first)


_CHILD = """
import json, resource, sys, time
from pathlib import Path
from corpus.store.archive import create_archive
from ingest.run import import_paths
from ingest.stock import Wishes

def main():
    marks, indexing, busy = [], [], [0.0]
    def tell(progress):
        if progress.stage == "indexerar":
            indexing.append(progress.done)
        else:
            marks.append((time.monotonic(), progress.done))
            busy.append(time.process_time())
    root, files, jobs = sys.argv[1:]
    with create_archive(Path(root)) as archive:
        began, cpu = time.monotonic(), time.process_time()
        summary = import_paths(archive, [Path(files)], tell, Wishes(jobs=int(jobs) or None, ocr="never"))
        wall, cpu = time.monotonic() - began, time.process_time() - cpu
    print(json.dumps({
        "marks": marks, "wall": wall, "cpu": cpu, "failed": summary.failed,
        "indexing": began + wall - marks[-1][0] if marks else wall,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        "parent": busy[-1] - busy[0], "workers": sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]),
    }))

if __name__ == "__main__":
    main()
"""


def _import(folder: Path, jobs: int = 0, archive: str = "arkiv") -> dict[str, Any]:
    """An import in a process of its own; what it took."""
    script = folder / "child.py"
    script.write_text(_CHILD, encoding="utf-8")
    command = [sys.executable, str(script), str(folder / archive), str(folder / "in"), str(jobs)]
    given = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    if given["failed"]:
        raise SystemExit(f"{given['failed']} files failed")
    return given


def workers(rounds: int, seed: int) -> None:
    """Reading and annotating by one worker and by two, in turn: wall, from the first file to the last."""
    times: dict[int, list[float]] = {1: [], 2: []}
    shares: list[float] = []
    with TemporaryDirectory() as name:
        folder = Path(name)
        generate(folder / "in", PDF, DOCX, seed=seed)
        for number in range(rounds):
            for jobs in (1, 2):
                told = _import(folder, jobs, f"arkiv {number} {jobs}")
                times[jobs].append(told["marks"][-1][0] - told["marks"][0][0])
                shares.append(told["parent"] / told["workers"])
    one, two = median(times[1]), median(times[2])
    share = median(shares)
    print(f"CPU of the process that imports while files are read: {share:.1%} of the workers', so that two of these on two")
    print(f"processors can be no more than {2 / (1 + share):.2f} times as fast as one")
    print(f"{os.cpu_count()} processors; one worker {one:.1f} s, two {two:.1f} s: {one / two:.2f} times (aim: at least 1.6)")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _row(what: str, seconds: float, files: int, pages: int, whole: float) -> None:
    share = seconds / whole
    of_file, of_page = seconds / files * 1000, seconds / pages * 1000
    print(f"{what:<14}{seconds:>8.2f} s{of_file:>9.2f} ms a file{of_page:>8.2f} ms a page{share:>7.0%}")


def main() -> None:
    """Runs what the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["stages", "scale", "workers"])
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    runs: dict[str, Callable[[], None]] = {
        "stages": lambda: stages(asked.seed),
        "scale": lambda: scale(asked.files, asked.seed),
        "workers": lambda: workers(asked.rounds, asked.seed),
    }
    print(f"load of the computer meanwhile: {os.getloadavg()[0]:.1f} of {os.cpu_count()}")
    runs[asked.what]()


if __name__ == "__main__":
    main()
