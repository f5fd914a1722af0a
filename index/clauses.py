"""The questions that an engine answers: clauses over the terms of fields, as analysis makes them from a query."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """Records that hold a term. `weight` multiplies its score."""

    field: str
    term: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Sequence:
    """Records in which terms follow one another."""

    field: str
    terms: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Begins:
    """Records that hold a term that begins so."""

    field: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Between:
    """Records whose value of a field lies between two, both included; `None` is open."""

    field: str
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class All:
    """Every clause holds. Scores add up."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one clause holds. Scores add up; `best` takes the best one instead."""

    clauses: tuple[Clause, ...]
    best: bool = False


@dataclass(frozen=True, slots=True)
class But:
    """What the first clause finds and the second doesn't."""

    clause: Clause
    excluded: Clause


@dataclass(frozen=True, slots=True)
class Everything:
    """All records."""


Clause = Term | Sequence | Begins | Between | All | Any | But | Everything
