"""The gate of understanding holds."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_no_entry_is_lost_and_no_field_is_under_its_floor() -> None:
    gate = Path(__file__).with_name("gate.py")
    run = subprocess.run([sys.executable, gate], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
