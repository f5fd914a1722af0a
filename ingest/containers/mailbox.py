"""The letters in a mailbox (mbox), as mail programs keep and export them."""

from __future__ import annotations

import io
import mailbox
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from ingest.containers.packed import Packed


def packed(path: Path) -> Iterator[Packed]:
    """The letters."""
    box = mailbox.mbox(path, create=False)
    try:
        for number, key in enumerate(box.iterkeys(), 1):
            yield Packed(f"Brev {number}.eml", 0, partial(_open, box, key))
    finally:
        box.close()


def _open(box: mailbox.mbox, key: str) -> BinaryIO:
    return io.BytesIO(box.get_bytes(key))
