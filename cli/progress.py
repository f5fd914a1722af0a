"""How far an import has come: a bar on the terminal, else a line now and then."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, ProgressColumn, Task, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar
from rich.text import Text

from ingest.pool import Progress, Tell

_SECONDS = 10.0
"""Between two lines."""


@contextmanager
def shown_progress() -> Iterator[Tell]:
    """Gives what an import tells its progress to; shows files, pages, rate, time left and failures on standard error."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn(), _More())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def tell(progress: Progress) -> None:
            if progress.stage not in tasks:
                tasks[progress.stage] = bar.add_task(progress.stage.capitalize(), total=progress.total)
            bar.update(tasks[progress.stage], completed=progress.done, total=progress.total, progress=progress)

        yield tell


@contextmanager
def shown_count(stage: str) -> Iterator[Callable[[int, int], None]]:
    """Like `shown_progress`, for work that only counts."""
    with shown_progress() as tell:
        yield lambda done, total: tell(Progress(stage, done, total))


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.1f}/s" if task.speed else "")


class _More(ProgressColumn):
    def render(self, task: Task) -> Text:
        progress: Progress | None = task.fields.get("progress")
        return Text(_more(progress) if progress else "", "dim")


def _more(progress: Progress) -> str:
    """What there is to say beside the number of files."""
    parts = (
        f"{progress.pages} {'sida' if progress.pages == 1 else 'sidor'}" if progress.pages else "",
        f"{progress.failed} misslyckade" if progress.failed else "",
        "" if progress.final else "letar vidare",
    )
    return ", ".join(part for part in parts if part)


class _Lines:
    def __init__(self) -> None:
        self.stage = ""
        self.began = self.told = 0.0

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if progress.stage != self.stage:
            self.stage, self.began, self.told = progress.stage, now, now
        done, total = progress.done, progress.total
        if (done == total and progress.final) or now - self.told >= _SECONDS:
            self.told = now
            seconds = now - self.began
            left = f", {_duration((total - done) * seconds / done)} kvar" if 0 < done < total else ""
            rate = f" ({done / seconds:.1f}/s{left})" if seconds >= 1 else ""  # of less time it says nothing
            more = f"; {_more(progress)}" if _more(progress) else ""
            print(f"{progress.stage.capitalize()}: {done} av {total}{rate}{more}", file=sys.stderr, flush=True)


def _duration(seconds: float) -> str:
    """A time that is left, in words as short as its length allows."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
