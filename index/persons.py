"""Which names mean one person: a letter apart in one party, or written so as the owner of the archive tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapidfuzz.distance import DamerauLevenshtein

from corpus.findings import Member
from corpus.store.settings import Settings
from corpus.vocabulary import plain

_LONG = 9
"""Letters from which a name that is one letter off is a slip and no other person's: *Bo Ek* and *Bo Ehk* may be two."""


def spellings(name: str, members: Iterable[Member], told: Settings) -> frozenset[str]:
    """All ways in which the person meant by a name, or a part of one, is written among members; lower case.

    Names that differ by one letter are one person's where the party is the same and both names are as long as a first and a
    last name are, unless the owner of the archive (`arkiv.toml`) counts each as a person's own.
    """
    known = {(plain(member.name), member.party) for member in members}
    wanted = plain(name)
    own = {plain(first) for first, _ in told.persons}
    found = {written for written, _ in known if wanted in written} | {wanted}
    for written in tuple(found):
        found.update(_told(written, told))
    for written, party in known:
        if any(
            party == other_party and _one_off(written, other) and not (written in own and other in own)
            for other, other_party in known
            if other in found and other != written
        ):
            found.add(written)
    return frozenset(found)


def _told(name: str, told: Settings) -> Iterator[str]:
    """What the owner of the archive says of a name."""
    for first, others in told.persons:
        ways = {plain(first), *map(plain, others)}
        if any(name in way for way in ways):
            yield from ways


def _one_off(one: str, other: str) -> bool:
    """Whether two long names differ by one letter that is changed, added, left out or has changed places, not the first."""
    long = min(len(one), len(other)) >= _LONG and one[0] == other[0]
    return long and DamerauLevenshtein.distance(one, other, score_cutoff=1) <= 1
