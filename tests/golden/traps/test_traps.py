"""The traps: a file each, text in and findings out, for a registrar to read.

A file has what the trap is, a rule, the text (with the marks of the fixture `document`), a rule, and what is found in it of the
lists that its first words name. `-not` files show what looks the same and is none: there the list is empty (`inga`).
KLUBBAT_GOLDEN=write fills in what is found where a file has no findings yet; it never changes findings that stand there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from corpus.findings import Findings, Member

FILES = sorted(Path(__file__).parent.glob("*.txt"))
_RULE = "\n---\n"


def _by(members: Iterable[Member]) -> str:
    return ", ".join(f"{member.name} ({member.party})" if member.party else member.name for member in members)


def _line(*parts: Any) -> str:
    return " | ".join(" ".join(str(part).split()) for part in parts if part is not None and part != "")


def _head(findings: Findings) -> Iterator[str]:
    head = findings.head
    named = ("slag", head.kind), ("organ", head.body), ("organisation", head.organisation), ("dag", head.date)
    named += ("ordförande", head.chair), ("sekreterare", head.secretary), ("justerare", ", ".join(head.adjusters))
    return (f"{name}: {value}" for name, value in named if value)


LISTS: dict[str, Callable[[Findings], Iterable[str]]] = {
    "handlingen": _head,
    "delar": lambda f: (_line(part.kind, part.body, part.date, f"s. {part.pages[0]}–{part.pages[1]}") for part in f.parts),
    "närvarande": lambda f: (_line(one.name, one.party, one.role) for one in f.attendance),
    "paragrafer": lambda f: (_line(f"§ {one.number}", one.title, *one.dnr, one.justering) for one in f.items),
    "avsnitt": lambda f: (_line(f"§ {one.number}", part.role, part.text) for one in f.items for part in one.sections),
    "beslut": lambda f: (
        _line(one.item and f"§ {one.item}", one.action, one.status, one.body, one.date, one.text) for one in f.decisions
    ),
    "yrkanden": lambda f: (_line(f"§ {one.item}", _by(one.by), one.stance, one.outcome) for one in f.motions),
    "omröstningar": lambda f: (
        _line(f"§ {one.item}", one.method, f"{one.ja} ja, {one.nej} nej, {one.avstar} avstår") for one in f.votes
    ),
    "reservationer": lambda f: (_line(f"§ {one.item}", _by(one.by)) for one in f.reservations),
    "uppdrag": lambda f: (
        _line(one.item and f"§ {one.item}", ", ".join(one.responsible), one.deadline, one.activity) for one in f.assignments
    ),
    "avtal": lambda f: (
        _line(one.title, f"{one.valid_from or ''}–{one.valid_to or ''}", ", ".join(one.parties)) for one in f.agreements
    ),
    "hänvisningar": lambda f: (
        _line(one.body, one.date, one.paragraph and f"§ {one.paragraph}", one.dnr) for one in f.references
    ),
    "händelser": lambda f: (
        _line(one.event, one.status, one.body, one.date, one.paragraph and f"§ {one.paragraph}", one.valid_to, one.subject)
        for one in f.events
    ),
    "datum": lambda f: (_line(one.text, one.role, f"{one.start or ''}–{one.end or ''}") for one in f.dates),
}  # fmt: skip
"""What can be shown of a text, by the words for it."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_of_a_trap_is_found_what_stands_below_it(path: Path, annotated: Callable[..., Findings]) -> None:
    about, script, *rest = path.read_text(encoding="utf-8").split(_RULE)
    shown = re.findall(r"\w+", about.splitlines()[-1].partition("Visar:")[2])
    assert shown, "the last line of the first part says what is shown: 'Visar: beslut, yrkanden'"
    findings = annotated(script)
    told = "".join(f"{name}:\n" + "".join(f"  {line}\n" for line in list(LISTS[name](findings)) or ["inga"]) for name in shown)
    if not rest and os.environ.get("KLUBBAT_GOLDEN") == "write":
        path.write_text(_RULE.join((about, script.rstrip("\n"), told)), encoding="utf-8")
    assert (rest[0] if rest else None) == told


def test_every_trap_has_a_case_and_one_that_only_looks_like_it() -> None:
    stems = {path.stem for path in FILES}
    alone = {stem.removesuffix("-not") for stem in stems} ^ {stem for stem in stems if f"{stem}-not" in stems}
    assert not alone
    assert len(stems) >= 60
