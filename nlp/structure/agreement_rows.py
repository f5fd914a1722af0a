"""Agreements in the rows of lists: with columns of their own, as matters of a balance list, or named in a note."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.findings import Agreement, DateMention, Passage
from nlp.components.assignments import responsible_names
from nlp.state import State
from nlp.structure.tables import Row, Table
from nlp.who.names import split_names, unwrapped
from nlp.wording.agreements import CUT, DONE, SPECIFIC, agreement_name, clean, parties_in, validity_of
from nlp.wording.sentences import sentences


def of_table(state: State, table: Table) -> Iterator[Agreement]:
    """The agreements that the rows of a table state."""
    agreement, activity, note = (table.column(role) for role in ("agreement", "activity", "note"))
    named = agreement if agreement is not None else activity
    if named is not None and table.dated:
        for row in table.rows:
            found = _of_row(state, table, row, named)
            if found is not None and (agreement is not None or agreement_name().match(found.title)):
                yield found
    elif activity is not None and note is not None:
        for row in table.rows:
            found = _of_matter(state, row, activity, note)
            if found is not None:
                yield found
            yield from _of_note(state, row, note)


def words_of(state: State, row: Row, column: int | None) -> str:
    """The words of a row's cell in a column, the breaks of its width mended; empty where there is none."""
    cell = row.cells.get(column) if column is not None else None
    return unwrapped(state.flow.words(cell.span)) if cell else ""


def _row_validity(state: State, table: Table, row: Row) -> tuple[str | None, str | None]:
    """First and last day by the columns of a row: one for the period, or one for each of them."""

    def days(role: str) -> list[DateMention]:
        column = table.column(role)
        cell = row.cells.get(column) if column is not None else None
        return state.dates_within(cell.span) if cell else []

    period, begins, ends = days("validity"), days("valid_from"), days("valid_to")
    if len(period) > 1 and all(day.start == day.end for day in period[:2]):
        return period[0].start, period[1].end
    if len(period) == 1 and period[0].start == period[0].end:  # a day alone is the last one
        return None, period[0].end
    first = next((day.start for day in [*period, *begins] if day.start), None)
    return first, next((day.end for day in [*period, *ends] if day.end), None)


def _of_row(state: State, table: Table, row: Row, agreement: int) -> Agreement | None:
    """An agreement with a row of its own."""
    cell = row.cells.get(agreement)
    title = clean(words_of(state, row, agreement))
    if cell is None or not title or len(row.cells) < 2:
        return None
    first, last = _row_validity(state, table, row)
    return Agreement(
        Passage(row.span),
        title,
        parties_in(title) or tuple(split_names(words_of(state, row, table.column("parties")))),
        first,
        last,
        tuple(split_names(words_of(state, row, table.column("decided")))),
        tuple(responsible_names(words_of(state, row, table.column("prepared")))),
        clean(words_of(state, row, table.column("note"))) or None,
    )


def _of_matter(state: State, row: Row, activity: int, note: int) -> Agreement | None:
    """A matter of a balance list that bears the name of an agreement, its validity told in the note."""
    cell, told = row.cells.get(activity), row.cells.get(note)
    if cell is None or len(row.cells) < 2:
        return None
    match = agreement_name().match(unwrapped(state.flow.words(cell.span)))
    if match is None:
        return None
    words = CUT.split(match["title"])[0]
    validity = validity_of(state, told.span) if told else None
    title = clean(words)
    return Agreement(
        Passage(row.span),
        title,
        parties_in(title),
        validity.first if validity else None,
        validity.last if validity else None,
        note=clean(words_of(state, row, note)) or None,
    )


def _of_note(state: State, row: Row, note: int) -> Iterator[Agreement]:
    """Agreements that a note on another matter names with their validity."""
    cell = row.cells.get(note)
    if cell is None:
        return
    words = state.flow.words(cell.span).replace("\n", " ")  # of the same length, so that places stay
    start = cell.span[0]
    for left, right in sentences(words):
        match = agreement_name().search(words, left, right)
        if match is None or not DONE.search(words, left, right) or not SPECIFIC.match(match["title"]):
            continue
        named = (start + match.start("title"), start + match.end("title"))
        validity = validity_of(state, (named[0], start + right), named)
        if validity is not None:
            title = clean(match["title"])
            passage = Passage((named[0], max(named[1], validity.end)))
            yield Agreement(passage, title, parties_in(title), validity.first, validity.last)
