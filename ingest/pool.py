"""Reading and annotating in a pool of worker processes, and storing what they give in batches.

A worker that dies or passes its limits costs the one file. Nothing is done until the transaction of its batch is committed.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from multiprocessing import resource_tracker
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from corpus.stages import ANNOTATE, READ
from corpus.store import documents, ledger
from corpus.store.archive import Archive
from corpus.store.ledger import Entry
from ingest import worker
from ingest.discover import on_disk
from ingest.worker import Done, Trouble

TIME_LIMIT = 300.0
"""Seconds that a worker may spend on one file."""

_TASKS_PER_WORKER = 300  # what a worker has leaked by then goes with it
_FILES_PER_WORKER = 10  # a worker takes seconds to start: so many files must wait for one more to be worth while
_BATCH = 50  # so many files a transaction,
_BATCH_BYTES = 32 << 20  # or so many bytes of documents and findings,
_BATCH_SECONDS = 2.0  # or so much time since the last


@dataclass(slots=True)
class _Task:
    """A document in question, the entries of the ledger that wait for it, and what became of it."""

    sha256: str
    entries: list[Entry]
    result: Done | Trouble | None = None
    """None where the archive has the document already."""


def read_and_annotate(archive: Archive, todo: Sequence[Entry], progress: Callable[[int, int], None]) -> None:
    """Reads and annotates the waiting entries `todo`, and annotates anew what older versions of that stage have done.

    `progress` is told how many files are done and how many there are. However it ends, what was finished is stored.
    """
    outdated = _outdated(archive)
    total = len(todo) + sum(map(len, outdated.values()))
    if total:
        workers = max(1, min(os.cpu_count() or 1, total // _FILES_PER_WORKER))
        with _Workshop(archive, workers, lambda count: progress(count, total)) as workshop:
            for entry in todo:
                workshop.read(entry)
            for sha256, entries in outdated.items():
                workshop.annotate_again(sha256, entries)
            workshop.finish()


def _outdated(archive: Archive) -> dict[str, list[Entry]]:
    """The entries whose findings an older version made, by document."""
    found: dict[str, list[Entry]] = {}
    for entry in ledger.entries(archive, "done", "partial"):
        if entry.annotate != ANNOTATE and entry.sha256 is not None:
            found.setdefault(entry.sha256, []).append(entry)
    return found


@dataclass(slots=True)
class _Workshop:
    """The pool and what is on its way through it. Bounded: it takes in a task only when few are running."""

    archive: Archive
    workers: int
    progress: Callable[[int], None]
    pool: ProcessPool | None = None
    """Started with the first task: most imports into an old archive have none."""
    running: dict[Future[Done | Trouble], _Task] = field(default_factory=dict)
    unstored: dict[str, _Task] = field(default_factory=dict)
    """The tasks that are running or ready, by document: the same bytes may come from another place meanwhile."""
    ready: list[_Task] = field(default_factory=list)
    count: int = 0
    stored_at: float = field(default_factory=time.monotonic)

    def read(self, entry: Entry) -> None:
        """Takes in a file."""
        sha256 = _digest(on_disk(entry.path))
        if isinstance(sha256, Trouble):
            self._put(_Task("", [entry], sha256))
        elif task := self.unstored.get(sha256):
            task.entries.append(entry)
        elif self._has(sha256):
            self._put(_Task(sha256, [entry]))
        else:
            self._schedule(_Task(sha256, [entry]), worker.read_file, entry.path, sha256, self.archive.original(sha256))

    def annotate_again(self, sha256: str, entries: list[Entry]) -> None:
        """Takes in a document whose findings are old."""
        if task := self.unstored.get(sha256):
            task.entries += entries
        else:
            self._schedule(_Task(sha256, entries), worker.annotate_again, documents.raw(self.archive, sha256))

    def finish(self) -> None:
        """Waits for the last task."""
        self._collect(0)

    def __enter__(self) -> _Workshop:
        self.progress(0)
        return self

    def __exit__(self, *error: object) -> None:
        try:
            self._store()
        finally:
            if self.pool is not None:
                for future in self.running:
                    future.cancel()
                self.pool.close()  # type: ignore[no-untyped-call]  # pebble leaves it without hints
                self.pool.join()

    def _schedule(self, task: _Task, work: Callable[..., Done | Trouble], *arguments: object) -> None:
        if self.pool is None:
            self.pool = ProcessPool(
                max_workers=self.workers,
                max_tasks=_TASKS_PER_WORKER,
                initializer=worker.begin,
                context=multiprocessing.get_context("spawn"),  # as on every system; inherits neither locks nor the database
            )
        with _without_interrupts():  # the first task starts the pool
            future = self.pool.schedule(work, args=arguments, timeout=TIME_LIMIT)
        self.running[future] = task
        self.unstored[task.sha256] = task
        self._collect(2 * self.workers)

    def _collect(self, most: int) -> None:
        """Waits until at most so many tasks are running."""
        while len(self.running) > most:
            finished, _ = wait(self.running, timeout=_BATCH_SECONDS, return_when=FIRST_COMPLETED)
            for future in finished:
                task = self.running.pop(future)
                task.result = _result(future)
                self._put(task)

    def _put(self, task: _Task) -> None:
        self.ready.append(task)
        self.progress(self.count + sum(len(task.entries) for task in self.ready))
        size = sum(len(t.result.document) + len(t.result.findings) for t in self.ready if isinstance(t.result, Done))
        if len(self.ready) >= _BATCH or size >= _BATCH_BYTES or time.monotonic() - self.stored_at >= _BATCH_SECONDS:
            self._store()

    def _store(self) -> None:
        """Stores what is ready in one transaction."""
        if self.ready:
            with self.archive.transaction() as database:
                for task in self.ready:
                    _store(self.archive, database, task)
        for task in self.ready:
            self.count += len(task.entries)
            self.unstored.pop(task.sha256, None)
        self.ready = []
        self.stored_at = time.monotonic()

    def _has(self, sha256: str) -> bool:
        """Whether the archive has a document as the present versions make it."""
        return any((twin.read, twin.annotate) == (READ, ANNOTATE) for twin in _stored(self.archive, sha256))


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
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except PermissionError:
        return Trouble("no-permission", "Filen får inte läsas.", "Ge ditt konto läsrätt till den och importera den igen.")
    except OSError as error:
        return Trouble("unreadable", f"Filen kan inte läsas: {error.strerror}.", "Kontrollera filen och importera den igen.")


def _result(future: Future[Done | Trouble]) -> Done | Trouble:
    """What a worker gave, or how it ended."""
    try:
        return future.result()
    except TimeoutError:
        return Trouble(
            "too-slow",
            f"Filen tog mer än {TIME_LIMIT:.0f} sekunder att läsa.",
            "Dela upp den i mindre filer, eller spara om den som PDF, och importera igen.",
        )
    except ProcessExpired:
        return Trouble(
            "crashed", "Läsningen av filen kraschade.", "Öppna filen i sitt program, spara om den och importera den igen."
        )


def _stored(archive: Archive, sha256: str) -> list[Entry]:
    """The entries of a document that are in the archive as they lie on the disk."""
    return [entry for entry in ledger.of_document(archive, sha256) if entry.state in ("done", "partial")]


def _store(archive: Archive, database: sqlite3.Connection, task: _Task) -> None:
    result = task.result
    if isinstance(result, Trouble):
        ledger.put(database, (_with(replace(e, state="failed", attempts=e.attempts + 1), result) for e in task.entries))
        return
    if result is None:  # one more place for a document: the first tells what there is to say of it
        twin = _stored(archive, task.sha256)[0]
        trouble = Trouble(twin.code, twin.reason or "", twin.cure or "") if twin.code else None
        documents.mark_indexed(database, task.sha256, current=False)  # the index names the places
    else:
        trouble = result.trouble
        documents.put(database, task.sha256, result.document, result.findings)
    for entry in task.entries:
        if entry.sha256 not in (None, task.sha256):
            ledger.replace_version(database, entry.path, entry.sha256)
            documents.mark_indexed(database, entry.sha256, current=False)  # it has lost a path, perhaps its last
    state: ledger.State = "partial" if trouble else "done"
    ledger.put(database, (_with(replace(e, state=state, sha256=task.sha256, attempts=0), trouble) for e in task.entries))


def _with(entry: Entry, trouble: Trouble | None) -> Entry:
    """An entry that has come through, or that trouble has stopped."""
    code, reason, cure = (trouble.code, trouble.reason, trouble.cure) if trouble else (None, None, None)
    # A document that was only annotated again keeps the version of the reader that it has.
    return replace(entry, read=entry.read or READ, annotate=ANNOTATE, code=code, reason=reason, cure=cure)
