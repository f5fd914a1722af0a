"""How a record compares with a golden one: what was found, missed and reported in vain, field by field.

A golden record has the keys of `corpus/record.schema.json` that somebody has judged; a field that it lacks isn't compared. A
list in place of a single value has all that are right. Texts are the same where they share most of their words, so that either
way of cutting a sentence counts; numbers, names, dates and controlled values must agree.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

Entry = dict[str, Any]
Fits = Callable[[Entry, Entry], float]
"""How well an entry fits a golden one: 0 where it is another."""

ALIKE = 0.7
"""The share of their words that two texts have in common where they are the same."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one value: `miss` stands in the golden record alone, `vain` in the record alone."""

    file: str
    field: str
    verdict: Literal["hit", "miss", "vain"]
    what: str

    def __str__(self) -> str:
        return f"{self.verdict} {self.field} {self.file}: {self.what}"


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one field, over all documents."""

    hits: int
    golden: int
    reported: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 where there's nothing to find and nothing was reported."""
        return 2 * self.hits / (self.golden + self.reported) if self.golden + self.reported else 1.0


def compare(golden: Entry, record: Entry, file: str) -> Iterator[Outcome]:
    """The outcome of every value that the golden record of a file, or where it has such a field its record, holds."""
    head, judged = record["document"], golden.get("document", {})
    for key in ("kind", "body", "organisation", "date", "chair", "secretary"):
        if key in judged:
            right = _plain(head[key]) in [_plain(value) for value in _several(judged[key])]
            yield from _outcomes(file, f"document.{key}", right, str(judged[key]), str(head[key]))
    if "adjusters" in judged:
        wanted, told = {_plain(name) for name in judged["adjusters"]}, {_plain(name) for name in head["adjusters"]}
        for name in sorted(wanted | told):
            verdict: Literal["hit", "miss", "vain"] = "hit" if name in wanted & told else "miss" if name in wanted else "vain"
            yield Outcome(file, "document.adjusters", verdict, name)
    for key, fits in _FITS.items():
        if key in golden:
            yield from _entries(file, key, golden[key], _comparable(key, record[key]), fits)


def figures(outcomes: Iterable[Outcome]) -> dict[str, Figures]:
    """The figures of each field."""
    counts: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        counts.setdefault(outcome.field, Counter())[outcome.verdict] += 1
    return {
        field: Figures(count["hit"], count["hit"] + count["miss"], count["hit"] + count["vain"])
        for field, count in sorted(counts.items())
    }


def _outcomes(file: str, field: str, right: bool, wanted: str, told: str) -> Iterator[Outcome]:
    if right:
        yield Outcome(file, field, "hit", wanted)
    else:
        yield Outcome(file, field, "miss", wanted)
        yield Outcome(file, field, "vain", told)


def _entries(file: str, key: str, golden: list[Entry], told: list[Entry], fits: Fits) -> Iterator[Outcome]:
    """Each golden entry with the one that fits it best, the best pairs first."""
    if key == "references":
        golden, told = _targets(golden), _targets(told)
    pairs = [(fits(entry, other), left, right) for left, entry in enumerate(golden) for right, other in enumerate(told)]
    found: dict[int, int] = {}
    for fit, left, right in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if fit > 0 and left not in found and right not in found.values():
            found[left] = right
    for left, entry in enumerate(golden):
        yield Outcome(file, key, "hit" if left in found else "miss", _said(entry))
        if key == "decisions" and left in found and entry.get("action"):
            action = told[found[left]]["action"]
            right_action = action in _several(entry["action"])
            yield from _outcomes(
                file, "decisions.action", right_action, f"{entry['action']}: {_said(entry)}", f"{action}: {_said(entry)}"
            )
    for right, other in enumerate(told):
        if right not in found.values():
            yield Outcome(file, key, "vain", _said(other))


def _comparable(key: str, entries: list[Entry]) -> list[Entry]:
    """Golden records hold decisions that were taken and votes that were counted."""
    if key == "decisions":
        return [entry for entry in entries if entry["status"] == "decided"]
    if key == "votes":
        return [entry for entry in entries if entry["ja"] is not None or entry["nej"] is not None]
    return entries


def _targets(references: list[Entry]) -> list[Entry]:
    """Each decision or matter that is referred to once; a day alone is none beside a paragraph of that day."""
    once = {(entry.get("date"), _number(entry.get("paragraph")), _number(entry.get("dnr"))): entry for entry in references}
    days = {day for day, paragraph, _ in once if paragraph}
    return [entry for (day, paragraph, dnr), entry in once.items() if paragraph or dnr or day not in days]


def _said(entry: Entry) -> str:
    """An entry in one line, for the list of what was missed."""
    keys = ("item", "number", "name", "party", "role", "stance", "by", "date", "paragraph", "dnr", "ja", "nej", "responsible")
    words = [str(entry[key]) for key in keys if entry.get(key)]
    words += [str(entry[key]) for key in ("deadline", "valid_from", "valid_to", "start", "end") if entry.get(key)]
    text = next((entry[key] for key in ("title", "activity", "text") if entry.get(key)), "")
    return " ".join([*words, " ".join(str(text).split())[:80]]).strip()


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _plain(value: Any) -> str:
    return " ".join(re.findall(r"\w+", str(value or "").casefold()))


def _number(value: Any) -> str:
    return re.sub(r"[^\w.]", "", str(value or "").casefold())


def _alike(one: Any, other: Any) -> float:
    """The share of their words that two texts have in common in the same order, 0 below `ALIKE`."""
    left, right = _plain(one).split(), _plain(other).split()
    if not left or not right:
        return float(left == right)
    ratio = SequenceMatcher(None, left, right, autojunk=False).ratio()
    return ratio if ratio >= ALIKE else 0.0


def _same(entry: Entry, other: Entry, *keys: str) -> bool:
    """Whether two entries agree in what the golden one says under some keys."""
    return all(
        entry.get(key) is None or _number(other.get(key)) in [_number(value) for value in _several(entry[key])] for key in keys
    )


def _names(entry: Entry, key: str) -> set[str]:
    return {_plain(name["name"] if isinstance(name, dict) else name) for name in entry.get(key) or []}


def _moved(entry: Entry, other: Entry) -> float:
    """Of a yrkande or a reservation: most of those who made it, and the stance."""
    by, said = _names(entry, "by"), _names(other, "by")
    right = _same(entry, other, "item", "stance") and 2 * len(by & said) >= len(by | said)
    return (0.1 + _alike(entry.get("text"), other["text"])) * right


def _due(entry: Entry, other: Entry) -> float:
    """Of an assignment: who, when, and what with or without the words of its deadline."""
    right = _names(entry, "responsible") == _names(other, "responsible") and _same(entry, other, "deadline")
    without = (one["activity"].replace(one.get("deadline_text") or "\0", "") for one in (entry, other))
    return max(_alike(entry["activity"], other["activity"]), _alike(*without)) * right


def _valid(entry: Entry, other: Entry) -> float:
    right = all(entry[key] == other[key] for key in ("valid_from", "valid_to") if key in entry)
    return _alike(entry["title"], other["title"]) * right


def _present(entry: Entry, other: Entry) -> float:
    role = not entry.get("role") or other["role"] in _several(entry["role"])
    party = (entry.get("party") or "").upper() == (other["party"] or "").upper()
    return float(_plain(entry["name"]) == _plain(other["name"]) and party and role)


def _dated(entry: Entry, other: Entry) -> float:
    """The same days, in words that meet: *under 2016* and *2016* are one."""
    together = set(_plain(entry["text"]).split()) & set(_plain(other["text"]).split())
    return float(bool(together) and entry["start"] == other["start"] and entry["end"] == other["end"])


_FITS: dict[str, Fits] = {
    "items": lambda entry, other: (
        _same(entry, other, "number") and (not entry.get("title") or _alike(entry["title"], other["title"]))
    ),
    "decisions": lambda entry, other: _alike(entry["text"], other["text"]) * _same(entry, other, "item"),
    "motions": _moved,
    "votes": lambda entry, other: float(_same(entry, other, "item", "ja", "nej", "avstar")),
    "reservations": _moved,
    "attendance": _present,
    "assignments": _due,
    "agreements": _valid,
    "references": lambda entry, other: float(_same(entry, other, "date", "paragraph", "dnr")),
    "dates": _dated,
}
