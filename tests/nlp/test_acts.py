"""The acts that sentences tell of."""

from __future__ import annotations

import re

import pytest
import spacy

from corpus.findings import DateMention, Event, Passage, Reference
from nlp.wording.acts import Frame, acts, asserted
from nlp.wording.triggers import triggers

TOLD = Frame("quoted", "2020-05-05", "Socialnämnden")


MAKE = spacy.blank("sv")


def _acts(sentence: str, frame: Frame, references: list[Reference], dates: list[DateMention]) -> list[Event]:
    return list(acts(sentence, (0, len(sentence)), frame, triggers(MAKE.make_doc(sentence)), references, dates))


def _reference(sentence: str, words: str, date: str | None, paragraph: str | None, body: str | None = None) -> Reference:
    start = sentence.index(words)
    return Reference(Passage((start, start + len(words))), words, body, date, paragraph)


def _until(sentence: str, day: str) -> DateMention:
    match = re.search(rf"(?:t\.o\.m\.|till och med) {day}", sentence)
    assert match
    return DateMention(Passage(match.span()), match.group(), "giltighet", None, day)


@pytest.mark.parametrize(
    ("sentence", "expected", "why"),
    [
        ("Nämnden förlängde avtalet.", ["förlängt"], "past"),
        ("Styrelsen sade i maj upp avtalet.", ["uppsagt"], "words between verb and particle"),
        ("Avtalet upphör om någon part säger upp det.", ["upphört"], "a condition tells of nothing"),
        ("Avtalet kan förlängas.", [], "a possibility"),
        ("Nämnden yrkar att avtalet förlängs.", [], "a wish"),
        ("Avtalet har inte sagts upp.", [], "a denial"),
        ("Kommunen tog den 1 mars över ansvaret.", ["trätt i kraft"], "a takeover"),
    ],
)
def test_verbs_tell_of_events_unless_conditional(sentence: str, expected: list[str], why: str) -> None:
    found = asserted(sentence, 0, triggers(MAKE.make_doc(sentence)))
    assert [trigger.kind for trigger in found] == expected, why


def test_each_reference_goes_to_its_nearest_verb() -> None:
    sentence = "Rådet den 3 maj 2011, § 4, rekommenderade kommunerna det avtal som fullmäktige antog den 9 juni 2011, § 61."
    references = [
        _reference(sentence, "Rådet den 3 maj 2011, § 4", "2011-05-03", "4", "Rådet"),
        _reference(sentence, "den 9 juni 2011, § 61", "2011-06-09", "61", "fullmäktige"),
    ]
    found = _acts(sentence, TOLD, references, [])
    assert [(event.event, event.date, event.paragraph, event.status) for event in found] == [
        ("rekommenderat", "2011-05-03", "4", "quoted"),
        ("antaget", "2011-06-09", "61", "quoted"),
    ]


def test_an_act_told_without_day_or_paragraph_is_no_event() -> None:
    sentence = "Regionen har sagt upp avtalet."
    assert _acts(sentence, TOLD, [], []) == []


def test_a_correction_in_a_decision_swallows_what_it_quotes() -> None:
    sentence = "Rådet beslutar att § 8 rättas och får följande lydelse: Avtalet förlängs till och med 2015-12-31."
    frame = Frame("decided", "2014-02-02", "Rådet", "3", "3", deciding=True, default="rättat")
    references = [_reference(sentence, "§ 8", None, "8")]
    found = _acts(sentence, frame, references, [_until(sentence, "2015-12-31")])
    assert [(event.event, event.paragraph, event.valid_to, event.status) for event in found] == [
        ("rättat", "3", "2015-12-31", "decided")
    ]


def test_a_list_states_validity_on_its_own_day() -> None:
    sentence = "Avtalet är förlängt t.o.m. 2019-06-30."
    frame = Frame("stated", "2018-11-01", "Nämnden", stating=True)
    found = _acts(sentence, frame, [], [_until(sentence, "2019-06-30")])
    assert [(event.event, event.date, event.valid_to, event.status) for event in found] == [
        ("gäller", "2018-11-01", "2019-06-30", "stated")
    ]


def test_a_point_without_a_verb_does_what_its_lead_in_does() -> None:
    sentence = "en gemensam budget för hjälpmedel"
    frame = Frame("decided", "2018-11-01", "Nämnden", "7", "7", deciding=True, default="rekommenderat")
    assert [event.event for event in _acts(sentence, frame, [], [])] == ["rekommenderat"]


def test_hostile_input_ends() -> None:
    for text in ("gav " * 20_000, "om " * 100_000, "säger upp " * 20_000):
        doc = MAKE.make_doc(text)
        asserted(text, 0, triggers(doc))


def _days(sentence: str, *printed: tuple[str, str]) -> list[DateMention]:
    return [
        DateMention(Passage((start := sentence.index(words), start + len(words))), words, "referens", day, day)
        for words, day in printed
    ]


def test_om_behind_a_noun_is_no_condition() -> None:
    sentence = "Avtalet om städning trädde i kraft den 1 juli 1994."
    (event,) = _acts(sentence, TOLD, [], _days(sentence, ("den 1 juli 1994", "1994-07-01")))
    assert (event.event, event.date) == ("trätt i kraft", "1994-07-01")
    assert _acts("Parterna överlägger om avtalet sägs upp.", TOLD, [], []) == []


def test_till_before_a_day_makes_it_the_last_of_validity() -> None:
    sentence = "Fullmäktige förlängde det den 9 juni 2011, § 61, till utgången av 2014."
    reference = _reference(sentence, "Fullmäktige förlängde det den 9 juni 2011, § 61", "2011-06-09", "61", "Fullmäktige")
    days = _days(sentence, ("den 9 juni 2011", "2011-06-09"), ("utgången av 2014", "2014-12-31"))
    (event,) = _acts(sentence, TOLD, [reference], days)
    assert (event.date, event.valid_to) == ("2011-06-09", "2014-12-31")


def test_a_list_of_acts_gives_each_its_own_body_and_day() -> None:
    sentence = "Regionfullmäktige antog det 2011-06-09 (§ 61), Ekeby den 3 oktober 2011 (§ 12), Alby 2011-11-14."
    references = [
        _reference(sentence, "Regionfullmäktige antog det 2011-06-09 (§ 61)", "2011-06-09", "61", "Regionfullmäktige"),
        _reference(sentence, "den 3 oktober 2011 (§ 12)", "2011-10-03", "12", "Regionfullmäktige"),
    ]
    days = _days(sentence, ("2011-06-09", "2011-06-09"), ("den 3 oktober 2011", "2011-10-03"), ("2011-11-14", "2011-11-14"))
    assert [(event.body, event.date, event.paragraph) for event in _acts(sentence, TOLD, references, days)] == [
        ("Regionfullmäktige", "2011-06-09", "61"),
        ("Ekeby", "2011-10-03", "12"),
        ("Alby", "2011-11-14", None),
    ]


def test_a_noun_tells_of_an_act_only_beside_a_reference() -> None:
    sentence = "Fullmäktige 2011-06-09 § 61, antagande av avtalet"
    (event,) = _acts(sentence, TOLD, [_reference(sentence, "Fullmäktige 2011-06-09 § 61", "2011-06-09", "61")], [])
    assert (event.event, event.status) == ("antaget", "quoted")
    assert _acts("Ett antagande av avtalet vore bra.", TOLD, [], []) == []


@pytest.mark.parametrize(
    ("sentence", "day"),
    [("Det gamla avtalet upphörde vid årsskiftet.", "2019-12-31"), ("Det gamla avtalet löper ut vid årsskiftet.", None)],
)
def test_the_turn_of_the_year_is_a_day_once_it_is_past(sentence: str, day: str | None) -> None:
    found = _acts(sentence, Frame("quoted", told="2020-02-05"), [], [])
    assert [event.date for event in found] == ([day] if day else [])
