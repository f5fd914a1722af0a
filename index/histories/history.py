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
from corpus.flow import Flow, flow
from corpus.store import ledger
from corpus.store.archive import Archive
from corpus.store.documents import Stored, load
from corpus.store.settings import Settings, settings
from corpus.vocabulary import plain, vocabulary
from index.bodies import printed, renamed, short_names
from index.clauses import Any, Begins, Clause
from index.engine import Index, open_index
from index.histories.conflicts import Conflict, conflicts
from index.histories.events import HistoryEvent, Source, merged, told, told_within
from index.histories.gaps import gaps
from index.histories.inquiry import has_number, inquiry, items_of, spellings
from index.histories.matter import Matter, names_another, places, printed_places, regions
from index.histories.standing import Standing, standing
from index.query import Value, any_of

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
    holds: Standing | None
    """What holds of it; None where the archive tells of no act."""
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


def history(archive: Archive, query: str, day: str) -> History:
    """The history of the matter that a query means by words, a diary number or a section (`DOCUMENT#9`), and what holds of it
    on a day (`YYYY-MM-DD`).

    Raises UsageError where the query means nothing or `arkiv.toml` can't be understood, ArchiveError where the index can't be
    read.
    """
    meant = inquiry(archive, query)
    told_before = settings(archive.root)
    with open_index(archive.index) as index:
        numbered = _numbered(archive, index, meant.numbers) if meant.numbers else []
        meant_by_name = meant.matter.called(title for account in numbered for title in _agreements_in(account))
        known = _corrected(meant_by_name, told_before)
        named, known = _collect(archive, index, known) if known.names else ([], known)
        accounts = _together(numbered, named)
    return _answer(archive, query, accounts, known, told_before, day)


def _corrected(known: Matter, told_before: Settings) -> Matter:
    """The matter under the names that the owner of the archive gives it, and without those of which the owner says that they
    are others'."""
    for names in told_before.same:
        if any(known.named(name) for name in names):
            known = known.called(names)
    for entry in told_before.apart:
        if not entry.documents and plain(known.query) in map(plain, entry.names):
            known = known.without(name for name in entry.names if plain(name) != plain(known.query))
    return known


def _strange(account: _Account, known: Matter, told_before: Settings) -> bool:
    """Whether the owner of the archive says that a document has nothing to do with the matter."""
    file = account.stored.document.source.name
    return any(file in entry.documents and any(map(known.named, entry.names)) for entry in told_before.apart)


def _answer(
    archive: Archive, query: str, accounts: Sequence[_Account], known: Matter, told_before: Settings, day: str
) -> History:
    strange = [account for account in accounts if _strange(account, known, told_before)]
    chosen, rest = _clusters([account for account in accounts if account not in strange])
    rest += [[account] for account in strange]
    own = [f"{name} ({other})" for name, others in told_before.bodies for other in others]
    bodies = [*own, *(name for account in accounts for name in _bodies(account.stored))]
    former = {old: new for account in accounts for old, new in renamed(account.text).items()}
    short, full = short_names(bodies) | former, printed(bodies)
    told_events = (event for account in chosen for event in account.events)
    events = merged((replace(event, body=full.get((event.body or "").casefold(), event.body)) for event in told_events), short)
    names = _names(chosen, known)
    excluding = conflicts(events, short)
    return History(
        query,
        names[0] if names else None,
        names,
        standing(events, excluding, short, day),
        tuple(events),
        tuple(excluding),
        tuple(gaps(archive, events, short)),
        tuple(other for group in rest for other in _other(group)),
        not any(True for _ in ledger.entries(archive, "failed", "partial", "waiting")),
    )


def _collect(archive: Archive, index: Index, asked: Matter) -> tuple[list[_Account], Matter]:
    """What the documents that name the matter tell, under the names that they give it and what replaced it."""
    known, found = asked, dict[str, tuple[Stored, Flow]]()
    for _ in range(_ROUNDS):
        for sha256 in sorted(index.match(_clause(known)).documents()):
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


def _numbered(archive: Archive, index: Index, numbers: Sequence[str]) -> list[_Account]:
    """What the documents and items with a diary number tell."""
    accounts = []
    spelled = [way for number in numbers for way in spellings(number)]
    for sha256 in sorted(index.match(any_of([Value("dnr", way) for way in spelled])).documents()):
        stored = load(archive, sha256)
        findings = stored.findings
        items = items_of(findings, numbers)
        spans = [item.passage.span for item in items]
        if not items and has_number(findings.head.dnr, numbers):
            spans = [(0, len(stored.document.text))]
        if spans:
            accounts.append(_Account(stored, stored.document.text, [], told_within(stored, spans)))
    return sorted(accounts, key=lambda one: (one.stored.findings.head.date or "", one.stored.sha256))


def _agreements_in(account: _Account) -> Iterator[str]:
    """What the agreements are called that the items with a diary number deal with, or the document that has it."""
    findings, told_in = account.stored.findings, {source.item for event in account.events for source in event.sources}
    titles = [item.title for item in findings.items if item.title and item.number in told_in]
    yield from (agreement.title for agreement in findings.agreements if agreement.item in told_in or not findings.items)
    yield from (title for title in titles if names_another(title))


def _together(numbered: Sequence[_Account], named: Sequence[_Account]) -> list[_Account]:
    """What documents tell of a matter by its number and by its names, each once."""
    accounts = {account.stored.sha256: account for account in named}
    for account in numbered:
        known = accounts.get(account.stored.sha256)
        if known is None:
            accounts[account.stored.sha256] = account
        else:
            told_already = {(event.event, event.sources[0].span) for event in known.events}
            more = [event for event in account.events if (event.event, event.sources[0].span) not in told_already]
            accounts[account.stored.sha256] = replace(known, events=[*known.events, *more])
    return sorted(accounts.values(), key=lambda one: (one.stored.findings.head.date or "", one.stored.sha256))


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
    """The bodies of a document, and those that its text defines a short form for: *Samordningsgruppen (SAG)*."""
    head = stored.findings.head
    yield from (body for body in (head.body, *(part.body for part in stored.findings.parts)) if body)
    endings = tuple(vocabulary("bodies")["endings"])
    for defined in re.findall(r"[A-ZÅÄÖ][^()\n.;:]{4,80}\s\([A-ZÅÄÖ][A-Za-zÅÄÖåäö-]{1,11}\)", stored.document.text[:200_000]):
        if any(word.casefold().endswith(endings) for word in defined.partition("(")[0].split()):
            yield defined


def _names(accounts: Sequence[_Account], known: Matter) -> tuple[str, ...]:
    """The names under which the documents have the matter, the most frequent first; of a name and its beginning the whole."""
    counts: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for account in accounts:
        findings = account.stored.findings
        titles = [agreement.title for agreement in findings.agreements if known.named(agreement.title)]
        if not known.names:  # a matter that is asked for by its number is called what its items are
            own = {source.item for event in account.events for source in event.sources}
            titles = [item.title for item in findings.items if item.title and item.number in own]
        for name in (*titles, *(account.text[start:end] for start, end in account.mentions)):
            plain = " ".join(name.split())
            key = re.sub(r"(?:et|en|s|ets|ens)$", "", plain.casefold())
            counts[key] += 1
            spelled.setdefault(key, plain)
    whole = [key for key in counts if not any(other != key and other.startswith(key) for other in counts)]
    return tuple(spelled[key] for key in sorted(whole, key=lambda key: -counts[key])[:_NAMES])


def _other(group: Sequence[_Account]) -> Iterator[Other]:
    """Another matter is called by the places that its mentions name, else by whose documents they are."""
    sources = tuple(source for account in group for event in account.events for source in event.sources)
    if sources:
        named = [place for source in sources for place in printed_places(source.words)]
        owners = [owner for account in group if (owner := account.stored.findings.head.organisation)]
        files = [account.stored.document.source.name for account in group]
        yield Other(", ".join(dict.fromkeys(named or owners or files)), sources)
