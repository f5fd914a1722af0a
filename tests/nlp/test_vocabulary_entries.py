"""Every entry of the vocabulary does its work: what stands in a file is found, and means what its group says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from corpus.vocabulary import plain, vocabulary
from nlp.structure.covers import label_at
from nlp.structure.headings import heading_role
from nlp.wording.actions import action_of
from nlp.wording.stances import stance_of

NAMES = (
    "abbreviations", "actions", "agreements", "assignments", "bodies", "calendar", "columns", "compounds", "cues", "diary",
    "events", "headings", "kinds", "motions", "parties", "roles", "stopwords",
)  # fmt: skip


def lists(value: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, list[Any]]]:
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from lists(inner, (*path, key))
        elif isinstance(inner, list):
            yield ".".join((*path, key)), inner


@pytest.mark.parametrize("name", NAMES)
def test_no_entry_stands_twice_in_its_group_and_none_is_empty(name: str) -> None:
    for group, entries in lists(vocabulary(name)):
        counts = Counter(map(str, entries))
        assert not [entry for entry, count in counts.items() if count > 1 or not entry.strip()], group


@pytest.mark.parametrize("action", vocabulary("actions")["verbs"])
def test_every_verb_tells_its_action(action: str) -> None:
    verbs = vocabulary("actions")["verbs"][action]
    assert {verb: found for verb in verbs if (found := action_of(verb.replace("…", "frågan"))) != action} == {}


@pytest.mark.parametrize("role", vocabulary("headings"))
def test_every_heading_opens_its_section(role: str) -> None:
    words = vocabulary("headings")[role]["words"]
    assert {word: found for word in words if (found := heading_role(word.capitalize())) != role} == {}


@pytest.mark.parametrize("stance", vocabulary("motions"))
def test_every_word_of_a_yrkande_tells_its_stance(stance: str) -> None:
    entry = vocabulary("motions")[stance]
    assert {word: found for word in (*entry["whole"], *entry["words"]) if (found := stance_of(f" {word} ")) != stance} == {}


@pytest.mark.parametrize("role", vocabulary("roles")["attendance"])
def test_every_label_of_a_list_tells_its_role(role: str) -> None:
    labels = vocabulary("roles")["attendance"][role]
    assert {
        label: found for label in labels if (found := label_at(f"{label.capitalize()}:")) != (f"list:{role}", len(label))
    } == {}


@pytest.mark.parametrize("field", vocabulary("roles")["fields"])
def test_every_label_of_a_cover_tells_its_field(field: str) -> None:
    labels = vocabulary("roles")["fields"][field]
    assert {label: found for label in labels if (found := (label_at(f"{label.capitalize()}:") or ("", 0))[0]) != field} == {}


def test_a_label_of_a_column_stands_for_a_role_as_it_is_compared() -> None:
    for role, labels in vocabulary("columns").items():
        assert [label for label in labels if plain(label) != label] == [], role
