from __future__ import annotations

import json
from dataclasses import fields, replace
from importlib.resources import files
from typing import Any, get_args

import jsonschema
import pytest

from corpus import findings as model
from corpus.document import Block, Document, Problem, Source
from corpus.findings import (
    Agreement,
    Assignment,
    Attendance,
    DateMention,
    Decision,
    Event,
    Findings,
    Head,
    Item,
    Member,
    Motion,
    Name,
    Part,
    Passage,
    Reference,
    Reservation,
    Section,
    Vote,
)
from corpus.record import record
from corpus.secrecy import withhold

SCHEMA = json.loads((files("corpus") / "record.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

TEXT = (
    "Byanämnden 2003-02-01\n§ 1 Bro\nNämnden beslutar att bygga en bro.\n§ 2 Stöd till Ada Alm\nNämnden ger stöd.\n§ 3 Tack\n"
)
DOCUMENT = Document(
    Source("protokoll.txt", "ab" * 32, "text/plain", len(TEXT), "text/1"),
    TEXT,
    ((0, len(TEXT)),),
    (Block("paragraph", (0, len(TEXT))),),
    (Problem("damaged", "Sista sidan saknas.", "Skaffa en hel fil.", (2,)),),
)


def passage(words: str) -> Passage:
    start = TEXT.index(words)
    return Passage((start, start + len(words)))


BRIDGE = passage("§ 1 Bro\nNämnden beslutar att bygga en bro.\n")
SUPPORT = passage("§ 2 Stöd till Ada Alm\nNämnden ger stöd.\n")
ACT = passage("Nämnden beslutar att bygga en bro.")
EVA = Member("Eva Ek", "C")
FINDINGS = Findings(
    Head("protokoll", "Byanämnden", "Byanämnden", None, "2003-02-01", ("12/03",), "Eva Ek", None, ("Bo Ask",), ("Byanämnden",)),
    parts=(Part(Passage((0, len(TEXT))), "protokoll", None, "2003-02-01", (1, 1)),),
    attendance=(Attendance(passage("Byanämnden"), "Eva Ek", None, "ordförande"),),
    items=(
        Item(BRIDGE, "1", "Bro", sections=(Section(ACT, "beslut", "Nämnden beslutar att bygga en bro."),)),
        Item(SUPPORT, "2", "Stöd till Ada Alm", presenters=("Ada Alm",), secret=True),
        Item(passage("§ 3 Tack"), "3a", "Tack", justering="omedelbar"),
    ),
    decisions=(
        Decision(ACT, "1", "Nämnden beslutar att bygga en bro.", ("att bygga en bro",), "annat", "decided", refers_to=BRIDGE),
        Decision(passage("Nämnden ger stöd."), "2", "Nämnden ger stöd.", ("ger stöd",), "bevilja", "decided"),
    ),
    motions=(Motion(ACT, "1", (EVA,), "bifall", "bygga en bro", "bifallet"),),
    votes=(Vote(ACT, "1", "omröstning", 5, 4), Vote(ACT, None, "acklamation")),
    reservations=(Reservation(ACT, "1", (EVA, Member("Bo Ask")), "bygga en bro"),),
    assignments=(Assignment(ACT, "1", "bygga en bro", ("Nämnden",), "2003-12-31", "under 2003"),),
    agreements=(Agreement(ACT, "Broavtal", ("Nämnden",), "2003-01-01", None, note="muntligt"),),
    references=(Reference(ACT, "§ 4", "Nämnden", "2002-11-30", "4"),),
    dates=(DateMention(passage("2003-02-01"), "2003-02-01", "möte", "2003-02-01", "2003-02-01"),),
    events=(Event(ACT, "beslutat", "decided", "bro", ("Bro",), "2003-02"),),
    names=(Name(passage("Nämnden"), "Nämnden", "organ"), Name(passage("Ada Alm"), "Ada Alm", "person")),
)


def test_a_record_with_every_finding_follows_the_schema() -> None:
    VALIDATOR.check_schema(SCHEMA)
    for with_text in (False, True):
        VALIDATOR.validate(json.loads(json.dumps(record(DOCUMENT, FINDINGS, with_text=with_text))))


def test_an_empty_record_follows_the_schema() -> None:
    VALIDATOR.validate(record(replace(DOCUMENT, problems=()), Findings(Head())))


def broken(**changes: Any) -> dict[str, Any]:
    return record(DOCUMENT, FINDINGS) | changes


@pytest.mark.parametrize(
    "wrong",
    [
        broken(extra=1),  # an unknown key
        broken(votes=[{"method": "omröstning"}]),  # no source
        broken(document={**record(DOCUMENT, FINDINGS)["document"], "kind": "brev"}),  # not a kind
        broken(document={**record(DOCUMENT, FINDINGS)["document"], "date": "1 februari"}),  # not ISO 8601
        broken(dates=[{**record(DOCUMENT, FINDINGS)["dates"][0], "when": 1}]),  # an unknown key of an entry
    ],
)
def test_the_schema_refuses_what_the_record_does_not_have(wrong: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid(wrong)


@pytest.mark.parametrize(
    ("values", "where"),
    [
        (model.Role, ("section", "role")),
        (model.Status, ("decision", "status")),
        (model.Stance, ("motion", "stance")),
        (model.AttendanceRole, ("attendance", "role")),
        (model.DateRole, ("date", "role")),
        (model.EventKind, ("event", "event")),
        (model.NameKind, ("name", "kind")),
    ],
)
def test_the_schema_knows_the_controlled_values_of_the_findings(values: Any, where: tuple[str, str]) -> None:
    definition, key = where
    assert SCHEMA["$defs"][definition]["properties"][key]["enum"] == list(get_args(values))


def test_every_list_of_findings_is_in_the_record() -> None:
    assert {field.name for field in fields(Findings)} - {"head"} <= record(DOCUMENT, FINDINGS).keys()


def test_of_a_secret_item_nothing_is_shown_but_its_number() -> None:
    shown = record(*withhold(DOCUMENT, FINDINGS), with_text=True)
    VALIDATOR.validate(shown)
    assert len(shown["text"]) == len(TEXT)
    assert "Ada" not in json.dumps(shown)
    assert "ger stöd" not in json.dumps(shown, ensure_ascii=False)
    (item,) = [item for item in shown["items"] if item["secret"]]
    assert (item["number"], item["title"], item["presenters"], item["sections"]) == ("2", "sekretess", [], [])
    assert "§ 2 sekretess" in shown["text"]
    assert [decision["item"] for decision in shown["decisions"]] == ["1"]


def test_a_document_without_secrets_is_shown_as_it_is() -> None:
    findings = replace(FINDINGS, items=FINDINGS.items[:1])
    assert withhold(DOCUMENT, findings) == (DOCUMENT, findings)
