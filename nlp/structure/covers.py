"""Labels and what stands with them, as covers, page headers and signature blocks print it: `Sammanträdesdatum 2014-12-17`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import groupby

from corpus.document import Span
from corpus.swedish.hyphens import join_words
from corpus.vocabulary import plain, vocabulary
from nlp.structure.headings import LOST, without_letters
from nlp.structure.lines import Line
from nlp.who.persons import NAME, is_party, person_at

_APART = re.compile(r"\t| {3,}")
_FILL = " \t:.…_,–-"
PARTY_HEADS = frozenset(("parti", "part", "partibeteckning"))
"""What a column of parties is called."""
_NAMED = frozenset(
    ("chair", "secretary", "officer", "list:ordförande", "list:vice ordförande", "list:ledamot", "list:övrig", "list:ersättare")
)
"""Fields whose labels are everyday words: without a colon they need a name after them."""
_OFFICES = frozenset(("secretary", "adjusters", "list:ordförande", "list:vice ordförande"))
"""Roles of those who sign."""


@dataclass(slots=True)
class Field:
    """A label and the lines that stand with it. `name` is a key of `roles.toml`, `list:ROLE` for a list of persons."""

    name: str
    label: str
    values: list[tuple[str, Line | None]] = field(default_factory=list)
    """Each with the line that it stands in, None where that is page furniture."""
    line: int | None = None
    """Where the line of the label begins in the flow."""

    @property
    def text(self) -> str:
        """All values as one text."""
        return "\n".join(value for value, _ in self.values)


def fields(of_cover: list[tuple[str, Span, Line]], furniture: Iterable[str] = ()) -> list[Field]:
    """The labels in the rows of a cover and in page furniture with their values; a value goes on to the next label."""
    result: list[Field] = []
    for text in furniture:
        _read(result, text, None)
    result.append(Field("", ""))
    for text, _, line in of_cover:
        _read(result, text, line)
    return [found for found in result if found.name]


def _read(result: list[Field], text: str, line: Line | None) -> None:
    pieces = [piece.strip() for piece in _APART.split(text) if piece.strip()]
    over = [found for found in result[-len(pieces) :] if found.name and not found.values]
    labels_before = len({found.line for found in over}) == 1 and line is not None
    values = 1 < len(over) <= len(pieces) and not any(map(label_at, pieces))
    if values and labels_before and (len(over) == len(pieces) or all(map(_only_person, pieces))):
        for at, words in enumerate(pieces):  # labels beside each other, their values under them; the last one may have several
            over[min(at, len(over) - 1)].values.append((words, line))
        return
    for at, words in enumerate(pieces):
        if at and words[0].islower() and _is_label(words) and person_at(pieces[at - 1]) and result and result[-1].values:
            result[-1].values.append((words, line))  # the role of the person before it
        elif labelled := label_at(words):
            name, end = labelled
            result.append(Field(name, words[:end], line=line.span[0] if line else None))
            if words := words[end:].strip(_FILL):
                result[-1].values.append((words, line))
        elif words.strip(_FILL) and result:
            result[-1].values.append((words, line))


def rows(lines: list[Line]) -> Iterator[tuple[str, Span, Line]]:
    """Lines, with the cells of a row that tells of one person joined by commas; no further than is asked for."""
    for (table, _), group in groupby(entries(lines), key=lambda entry: (entry[0].block.table, entry[0].block.row)):
        members = list(group)
        if table is not None and (joined := _one_person(members)):
            yield joined
        else:
            yield from ((text, line.span, line) for line, text in members)


def _one_person(members: list[tuple[Line, str]]) -> tuple[str, Span, Line] | None:
    """The cells of a row as `Karin Ek (S), ersätter Bo Ask`, where it tells of one person, whose party may stand before."""
    cells = [list(group) for _, group in groupby(members, key=lambda entry: entry[0].block_index)]
    named = [at for at, cell in enumerate(cells) if person_at(cell[0][1])]
    if len(cells) < 2 or len(named) != 1 or named[0] > 1 or any(person_at(text) for cell in cells for _, text in cell[1:]):
        return None
    at, texts = named[0], [" ".join(text for _, text in cell) for cell in cells]
    if len(cells[at]) > 1 or (at == 1 and not (is_party(texts[0]) or re.fullmatch(r"[a-zåäö]{1,4}", texts[0]))):
        return None
    name, rest = texts[at], texts[at + 1 :]
    letters = texts[0] if at else rest.pop(0) if rest and is_party(rest[0]) else None
    name = f"{name} ({letters.strip('() ')})" if letters else name
    return ", ".join([name, *rest]), (members[0][0].span[0], members[-1][0].span[1]), cells[at][0][0]


def entries(lines: list[Line]) -> Iterator[tuple[Line, str]]:
    """Lines with their texts: the lines of a label's cell as one, tables with labels over their columns column by column."""
    at = 0
    while at < len(lines):
        table = lines[at].block.table
        if table is None:
            signed = with_roles(lines, at)
            yield from signed or [(lines[at], lines[at].text)]
            at += 2 * len({line.span for line, _ in signed}) or 1
            continue
        end = at
        while end < len(lines) and lines[end].block.table == table:
            end += 1
        yield from _of_table(lines[at:end])
        at = end


def with_roles(lines: list[Line], at: int) -> list[tuple[Line, str]]:
    """Persons whose roles stand on the line under their names, each as `Eva Ek, ordförande`; empty where that isn't so.

    A role with a capital in a line of its own may be the label of what follows, so there have to be two names with such roles.
    """
    if at + 1 < len(lines) and (pair := _pair(lines[at], lines[at + 1])):
        return [(lines[at], text) for text in pair]
    before = at
    run: list[tuple[Line, str]] = []
    while at + 1 < len(lines) and lines[at].block.table is None and lines[at + 1].block.table is None:
        name, role = lines[at].text, lines[at + 1].text
        if not (_is_office(role) and _only_person(name)):
            break
        run.append((lines[at], f"{name}, {role.lower()}"))
        at += 2
    if len(run) < 2 or (before and _is_office(lines[before - 1].text)):
        return []
    followed = at < len(lines) and _only_person(lines[at].text)
    return [] if followed else run


def _pair(line: Line, under: Line) -> list[str]:
    cell = line.block.kind == "cell" or under.block.kind == "cell"
    if not line.text[0].isupper() or not (cell or under.text[0].islower() or "\t" in line.text or "   " in line.text):
        return []
    names = [piece.strip() for piece in _APART.split(line.text) if piece.strip()]
    roles = [piece.strip() for piece in _APART.split(under.text) if piece.strip()]
    beneath = line.block_index == under.block_index if cell else len(names) > 1 or under.text[0].islower()
    if len(names) != len(roles) or not beneath or not all(map(_is_office, roles)) or not all(map(_only_person, names)):
        return []
    return [f"{name}, {role.lower()}" for name, role in zip(names, roles, strict=True)]


def _only_person(text: str) -> bool:
    person = person_at(text)
    return person is not None and person.end == len(text)


def _is_office(text: str) -> bool:
    """Whether a text is only the role of one who signs."""
    found = label_at(text)
    return found is not None and found[0] in _OFFICES and found[1] == len(text)


def _of_table(cells: list[Line]) -> list[tuple[Line, str]]:
    result: list[tuple[Line, str]] = []
    last = {line.block_index: line for line in cells}
    for line in cells:
        above = result[-1][0] if result else line
        if above is not line and (line.text[0].islower() or line is last[line.block_index]) and (signed := _pair(above, line)):
            result[-1] = (above, signed[0])
            continue
        if not line.first and result and result[-1][0].block_index == line.block_index:
            kept, glue = join_words(result[-1][1], line.text)
            together = result[-1][1][:kept] + glue + line.text
            whole = line.block.column == 0 or (line.text[0].islower() and _is_label(together))
            if whole and label_at(together) and len(together) < 80 and not person_at(line.text):
                result[-1] = (result[-1][0], together)
                continue
        result.append((line, line.text))
    first_row = [entry for entry in result if entry[0].block.row == result[0][0].block.row]
    lists = [entry for entry in first_row if plain(entry[1]) not in PARTY_HEADS]
    if len(lists) < len(first_row) and all((found := label_at(text)) and found[0].startswith("list:") for _, text in lists):
        result = [entry for entry in result if entry not in first_row or entry in lists]  # without the heads of party columns
        first_row = lists
    if len(first_row) > 1 and all(_is_label(text) for _, text in first_row):
        # A list may take several columns: the name, and beside it the role or who is replaced.
        begins = sorted({line.block.column or 0 for line, _ in first_row})
        result.sort(key=lambda entry: bisect_right(begins, entry[0].block.column or 0))
    return result


def _is_label(text: str) -> bool:
    found = label_at(text)
    return found is not None and not text[found[1] :].strip(_FILL)


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, str]]:
    roles = vocabulary("roles")
    names: dict[str, str] = {}
    for role, words in roles["attendance"].items():
        for label in words:
            names.setdefault(label, f"list:{role}")
    for label in roles["lists"]:
        names.setdefault(label, "lists")
    for key, words in roles["fields"].items():
        for label in words:
            names.setdefault(label, key)
    longest = sorted(names, key=len, reverse=True)
    alternatives = "|".join(re.sub("[åäö]", f"[åäö{LOST}]", re.escape(label).replace(r"\ ", r"\s{1,3}")) for label in longest)
    return re.compile(rf"({alternatives})(?:\(?(?:s|er|n|e|t)\)?)?(?![\w])(?=(\s{{0,3}}[:.…_]|\s|,|/|$))", re.IGNORECASE), {
        without_letters(label): name for label, name in names.items()
    }


_OPENING = 2


@cache
def _openings() -> frozenset[str]:
    """The first letters of labels: one look at them spares most lines the comparison with every label."""
    return frozenset(label[:_OPENING] for label in _labels()[1])


@cache
def _parts_of_labels() -> dict[str, str]:
    return {word: part for part, words in vocabulary("roles")["composed"].items() for word in words}


_ADDITION = re.compile(rf"[\s,(/–-]{{1,4}}[a-zåäö][a-zåäö ()-]{{1,40}}(?=:\s{{0,3}}(?:{NAME}|$))")
"""What a label goes on with before its colon: `Ersättare, för kännedom:`."""
_OWNER = (
    r"(?:(?:[^\d\s:.,;]{2,25} ){0,3}(?:kommun(?:en|erna)?|region(?:en)?|landstinget)"
    r"|(?:Region|Landstinget) [A-ZÅÄÖ][\w -]{2,30})"
)
_FROM_OFFICE = re.compile(
    rf"(?:Från|För) (?P<owner>{_OWNER})(?=:\s{{0,3}}(?:{NAME}|$))"
    rf"|Från (?:[a-zåäö-]{{2,25}} ){{0,2}}[a-zåäö-]{{3,30}}(?:et|en|na|an)(?=:\s{{0,3}}{NAME})"
)
"""`Från kontoret:`, and those whom the owners send: `Från Viks kommun:`"""
_OF_OWNER = re.compile(rf"\s(?:för|från)\s{_OWNER}(?=:)")
"""`Närvarande för Region Vik:`"""
_WITH_COLON = frozenset(("med",))
"""Labels that are labels only before a colon."""
_AND_OTHERS = re.compile(r"\s?m\.? ?fl\.?(?![\w])")
_LABEL_WORD = re.compile(r"[\s,/&()+-]{0,3}([^\W\d_]{1,22})\.?(?![\w])")


def _composed(text: str) -> tuple[str, int] | None:
    """The list that a label put together from known words opens (`Gäster och föredragande`), and where the label ends."""
    parts = _parts_of_labels()
    found: list[str] = []
    end = at = 0
    while (match := _LABEL_WORD.match(text, at)) and (part := parts.get(match[1].casefold())) and len(found) < 8:
        if found and match[1][0].isupper() and not match[1].isupper():
            break  # a name, or the next label
        found.append(part)
        at = match.end()
        if match[1].casefold() not in ("och", "samt", "i", "med", "från"):
            end = at
    heads = [part for part in found if part in ("members", "substitutes", "others")]
    if len(found) < 2 or not (heads or "not_serving" in found):
        return None
    end += text[end : end + 1] == ")"
    serving = "serving" in found and "not_serving" not in found
    if not heads or heads[0] == "substitutes" or ("not_serving" in found and heads[0] == "members"):
        return ("list:tjänstgörande ersättare" if serving else "list:ersättare"), end
    return ("list:ledamot" if heads[0] == "members" else "list:övrig"), end


@lru_cache(maxsize=10_000)
def label_at(text: str) -> tuple[str, int] | None:
    """The field whose label begins a text, and where the label ends; None where none does.

    Of labels joined by *och* or a stroke (`Ledamöter och ersättare`, `Föredragande/tjänstemän`) the first one tells the role.
    """
    pattern, names = _labels()
    match = pattern.match(text) if without_letters(text[:_OPENING].casefold()) in _openings() else None
    composed = _composed(text)
    if not match and not composed:
        office = _FROM_OFFICE.match(text)
        return ("lists" if office["owner"] else "list:övrig", office.end()) if office else None
    name, end = "", 0
    if match:
        name, end = names[without_letters(" ".join(match[1].casefold().split()))], match.end()
    if composed and composed[1] > end and (not name or name.startswith("list")):
        name, end = composed
    if others := _AND_OTHERS.match(text, end) or (_OF_OWNER.match(text, end) if name.startswith("list") else None):
        end = others.end()
    rest = text[end:]
    stripped = rest.strip(_FILL)
    if not stripped:
        return name, end
    if rest.lstrip(" ").startswith((":", "..", "…", "__")) or rest.startswith("  "):
        return name, end
    if name.startswith("list:") and text[0].isupper() and (addition := _ADDITION.match(text, end)):
        return name, addition.end()
    if not text[0].isupper() or rest.startswith((",", "/")) or text[:end].casefold() in _WITH_COLON:
        return None
    if name == "date" and not any(map(str.isdigit, stripped)):  # "Dag Ek" is a person
        return None
    if rest.startswith("\t") and _parts_of_labels().get(re.split(r"\W", stripped, maxsplit=1)[0].casefold()):
        return name, end  # the heads of lists that stand beside each other
    if name in _NAMED:
        return (name, end) if re.match(NAME, stripped) and len(stripped) < 80 else None
    if stripped[0].isupper() or stripped[0].isdigit() or stripped[0] == "§":
        return (name, end) if len(stripped) < 160 else None
    return None
