"""One import at a time: a lock file in the archive that names its holder.

The operating system holds the lock and lets go of it when the process ends, however it ends. So a file that a dead process left
behind is no hindrance.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from corpus.errors import ArchiveError

if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[str]) -> None:
        file.seek(1 << 20)  # what is locked can't be read by others: lock a byte far behind the text
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        file.seek(0)
else:
    import fcntl

    def _take(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def hold(root: Path) -> Iterator[None]:
    """Holds the lock of the archive in a folder. Raises ArchiveError, which names the holder, where another process has it."""
    path = root / "import.lock"
    with path.open("a+", encoding="utf-8") as file:
        try:
            _take(file)
        except OSError:
            raise _held(path) from None
        file.truncate(0)
        json.dump({"pid": os.getpid(), "host": platform.node()}, file)
        file.flush()
        yield
        file.truncate(0)


def _held(path: Path) -> ArchiveError:
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
        who = f" (process {holder['pid']} på {holder['host']})"
    except (OSError, ValueError, KeyError, TypeError):
        who = ""
    return ArchiveError(
        f"En annan import till arkivet {path.parent} pågår{who}.", "Vänta tills den är klar och kör kommandot igen."
    )
