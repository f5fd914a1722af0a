"""The folder of an index: a folder for each generation, and the file `published`, which names the one that is searched.

A generation is named by its engine, its stamp and a number (`whoosh-2-0a1b2c3d4e5f.1`), so an archive knows its engine by what
it holds. The stamp is the versions that an index is built with; where they have changed, a new one is built beside it.
"""

from __future__ import annotations

import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from index.analysis import analysis_version
from index.engines.entry import SCHEMA

_NAME = re.compile(r"(?P<engine>[a-z]+)-(?P<stamp>\d+-[0-9a-f]+)\.(?P<number>\d+)")


@dataclass(frozen=True, slots=True)
class Generation:
    """One index in the folder."""

    folder: Path
    engine: str
    stamp: str
    number: int = 1

    @property
    def path(self) -> Path:
        """Where its files are."""
        return self.folder / f"{self.engine}-{self.stamp}.{self.number}"

    def publish(self) -> None:
        """Makes this the one that is searched, and removes the others."""
        if published(self.folder) != self:
            beside = self.folder / f"published.{os.getpid()}"
            beside.write_text(self.path.name, encoding="utf-8")
            beside.replace(self.folder / "published")
        self.remove_others()

    def remove_others(self) -> None:
        """Removes the other generations."""
        for old in self.folder.iterdir():
            if old.is_dir() and old != self.path:
                shutil.rmtree(old, ignore_errors=True)  # one that a search still reads goes next time


def stamp() -> str:
    """What an index of this program is built with: schema, analysis and lexicons."""
    return f"{SCHEMA}-" + blake2b(f"{SCHEMA} {analysis_version()}".encode(), digest_size=6).hexdigest()


def published(folder: Path) -> Generation | None:
    """The generation that is searched, if this program can read it."""
    with suppress(OSError):
        found = _NAME.fullmatch((folder / "published").read_text(encoding="utf-8").strip())
        if found and found["stamp"].startswith(f"{SCHEMA}-"):
            generation = Generation(folder, found["engine"], found["stamp"], int(found["number"]))
            return generation if generation.path.is_dir() else None
    return None


def to_write(folder: Path, engine: str | None, *, fresh: bool) -> Generation:
    """The generation that is written: the published one, or the next where that is of another engine or stamp, or with `fresh`.

    Without an engine it is that of the published one.
    """
    old = published(folder)
    engine = engine or (old.engine if old else "whoosh")
    if old and old.stamp == stamp() and old.engine == engine and not fresh:
        old.remove_others()  # one that was begun beside it would miss what comes now
        return old
    following = old.number + 1 if old and (old.engine, old.stamp) == (engine, stamp()) else 1
    return _made(Generation(folder, engine, stamp(), following))


def emptied(generation: Generation, old: Generation | None) -> Generation:
    """An empty generation in place of one that is damaged; the next one where that is searched."""
    if generation == old:
        return _made(replace(generation, stamp=stamp(), number=generation.number + 1))
    shutil.rmtree(generation.path, ignore_errors=True)
    return _made(generation)


def _made(generation: Generation) -> Generation:
    generation.path.mkdir(parents=True, exist_ok=True)
    return generation
