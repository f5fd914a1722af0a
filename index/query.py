"""The query language, a public contract.

| written | finds |
| --- | --- |
| `avtal hemsjukvård` | both words, in any inflection or compound |
| `"särskilt boende"` | the words next to each other, in any inflection |
| `färdtjänst OR sjukresor` | one of the two (also `ELLER`) |
| `-tandvård`, `-"en fras"`, `-typ:kallelse` | leaves out |
| `välfärds*` | what begins so, also within compounds |
| `=avtalet` | the word in this very form |
| `6 november 2020`, `6/11 2020`, `november 2020` | the day or month, in any way of writing |
| `RS 1737-2017`, `§ 12` | the diary number or paragraph, in any way of writing |
| `hälso- och sjukvård` | each compound whole |
| `år:2021`, `organ:socialnämnden`, `person:"Eva Ek"` | by a facet; the fields stand in `index/facets.py` |
| `år:2019-2021` | by a span of years |
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
from corpus.swedish.kinship import kin
from corpus.swedish.notations import notations
from corpus.swedish.tokens import SUSPENDS, tokens, words
from index.analysis import completed
from index.clauses import All, Any, Begins, Between, Clause, Term
from index.facets import BY_FIELD, BY_NAME
from index.matching import phrase_clause, word_clause

_LONGEST = 1000
_MOST_PARTS = 50
"""Words, phrases and conditions of one query."""
_TOGETHER = "\u2060"
"""Stands for a blank within what is one word of a query: a day, a diary number, a suspended compound."""
_PIECE = re.compile(
    r'\s*(?P<minus>-(?=[\w"§=]))?(?:(?P<field>[^\W\d_]{1,20}):(?=[\w"*(]))?'
    r'(?:"(?P<phrase>[^"]*)(?P<closed>"?)|(?P<exact>=(?=\w))?(?P<word>[^\s"]+))'
)
_PARAGRAPH = re.compile(r"(?:§{1,2}|\b[Pp]aragraf)\s*\d{1,4}(?:\s[a-h]\b)?")
_YEARS = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})")
_CASE_ENDING = re.compile(r"[a-zåäö]{1,4}[.,;:!?)]?")
_OR = frozenset({"OR", "ELLER"})
_EXAMPLE = "Skriv till exempel: färdtjänst OR sjukresor"
_DATES = ("datum", "från", "till")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any form, a day or a diary number in any way of writing; `long_names`: what it is short for, as their words."""

    form: str
    long_names: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Exact:
    """A word in this form."""

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


Part = Word | Exact | Phrase | Prefix | Value | Days
Group = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What a query says. Of each group at least one part must hold, of `unwanted` none."""

    groups: tuple[Group, ...]
    unwanted: tuple[Part, ...] = ()


def parse(text: str) -> Query:
    """The query that a text says. Raises UsageError, with what to write instead, where it says none."""
    if len(text) > _LONGEST:
        raise UsageError(f"Sökningen är längre än {_LONGEST} tecken.", "Sök på några av orden.")
    groups: list[Group] = []
    unwanted: list[Part] = []
    joins: str | None = None
    for match in _PIECE.finditer(_kept_together(text)):
        if match["word"] in _OR and not match["field"]:
            if joins or not groups:
                raise UsageError(f"{match['word']} saknar ord på ena sidan.", _EXAMPLE)
            joins = match["word"]
            continue
        found = list(_groups(match))
        if match["minus"]:
            if joins:
                raise UsageError(f"Efter {joins} kan inget uteslutas.", "Skriv det som ska uteslutas sist: taxa OR avgift -båt")
            unwanted.extend(part for group in found for part in group)
        elif joins and found:
            groups[-1] += found[0]
            groups.extend(found[1:])
            joins = None
        else:
            groups.extend(found)
    if joins:
        raise UsageError(f"{joins} saknar ord på ena sidan.", _EXAMPLE)
    if sum(map(len, groups)) + len(unwanted) > _MOST_PARTS:
        raise UsageError(f"Sökningen har fler än {_MOST_PARTS} ord.", "Sök på några av orden.")
    return Query(tuple(groups), tuple(unwanted))


def _kept_together(text: str) -> str:
    """A query with its blanks replaced where what they part is one word."""
    spans = [found.span for found in notations(text)] + [match.span() for match in _PARAGRAPH.finditer(text)]
    for token in tokens(text):
        if token.completed_by and (suspends := SUSPENDS.match(text, token.span[1])):
            spans.append((token.span[0], suspends.end()))
    letters = list(text)
    for start, end in spans:
        if text[start:end].split()[0] in _OR:  # KS OR 2012/44
            continue
        letters[start:end] = [_TOGETHER if letter.isspace() else letter for letter in letters[start:end]]
    return "".join(letters)


def _groups(match: re.Match[str]) -> Iterator[Group]:
    """What one piece of a query says: one group, or one for each word in it."""
    if match["phrase"] is not None and not match["closed"]:
        raise UsageError("Ett citattecken saknar sitt slut.", 'Skriv frasen mellan två citattecken: "särskilt boende"')
    field, phrase = match["field"], match["word"] is None
    raw = (match["phrase"] if phrase else match["word"]).replace(_TOGETHER, " ")
    if field and field.isupper() and not phrase and _CASE_ENDING.fullmatch(raw):
        field, raw = None, f"{field}:{raw}"  # KS:s is a word
    if field:
        yield (_field(field.lower(), raw, phrase=phrase),)
    elif phrase:
        forms = words(raw)
        if forms:
            yield (Phrase(forms) if len(forms) > 1 else Word(forms[0]),)
    elif match["exact"]:
        yield from ((Exact(form),) for form in words(raw))
    elif raw.endswith("*"):
        forms = words(raw)
        if not forms or len(forms[-1]) < 2:
            raise UsageError("En * behöver minst två bokstäver före sig.", "Skriv till exempel: välfärds*")
        yield from ((Word(form),) for form in forms[:-1])
        yield (Prefix(forms[-1]),)
    else:
        yield from _words(raw)


def _words(raw: str) -> Iterator[Group]:
    """The words of a piece, its days and diary numbers whole."""
    done = 0
    for found in notations(raw):
        yield from _plain_words(raw[done : found.span[0]])
        yield (Word(raw[slice(*found.span)]),)
        done = found.span[1]
    yield from _plain_words(raw[done:])


def _plain_words(raw: str) -> Iterator[Group]:
    """Each word; a suspended first part by itself or as the whole words that it may stand for."""
    for token in tokens(raw):
        yield (Word(token.form), *(Word(whole) for whole in completed(token)))


def _field(field: str, raw: str, *, phrase: bool) -> Part:
    value = raw.strip().strip("()")
    if field in _DATES:
        first, last = days(value)
        return Days(None if field == "till" else first, None if field == "från" else last)
    if field not in BY_FIELD:
        names = ", ".join(f"{name}:" for name in (*BY_FIELD, *_DATES))
        raise UsageError(f"Det finns inget sökfält {field}:.", f"Fälten är {names}. Ett kolon i text skrivs inom citattecken.")
    begins = not phrase and value.endswith("*")
    value = value.rstrip("*")
    if not value:
        raise UsageError(f"Fältet {field}: saknar värde.", f'Skriv till exempel: {field}:värde eller {field}:"flera ord"')
    if field == "år":
        if span := _YEARS.fullmatch(value):
            if span[1] > span[2]:
                raise UsageError(f"{value} slutar före sin början.", f"Skriv det första året först: år:{span[2]}-{span[1]}")
            return Days(days(span[1])[0], days(span[2])[1])
        if not re.fullmatch(r"\d{4}", value) and not (begins and value.isdigit()):
            raise UsageError(f"{value} är inget år.", "Skriv fyra siffror: år:2021, eller ett spann: år:2019-2021")
    return Value(BY_FIELD[field].name, value, begins)


def days(text: str) -> tuple[str, str]:
    """The first and last day of a day, month or year: `2021-02` is 2021-02-01 and 2021-02-28, `6/11 2020` 2020-11-06 twice.

    Raises UsageError for another text.
    """
    text = text.strip()
    named = next((found.terms[0] for found in notations(text) if found.span == (0, len(text))), text)
    pieces = [int(piece) for piece in re.split(r"[/-]", named) if piece.isdecimal() and len(piece) <= 4]
    if re.fullmatch(r"\d{4}(?:[/-]\d{1,2}){0,2}", named) and pieces[0]:
        year, month, day = (*pieces, 0, 0)[:3]
        if len(pieces) == 1:
            return f"{year:04}-01-01", f"{year:04}-12-31"
        if 1 <= month <= 12:
            length = calendar.monthrange(year, month)[1]
            if len(pieces) == 2:
                return f"{year:04}-{month:02}-01", f"{year:04}-{month:02}-{length:02}"
            if 1 <= day <= length:
                return (f"{year:04}-{month:02}-{day:02}",) * 2
    raise UsageError(f"{text} är inget datum.", "Skriv år, månad eller dag: 2021, 2021-10 eller 2021-10-08")


def clause(part: Part) -> Clause:
    """The records that a part of a query means."""
    match part:
        case Word(form, long_names):
            return word_clause(form, long_names)
        case Exact(form):
            return Term("form", form, 3.0)
        case Phrase(forms):
            return phrase_clause(forms)
        case Prefix(form):
            return Any(tuple(Begins(field, form) for field in ("form", "parts")))
        case Value(facet, value, begins):
            return Begins(facet, value.lower()) if begins else _value_clause(facet, value)
        case Days(first, last):
            return Between(first, last)


def _value_clause(facet: str, value: str) -> Clause:
    """The records with a value of a facet: the whole of it, some of its words, its short form or another way to write it."""
    named = [Term(facet, found.terms[0]) for found in notations(value) if found.span == (0, len(value))]
    said = [value, *(kin(value) if BY_NAME[facet].inflected else ())]
    of_words = [All(tuple(Term(facet, search_key(form)) for form in words(other) or (other.lower(),))) for other in said]
    return Any((Term(facet, value.lower()), *named, *of_words))


def any_of(parts: Iterable[Part]) -> Clause:
    """The records that at least one of the parts means."""
    clauses = tuple(clause(part) for part in parts)
    return clauses[0] if len(clauses) == 1 else Any(clauses)
