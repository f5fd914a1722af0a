"""Files by what they consist of."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

_CHUNK = 1 << 20


def content_hash(path: Path) -> str:
    """The content hash of a file. Raises OSError where it can't be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def keep(source: Path, target: Path) -> bool:
    """Copies a file to its place among originals, whole or not at all.

    False where it is missing, or its bytes aren't those that the place is named by. Raises OSError where it can't be read or
    written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}")
    digest = hashlib.sha256()
    try:
        with source.open("rb") as read, half.open("wb") as write:
            while chunk := read.read(_CHUNK):
                digest.update(chunk)
                write.write(chunk)
            write.flush()
            os.fsync(write.fileno())
    except FileNotFoundError:
        return False
    if digest.hexdigest() != target.name:
        half.unlink()
        return False
    half.replace(target)
    return True
