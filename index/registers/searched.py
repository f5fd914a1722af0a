"""How much an answer was sought in: an empty register means little before that is said."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.store import ledger
from corpus.store.archive import Archive
from corpus.store.findings import heads


@dataclass(frozen=True, slots=True)
class Searched:
    """The documents that were searched, those of them that are minutes, the first and the last day; whether all files were
    read."""

    documents: int
    minutes: int
    first: str | None
    last: str | None
    complete: bool

    def __str__(self) -> str:
        span = f", från {self.first} till {self.last}" if self.first else ""
        rest = "" if self.complete else " Alla filer är inte helt inlästa: klubbat status --failed"
        return f"Genomsökt: {_number(self.documents)} handlingar, varav {_number(self.minutes)} protokoll{span}.{rest}"


def searched(archive: Archive) -> Searched:
    """What a register of the archive is made from."""
    owners = [owner for owner, _ in heads(archive)]
    days = sorted(owner.date for owner in owners if owner.date)
    counts = ledger.counts(archive)
    return Searched(
        len(owners),
        sum(owner.kind.startswith("protokoll") for owner in owners),
        days[0] if days else None,
        days[-1] if days else None,
        not any(counts[state] for state in ("failed", "partial", "waiting")),
    )


def _number(count: int) -> str:
    return f"{count:,}".replace(",", " ")
