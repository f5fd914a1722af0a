"""The query language, a public contract.

| written | finds |
| --- | --- |
| `avtal hemsjukvård` | both words, in any inflection or compound |
| `"särskilt boende"` | the words next to each other, in any inflection |
| `färdtjänst OR sjukresor` | one of the two (also `ELLER`) |
| `-tandvård`, `-"en fras"`, `-typ:kallelse` | leaves out |
| `välfärds*` | what begins so |
| `år:2021`, `organ:socialnämnden`, `person:"Eva Ek"` | by a facet; the fields stand in `index/facets.py` |
| `datum:2021-10`, `från:2020`, `till:2021-06-30` | by the day of the meeting or letter; years and months are spans |

Words that are joined by nothing must all be there. OR binds its two neighbours. Brackets and other signs mean nothing.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus.errors import UsageError
from corpus.swedish.keys import search_key
from index.analysis import word_clause, words
from index.clauses import All, Any, Begins, Between, Clause, Sequence, Term
from index.facets import BY_FIELD

_LONGEST = 1000
_PIECE = re.compile(
    r'\s*(?P<minus>-(?=[\w"§]))?(?:(?P<field>[^\W\d_]{1,20}):(?=[\w"*(]))?'
    r'(?:"(?P<phrase>[^"]*)(?P<closed>"?)|(?P<word>[^\s"]+))'
)
_PARAGRAPH = re.compile(r"(§{1,2})\s+(?=\d)")
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_CASE_ENDING = re.compile(r"[a-zåäö]{1,4}[.,;:!?)]?")
_OR = frozenset({"OR", "ELLER"})
_DATES = ("datum", "från", "till")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any form."""

    form: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow one another."""

    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """The beginning of words."""

    form: str


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a facet, by its name in the index; `begins`: what the value begins with."""

    facet: str
    value: str
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """A period, by its first and last day; None is open."""

    first: str | None
    last: str | None


Part = Word | Phrase | Prefix | Value | Days


@dataclass(frozen=True, slots=True)
class Query:
    """What a query says. Of each group at least one part must hold, of `unwanted` none."""

    groups: tuple[tuple[Part, ...], ...]
    unwanted: tuple[Part, ...] = ()


def parse(text: str) -> Query:
    """The query that a text says. Raises UsageError, with what to write instead, where it says none."""
    if len(text) > _LONGEST:
        raise UsageError(f"Sökningen är längre än {_LONGEST} tecken.", "Sök på några av orden.")
    groups: list[list[Part]] = []
    unwanted: list[Part] = []
    joins = False
    for match in _PIECE.finditer(_PARAGRAPH.sub(r"\1", text)):
        if match["word"] in _OR and not match["field"]:
            if joins or not groups:
                raise UsageError(f"{match['word']} saknar ord på ena sidan.", "Skriv till exempel: färdtjänst OR sjukresor")
            joins = True
            continue
        parts = list(_parts(match))
        if match["minus"]:
            unwanted.extend(parts)
        elif joins and parts:
            groups[-1].append(parts[0])
            groups.extend([part] for part in parts[1:])
        else:
            groups.extend([part] for part in parts)
        joins = joins and not parts
    if joins:
        raise UsageError("OR saknar ord på ena sidan.", "Skriv till exempel: färdtjänst OR sjukresor")
    return Query(tuple(tuple(group) for group in groups), tuple(unwanted))


def _parts(match: re.Match[str]) -> Iterator[Part]:
    """What one piece of a query says: one part, or one for each word in it."""
    if match["phrase"] is not None and not match["closed"]:
        raise UsageError("Ett citattecken saknar sitt slut.", 'Skriv frasen mellan två citattecken: "särskilt boende"')
    field, raw = match["field"], match["phrase"] if match["word"] is None else match["word"]
    if field and field.isupper() and match["word"] and _CASE_ENDING.fullmatch(raw):
        field, raw = None, f"{field}:{raw}"  # KS:s is a word
    if field:
        yield _field(field.lower(), raw, phrase=match["word"] is None)
        return
    forms = words(raw)
    if match["word"] is None:
        if forms:
            yield Phrase(forms) if len(forms) > 1 else Word(forms[0])
        return
    if raw.endswith("*"):
        if not forms or len(forms[-1]) < 2:
            raise UsageError("En * behöver minst två bokstäver före sig.", "Skriv till exempel: välfärds*")
        yield from (Word(form) for form in forms[:-1])
        yield Prefix(forms[-1])
        return
    yield from (Word(form) for form in forms)


def _field(field: str, raw: str, *, phrase: bool) -> Part:
    if field in _DATES:
        first, last = days(raw)
        return Days(None if field == "till" else first, None if field == "från" else last)
    if field not in BY_FIELD:
        names = ", ".join(f"{name}:" for name in (*BY_FIELD, *_DATES))
        raise UsageError(f"Det finns inget sökfält {field}:.", f"Fälten är {names}. Ett kolon i text skrivs inom citattecken.")
    value = raw.strip().strip("()")
    begins = not phrase and value.endswith("*")
    value = value.rstrip("*").lower()
    if not value:
        raise UsageError(f"Fältet {field}: saknar värde.", f'Skriv till exempel: {field}:värde eller {field}:"flera ord"')
    if field == "år" and not re.fullmatch(r"\d{4}", value) and not (begins and value.isdigit()):
        raise UsageError(f"{value} är inget år.", "Skriv fyra siffror: år:2021. Ett spann: från:2019 till:2021")
    return Value(BY_FIELD[field].name, value, begins)


def days(text: str) -> tuple[str, str]:
    """The first and last day of a day, month or year: `2021-02` is 2021-02-01 and 2021-02-28.

    Raises UsageError for another text.
    """
    match = _DAY.fullmatch(text.strip())
    if match:
        year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
        if not match[2]:
            return f"{year:04}-01-01", f"{year:04}-12-31"
        if 1 <= month <= 12 and year > 0:
            length = calendar.monthrange(year, month)[1]
            if not match[3]:
                return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{length:02}"
            if 1 <= day <= length:
                return (f"{year:04}-{month:02}-{day:02}",) * 2
    raise UsageError(f"{text} är inget datum.", "Skriv år, månad eller dag: 2021, 2021-10 eller 2021-10-08")


def clause(part: Part) -> Clause:
    """The records that a part of a query means."""
    match part:
        case Word(form):
            return word_clause(form)
        case Phrase(forms):
            return Sequence("text", tuple(search_key(form) for form in forms), weight=3.0)
        case Prefix(form):
            return Any(tuple(Begins(field, form) for field in ("form", "parts")))
        case Value(facet, value, begins):
            if begins:
                return Begins(facet, value)
            return Any((Term(facet, value), All(tuple(Term(facet, form) for form in words(value) or (value,)))))
        case Days(first, last):
            return Between("date", first, last)


def any_of(parts: Iterable[Part]) -> Clause:
    """The records that at least one of the parts means."""
    clauses = tuple(clause(part) for part in parts)
    return clauses[0] if len(clauses) == 1 else Any(clauses)
