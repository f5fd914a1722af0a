"""What a container hands over of each of its files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Packed:
    """A file as it lies in its container."""

    name: str
    """As the container has it: any text at all, and nothing to be trusted."""
    size: int
    """In bytes, unpacked, as the container claims."""
    open: Callable[[], BinaryIO]
    """Begins to unpack it. Raises ReadError, or whatever the container's library raises over damage."""
    packed_size: int = 0
    """In bytes, as it lies there; 0 where it isn't compressed."""
