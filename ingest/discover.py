"""Paths that a user names, into the files under them."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

from corpus.errors import UsageError
from corpus.store.ledger import Entry
from corpus.vocabulary import vocabulary

_SYSTEM = frozenset(["thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "system volume information"])
"""Files and folders that operating systems leave behind, in lower case; those that begin with a dot go without saying."""
_NO_DOCUMENTS = frozenset(chain(*vocabulary("formats")["passed_over"].values()))
"""Endings of files that are no meeting documents."""

_ESCAPED = re.compile(r"\\(udc(?:5c|[89a-f][0-9a-f]))")
_AT_ONCE = 1000


def discover(paths: Iterable[Path], passed_over: list[Path]) -> Iterator[Entry]:
    """The files under some paths, in the order of the paths and then of their names.

    A file gives an entry that waits; what can't be entered or is no file gives one that has failed, with its cure. Links are
    followed, each folder is entered once, and so a link that leads in a circle ends there. Hidden files, those of the operating
    system, Word's lock files (`~$…`) and the archives of Klubbat are passed over; so are, unless a path names them, files that
    by their ending are no documents, which come into `passed_over`. Raises UsageError where a path doesn't exist.
    """
    roots = [absolute(path) for path in paths]
    for root in roots:
        if not os.path.lexists(root):
            raise UsageError(f"Det finns ingen fil eller mapp {printable(root)}.", "Kontrollera stavningen av sökvägen.")
    return _walk(roots, passed_over)


class Ahead:
    """What `discover` finds, by a thread that walks on while files are read: a large share on a slow network takes its time."""

    def __init__(self, found: Iterator[Entry]) -> None:
        self.ended = False
        """Whether all that was found has been taken."""
        self._stopped = False
        self._queue: SimpleQueue[Entry | Exception | None] = SimpleQueue()
        Thread(target=self._run, args=(found,), daemon=True).start()

    def take(self, *, wait: bool) -> list[Entry]:
        """What was found since the last time, a thousand at most; with `wait` at least one, unless there are no more."""
        taken: list[Entry] = []
        while not self.ended and len(taken) < _AT_ONCE and (not self._queue.empty() or (wait and not taken)):
            match self._queue.get():
                case Entry() as entry:
                    taken.append(entry)
                case None:
                    self.ended = True
                case error:
                    raise error
        return taken

    def stop(self) -> None:
        """Ends the walk."""
        self._stopped = True

    def _run(self, found: Iterator[Entry]) -> None:
        try:
            for entry in found:
                if self._stopped:
                    return
                self._queue.put(entry)
            self._queue.put(None)
        except Exception as error:  # raised where it is taken
            self._queue.put(error)


def _walk(roots: Sequence[Path], passed_over: list[Path]) -> Iterator[Entry]:
    seen: set[tuple[int, int]] = set()
    for root in roots:
        waiting = [root]
        while waiting:
            path = waiting.pop()
            try:
                status = path.stat()
                if not stat.S_ISDIR(status.st_mode):
                    if is_no_document(path) and path not in roots:
                        passed_over.append(path)
                    else:
                        yield _file(path, status)
                elif (place := (status.st_dev, status.st_ino)) not in seen:
                    seen.add(place)
                    names = os.listdir(path)  # noqa: PTH208 - names, not paths
                    if "klubbat.db" not in names:
                        waiting += [path / name for name in sorted(names, reverse=True) if not is_passed_over(name)]
            except PermissionError:
                cure = "Ge ditt konto läsrätt till den och importera igen."
                yield _obstacle(path, "no-permission", "Mappen får inte läsas.", cure)
            except OSError as error:
                reason = "Länken leder ingenstans." if path.is_symlink() else f"Kan inte öppnas: {error.strerror}."
                yield _obstacle(path, "unreachable", reason, "Rätta eller ta bort den och importera igen.")


def absolute(path: Path) -> Path:
    """A path from the root, without `..`, its links as they are."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow links


def printable(path: Path) -> str:
    """A path as text, whatever bytes its name consists of; `on_disk` is the inverse."""
    text = _ESCAPED.sub(r"\\udc5c\1", str(path))  # a name that itself reads like an escaped byte
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def on_disk(text: str) -> Path:
    """The path that `printable` made a text of."""
    # Bytes that are no UTF-8 are lone surrogates U+DC80–U+DCFF in Python's paths; 5c is the backslash.
    return Path(_ESCAPED.sub(lambda match: "\\" if match[1] == "udc5c" else chr(int(match[1][1:], 16)), text))


def _file(path: Path, status: os.stat_result) -> Entry:
    if not stat.S_ISREG(status.st_mode):
        return _obstacle(path, "no-file", "Detta är ett rör, en enhet eller en sockel och ingen fil.", "Flytta den ur mappen.")
    text = printable(path)
    return Entry(text, printable(Path(path.name)), status.st_size, status.st_mtime_ns, "waiting")


def _obstacle(path: Path, code: str, reason: str, cure: str) -> Entry:
    name = printable(Path(path.name))
    return Entry(printable(path), name, None, None, "failed", code=code, reason=reason, cure=cure, attempts=1)


def endings(paths: Iterable[Path]) -> dict[str, int]:
    """How many of some files have which ending, in lower case; in the order of the endings."""
    return dict(sorted(Counter(path.suffix.casefold() for path in paths).items()))


def is_no_document(path: Path) -> bool:
    """Whether a file is no document by its ending: a program, sound, film."""
    return path.suffix.casefold() in _NO_DOCUMENTS


def is_passed_over(name: str) -> bool:
    """Whether a file or folder of this name is hidden, or belongs to the operating system or to Word."""
    return name.startswith((".", "~$")) or name.casefold() in _SYSTEM
