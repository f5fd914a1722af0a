from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from corpus.errors import ArchiveError
from ingest.lock import hold

HOLDER = """
import sys, time
from pathlib import Path
from ingest.lock import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_the_second_is_told_who_holds_the_lock_and_takes_over_when_that_process_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(tmp_path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        with pytest.raises(ArchiveError, match=f"process {process.pid} "), hold(tmp_path):
            pass
        process.kill()
    with hold(tmp_path):
        assert f'"pid": {os.getpid()}' in (tmp_path / "import.lock").read_text()


def test_the_lock_is_given_back_after_an_error(tmp_path: Path) -> None:
    def fail() -> None:
        with hold(tmp_path):
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with hold(tmp_path):
        pass
