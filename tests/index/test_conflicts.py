"""Acts told by several sources become one; statements that exclude each other are shown."""

from __future__ import annotations

from typing import Any

from index.bodies import same_body, short_names
from index.histories.conflicts import conflicts
from index.histories.events import HistoryEvent, Source, merged

SHORT = short_names(["Samverkansrådet för omsorg (SRO)"])


def _event(file: str, **fields: Any) -> HistoryEvent:
    source = Source(file, 1, f"ord ur {file}", file, fields.get("paragraph"), (0, 5), "protokoll")
    values = {
        "date": None,
        "body": None,
        "paragraph": None,
        "event": "beslutat",
        "status": "quoted",
        "what": "",
        "valid_to": None,
    }
    return HistoryEvent(**(values | fields), sources=(source,))


def test_one_act_told_by_three_files_is_one_event() -> None:
    act = {"date": "2015-03-04", "paragraph": "12", "event": "förlängt"}
    told = [
        _event("protokoll.pdf", **act, body="SRO", status="decided", valid_to="2017-12-31"),
        _event("avtal.docx", **act, body="Samverkansrådet för omsorg"),
        _event("lista.pdf", **act, status="stated"),
    ]
    [event] = merged(told, SHORT)
    assert (event.status, event.body, event.valid_to) == ("decided", "SRO", "2017-12-31")
    assert [source.file for source in event.sources] == ["protokoll.pdf", "avtal.docx", "lista.pdf"]


def test_a_month_joins_the_day_that_it_holds() -> None:
    told = [
        _event("plan.pdf", date="2015-03", body="SRO"),
        _event("protokoll.pdf", date="2015-03-04", body="SRO", paragraph="12"),
    ]
    [event] = merged(told, SHORT)
    assert event.date == "2015-03-04"


def test_two_municipalities_on_one_day_are_two_acts() -> None:
    told = [
        _event("avtal.docx", date="2015-03-04", body="Kommunfullmäktige", paragraph="12", event="antaget"),
        _event("avtal.docx", date="2015-03-04", body="Kommunfullmäktige", paragraph="31", event="antaget"),
    ]
    assert len(merged(told, SHORT)) == 2


def test_a_correction_settles_the_conflict_that_it_shows() -> None:
    told = [
        _event("a.pdf", date="2015-03-04", body="SRO", paragraph="12", event="förlängt", valid_to="2016-06-30"),
        _event(
            "b.pdf",
            date="2015-05-06",
            body="SRO",
            paragraph="3",
            event="rättat",
            status="decided",
            valid_to="2016-12-31",
            corrects="12",
        ),
    ]
    [conflict] = conflicts(merged(told, SHORT), SHORT)
    assert conflict.values == ("2016-06-30", "2016-12-31")
    assert conflict.resolution
    assert "§ 3" in conflict.resolution


def test_a_list_without_a_decision_behind_it_is_an_open_conflict() -> None:
    told = [
        _event(
            "a.pdf", date="2015-03-04", body="SRO", paragraph="12", event="förlängt", status="decided", valid_to="2016-12-31"
        ),
        _event("lista.pdf", date="2015-11", event="gäller", status="stated", valid_to="2017-12-31"),
    ]
    [conflict] = conflicts(merged(told, SHORT), SHORT)
    assert conflict.values == ("2016-12-31", "2017-12-31")
    assert conflict.resolution is None
    assert {source.file for source in conflict.sources} == {"a.pdf", "lista.pdf"}


def test_a_list_that_repeats_the_decision_is_no_conflict() -> None:
    told = [
        _event(
            "a.pdf", date="2015-03-04", body="SRO", paragraph="12", event="förlängt", status="decided", valid_to="2016-12-31"
        ),
        _event(
            "b.pdf", date="2016-10-04", body="SRO", paragraph="40", event="förlängt", status="decided", valid_to="2018-12-31"
        ),
        _event("lista.pdf", date="2017", event="gäller", status="stated", valid_to="2018-12-31"),
    ]
    assert conflicts(merged(told, SHORT), SHORT) == []


def test_short_and_long_names_are_one_body() -> None:
    assert same_body("KF", "Kommunfullmäktige", SHORT)
    assert same_body("SRO", "Samverkansrådet för omsorg (SRO)", SHORT)
    assert same_body("Kommunfullmäktige, Sunnanå kommun", "kommunfullmäktige", SHORT)
    assert same_body("Samverkansrådet i Norrmarks län", "samverkansrådet", SHORT)
    assert not same_body("Socialnämnden", "Kommunstyrelsen", SHORT)
