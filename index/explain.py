"""Why a passage was found: which of its words met which of the query's, how, and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.asked import said
from index.matching import WORTH, How
from index.query import Group
from index.records import IndexRecord
from index.snippets import met
from index.words import Words

_MOST_FORMS = 6


@dataclass(frozen=True, slots=True)
class Reason:
    """How a word of the query was met in one way."""

    word: str
    how: How
    met: tuple[str, ...]
    """The words of the passage, in lower case, each once."""
    where: tuple[str, ...]
    """`rubrik`, `beslut`, `text`; `handling` for what is known of the document: its title, body, day, numbers, name."""


def reasons(record: IndexRecord, groups: Sequence[Group]) -> tuple[Reason, ...]:
    """Why a record answers the groups of a query, the best ways of each first."""
    return tuple(reason for group in groups for reason in _of_group(record, group))


def _of_group(record: IndexRecord, group: Group) -> Iterator[Reason]:
    places = {"rubrik": record.title or "", "beslut": record.decided, "text": record.text, "handling": record.context}
    found: dict[How, tuple[dict[str, None], dict[str, None]]] = {}
    for where, text in places.items():
        words = Words(text)
        for part in group:
            for meeting in met(words, part):
                forms, wheres = found.setdefault(meeting.how, ({}, {}))
                forms[text[slice(*meeting.span)].lower()] = None
                wheres[where] = None
    for how in sorted(found, key=lambda how: -WORTH[how]):
        forms, wheres = found[how]
        yield Reason(said(group), how, tuple(forms)[:_MOST_FORMS], tuple(wheres))
