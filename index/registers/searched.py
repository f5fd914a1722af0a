"""How much an answer was sought in: an empty register means little before that is said."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.store import ledger
from corpus.store.archive import Archive
from corpus.store.findings import heads, lacking


@dataclass(frozen=True, slots=True)
class Searched:
    """The documents that were searched, those of them that are minutes, the first and the last day; whether all files were
    read and all documents are in it; how many an older version of Klubbat took in are not."""

    documents: int
    minutes: int
    first: str | None
    last: str | None
    complete: bool
    outdated: int

    def __str__(self) -> str:
        span = f", från {self.first} till {self.last}" if self.first else ""
        lacking = self.lacking
        rest = f" {lacking}" if lacking else ""
        return f"Genomsökt: {_number(self.documents)} handlingar, varav {_number(self.minutes)} protokoll{span}.{rest}"

    @property
    def lacking(self) -> str:
        """What was not searched, with the cure; empty where everything was."""
        if self.complete:
            return ""
        if self.outdated:
            return f"{_number(self.outdated)} handlingar lästes in av en äldre version och är inte med: kör samma import igen."
        return "Alla filer är inte helt inlästa: klubbat status --failed"


def searched(archive: Archive) -> Searched:
    """What a register of the archive is made from."""
    owners = [owner for owner, _ in heads(archive)]
    days = sorted(owner.date for owner in owners if owner.date)
    counts = ledger.counts(archive)
    outdated = lacking(archive)
    return Searched(
        len(owners),
        sum(owner.kind.startswith("protokoll") for owner in owners),
        days[0] if days else None,
        days[-1] if days else None,
        not outdated and not any(counts[state] for state in ("failed", "partial", "waiting")),
        outdated,
    )


def _number(count: int) -> str:
    return f"{count:,}".replace(",", " ")
