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
    """Records in which terms of a field with positions follow one another, with at most `gap` other words between two."""

    field: str
    terms: tuple[str, ...]
    gap: int = 0
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Begins:
    """Records that hold a term that begins so; all score alike."""

    field: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Between:
    """Records with a term of a field between two, both included; None is open. All score alike."""

    field: str
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class All:
    """Every clause holds. Scores add up."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one clause holds. Scores add up."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Only:
    """What the first clause finds, where the second holds too; scored by the first."""

    clause: Clause
    condition: Clause


@dataclass(frozen=True, slots=True)
class But:
    """What the first clause finds, where the second doesn't hold."""

    clause: Clause
    exception: Clause


@dataclass(frozen=True, slots=True)
class Everything:
    """All records; all score alike."""


Clause = Term | Sequence | Begins | Between | All | Any | Only | But | Everything
