"""What a matter is given by: words, a diary number, or a section (`DOCUMENT#9`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.errors import UsageError
from corpus.findings import Findings, Item
from corpus.store import ledger
from corpus.store.archive import Archive
from corpus.store.documents import load
from index.histories.matter import Matter, matter

_NUMBER = re.compile(
    r"(?:dnr[:.]?\s*)?(?P<number>[A-ZÅÄÖa-zåäö]{0,6}[ ./-]?\s?\d{1,4}\s?[/:–-]\s?\d{1,6}(?:[/.:–-]\d{1,6}){0,3})", re.I
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A matter: what it is called, or else its diary numbers."""

    matter: Matter
    numbers: tuple[str, ...] = ()


def inquiry(archive: Archive, query: str) -> Inquiry:
    """What a query means. Raises UsageError where it holds no words, or names a section that isn't there."""
    document, sign, number = query.rpartition("#")
    if sign and document.strip():
        return _section(archive, document.strip(), number.strip())
    named = _NUMBER.fullmatch(query.strip())
    if named and not _DAY.fullmatch(named["number"]):
        return Inquiry(Matter(query, ()), (named["number"],))
    meant = matter(query)
    if not meant.names:
        raise UsageError(
            "Frågan innehåller inget ord att söka historik för.", "Ange ett ärende: klubbat history hemsjukvårdsavtal"
        )
    return Inquiry(meant)


def has_number(printed: Iterable[str], numbers: Iterable[str]) -> bool:
    """Whether one of the printed diary numbers is one of those asked for, however they are written."""
    wanted = {_key(number) for number in numbers}
    return any(_key(number) in wanted for number in printed)


def spellings(number: str) -> list[str]:
    """The ways in which a diary number may be printed: *KS 2019/12*, *KS/2019/12*, *KS2019/12*, *KS-2019/12*."""
    cut = re.match(r"([^\W\d_]+)[\s/.-]*(\d.*)", number)
    return list(dict.fromkeys([number, *(f"{cut[1]}{sign}{cut[2]}" for sign in (" ", "/", "", "-") if cut)]))


def items_of(findings: Findings, numbers: Iterable[str]) -> list[Item]:
    """The items of a document that have one of the diary numbers."""
    return [item for item in findings.items if has_number(item.dnr, numbers)]


def _section(archive: Archive, document: str, number: str) -> Inquiry:
    """The matter of a paragraph: that of its diary numbers, else that of its title."""
    places = ledger.find(archive, document)
    if not places:
        raise UsageError(f"Arkivet har ingen handling {document}.", "Beteckningar och filnamn visas av: klubbat search FRÅGA")
    items = [item for place in places[:1] for item in load(archive, place.sha256).findings.items]
    item = next((item for item in items if item.number.casefold() == number.removeprefix("§").strip().casefold()), None)
    if item is None:
        raise UsageError(f"{document} har ingen § {number}.", f"Paragraferna visas av: klubbat show {document}")
    if item.secret:
        raise UsageError(f"§ {item.number} i {document} är sekretessbelagd.", "Dess ärende kan inte följas.")
    meant = matter(item.title or "")
    if not item.dnr and not meant.names:
        raise UsageError(
            f"§ {item.number} i {document} har varken diarienummer eller rubrik.", "Ange ärendet med ord i stället."
        )
    return Inquiry(Matter(meant.query, ()) if item.dnr else meant, item.dnr)


def _key(number: str) -> str:
    return re.sub(r"[\W_]", "", re.sub(r"^dnr", "", number.casefold().strip()))
