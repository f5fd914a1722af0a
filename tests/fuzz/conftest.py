"""For how long fuzzing goes on."""

from __future__ import annotations

import os

from hypothesis import settings

if seconds := os.environ.get("KLUBBAT_FUZZ_SECONDS"):
    settings.register_profile("by hand", deadline=None, max_examples=100 * int(seconds))
    settings.load_profile("by hand")
