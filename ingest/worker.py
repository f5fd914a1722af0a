"""What the worker processes of an import do: read a file, find what it says, hand both over encoded.

The readers and spaCy are imported within the functions: the process that runs the import must know the functions, but not pay
for what they need.
"""

from __future__ import annotations

import errno
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing import parent_process
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from corpus.document import Document
from corpus.errors import ReadError
from corpus.findings import Findings, Head
from corpus.store import documents
from corpus.store.originals import keep
from corpus.store.settings import Settings
from corpus.vocabulary import add_bodies
from ingest.discover import printable

if TYPE_CHECKING:
    from ingest.ocr.recogniser import Mode

MEMORY_LIMIT = 3 << 30
"""Bytes of address space a worker, where the operating system can limit it (not on Windows)."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a file failed, or is only partly in the archive."""

    code: str
    reason: str
    cure: str


@dataclass(frozen=True, slots=True)
class Done:
    """A document and its findings, encoded; `trouble` makes it partial."""

    document: bytes
    findings: bytes
    pages: int
    trouble: Trouble | None
    unfinished: int = 0
    """Pages that there was no time to recognise."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A member of a container: its name there, and where its bytes lie now or why they can't be had."""

    name: str
    file: Path | Trouble


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read."""

    path: Path
    sha256: str
    original: Path
    """Where its bytes are kept."""
    members: Path | None
    """The folder where its members are laid out; None where it lies too deep in other containers for that."""
    ocr: Mode
    ocr_cache: Path
    ocr_seconds: float


_settings = Settings()
"""Those of the archive that this process works for."""


def begin(settings: Settings) -> None:
    """Prepares a worker for an archive: limits its memory, and ends it when the process that runs the import ends."""
    global _settings
    _settings = settings
    add_bodies(settings.bodies)
    if sys.platform != "win32":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        limit = MEMORY_LIMIT if most == resource.RLIM_INFINITY else min(MEMORY_LIMIT, most)
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))
    if parent := parent_process():

        def follow() -> None:
            parent.join()
            os._exit(1)

        threading.Thread(target=follow, daemon=True).start()


def read_file(job: Job) -> tuple[Done | Trouble, tuple[Unpacked, ...]]:
    """Reads a file and keeps its bytes as its original; lays out its members where it is a container."""
    unpacked: tuple[Unpacked, ...] = ()
    result = _guarded(lambda: _read(job))
    if not (isinstance(result, Trouble) and result.code == "changed"):
        members = _guarded(lambda: _unpack(job.path, job.members))
        if not isinstance(members, Trouble):
            unpacked = members
        elif isinstance(result, Done) and result.trouble is None:
            result = replace(result, trouble=members)
    return result, unpacked


def annotate_again(document: bytes) -> tuple[Done | Trouble, tuple[Unpacked, ...]]:
    """Finds anew what a stored document says."""
    return _annotated(documents.decode_document(document)), ()


def _read(job: Job) -> Done | Trouble:
    from ingest.read import read

    document = read(job.path, ocr=job.ocr, cache=job.ocr_cache, seconds=job.ocr_seconds)
    if document.source.sha256 != job.sha256 or not (job.original.exists() or keep(job.path, job.original)):
        return Trouble("changed", "Filen ändrades medan den lästes.", "Importera den igen.")
    name = printable(Path(document.source.name))
    return _annotated(replace(document, source=replace(document.source, name=name)))


def _unpack(path: Path, into: Path | None) -> tuple[Unpacked, ...]:
    from ingest.members import members

    return tuple(Unpacked(member.name, member.file or _trouble(member.error)) for member in members(path, into))


def _trouble(error: ReadError | None) -> Trouble:
    """What a member's error means for the ledger."""
    return Trouble(error.code, str(error), error.cure) if error else mistake("packas upp", LookupError("no bytes"))


_Result = TypeVar("_Result")


def _guarded(work: Callable[[], _Result]) -> _Result | Trouble:
    """What some work on a file gives, or why it can't be done."""
    try:
        return work()
    except ReadError as error:
        return Trouble(error.code, str(error), error.cure)
    except MemoryError:
        return OUT_OF_MEMORY
    except OSError as error:
        if error.errno == errno.ENOSPC:
            return Trouble("disk-full", "Disken med arkivet är full.", "Frigör utrymme och importera igen.")
        return Trouble("unreadable", f"Filen kan inte läsas: {error.strerror}.", "Kontrollera filen och importera den igen.")
    except Exception as error:  # a reader's own mistake costs the one file
        return mistake("läsas", error)


OUT_OF_MEMORY = Trouble(
    "out-of-memory", "Filen kräver för mycket minne.", "Dela upp den i mindre filer och importera dem i stället."
)


def _annotated(document: Document) -> Done | Trouble:
    from nlp.annotate import annotate

    problem = document.problems[0] if document.problems else None
    trouble = Trouble(problem.code, problem.message, problem.cure) if problem else None
    try:
        findings = annotate(document, _settings.model)
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception as error:  # a component's own mistake: the text can still be searched
        findings, trouble = Findings(Head()), trouble or mistake("tolkas", error)
    unfinished = sum(len(problem.pages) for problem in document.problems if problem.code == "unfinished")
    return Done(documents.encode(document), documents.encode(findings), len(document.pages), trouble, unfinished)


def mistake(what: str, error: Exception) -> Trouble:
    """The trouble that an error of Klubbat's own is to a file, which therefore couldn't be `what` (`läsas`)."""
    detail = f"{type(error).__name__}: {error}".splitlines()[0][:200]
    return Trouble("internal", f"Filen kunde inte {what} ({detail}).", "Felet är Klubbats: anmäl det, gärna med filen.")
