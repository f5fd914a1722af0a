"""The history that the sample archive tells is the one that its authors put there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from corpus.store.archive import Archive
from index.histories.events import HistoryEvent
from index.histories.history import History, history

EXPECTED = json.loads((Path(__file__).parent / "history.json").read_text(encoding="utf-8"))
REQUIRED = [event for event in EXPECTED["events"] if event["required"]]


@pytest.fixture(scope="module")
def told(sample_archive: Archive) -> History:
    return history(sample_archive, EXPECTED["query"], "2026-01-01")


def _accepted(expected: dict[str, Any], key: str) -> list[Any]:
    return [expected.get(key), *expected.get("accepted", {}).get(key, [])]


def _is(expected: dict[str, Any], event: HistoryEvent) -> bool:
    bodies = _accepted(expected, "body")
    words = set(re.findall(r"\w+", (event.body or "").casefold()))
    return (
        event.date in _accepted(expected, "date")
        and event.event in _accepted(expected, "event")
        and event.paragraph in _accepted(expected, "paragraph")
        and event.status in _accepted(expected, "status")
        and any(body is None or set(re.findall(r"\w+", body.casefold())) & words for body in bodies)
        and expected.get("valid_to") in (None, event.valid_to)
    )


@pytest.mark.parametrize("expected", REQUIRED, ids=lambda event: f"{event['date']} {event['event']} {event['body']}")
def test_each_act_of_the_agreement_is_told(told: History, expected: dict[str, Any]) -> None:
    assert any(_is(expected, event) for event in told.events)


def test_nothing_else_is_told(told: History) -> None:
    """Mentions apart, every event is one that the authors know of: no proposal, no other matter."""
    vain = [
        event
        for event in told.events
        if event.event != "omnämnt" and not any(_is(known, event) for known in EXPECTED["events"])
    ]
    assert vain == []


def test_both_contradictions_are_shown_and_the_settled_one_names_the_rattelse(told: History) -> None:
    found = {conflict.values: conflict.resolution for conflict in told.conflicts}
    for expected in EXPECTED["conflicts"]:
        resolution = found[tuple(sorted(expected["values"]))]
        assert (resolution is None) is (expected["resolution"] is None)
        if expected["resolution"]:
            assert resolution
            assert expected["resolution"]["date"] in resolution


def test_every_event_has_its_words_and_their_place(told: History, sample_archive: Archive) -> None:
    from corpus.store.documents import every

    documents = {stored.id: stored.document for stored in every(sample_archive)}
    for event in told.events:
        assert event.sources
        for source in event.sources:
            words = " ".join(documents[source.document].words(source.span).split())
            assert set(source.words.split()) <= set(words.split())
            start, end = documents[source.document].pages[source.page - 1]
            assert start <= source.span[0] <= end


def test_another_countys_agreement_stays_out_and_is_named(told: History) -> None:
    files = {source.file for event in told.events for source in event.sources}
    others = {source.file for other in told.others for source in other.sources}
    assert "SN 2017-03-14 protokoll.pdf" in others
    assert "SN 2017-03-14 protokoll.pdf" not in files


def test_an_archive_with_an_unread_scan_is_not_complete(told: History) -> None:
    assert not told.complete
