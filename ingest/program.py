"""Other people's programs, run for one file: bounded in time, without a terminal, never by way of a shell."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import cache


class ProgramError(Exception):
    """A program is missing, took too long or failed."""


@cache
def installed(name: str) -> str | None:
    """Where a program lies, or None."""
    return shutil.which(name)


def run(command: Sequence[str], *, seconds: float, environment: Mapping[str, str] | None = None) -> bytes:
    """What a program prints. Raises ProgramError after `seconds`, where it ends with an error, or where there is none."""
    try:
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        ) as process:
            _limit(process.pid, seconds)
            try:
                output, _ = process.communicate(timeout=seconds)
            except BaseException:
                _end(process)
                raise
    except (OSError, subprocess.SubprocessError) as error:
        raise ProgramError(f"{command[0]}: {error}") from error
    if process.returncode:
        raise ProgramError(f"{command[0]} ended with {process.returncode}")
    return output


def _limit(pid: int, seconds: float) -> None:
    """Bounds the program's own time, for the case that nobody is left to end it."""
    if sys.platform == "linux":
        import resource

        try:
            resource.prlimit(pid, resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 1))
        except OSError:  # it has ended already
            return


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends a program and what it has started: LibreOffice is a script that starts the real one."""
    if sys.platform == "win32":
        process.kill()
        return
    import signal

    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
