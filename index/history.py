"""The history of a matter: what was decided, told and stated about it, in time order, and where sources contradict each other.

An event is one act; all that tell of it are its sources. A proposal is never told as a decision, and a day that no source
proves is not printed. `nlp` finds the events of each document; here those that deal with the matter are brought together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.document import Span
from corpus.errors import UsageError
from corpus.flow import Flow, flow
from corpus.store import ledger
from corpus.store.archive import Archive
from corpus.store.documents import Stored, load
from index.bodies import printed, same_body, short_names
from index.clauses import Any, Begins, Between, Clause
from index.conflicts import Conflict, conflicts
from index.engine import Index, open_index
from index.events import HistoryEvent, Source, describe, merged, told
from index.matter import Matter, matter, places, printed_places, regions

_ROUNDS = 3
"""How often names found on the way (of what replaced the matter) are looked for in turn."""
_NAMES = 8
_BESIDE, _NEAR = 40, 400
"""How many characters around a mention name its own county, and say in which places it is."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another matter under the same words."""

    what: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The history of a matter. `gaps` says in words what is referred to but missing; `complete` whether all files were read."""

    query: str
    matter: str | None
    names: tuple[str, ...]
    events: tuple[HistoryEvent, ...]
    conflicts: tuple[Conflict, ...]
    gaps: tuple[str, ...]
    others: tuple[Other, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class _Account:
    """What one document has to do with the matter; `mentions` count in its running text."""

    stored: Stored
    text: str
    mentions: list[Span]
    events: list[HistoryEvent]


def history(archive: Archive, query: str) -> History:
    """The history of the matter that the words of a query mean.

    Raises UsageError where the query holds no words, ArchiveError where the index can't be read.
    """
    asked = matter(query)
    if not asked.names:
        raise UsageError(
            "Frågan innehåller inget ord att söka historik för.", "Ange ett ärende: klubbat history hemsjukvårdsavtal"
        )
    with open_index(archive.index) as index:
        accounts, known = _collect(archive, index, asked)
        return _answer(archive, index, query, accounts, known)


def _answer(archive: Archive, index: Index, query: str, accounts: Sequence[_Account], known: Matter) -> History:
    chosen, rest = _clusters(accounts)
    bodies = [name for account in accounts for name in _bodies(account.stored)]
    short, full = short_names(bodies), printed(bodies)
    told_events = (event for account in chosen for event in account.events)
    events = merged((replace(event, body=full.get((event.body or "").casefold(), event.body)) for event in told_events), short)
    names = _names(chosen, known)
    return History(
        query,
        names[0] if names else None,
        names,
        tuple(events),
        tuple(conflicts(events, short)),
        tuple(_gaps(index, events, short)),
        tuple(other for group in rest for other in _other(group)),
        not any(True for _ in ledger.entries(archive, "failed", "partial", "waiting")),
    )


def _collect(archive: Archive, index: Index, asked: Matter) -> tuple[list[_Account], Matter]:
    """What the documents that name the matter tell, under the names that they give it and what replaced it."""
    known, found = asked, dict[str, tuple[Stored, Flow]]()
    for _ in range(_ROUNDS):
        for sha256 in index.match(_clause(known)).documents():
            if sha256 not in found:
                stored = load(archive, sha256)
                running = flow(stored.document)
                if known.named(running.text):
                    found[sha256] = stored, running
        before = known
        for stored, _running in found.values():
            known = _successors(stored, known)
        if known == before:
            break
    accounts = []
    for stored, running in sorted(found.values(), key=lambda one: (one[0].findings.head.date or "", one[0].sha256)):
        mentions = known.named(running.text)
        accounts.append(_Account(stored, running.text, mentions, told(stored, running, mentions, known)))
    return accounts, known


def _clause(known: Matter) -> Clause:
    """Records that may name the matter: they hold a word that begins like one of its topics, or has it as a part."""
    stems = {topic for name in known.names for topic in (name.topics or name.heads)}
    return Any(tuple(Begins(field, stem) for stem in sorted(stems) for field in ("form", "parts")))


def _successors(stored: Stored, known: Matter) -> Matter:
    """The matter with the name of an agreement that says of itself that it replaces it."""
    findings = stored.findings
    if findings.head.kind in ("avtal", "överenskommelse"):
        for event in findings.events:
            if event.event == "ersatt" and known.named(event.subject):
                titles = (findings.head.title, *(agreement.title for agreement in findings.agreements))
                for title in titles:
                    if title and not known.named(title):
                        return known.also(title)
    return known


def _clusters(accounts: Sequence[_Account]) -> tuple[list[_Account], list[list[_Account]]]:
    """The documents of the matter that has most events, and those of other matters: they name no common place."""
    groups: list[tuple[set[str], list[_Account]]] = []
    placeless: list[_Account] = []
    for account in accounts:
        where = _places(account)
        if not where:
            placeless.append(account)
            continue
        touching = [group for group in groups if group[0] & where]
        joined = (where.union(*(group[0] for group in touching)), [*(each for group in touching for each in group[1]), account])
        groups = [group for group in groups if group not in touching] + [joined]
    ranked = sorted((group[1] for group in groups), key=_weight, reverse=True)
    if not ranked:
        return placeless, []
    return [*ranked[0], *placeless], ranked[1:]


def _weight(group: Sequence[_Account]) -> tuple[int, int]:
    events = [event for account in group for event in account.events]
    return sum(event.event != "omnämnt" for event in events), len(events)


def _places(account: _Account) -> set[str]:
    """Where a document's mentions of the matter belong: the counties named beside them, else those of whose document it is."""
    text, mentions, head = account.text, account.mentions, account.stored.findings.head
    beside = [regions(text[max(0, start - _BESIDE) : end + _BESIDE]) for start, end in mentions]
    if mentions and all(beside):
        return set().union(*beside)
    near = " … ".join(text[max(0, start - _NEAR) : end + _NEAR] for start, end in mentions)
    own = places(f"{head.organisation or ''} … {head.title or ''} … {near}")
    return own or places(text)


def _bodies(stored: Stored) -> Iterator[str]:
    head = stored.findings.head
    yield from (body for body in (head.body, *(part.body for part in stored.findings.parts)) if body)
    yield from re.findall(r"[A-ZÅÄÖ][^()\n.;:]{4,80}\s\([A-ZÅÄÖ][A-Za-zÅÄÖåäö-]{1,11}\)", stored.document.text[:200_000])


def _names(accounts: Sequence[_Account], known: Matter) -> tuple[str, ...]:
    """The names under which the documents have the matter, the most frequent first; of a name and its beginning the whole."""
    counts: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for account in accounts:
        titles = [agreement.title for agreement in account.stored.findings.agreements if known.named(agreement.title)]
        for name in (*titles, *(account.text[start:end] for start, end in account.mentions)):
            plain = " ".join(name.split())
            key = re.sub(r"(?:et|en|s|ets|ens)$", "", plain.casefold())
            counts[key] += 1
            spelled.setdefault(key, plain)
    whole = [key for key in counts if not any(other != key and other.startswith(key) for other in counts)]
    return tuple(spelled[key] for key in sorted(whole, key=lambda key: -counts[key])[:_NAMES])


def _gaps(index: Index, events: Sequence[HistoryEvent], short: dict[str, str]) -> Iterator[str]:
    """What is referred to but not in the archive."""
    acts = {
        (event.date, event.paragraph, event.body): event for event in events if event.status == "quoted" and event.paragraph
    }
    for event in acts.values():
        if event.date and not _holds_minutes(index, event, short):
            yield f"protokoll från {describe(event)}"
    undated = sum(event.date is None for event in events)
    if undated:
        yield f"datum för {undated} {'uppgift' if undated == 1 else 'uppgifter'}"


def _holds_minutes(index: Index, event: HistoryEvent, short: dict[str, str]) -> bool:
    """Whether the paragraph that an event refers to is in the archive: of that day, number and body."""
    that_day = index.match(Between(event.date, event.date))
    records = (index.record(number) for number, _ in that_day.best(len(that_day)))
    return any(
        record.item == event.paragraph and record.kind.startswith("protokoll") and same_body(record.body, event.body, short)
        for record in records
    )


def _other(group: Sequence[_Account]) -> Iterator[Other]:
    """Another matter is called by the places that its mentions name, else by whose documents they are."""
    sources = tuple(source for account in group for event in account.events for source in event.sources)
    if sources:
        named = [place for source in sources for place in printed_places(source.words)]
        owners = [owner for account in group if (owner := account.stored.findings.head.organisation)]
        files = [account.stored.document.source.name for account in group]
        yield Other(", ".join(dict.fromkeys(named or owners or files)), sources)
