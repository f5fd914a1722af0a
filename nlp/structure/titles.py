"""The head of an item: its title, diary numbers and presenters, as they stand beside, under and after its number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from corpus.document import Span
from corpus.vocabulary import plain, vocabulary
from nlp.structure.covers import label_at
from nlp.structure.headings import heading_role
from nlp.structure.lines import Line
from nlp.structure.numbering import is_other_paragraph
from nlp.structure.sections import RULE
from nlp.who.persons import NAME, persons
from nlp.wording.diary import diary_numbers

_DIARY_LABEL = re.compile(
    r"[\s,(]{0,4}\b(?:dnr|diarienr|diarienummer|d\.nr|ärendenr|ärendenummer)\b[.:]?\s{0,4}(?P<numbers>.{0,120})", re.IGNORECASE
)
_GOVERNS = re.compile(
    r"\b(?:av|i|om|på|för|från|till|enligt|med|över|beslut|ärende|ärendet|remiss|mål|skrivelse)$", re.IGNORECASE
)
_PARTING = re.compile(r"\s{0,2}(?:,|;| och )\s{0,2}")
_PIECES = re.compile(r"\t| {3,}")
_TIME = re.compile(r"[\s(]{0,3}(?:kl\.?\s?\d{1,2}|\d\d)[:.]\d\d(?:\s?[-–]\s?\d{1,2}[:.]\d\d)?\)?\s*$")
_AND_OTHERS = re.compile(r"\s?m\.? ?fl\.?")
_NAMES = re.compile(rf"{NAME}(?:\s?\([^()]{{1,6}}\))?(?:(?:,| och|/|;)\s{{0,2}}{NAME}(?:\s?\([^()]{{1,6}}\))?){{0,6}},?")
_TOLD = re.compile(
    r"\b(?:beslutar|beslutade|beslöt|utses|utsågs|utsåg|väljs|valdes|valde|godkänns|godkändes|godkännes|hälsade|hälsar|förklarade"
    r"|förklarar|föreslår|föreslog|anmäldes|upplästes|lades|noterades|informerade|informerar|redogjorde|redogör|antogs"
    r"|läggs|lägges|återremitterades?|återremitteras|återremitterar|bordlades|bordlade|bordläggs|bordlägges|bordlägger|remitteras"
    r"|avslås|avslogs|bifalls|bifalles|bifölls|antas|antages|fastställs|fastställdes|beviljas|beviljades|medges|medgavs|tillstyrks"
    r"|avstyrks|avskrivs|noteras|antecknas|antecknades|överlämnas|överlämnades|tackar|behandlade|uppdras|hänskjuts|utgår|utgick)\b"
)
"""Verbs of a sentence that tells what happened; no title has one with a full stop behind."""
_LISTED = re.compile(r"att\b|[a-h][.)]\s")
"""How a line in small letters begins that is a point of a list."""
_OF_AGENDA = re.compile(
    r"(?:(?:besluts)?förslag|information|diskussion|dialog|bilag(?:a|or)|(?:besluts|informations)ärende)\b", re.I
)
"""How a line begins that an agenda prints under a title: what is proposed, what kind of matter it is, what is enclosed."""
_WORD = 5
"""A title behind a diary number has more letters than a unit's sign."""
_LINES = 4
"""How many lines a title may have."""
_COLUMNS = 3
"""From how many cells a row has one for each thing."""
_LOOK = 12
"""How many lines under the number are read as its head."""
_PRESENTING = (
    "föredrar", "föredrog", "informerar", "informerade", "presenterar", "presenterade", "redogör", "redogjorde", "drar",
    "inleder",
)  # fmt: skip
_PRESENTS = re.compile(rf"(?P<names>.{{0,60}}?{NAME}.{{0,160}}?)\s(?:{'|'.join(_PRESENTING)})\b")


@dataclass(slots=True)
class Opening:
    """What the head of an item says; `body` are the lines under it."""

    title: str | None = None
    numbers: list[str] = field(default_factory=list)
    presenters: list[str] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)


def read_opening(of_item: list[Line], rest: int, known: Iterable[str], *, agenda: bool) -> Opening:
    """The head of an item, whose number ends at the offset `rest` of its first line.

    `known` are the names of those present; `agenda` tells that presenters and times may stand beside the titles.
    """
    first = of_item[0]
    result = Opening()
    title: list[str] = []

    def take(text: str) -> bool:
        """Reads a piece of the head; False where it is none of what may stand there."""
        if is_other_paragraph(text):
            return True
        words, numbers = without_diary(text)
        words = words or ("" if title else _after_diary(text))
        result.numbers.extend(numbers)
        if agenda:
            words = _TIME.sub("", words)
        if not words:
            return True
        if agenda and title and (names := _only_names(words)):
            result.presenters.extend(names)
            return True
        if title:
            return False
        title.append(words)
        return True

    left = [piece for piece in _PIECES.split(first.text[rest:].strip()) if piece.strip() and not take(piece.strip())]
    title += left
    row = (first.block.table, first.block.row)
    under: list[Line] = []
    above = first
    for line in of_item[1:]:
        beside = (
            first.block.kind == "cell" and (line.block.table, line.block.row) == row and line.block_index != first.block_index
        )
        if beside and not title:
            above = line
        of_title = above.block_index == line.block_index != first.block_index
        if beside and title and of_title and (_wrapped(title[-1], line.text) or _only_title(title, line)):
            title += filter(None, without_diary(line.text)[:1])
            above = line
        elif not (beside and take(line.text)):
            under.append(line)
            above = first  # the title ended
    at = 0
    before = first
    while at < min(len(under), _LOOK):
        line = under[at]
        labelled = label_at(line.text)
        pieces = [piece.strip() for piece in _PIECES.split(line.text)]
        if labelled and labelled[0] == "officer" and line.text.casefold().startswith("föredra"):
            result.presenters += [person.name for person in persons(line.text[labelled[1] :])]
        elif not title and _is_text(line):
            break
        elif title and not _only_beside(pieces, agenda=agenda):
            if len(title) >= _LINES or not goes_on(before, line, pieces[0], title[-1]):
                break
            title += filter(None, without_diary(pieces[0])[:1])
            for piece in pieces[1:]:
                take(piece)
        else:
            for piece in pieces:
                take(piece)
        before = line
        at += 1
    result.body = under[at:]
    whole = " ".join(title)
    if agenda:
        whole, trailing = _without_known(whole, frozenset(known))
        result.presenters += trailing
    whole, trailing_numbers = without_trailing_diary(whole)
    result.numbers += trailing_numbers
    result.title = whole.strip(" .:–-|") or None
    result.numbers += _numbers_below(result.body)
    result.numbers = list(dict.fromkeys(result.numbers))
    result.presenters = list(dict.fromkeys(result.presenters))
    return result


def without_diary(text: str) -> tuple[str, list[str]]:
    """A line of a heading without its diary numbers, and these."""
    if ("nr" in (words := text.casefold()) or "nummer" in words) and (match := _DIARY_LABEL.search(text)):
        pieces = _PARTING.split(match["numbers"]) if any(map(str.isdigit, match["numbers"])) else []
        return text[: match.start()].strip(), [number for piece in pieces for _, number in diary_numbers("Dnr " + piece)]
    bare = diary_numbers(text)
    if bare and not re.sub(r"\A[Ää]rende:?\s|[\s,;()]|och", "", _cut(text, [span for span, _ in bare])):
        return "", [number for _, number in bare]
    return text.strip(), []


def _after_diary(text: str) -> str:
    """The title that stands behind a labelled diary number in one line (`Dnr 12/91 Budget för 1992`)."""
    found = diary_numbers(text) if _DIARY_LABEL.match(text) else []
    rest = text[found[-1][0][1] :].strip(" \t,;)") if found else ""
    return rest if len(rest) > _WORD and rest[0].isupper() and rest[1].islower() else ""


def without_trailing_diary(text: str) -> tuple[str, list[str]]:
    """A title without the diary numbers that stand at its end (`Ny taxa, KS 2017/31`), and these.

    One that a word governs (`Ändring av KS 2017/31`) belongs to the title.
    """
    numbers: list[str] = []
    end = len(text)
    for (start, stop), number in reversed(diary_numbers(text)):
        if text[stop:end].strip(" ,;)") or not start:
            break
        before = text[:start].rstrip(" ,;(–-\t")
        if before == text[:start].rstrip() and _GOVERNS.search(before):
            break
        numbers.insert(0, number)
        end = len(before)
    return text[:end].strip(), numbers


def presenters_told(body: list[Line]) -> list[str]:
    """Those of whom the first paragraphs say that they present the matter."""
    for line in body[:3]:
        text = line.text[:260]
        if any(map(text.__contains__, _PRESENTING)) and (match := _PRESENTS.match(text)):
            return [person.name for person in persons(match["names"])]
    return []


def goes_on(before: Line, line: Line, text: str, title: str) -> bool:
    """Whether a line is a further line of the title."""
    if heading_role(text) or RULE.fullmatch(text) or title[-1] in ".:?!":
        return False
    if line.block_index == before.block_index:
        return len(text) < 90 and text[-1] not in ".:" and (line.block.kind != "cell" or text[0].islower())
    if before.marked and line.marked and line.block.kind == before.block.kind and line.block.level == before.block.level:
        return len(text) < 120
    if line.marked == before.marked and _GOVERNS.search(title) and len(text) < 70 and text[-1] not in ".:,":
        return True
    return len(title) > 20 and text[0].islower() and not _LISTED.match(text) and len(text) < 70 and text[-1] not in ".:,"


def _wrapped(title: str, text: str) -> bool:
    """Whether a line of a cell goes on with the title on the lines before."""
    if heading_role(text) or title[-1] in ".:?!" or text[-1] in ".:" or len(text) > 90 or text.startswith("att "):
        return False
    return text[0].islower() or title[-1] == "," or _GOVERNS.search(title) is not None


def _only_title(title: list[str], line: Line) -> bool:
    """Whether the cell of a title holds nothing else: what is said of it has columns of its own."""
    told = heading_role(line.text) or _OF_AGENDA.match(line.text)
    return line.width >= _COLUMNS and len(title) < _LINES and not told and title[-1][-1] not in ".:?!"


def _cut(text: str, spans: Sequence[Span]) -> str:
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    return text


def _is_text(line: Line) -> bool:
    """Whether a line is already the text of an item without a title."""
    opens = ("beslut", "förslag", "sammanfattning", "beslutsunderlag", "yrkanden")
    told = line.text.endswith(".") and _TOLD.search(line.text) is not None
    opens_section = heading_role(line.text) in opens and plain(line.text) not in vocabulary("headings")["beslut"]["titles"]
    return not line.marked and (told or len(line.text) > 220 or opens_section)


def _only_beside(pieces: list[str], *, agenda: bool) -> bool:
    """Whether pieces are only what stands beside a title: diary numbers, and on an agenda names and times."""
    words = [without_diary(piece)[0] for piece in pieces if not is_other_paragraph(piece)]
    if agenda:
        words = [_TIME.sub("", word) for word in words]
        return all(not word or _only_names(word) for word in words)
    return not any(words)


def _only_names(text: str) -> list[str]:
    """The persons that a text consists of; none where it holds anything else."""
    words = _AND_OTHERS.sub("", text).strip()
    return [person.name for person in persons(words)] if _NAMES.fullmatch(words) else []


def _without_known(title: str, known: frozenset[str]) -> tuple[str, list[str]]:
    """A title without the names of persons present that stand after it."""
    found: list[str] = []
    while True:
        stripped = re.sub(r"(?: m\.? ?fl\.?|,| och)$", "", title.rstrip())
        name = next((name for name in known if stripped.endswith(" " + name)), None)
        if name is None:
            return title.strip(), found
        found.insert(0, name)
        title = stripped[: -len(name)].rstrip()


def _numbers_below(body: list[Line]) -> list[str]:
    """Diary numbers on lines of their own between a list under the title and the first heading."""
    result: list[str] = []
    for line in body[:6]:
        if heading_role(line.text):
            break
        words, numbers = without_diary(line.text)
        if not words:
            result += numbers
    return result
