"""Reading and annotating in a pool of worker processes, and storing what they give in batches.

A worker that dies or passes its limits costs the one file. Nothing is done until the transaction of its batch is committed.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from multiprocessing import resource_tracker
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from corpus.errors import ArchiveError
from corpus.stages import READ
from corpus.store import documents, ledger, removal
from corpus.store.archive import Archive
from corpus.store.ledger import Entry
from corpus.store.originals import content_hash
from ingest import worker
from ingest.discover import Ahead, on_disk
from ingest.members import DEEPEST
from ingest.stock import Stock, Wishes
from ingest.task import File, Known, Task, member_of, store
from ingest.worker import Done, Job, Trouble, Unpacked

TIME_LIMIT = 300.0
"""Seconds that a worker may spend on one file."""

_OCR_SHARE = 0.6  # of that time, so that there's some left for what was recognised; a file has it as often as it needs
_TASKS_PER_WORKER = 300  # what a worker has leaked by then goes with it
_FILES_PER_WORKER = 10  # a worker takes seconds to start: so many files must wait for one more to be worth while
_BATCH = 50  # so many files a transaction,
_BATCH_BYTES = 32 << 20  # or so many bytes of documents and findings,
_BATCH_SECONDS = 2.0  # or so much time since the last
_START_SECONDS = 180.0  # within which the first worker has to take up its first task
_POLL_SECONDS = 0.2  # between two looks at what was found meanwhile
_MOST_MEMBERS = 20_000  # of one file, at all depths together

_Given = tuple[Done | Trouble, tuple[Unpacked, ...]]
"""What a worker gives: what became of a file, and what it contains."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage has come."""

    stage: str
    """In a word: `läser`, `tolkar`, `indexerar`."""
    done: int
    total: int
    final: bool = True
    """Whether no more will be found."""
    pages: int = 0
    failed: int = 0


Tell = Callable[[Progress], None]


def read_and_annotate(archive: Archive, found: Ahead, stock: Stock, tell: Tell) -> None:
    """Reads and annotates what is found and is news to the stock, then annotates anew what older versions have done.

    However it ends, what was finished is stored.
    """
    jobs = stock.wishes.jobs or os.cpu_count() or 1
    with _Workshop(archive, stock, tell, "läser") as workshop:
        waiting = workshop.waiting
        while not found.ended or waiting or workshop.running:
            if not found.ended:
                news = stock.take(found.take(wait=not workshop.running))
                waiting.extend(map(File, news))
                workshop.total += len(news)
                workshop.final = found.ended
            if waiting and (workshop.pool or found.ended or len(waiting) >= jobs * _FILES_PER_WORKER):
                workshop.workers = workshop.workers or max(1, min(jobs, len(waiting) // _FILES_PER_WORKER))
                workshop.read(waiting.popleft())
            elif workshop.running:
                workshop.collect(_POLL_SECONDS)
        stock.close()
    if outdated := _outdated(archive, stock.settings.annotate):
        with _Workshop(archive, stock, tell, "tolkar") as workshop:
            workshop.total = sum(map(len, outdated.values()))
            workshop.workers = max(1, min(jobs, workshop.total // _FILES_PER_WORKER))
            for sha256, entries in outdated.items():
                workshop.annotate_again(sha256, entries)
            while workshop.running:
                workshop.collect(_BATCH_SECONDS)


def read_originals(archive: Archive, files: Sequence[tuple[Entry, Path]]) -> None:
    """Reads waiting files once more, from their originals; what can't be read has failed then."""
    with _Workshop(archive, Stock(archive, [], Wishes()), lambda progress: None, "läser") as workshop:
        workshop.workers = 1
        workshop.total = len(files)
        for number, (entry, original) in enumerate(files):
            place = archive.unpacked / f"original {number}" / on_disk(entry.name)  # the name helps to tell the kind
            place.parent.mkdir(parents=True)
            if original.exists():
                shutil.copyfile(original, place)
            workshop.waiting.append(File(entry, place))
        while workshop.waiting or workshop.running:
            if workshop.waiting:
                workshop.read(workshop.waiting.popleft())
            else:
                workshop.collect(_BATCH_SECONDS)
    sweep(archive)


def _outdated(archive: Archive, annotate: int) -> dict[str, list[Entry]]:
    """The entries whose findings another version than this made, by document."""
    found: dict[str, list[Entry]] = {}
    for entry in ledger.entries(archive, "done", "partial"):
        if entry.annotate != annotate and entry.sha256 is not None:
            found.setdefault(entry.sha256, []).append(entry)
    return found


@dataclass(slots=True)
class _Workshop:
    """The pool and what is on its way through it. Bounded: it takes in a task only when few are running."""

    archive: Archive
    stock: Stock
    tell: Tell
    stage: str
    waiting: deque[File] = field(default_factory=deque)
    workers: int = 0
    total: int = 0
    final: bool = True
    pool: ProcessPool | None = None
    """Started with the first task: most imports into an old archive have none."""
    running: dict[Future[_Given], Task] = field(default_factory=dict)
    _unstored: dict[str, Task] = field(default_factory=dict)
    """The tasks that are running or ready, by document: the same bytes may come from another place meanwhile."""
    _ready: list[Task] = field(default_factory=list)
    _stored: int = 0
    _pages: int = 0
    _failed: int = 0
    _stored_at: float = field(default_factory=time.monotonic)
    _opened_at: float = field(default_factory=time.monotonic)
    _begun: bool = False
    """Whether any worker has taken up a task."""
    _folders: Iterator[int] = field(default_factory=count)

    def read(self, file: File) -> None:
        """Takes in a file."""
        sha256 = _digest(file.place)
        if file.entry.state != "waiting" and sha256 == file.entry.sha256:
            self._put(Task("", [file], "same"))
            return
        self.stock.tried.add(file.entry.path)
        if isinstance(sha256, Trouble):
            self._put(Task("", [file], sha256))
        elif removal.is_removed(self.archive, sha256):
            self._put(Task("", [file], "removed"))
        elif (task := self._unstored.get(sha256)) and not task.members:
            task.files.append(file)
        elif known := self._known(sha256):
            self._put(Task(sha256, [file], known))
        else:
            self._schedule(Task(sha256, [file]), worker.read_file, self._job(sha256, file))

    def annotate_again(self, sha256: str, entries: list[Entry]) -> None:
        """Takes in a document whose findings are old."""
        files = [File(entry) for entry in entries]
        self._schedule(Task(sha256, files), worker.annotate_again, documents.raw(self.archive, sha256))

    def collect(self, seconds: float) -> None:
        """Takes what tasks have finished, or finish within some seconds."""
        finished, _ = wait(self.running, timeout=seconds, return_when=FIRST_COMPLETED)
        self._begun = self._begun or bool(finished) or any(future.running() for future in self.running)
        if not self._begun and time.monotonic() - self._opened_at > _START_SECONDS:
            raise ArchiveError(
                "Importens arbetsprocesser startar inte.",
                "Kontrollera att ditt konto får läsa Python och Klubbat och att minnet räcker. Importera sedan igen.",
            )
        for future in finished:
            task = self.running.pop(future)
            task.result, unpacked = _result(future)
            if isinstance(task.result, Done) and 0 < task.result.unfinished < task.unfinished:
                task.unfinished = task.result.unfinished
                self._count(task, task.result.pages - task.unfinished)
                self._tell()
                self._start(task, worker.read_file, self._job(task.sha256, task.files[0]))  # goes on where it stopped
                continue
            if unpacked:
                self._open(task, unpacked)
            self._put(task)

    def __enter__(self) -> _Workshop:
        return self

    def __exit__(self, *error: object) -> None:
        try:
            self._store()
        finally:
            if self.pool is not None:
                for future in self.running:
                    future.cancel()
                if self._begun:
                    self.pool.close()  # type: ignore[no-untyped-call]  # pebble leaves it without hints
                else:
                    self.pool.stop()  # type: ignore[no-untyped-call]
                self.pool.join()

    def _job(self, sha256: str, file: File) -> Job:
        return Job(
            file.place,
            sha256,
            self.archive.original(sha256),
            self.archive.unpacked / str(next(self._folders)) if file.depth < DEEPEST else None,
            self.stock.wishes.ocr,
            self.archive.recognised,
            TIME_LIMIT * _OCR_SHARE,
        )

    def _schedule(self, task: Task, work: Callable[..., _Given], *arguments: object) -> None:
        self._start(task, work, *arguments)
        while len(self.running) > 2 * self.workers:
            self.collect(_BATCH_SECONDS)

    def _start(self, task: Task, work: Callable[..., _Given], *arguments: object) -> None:
        if self.pool is None:
            self.pool = ProcessPool(
                max_workers=self.workers,
                max_tasks=_TASKS_PER_WORKER,
                initializer=worker.begin,
                initargs=(self.stock.settings,),
                context=multiprocessing.get_context("spawn"),  # as on every system; inherits neither locks nor the database
            )
        with _without_interrupts():  # the first task starts the pool
            future = self.pool.schedule(work, args=arguments, timeout=TIME_LIMIT)
        self.running[future] = task
        self._unstored[task.sha256] = task

    def _open(self, task: Task, unpacked: tuple[Unpacked, ...]) -> None:
        """Lets the members of a container wait, before all others, so that little is laid out at a time."""
        for container in task.files:
            container.family.members += len(unpacked)
            if container.family.members > _MOST_MEMBERS:
                task.result = Trouble(
                    "too-many", f"Filen innehåller fler än {_MOST_MEMBERS} filer.", "Packa upp den och importera mappen."
                )
                return
            members = {f"{container.entry.path}/{member.name}": member for member in unpacked}
            news = self.stock.open(
                container.entry,
                [member_of(path, m, container.entry, self.stock.settings.annotate) for path, m in members.items()],
            )
            task.members += news
            for entry in reversed(news):
                laid_out = members[entry.path].file
                if isinstance(laid_out, Path):
                    self.waiting.appendleft(File(entry, laid_out, container.depth + 1, container.family))
                    self.total += 1

    def _put(self, task: Task) -> None:
        self._ready.append(task)
        if isinstance(task.result, Done):
            self._count(task, task.result.pages)
        elif isinstance(task.result, Trouble):
            self._failed += len(task.files)
        self._failed += sum(entry.state == "failed" for entry in task.members)
        self._tell()
        size = sum(len(t.result.document) + len(t.result.findings) for t in self._ready if isinstance(t.result, Done))
        if len(self._ready) >= _BATCH or size >= _BATCH_BYTES or time.monotonic() - self._stored_at >= _BATCH_SECONDS:
            self._store()

    def _count(self, task: Task, pages: int) -> None:
        self._pages += pages - task.shown
        task.shown = pages

    def _tell(self) -> None:
        done = self._stored + sum(len(ready.files) for ready in self._ready)
        self.tell(Progress(self.stage, done, self.total, self.final, self._pages, self._failed))

    def _store(self) -> None:
        """Stores what is ready in one transaction."""
        if self._ready:
            with self.archive.transaction() as database:
                for task in self._ready:  # first, as what became of a member may stand in a task that was ready earlier
                    ledger.put(database, task.members)
                for task in self._ready:
                    store(database, task, self.stock.settings.annotate)
        for task in self._ready:
            self._unstored.pop(task.sha256, None)
            self._stored += len(task.files)
            for file in task.files:
                if file.laid_out is not None:
                    file.laid_out.unlink(missing_ok=True)
        self._ready = []
        self._stored_at = time.monotonic()

    def _known(self, sha256: str) -> Known | None:
        """What is known of a document that the archive has as the present versions make it, and that contains nothing else."""
        for twin in ledger.of_document(self.archive, sha256):
            present = twin.state in ("done", "partial") and (twin.read, twin.annotate) == (READ, self.stock.settings.annotate)
            if present and self.stock.wishes.ocr != "force" and not any(ledger.under(self.archive, twin.path, "/")):
                return Known(Trouble(twin.code, twin.reason or "", twin.cure or "") if twin.code else None)
        return None


def sweep(archive: Archive) -> None:
    """Removes what a run that was stopped has left laid out."""
    shutil.rmtree(archive.unpacked, ignore_errors=True)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Holds Ctrl-C back in this thread, and for good in the threads and processes that are started within.

    Ctrl-C reaches all processes of a terminal, but only the one that runs the import knows how to end.
    """
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # its start would let Ctrl-C through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _digest(path: Path) -> str | Trouble:
    """The content hash of a file."""
    try:
        return content_hash(path)
    except PermissionError:
        return Trouble("no-permission", "Filen får inte läsas.", "Ge ditt konto läsrätt till den och importera den igen.")
    except OSError as error:
        return Trouble("unreadable", f"Filen kan inte läsas: {error.strerror}.", "Kontrollera filen och importera den igen.")


def _result(future: Future[_Given]) -> _Given:
    """What a worker gave, or how it ended."""
    try:
        return future.result()
    except TimeoutError:
        trouble = Trouble(
            "too-slow",
            f"Filen tog mer än {TIME_LIMIT:.0f} sekunder att läsa.",
            "Dela upp den i mindre filer, eller spara om den som PDF, och importera igen.",
        )
    except ProcessExpired:
        trouble = Trouble(
            "crashed", "Läsningen av filen kraschade.", "Öppna filen i sitt program, spara om den och importera den igen."
        )
    return trouble, ()
