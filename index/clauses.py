"""The questions that an engine answers: clauses over the terms of fields, as analysis makes them from a query.

What a clause is worth for a record is part of its meaning: `index/scoring.py` has the formula, and every engine gives the same
scores.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """Records that hold a term, worth `weight` times the term's worth for each; in a facet all are worth `weight`."""

    field: str
    term: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Sequence:
    """Records in which terms of `text` follow one another, with at most `gap` other words between the first and the last.

    They are worth what they would be for all the terms by themselves.
    """

    field: str
    terms: tuple[str, ...]
    gap: int = 0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Begins:
    """Records that hold a term that begins so; each is worth 1."""

    field: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Between:
    """Records of a day between two, as 2021-10-08, both included; None is open. Each is worth 1."""

    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class All:
    """Every clause holds; their worths add up. Without any clause, no record."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one clause holds; the worths of those that do add up."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Only:
    """What the first clause finds, where the second holds too; worth what the first says."""

    clause: Clause
    condition: Clause


@dataclass(frozen=True, slots=True)
class But:
    """What the first clause finds, where the second doesn't hold."""

    clause: Clause
    exception: Clause


@dataclass(frozen=True, slots=True)
class Everything:
    """All records, each worth 1."""


Clause = Term | Sequence | Begins | Between | All | Any | Only | But | Everything
