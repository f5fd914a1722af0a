"""A query as an archive understands it: function words don't bind, short forms are spelt out, and words that the archive lacks
are replaced by the nearest that it has, or left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.swedish.compounds import is_word
from corpus.swedish.tokens import words
from index.analysis import is_number, stop_words
from index.clauses import Any, But, Clause, Only, Term
from index.engine import Index
from index.engines.entry import whole_value
from index.query import Days, Exact, Group, Part, Phrase, Prefix, Query, Value, Word, any_of, clause, days
from index.spelling import nearest

_MOST_LONG_NAMES = 5


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, within which conditions."""

    words: tuple[Group, ...]
    """Groups of which each must be met by one of its parts."""
    conditions: tuple[Clause, ...]
    unwanted: tuple[Clause, ...]
    ignored: tuple[str, ...] = ()
    """Words that stand nowhere in the archive and were left out."""
    corrected: tuple[tuple[str, str], ...] = ()
    """Words that were replaced, each with what by."""

    def within(self, found: Clause) -> Clause:
        """A clause with the conditions that all must fulfil."""
        for condition in self.conditions:
            found = Only(found, condition)
        return But(found, Any(self.unwanted)) if self.unwanted else found


def understand(
    index: Index, query: Query, filters: Mapping[str, Sequence[str]], since: str | None = None, until: str | None = None
) -> Asked:
    """What a query and the options of a search ask of an archive; `filters` has accepted values by the names of facets."""
    groups = without_stop_words(query.groups)
    conditions = [any_of(group) for group in groups if _is_condition(group)]
    conditions += [Any(tuple(_chosen(index, name, value) for value in values)) for name, values in filters.items() if values]
    if since or until:
        conditions.append(clause(Days(days(since)[0] if since else None, days(until)[1] if until else None)))
    return Asked(
        tuple(tuple(_spelt_out(index, part) for part in group) for group in groups if not _is_condition(group)),
        tuple(conditions),
        tuple(clause(_spelt_out(index, part)) for part in query.unwanted),
    )


def within_reach(index: Index, asked: Asked) -> Asked:
    """The same with the words alone of which something is in the archive, misspelt ones put right."""
    kept: list[Group] = []
    ignored: list[str] = []
    corrected: list[tuple[str, str]] = []
    for group in asked.words:
        if index.match(any_of(group)):
            kept.append(group)
            continue
        better = [(part.form, near) for part in group if isinstance(part, Word) and (near := _meant(index, part.form))]
        corrected += better
        if better:
            kept.append(tuple(Word(near) for _, near in better))
        else:
            ignored.append(said(group))
    return replace(asked, words=tuple(kept), ignored=tuple(ignored), corrected=tuple(corrected))


def without_stop_words(groups: Sequence[Group]) -> Sequence[Group]:
    """The groups of a query without words that say nothing, unless there are no others."""
    telling = [
        group for group in groups if not (len(group) == 1 and isinstance(group[0], Word) and group[0].form in stop_words())
    ]
    return telling if any(not _is_condition(group) for group in telling) else groups


def rewritten(query: str, corrected: Sequence[tuple[str, str]]) -> str | None:
    """A query with words replaced, capitals kept; None without any."""
    for wrong, right in corrected:
        word = re.compile(rf"(?<!\w){re.escape(wrong)}(?!\w)", re.IGNORECASE)
        query = word.sub(lambda match, right=right: right.capitalize() if match[0][0].isupper() else right, query)  # type: ignore[misc]
    return query if corrected else None


def said(group: Group) -> str:
    """A group as the user wrote it, more or less."""
    return " OR ".join(_part_said(part) for part in group)


def _part_said(part: Part) -> str:
    match part:
        case Word(form) | Exact(form):
            return form
        case Prefix(form):
            return f"{form}*"
        case Phrase(forms):
            return " ".join(forms)
        case Value(_, value):
            return value
        case Days(first, last):
            return f"{first or ''}–{last or ''}"


def _is_condition(group: Group) -> bool:
    """Whether a group says where to look, not what for."""
    return all(isinstance(part, Value | Days) for part in group)


def _chosen(index: Index, facet: str, value: str) -> Clause:
    """The records with a value as facets show it, as many as they count; of one that none has, those with its words."""
    exactly = Term(facet, whole_value(value))
    return exactly if index.match(exactly) else clause(Value(facet, value))


def _spelt_out(index: Index, part: Part) -> Part:
    """A word with the long names that the archive's own texts define it by."""
    if not isinstance(part, Word) or is_number(part.form):
        return part
    return replace(part, long_names=tuple(_long_names(index, part.form)))


def _long_names(index: Index, form: str) -> Iterator[tuple[str, ...]]:
    start = f"{form.partition(':')[0]}="
    found = sorted(index.terms("defines", start), key=lambda entry: -entry[1])
    for term, _ in found[:_MOST_LONG_NAMES]:
        yield words(term.removeprefix(start))


def _meant(index: Index, form: str) -> str | None:
    """The word of the archive that a word was probably meant to be; a Swedish word was meant as it stands."""
    return None if is_number(form) or is_word(form) else nearest(index, form)
