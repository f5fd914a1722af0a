"""The facets of an answer: one table that names each in JSON, as an option, and as a field of a query."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facet:
    """`name` is its key in JSON and its field in the index, `field` what stands before the colon in a query (`år:2021`)."""

    name: str
    field: str
    option: str
    label: str
    """What it is called before people, also in `--help`."""
    inflected: bool = False
    """Whether its values are words: found in any form, by their kin and by the short names of bodies."""


FACETS: tuple[Facet, ...] = (
    Facet("year", "år", "--year", "år"),
    Facet("organisation", "org", "--organisation", "kommun, region eller förbund"),
    Facet("body", "organ", "--body", "organ", inflected=True),
    Facet("kind", "typ", "--kind", "slag av handling", inflected=True),
    Facet("action", "beslut", "--action", "vad beslutet gör", inflected=True),
    Facet("responsible", "ansvarig", "--responsible", "ansvarig för uppdrag", inflected=True),
    Facet("person", "person", "--person", "person"),
    Facet("party", "parti", "--party", "parti"),
    Facet("dnr", "dnr", "--dnr", "diarienummer"),
)
BY_FIELD: dict[str, Facet] = {facet.field: facet for facet in FACETS}
BY_NAME: dict[str, Facet] = {facet.name: facet for facet in FACETS}
