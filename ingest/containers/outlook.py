"""The files attached to a letter that Outlook has saved (MSG)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ingest.containers.packed import Packed
from ingest.mail.msg import opened


def packed(path: Path) -> Iterator[Packed]:
    """The attachments. Raises ReadError `damaged`."""
    for name, data in opened(path).attachments:
        yield Packed(name, len(data), partial(io.BytesIO, data))
