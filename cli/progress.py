"""How far an import has come: a bar on the terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.text import Text

from ingest.run import Progress

_SECONDS = 10.0
"""Between two lines."""


@contextmanager
def shown_progress() -> Iterator[Progress]:
    """Gives what an import tells its progress to; shows count, rate and time left on standard error."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage.capitalize(), total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield tell


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "")


class _Lines:
    def __init__(self) -> None:
        self.stage = ""
        self.began = self.told = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage != self.stage:
            self.stage, self.began, self.told = stage, now, now
        if done and (done == total or now - self.told >= _SECONDS):
            self.told = now
            rate = done / max(now - self.began, 0.001)
            left = f", {(total - done) / rate:.0f} s kvar" if done < total else ""
            print(f"{stage.capitalize()}: {done} av {total} ({rate:.1f}/s{left})", file=sys.stderr, flush=True)
