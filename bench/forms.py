"""What the analysis of words costs that were never seen before: microseconds of CPU for each, key and parts apart."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

from municipality import forms

from corpus.swedish.keys import search_key
from index.analysis import runs

SEED = 7
FIRST = 2_000
"""So many load what is loaded once."""
COUNT = 100_000


def main() -> None:
    """Analyses words of `municipality.py`, each once."""
    known = forms(SEED)
    random.Random(SEED).shuffle(known)
    for form in known[:FIRST]:
        search_key(form)
        runs(form)
    fresh = known[FIRST : FIRST + COUNT]
    print(f"search key {_cost(search_key, fresh):.1f} µs, parts {_cost(runs, fresh):.1f} µs a form")


def _cost(analysis: Callable[[str], object], words: list[str]) -> float:
    began = time.process_time()
    for word in words:
        analysis(word)
    return (time.process_time() - began) / len(words) * 1e6


if __name__ == "__main__":
    main()
