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
    inflected: bool = True
    """What it is called before people, also in `--help`."""


FACETS: tuple[Facet, ...] = (
    Facet("year", "år", "--year", "år"),
    Facet("organisation", "org", "--organisation", "kommun, region eller förbund"),
    Facet("body", "organ", "--body", "organ"),
    Facet("kind", "typ", "--kind", "slag av handling"),
    Facet("action", "beslut", "--action", "vad beslutet gör"),
    Facet("responsible", "ansvarig", "--responsible", "ansvarig för uppdrag"),
    Facet("person", "person", "--person", "person"),
    Facet("party", "parti", "--party", "parti"),
    Facet("dnr", "dnr", "--dnr", "diarienummer"),
)
BY_FIELD: dict[str, Facet] = {facet.field: facet for facet in FACETS}
BY_NAME: dict[str, Facet] = {facet.name: facet for facet in FACETS}
