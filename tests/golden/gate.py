"""The gate of understanding: documents against the golden records beside them.

    python tests/golden/gate.py            # fails where a field is under its floor, or an entry was lost or gained
    python tests/golden/gate.py --write    # takes what is missed and reported in vain now as known
    python tests/golden/gate.py FOLDER…    # the figures and misses of other documents with golden records

`floors.toml` has the least F1 of each field, `known.txt` every entry that is known to be missed or reported in vain. Text that
was recognised in pictures differs with the version of tesseract, so such documents count for the floors alone.
"""

from __future__ import annotations

import json
import shutil
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from scoring import Outcome, compare, figures

from corpus.record import record
from corpus.secrecy import withhold
from ingest.read import read
from nlp.annotate import annotate

HERE = Path(__file__).parent
DOCUMENTS, FLOORS, KNOWN = HERE / "documents", HERE / "floors.toml", HERE / "known.txt"


def outcomes(folders: Iterable[Path]) -> Iterator[tuple[Outcome, bool]]:
    """What becomes of every value of the golden records in some folders, and whether its document is a recognised picture."""
    for path in sorted(path for folder in folders for path in folder.glob("*.gold.json")):
        golden = json.loads(path.read_text(encoding="utf-8"))
        document = read(path.with_name(golden["file"]))
        if any(problem.code == "no-text-layer" for problem in document.problems) and not shutil.which("tesseract"):
            print(f"{golden['file']} is left out: it is a picture, and tesseract is missing")
            continue
        for outcome in compare(golden, record(*withhold(document, annotate(document))), golden["file"]):
            yield outcome, document.source.ocr


def main(arguments: list[str]) -> int:
    """Runs the gate; the exit status is 1 where it doesn't hold."""
    folders = [Path(argument) for argument in arguments if not argument.startswith("-")]
    found = list(outcomes(folders or [DOCUMENTS]))
    rows = figures(outcome for outcome, _ in found)
    print(f"{'field':24}{'F1':>7}{'hits':>7}{'golden':>8}{'told':>7}")
    for field, row in rows.items():
        print(f"{field:24}{row.f1:7.3f}{row.hits:7d}{row.golden:8d}{row.reported:7d}")
    if folders:
        print("\n".join(sorted(str(outcome) for outcome, _ in found if outcome.verdict != "hit")))
        return 0
    wrong = sorted(str(outcome) for outcome, recognised in found if outcome.verdict != "hit" and not recognised)
    if "--write" in arguments:
        KNOWN.write_text("".join(f"{line}\n" for line in wrong), encoding="utf-8")
        return 0
    known = KNOWN.read_text(encoding="utf-8").splitlines()
    lost, gained = (list((Counter(one) - Counter(other)).elements()) for one, other in ((wrong, known), (known, wrong)))
    for title, lines in (("lost", lost), ("gained", gained)):
        print("".join(f"{title:8}{line}\n" for line in lines), end="")
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["f1"]
    low = [field for field, floor in floors.items() if field in rows and rows[field].f1 < floor]
    print("".join(f"{field} is under its floor: {rows[field].f1:.3f} < {floors[field]}\n" for field in low), end="")
    if gained and not lost:
        print("Only gains: take them as known with --write, and raise the floors.")
    return 1 if lost or gained or low else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
