"""Each agreement and assignment of the gold records stands exactly once in the registers, in its latest state."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.store.archive import create_archive
from index.registers.agreements import RegisteredAgreement, agreements
from index.registers.assignments import RegisteredAssignment, assignments
from ingest.run import import_paths

GOLD = Path(__file__).parents[3] / "shared" / "gold"
DAY = "2026-01-01"
pytestmark = pytest.mark.skipif(not (GOLD / "RECORD.md").exists(), reason="the shared gold files are not here")

Registers = tuple[list[RegisteredAgreement], list[RegisteredAssignment]]


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Registers]:
    found = {}
    for folder in ("seeds", "dev"):
        files = [path for path in (GOLD / folder).iterdir() if path.suffix not in (".json", ".md")]
        with create_archive(tmp_path_factory.mktemp(folder) / "arkiv") as archive:
            import_paths(archive, files)
            found[folder] = agreements(archive, DAY), assignments(archive, DAY)
    return found


@cache
def _gold(name: str) -> list[Any]:
    cases = []
    for path in sorted(GOLD.glob("*/*.gold.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        for number, entry in enumerate(record.get(name, [])):
            cases.append(pytest.param(path.parent.name, record["file"], entry, id=f"{path.parent.name}-{path.name}-{number}"))
    return cases


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


@pytest.mark.parametrize(("folder", "file", "gold"), _gold("agreements"))
def test_each_agreement_occurs_once(registers: dict[str, Registers], folder: str, file: str, gold: dict[str, Any]) -> None:
    """It is the one entry that has the name from that file, and tells that it held to the day that the file says."""
    wanted = _plain(gold["title"])
    having = [
        one
        for one in registers[folder][0]
        if any(wanted == _plain(name) for name in one.names) and file in {source.file for source in one.sources}
    ]
    (one,) = having
    if gold["valid_to"]:
        days = {act.valid_to for act in one.acts} | {end for act in one.acts for end in act.disputed} | {one.valid_to}
        assert gold["valid_to"] in days


@pytest.mark.parametrize(("folder", "file", "gold"), _gold("assignments"))
def test_each_assignment_occurs_once(registers: dict[str, Registers], folder: str, file: str, gold: dict[str, Any]) -> None:
    """It is as often told of from that file as the file lists it, now or as an earlier wording. The words may go on."""
    wanted = _plain(gold["activity"])
    told = [
        source.span
        for one in registers[folder][1]
        for activity, source in (
            *((one.activity, source) for source in one.sources[:1]),
            *((before.activity, before.source) for before in one.earlier),
        )
        if _plain(activity).startswith(wanted) and source.file == file
    ]
    alike = [other for other in _gold("assignments") if other.values[:2] == (folder, file)]
    assert len(told) == len(set(told)) == sum(_plain(other.values[2]["activity"]).startswith(wanted) for other in alike)


def _agreement(registers: dict[str, Registers], folder: str, title: str) -> RegisteredAgreement:
    (one,) = [one for one in registers[folder][0] if _plain(title) in map(_plain, one.names)]
    return one


def test_the_latest_state_follows_from_the_later_document(registers: dict[str, Registers]) -> None:
    old = _agreement(registers, "dev", "Samverkansavtal om hemsjukvård i Fjällmarks län")
    corrected = next(act for act in old.acts if act.event == "rättat")
    assert (corrected.date, corrected.valid_to) == ("2020-02-13", "2020-12-31")
    assert old.given_notice is not None
    assert (old.given_notice.date, old.given_notice.body) == ("2020-10-21", "Regionfullmäktige")
    assert (old.state, old.valid_to) == ("ersatt", "2022-12-31")
    new = _agreement(registers, "dev", "Samverkansavtal om hälso- och sjukvård i hemmet i Fjällmarks län")
    assert (new.valid_from, new.valid_to, new.state) == ("2023-01-01", "2026-12-31", "gäller")
    assert (old.replaced_by, new.replaces) == (new.title, old.title)
    home = _agreement(registers, "seeds", "Hemsjukvårdsavtalet")
    assert (home.valid_to, home.conflicts[0].values) == ("2022-12-31", ("2021-12-31", "2022-12-31"))


def test_an_assignment_has_its_last_deadline(registers: dict[str, Registers]) -> None:
    (alarm,) = [one for one in registers["dev"][1] if one.activity == "Upphandling av trygghetslarm"]
    assert (alarm.deadline, [before.deadline for before in alarm.earlier]) == ("2020-12-18", ["2020-04-30"])
