"""What the file is: its kind, body, date, persons; and the documents within it."""

from __future__ import annotations

import re
from collections import Counter

from spacy.tokens import Doc

from corpus.findings import Head, Part, Passage
from nlp.state import State
from nlp.structure.covers import Field, label_at
from nlp.structure.fronts import COVER, ENDING, Front
from nlp.structure.kinds import title_kind
from nlp.structure.stretch import Stretch
from nlp.structure.titles import without_trailing_diary
from nlp.who.officers import adjusters_of, chair_of, secretary_of
from nlp.who.owner import acting, as_called, body_in, is_body, may_name_organisation, organisations, place_of, short_form
from nlp.who.persons import person_at
from nlp.wording.calendar import parse_dates
from nlp.wording.diary import diary_numbers

MEETINGS = frozenset(("protokoll", "protokollsutdrag", "minnesanteckningar", "kallelse", "möteshandlingar"))
_TOP = 6
_OF_OWNERS = r"(?:[A-ZÅÄÖ][\w-]+ ){1,3}(?:kommun|stad)"
_JOINT = re.compile(rf"(?P<owners>{_OF_OWNERS}(?:, {_OF_OWNERS}){{0,8}} och {_OF_OWNERS})(?: i samverkan)?")
"""The municipalities of a common body, where a line at the top has nothing else."""
_NAMED_WITHIN = 200
_TEXT = 200_000
"""Characters within which the organisation is looked for: of a line, of the text."""
_PACK = frozenset(("kallelse", "möteshandlingar"))
_PARAGRAPH = re.compile(r"(?:\w{1,5}\s)?§\s?\d{1,4}(?:\s?[a-z](?!\w))?(?:/\d\d(?:\d\d)?)?")
_DAY = r"(?:den )?(?:\d{4}-\d\d-\d\d(?:\s?[-–]{1,2}\s?\d\d)?|\d{1,2}(?:\s?[-–]\s?\d{1,2})? [a-zåäö]{3,9},? \d{4})"
_ONLY_DAY = re.compile(rf"(?:\w{{3,6}}dag(?:en)?,? )?{_DAY}(?:,? (?:kl|klockan)\b.{{3,20}})?", re.IGNORECASE)
_PLACE_AND_DAY = re.compile(r"(?:[A-ZÅÄÖ][\w-]+,? ){1,3}(?:den )?(?:\d{1,2} \w{3,9} \d{4}|\d{4}-\d\d-\d\d)\.?")
_ADOPTED = re.compile(r"(?:antage[nt]|fastställ[td]|beslutad|upprätta[dt]|datera[dt])\b", re.IGNORECASE)
_APART = re.compile(r"[\t\n]| {3,}")
_AS_OF = re.compile(
    r"(?:senast |sist )?(?:avstämd|uppdatera[dt]|reviderad|aktuell|aktualiserad|läget|status|per|t\.?o\.?m)\b", re.IGNORECASE
)
"""How a list that is kept up tells its day."""
_LISTED_AT = re.compile(rf".{{3,60}}[\s,(]per {_DAY}\)?", re.IGNORECASE)
_KIND_AFTER = re.compile(r"(?<=\w)\s{1,3}(?:\w{0,12}protokoll|kallelse|dagordning|sammanträdesdatum|sida)\b.*$", re.IGNORECASE)
_OTHER_DAY = re.compile(r"juster|ansla|publicer|(?:senast )?uppdater|utskr|expedier", re.IGNORECASE)
_VALIDITY = re.compile(r"\b(?:gäller|gällande|t\.?o\.?m|till och med)\b")
_DAY_AFTER = re.compile(r"[\s,]{1,3}(?:den )?(?:\d{4}-\d\d-\d\d|\d{1,2}(?:[–-]\d{1,2})? \w{3,9} \d{4})$")
_CALLED = re.compile(r"\b(?:sammanträder|sammanträde|kallas|möte|kallelse)\b[^.]{0,80}")
_SUMMONED = re.compile(
    r"(?:(?:Ledamöter|Ersättare)(?:na)? (?:och ersättare(?:na)? )?i |Till (?:ledamöter och ersättare i )?)?(?P<body>.{3,80}?)\s"
    r"(?:sammanträder|(?:kallas|inbjuds|inkallas)(?: härmed)?(?= till| och| om)|har (?:möte|sammanträde))\b",
    re.IGNORECASE,
)
"""`Tekniska nämnden kallas till sammanträde`."""
_MEETING_OF = re.compile(r"(?P<body>\w[\w -]{2,60})s (?:ordinarie )?(?:sammanträde|möte)\b", re.IGNORECASE)
"""`Direktionens sammanträde`."""
_TITLE_OF = re.compile(r"[\w/-]{3,30} (?:till|för|från|av) (?P<body>[A-ZÅÄÖ].{3,80})")
"""`Kallelse till Samverkansnämnden för vård och skola (SVS)`."""
_GROUP = re.compile(r"[A-ZÅÄÖ][\w-]{0,25}(?:grupp|råd|forum|nätverk|utskott|nämnd|kommitté)(?: [a-zåäö-]{3,25}){1,3}")
"""A body whose ending doesn't stand last: `Samverkansgrupp hjälpmedel`."""
_DATED_TITLE = re.compile(
    r"(?:\w{0,20}protokoll|möte|kallelse|minnesanteckningar|sammanträde|dagordning|föredragningslista)\b", re.IGNORECASE
)


def find_parts(state: State, doc: Doc) -> list[Part]:
    """The documents within the file, in order; one where it holds one."""
    alone = len(state.fronts) == 1
    result: list[Part] = []
    for front in state.fronts:
        stretch, kind = front.stretch, front.kind.name
        span = (0, len(state.flow.text)) if alone else (stretch.lines[0].span[0], stretch.lines[-1].span[1])
        result.append(
            Part(
                Passage(span),
                kind,
                _title(stretch, kind),
                _date(state, front, named=alone or (stretch.first == 1 and kind in MEETINGS)),
                (stretch.first, stretch.last),
                _body(state, front),
            )
        )
    return [_dated_elsewhere(state, part, result) for part in result]


def find_head(state: State, doc: Doc) -> Head:
    """What the file as a whole is, told by its first part."""
    front, first = state.fronts[0], state.parts[0]
    evidence, name = front.kind.evidence, first.kind
    others = {part.kind for part in state.parts[1:]}
    if others and (first.kind in _PACK or first.kind == "övrigt"):
        name = "möteshandlingar"
        evidence = (*(f"{part.kind}, sidan {part.pages[0]}" for part in state.parts), *evidence)
    meeting = name in MEETINGS
    chair = chair_of(state, front) if meeting else None
    return Head(
        kind=name,
        title=None if name == "möteshandlingar" else first.title,
        body=first.body,
        organisation=_organisation(state, front, meeting=meeting),
        date=first.date,
        dnr=_dnr(front, meeting=meeting),
        chair=chair,
        secretary=secretary_of(state, front) if meeting or name == "balanslista" else None,
        adjusters=adjusters_of(state, front, chair) if name in ("protokoll", "protokollsutdrag") else (),
        evidence=evidence,
    )


def _title(stretch: Stretch, kind: str) -> str | None:
    """The heading at the top: its lines joined; bodies and labels are none. Of an extract the title of its paragraph."""
    if kind == "protokollsutdrag":
        at = next((at for at, line in enumerate(stretch.lines) if _PARAGRAPH.match(line.text)), None)
        if at is not None:
            rest = _PARAGRAPH.sub("", stretch.lines[at].text, count=1).strip()
            rest = without_trailing_diary(rest)[0]
            following = stretch.lines[at + 1].text if at + 1 < len(stretch.lines) else ""
            return rest if rest and not re.match(r"dnr", rest, re.IGNORECASE) else following or None
    top = [line for line in stretch.lines[:15] if line.block.kind != "cell"]
    marked = [line for line in top if line.block.kind == "heading" and organisations(line.text) != [line.text]]
    marked = [line for line in marked if title_kind(line.text) == kind] or marked
    for line in marked or [line for line in top if title_kind(line.text) == kind and len(line.text) < 120]:
        named = title_kind(line.text)
        if (is_body(line.text) and named is None) or (kind in MEETINGS and named != kind):
            continue
        joined = [line.text]
        for after in stretch.lines[stretch.lines.index(line) + 1 :][:3]:
            same = after.block.kind == line.block.kind and after.block.level == line.block.level and after.marked == line.marked
            if not same or not line.marked or is_body(after.text) or len(after.text) > 120:
                break
            joined.append(after.text)
        return " ".join(joined)
    return None


def _first_day(text: str) -> str | None:
    """The first day that a text names with its year."""
    for expression in parse_dates(text):
        if expression.unit == "day" and expression.year is not None and (first := expression.period()[0]):
            return first
    return None


def _stated_day(label: Field) -> str | None:
    """The first day that stands with a label; days of adjustment, notice and printing are others."""
    return _first_day("\n".join(value for value, _ in label.values[:6] if not _OTHER_DAY.match(value)))


def _date(state: State, front: Front, *, named: bool) -> str | None:
    """The day of the meeting, or the day that a document was decided or dated."""
    stretch, labels, kind = front.stretch, front.labels, front.kind.name
    top = [line.text for line in stretch.lines[:40]]
    if kind in MEETINGS:
        for label in labels:
            if label.name == "date" and (day := _stated_day(label)):
                return day
        for text in top:
            if kind == "kallelse" and (match := _CALLED.search(text)) and (day := _first_day(match[0])):
                return day
        for label in labels:
            if (
                label.name in ("place", "dated")
                and (kind != "kallelse" or label.name == "place")
                and (day := _stated_day(label))
            ):
                return day
        for text in [*top[:15], *front.furniture]:
            if (
                len(text) < 120
                and any(
                    _DATED_TITLE.match(piece) or is_body(piece) for piece in (_DAY_AFTER.sub("", text), *_APART.split(text))
                )
                and (day := _first_day(text))
            ):
                return day
        for line in [] if kind == "kallelse" else front.cover:
            if _ONLY_DAY.fullmatch(line.text) and (day := _first_day(line.text)):
                return day
            if (found := label_at(line.text)) and found[0] in ("adjustment", "notice", "adjusters"):
                break
    else:
        for label in labels:
            if label.name == "dated" and (day := _stated_day(label)):
                return day
        near = [line.text for line in stretch.lines[:12] if line.width <= 2]  # a day in a row of a table is the row's own
        for text in [piece.strip() for line in [*near, *front.furniture] for piece in line.split("\t")]:
            alone = _ONLY_DAY.fullmatch(text) or _PLACE_AND_DAY.fullmatch(text) or _ADOPTED.match(text)
            alone = alone or (_AS_OF.match(text) or _LISTED_AT.fullmatch(text) if kind == "balanslista" else None)
            if (alone or (title_kind(text) and len(text) < 100)) and (day := _first_day(text)) and not _VALIDITY.search(text):
                return day
        for line in stretch.lines[-ENDING:]:
            for text in map(str.strip, _APART.split(line.text)):  # the parties sign beside each other
                signed = _PLACE_AND_DAY.fullmatch(text) or (line.block.kind != "cell" and _ONLY_DAY.fullmatch(text))
                if signed and (day := _first_day(text)):
                    return day
        for text in top:
            if re.match(r"gäller från", text, re.IGNORECASE) and "eslut" in text and (day := _first_day(text)):
                return day
    if named:
        stem = state.document.source.name.rpartition(".")[0].replace("_", " ")
        return _first_day(stem)
    return None


def _dated_elsewhere(state: State, part: Part, parts: list[Part]) -> Part:
    """An extract without a day, dated by the mention of it in the other parts (`Protokollsutdrag 26 februari 2021, § 9`)."""
    if part.kind != "protokollsutdrag" or part.date is not None or len(parts) < 2:
        return part
    number = re.match(r"\W*(?:\w{1,5} )?§\s?(\d{1,4})", state.flow.words(part.passage.span)[:40])
    if not number:
        return part
    mention = re.compile(rf"(?:protokollsutdrag|utdrag)[^\n§]{{3,60}}§\s?{number[1]}(?!\d)", re.IGNORECASE)
    for other in parts:
        if (
            other is not part
            and (match := mention.search(state.flow.words(other.passage.span)))
            and (day := _first_day(match[0]))
        ):
            return Part(part.passage, part.kind, part.title, day, part.pages, part.body)
    return part


def _body(state: State, front: Front) -> str | None:
    """The body that met or that the document belongs to."""
    text = state.flow.text
    stretch, kind = front.stretch, front.kind.name
    for label in front.labels:
        if label.name == "body" and label.values:
            words = label.values[0][0].split(",")[0].strip()
            if is_body(words.capitalize() if words.isupper() else words):
                return as_called(words, text)
    top = [line.text for line in front.cover[:15]]
    pieces = [piece for line in [*top, *front.furniture] for piece in _APART.split(line)]
    association: str | None = None
    for words in [_DAY_AFTER.sub("", _KIND_AFTER.sub("", piece.strip())) for piece in pieces]:
        named = _DATED_TITLE.match(words) or title_kind(words)
        candidate = words.capitalize() if words.isupper() and len(words) > 5 else words
        if (meets := _MEETING_OF.match(words)) and is_body(meets["body"].capitalize()):
            return as_called(meets["body"], text)
        if not named and candidate.casefold().endswith("förbundet"):
            association = association or words  # which has a body of its own
            continue
        if not named and is_body(candidate):
            return as_called(words, text)
        if named and (full := _TITLE_OF.match(words)) and is_body(full["body"]):
            return as_called(full["body"], text)
        if named and kind != "skrivelse" and len(words) < 100 and (found := body_in(words)):
            while (first := found.partition(" "))[2] and title_kind(first[0]):
                found = first[2]
            return as_called(found, text)
    if kind in MEETINGS:
        for words in top:
            if (match := _SUMMONED.match(words)) and (found := body_in(match["body"])):
                return as_called(found, text)
        for words in top[:6]:
            if _GROUP.fullmatch(words):
                return as_called(words, text)
        named_file = re.sub(r"[\d_ .-]+$", "", state.document.source.name.rpartition(".")[0])
        while (first := named_file.partition(" "))[2] and title_kind(first[0]):
            named_file = first[2]
        if is_body(named_file[:1].upper() + named_file[1:]):
            return as_called(named_file, text)
    if association and is_body(association.capitalize()):
        return as_called(association, text)
    for words in [*top[:6], state.document.source.name.rpartition(".")[0]]:
        for short in re.findall(r"\b[A-ZÅÄÖ]{3,8}\b", words):
            used = len(re.findall(rf"\b{short}(?::s)?\b", text)) >= 3 and title_kind(words) is not None
            if used or short == _named(text):
                return str(short)
    return acting(state.flow.words((stretch.lines[0].span[0], stretch.lines[-1].span[1]))) if stretch.lines else None


def _named(text: str) -> str | None:
    """The short form that a text introduces and goes on to use."""
    short = short_form(text)
    return short if short and text.count(short) >= 3 else None


def _organisation(state: State, front: Front, *, meeting: bool) -> str | None:
    """The municipality, region or association, by its place and how often it is named.

    A single mention is proof enough in a letter or a plan that names no other, in minutes it isn't.
    """
    text = state.flow.text
    stretch = front.stretch
    for words in [*(line.text for line in stretch.lines[:_TOP]), *front.furniture]:
        if len(words) < _NAMED_WITHIN and (joint := _JOINT.fullmatch(words)):
            return joint["owners"]
    weights: Counter[str] = Counter()
    printed: dict[str, str] = {}
    places = [(piece, 4) for words in front.furniture for piece in _APART.split(words)]
    places += [
        (piece, 3 if at < 12 else 1)
        for at, line in enumerate(stretch.lines[:COVER])
        if may_name_organisation(line.text)
        for piece in _APART.split(line.text)
    ]
    for words, weight in places:
        named = organisations(words[:_NAMED_WITHIN])
        if named and (person := person_at(words)) and not organisations(person.name):  # whom a member represents
            continue
        for name in named:
            near = weight == 4 or (weight == 3 and len(words) < len(name) + 25)
            alone = len(words.strip(" .:,")) == len(name)
            weights[name.casefold()] += weight + 2 * alone if near else 0
            printed.setdefault(name.casefold(), name)
    for name in organisations(text[:_TEXT]):
        weights[name.casefold()] += 1
        printed.setdefault(name.casefold(), name)
    (best, weight), *others = weights.most_common(2) or [("", 0)]
    enough = 3 if meeting or others else 1
    if weight >= enough and (not others or weight > others[0][1]):
        return as_called(printed[best], text)
    place = next((place for line in stretch.lines[:12] if (place := place_of(line.text))), None)
    return next((name for name in printed.values() if place and name.startswith((f"{place} ", f"{place}s "))), place)


def _dnr(front: Front, *, meeting: bool) -> tuple[str, ...]:
    """The document's own diary numbers: with a label on the cover, or by themselves at the top."""
    found: list[str] = []
    for label in front.labels:
        if label.name == "dnr" and not meeting:
            found += [number for _, number in diary_numbers("Dnr " + label.text[:120])]
    if not meeting:
        for words in [*(line.text for line in front.stretch.lines[:12]), *front.furniture]:
            for (start, end), number in diary_numbers(words):
                if end - start > len(words) - 12 or re.search(r"\bdnr|diarie", words, re.IGNORECASE):
                    found.append(number)
    return tuple(dict.fromkeys(found))
