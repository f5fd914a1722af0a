"""References to other decisions and matters: by body, day and paragraph, or by diary number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile

from spacy.tokens import Doc

from corpus.document import Span
from corpus.findings import DateMention, Passage, Reference
from corpus.vocabulary import vocabulary
from nlp.context import Context
from nlp.state import State
from nlp.structure.spans import Covered
from nlp.who.bodies import find_bodies, full_name
from nlp.wording.acts import WHOSE
from nlp.wording.diary import diary_numbers

_SIGN = re.compile(
    r"§(?<![§\w]§)\s{0,2}(?P<number>\d{1,4}(?:\.\d{1,2}(?!\d))?(?:\s?[a-h](?![\w.]))?)(?P<year>[-–/](?:19|20)?\d{2}(?!\d))?(?!\d)"
)
_STATUTE_BEFORE = re.compile(r"(?:\bkap\.?\s(?:\d{1,3}\s?[a-z]?\s)?|(?<![\d-])\d{1,3}\s?[a-z]?\s)\Z")
_STATUTE_AFTER = re.compile(
    r"[ \u00a0]?(?:st\b|\w{0,12}[ \u00a0]stycket|p\.|punkt(?:en)?\b|[A-ZÅÄÖ]{1,3}L\b"
    r"|(?:i[ \u00a0])?(?!förslag)\w{0,30}(?:lagen|lag|balken|förordningen|ordningen|reglementet|stadgarna|stadgan|avtalet)\b)",
    re.I,
)
_LOST = re.compile(r",\s{1,2}(?P<number>\d{1,4}(?:\s?[a-h](?!\w))?)(?=[.,;)\n]|\Z|\s(?:att|om|och|samt|beslutade|antog)\b)")
_LOST_AFTER = re.compile(
    r"(?:,\s|[ \u00a0])(?P<short>[A-ZÅÄÖ][A-Za-zåäö]{1,4})\s(?P<number>\d{1,4}(?:\s?[a-h](?!\w))?)(?=[.,;)\s]|\Z)(?!\s\d)"
)
_LOST_BEFORE = re.compile(r"(?<!\w)([A-ZÅÄÖ][A-Za-zåäö]{1,4}) (\d{1,4}),? \(?\Z")
_POINT = re.compile(r",\spunkt(?:en)?\s(?P<number>\d{1,3})(?!\d)", re.I)
_SAME_MEETING = re.compile(r"\bsamma\s(?:möte|sammanträde|dag)\b", re.I)
_CHAIN = re.compile(
    r"[A-ZÅÄÖ](?<!\w.)[A-Za-zåäö]{1,4}\s(?:§\s)?\d{1,4}"
    r"(?:(?:[ \t\u00a0,]{1,30}|\s{1,2})[A-ZÅÄÖ][A-Za-zåäö]{1,4}\s(?:§\s)?\d{1,4}(?![\d/-])(?:\s[a-h](?![\w.]))?){1,4}"
)
_LINK = re.compile(r"([A-ZÅÄÖ][A-Za-zåäö]{1,4})\s(?:§\s)?(\d{1,4}(?:\s[a-h](?![\w.]))?)(?![\d/-])")
_BARE_OPENING = re.compile(r"(?:§\s?)?\d{1,4}(?:\s?[a-h])?[ \t]{1,30}(?=[A-ZÅÄÖ])")
_OF_MINUTES = re.compile(r"\s(?:ur|i|från|av)\s[^.;§\n]{0,60}?protokoll\w{0,3},?\s(?:från\s)?(?:den\s)?")
_LABEL_BEFORE = re.compile(r"[,;(\s]{0,3}(?:dnr|diarien\w{1,10})[.:]?\s?", re.I)
_LABELS = re.compile(r"(?i)\b(?:dnr|diarienummer|diarienr)\b|[\W\d]")
_WORDS = 6
"""A line with fewer letters than this beside its diary numbers holds nothing else."""
_HEADING = 1000
"""Characters of the longest line that an item begins with."""
_WITH_YEAR = 5
"""Characters of a year of four digits with the sign before it."""
_NUMBER = 12
"""Characters at the head of an item that hold its number and sign."""
_DELEGATION_REACH = 250
_BESIDE = 90
"""Within how many characters before its paragraph a body's name begins."""


def find_references(state: State, doc: Doc) -> list[Reference]:
    """References in text order. Laws, presence codes, the item's own diary number and headings are none."""
    context = Context.of(state)
    found = [
        *_by_paragraph(context),
        *_by_lost_sign(context),
        *_chains(context),
        *_by_day(context),
        *_by_columns(context),
    ]
    found += _of_places(context, found)
    taken = [reference.passage.span for reference in found]
    found += _by_diary_number(context, taken)
    return sorted(_with_days(context, found), key=lambda reference: reference.passage.span)


def _with_days(context: Context, found: list[Reference]) -> Iterator[Reference]:
    """Gives a paragraph named without its day, in a chain or among enclosures, the day that another mention gives it.

    That one stands in the same item, or is of the year that the paragraph is printed with.
    """
    days: dict[tuple[object, ...], str] = {}
    for reference in found:
        if reference.date is not None and reference.paragraph is not None:
            item = context.state.item_at(reference.passage.span[0])
            for scope in (reference.date[:4], item and item.passage.span):
                days.setdefault((reference.body, reference.paragraph, scope), reference.date)
    for reference in found:
        day = None
        if reference.date is None and reference.paragraph is not None:
            item, year = context.state.item_at(reference.passage.span[0]), re.search(r"[-/]((?:19|20)\d{2})\Z", reference.text)
            scope = year[1] if year else item and item.passage.span
            day = days.get((reference.body, reference.paragraph, scope)) if scope else None
        yield replace(reference, date=day, passage=replace(reference.passage, certainty="trolig")) if day else reference


def _by_paragraph(context: Context) -> Iterator[Reference]:
    text = context.text
    previous: Reference | None = None
    for match in _SIGN.finditer(text):
        start, end = match.span()
        if (
            context.is_heading(start)
            or _STATUTE_BEFORE.search(text, max(0, start - 14), start)
            or _STATUTE_AFTER.match(text, end)
        ):
            continue
        number = match["number"].replace(" ", "").casefold()
        clause = context.clause((start, end))
        day = _day_beside(context, clause, (start, end))
        same = previous is not None and _SAME_MEETING.search(text, *clause) is not None
        reach = (
            clause[0] if day or same else max(clause[0], start - _BESIDE)
        )  # without a day only a body right before it counts
        bodies = [(s, name) for s, name in context.bodies((reach, min(end + 1, clause[1]))) if s[0] < start]
        adjacent = bool(bodies) and start - bodies[-1][0][1] <= 3
        if match["year"] and len(match["year"]) == _WITH_YEAR:
            named = bodies[-1][0][0] if adjacent else start
            if day is None or not _of_day(context, day, named, match["year"]):
                yield _of_year(context, match, bodies[-1]) if adjacent else _delegated(context, match)
                continue
        row = context.row((start, end))
        if day is None and row is not None:
            others = [d for d in context.state.dates_within(row) if d.start and d.start == d.end]
            if len(others) == 1 and text[clause[0] : clause[1]].strip() == match[0].strip():
                day = others[0]
                bodies = [(s, name) for s, name in context.bodies(row) if s[1] <= start]
        if day is not None and day.passage.span[0] > end and not bodies:  # *§ 4 ur direktionens protokoll den 3 maj*
            bodies = [((start, start), name) for _, name in context.bodies((end, day.passage.span[0]))]
        if day is not None and (place := _whose(context, clause[0], day.passage.span[0])):
            bodies = [place]
        if not bodies and day is not None and (owner := context.organisation((clause[0], start))):
            bodies = [owner]
        date = day.start if day else None
        if date is None and same and previous is not None:
            date = previous.date
            bodies = bodies or ([((start, start), previous.body)] if previous.body else [])
        adjacent = bool(bodies) and start - bodies[-1][0][1] <= 3
        bracketed = text[max(0, start - 1) : start] == "(" and bool(bodies)
        if date is None and not adjacent and not bracketed:
            continue
        if date is None and _presence(text, clause, (start, end)):
            continue
        body = full_name(bodies[-1][1], context.own_body(start)) if bodies else context.own_body(start)
        floor = previous.passage.span[1] if previous else 0  # what belongs to the reference before stays its own
        lefts = [*([day.passage.span[0]] if day else []), *([bodies[-1][0][0]] if bodies else [])]
        left = min([start, *(at for at in lefts if at >= floor)])
        right = max([end, *([day.passage.span[1]] if day else [])])
        right += text[left:right].count("(") > text[left:right].count(")") and text[right : right + 1] == ")"
        previous = Reference(Passage((left, right)), text[left:right], body, date, number)
        yield previous


def _whose(context: Context, begin: int, day: int) -> tuple[Span, str] | None:
    """The municipality whose act a list tells, right before its day: *(Ekeby 2016-11-21, § 134, Alby 2016-11-28)*."""
    place = WHOSE.search(context.text, max(begin, day - 60), day)
    return (place.span("name"), place["name"]) if place and context.is_place(place["name"]) else None


def _of_places(context: Context, found: list[Reference]) -> Iterator[Reference]:
    """The days in such a list that have no paragraph."""
    places = {context.clause(reference.passage.span) for reference in found if context.places.get(reference.body or "")}
    taken = Covered(reference.passage.span for reference in found)
    for clause in places:
        for day in context.state.dates_within(clause):
            start, end = day.passage.span
            place = _whose(context, clause[0], start) if day.start == day.end and start not in taken else None
            if place:
                span = (place[0][0], end)
                yield Reference(Passage(span), context.text[slice(*span)], place[1], day.start)


def _presence(text: str, clause: Span, sign: Span) -> bool:
    """Whether a sign without a day tells who was present when, or what was adjusted."""
    words = text[clause[0] : clause[1]].casefold()
    return bool(re.search(r"paragrafer|närvar|tjänstgör|ersätt|\bej\b|justera", words)) or clause[0] == sign[0]


def _day_beside(context: Context, clause: Span, sign: Span) -> DateMention | None:
    """The day that belongs to a paragraph: right after it, else the nearest before it in the sentence."""
    text = context.text
    days = [d for d in context.state.dates_within(clause) if d.start and d.start == d.end]
    for day in days:
        gap = text[sign[1] : day.passage.span[0]]
        if day.passage.span[0] >= sign[1] and (
            (len(gap) <= 8 and re.fullmatch(r"[,(\s–-]*(?:från\s|den\s)?", gap)) or _OF_MINUTES.fullmatch(gap)
        ):
            return day
    before = [d for d in days if d.passage.span[1] <= sign[0]]
    if before and "§" not in text[before[-1].passage.span[1] : sign[0]]:
        return before[-1]
    return None


def _of_day(context: Context, day: DateMention, named: int, year: str) -> bool:
    """Whether a paragraph with its year, named from an offset on, is of the day right before: *den 17 maj, SN § 68/2015*."""
    gap = context.text[day.passage.span[1] : named]
    return day.start is not None and year == f"/{day.start[:4]}" and re.fullmatch(r",?\s{1,2}\(?", gap) is not None


def _of_year(context: Context, match: re.Match[str], body: tuple[Span, str]) -> Reference:
    """A body's paragraph with its year, *Socialnämnden § 31/2016*: the day isn't told."""
    left, right = body[0][0], match.end()
    name = full_name(body[1], context.own_body(left))
    return Reference(Passage((left, right)), context.text[left:right], name, None, match["number"].replace(" ", "").casefold())


def _delegated(context: Context, match: re.Match[str]) -> Reference:
    """A decision by delegation, `§ 12-2018`, with the day, the diary number and the decider that stand beside it."""
    start, end = match.span()
    row = context.row((start, end))
    stop = row[1] if row else end + _DELEGATION_REACH
    following = _SIGN.search(context.text, end, stop)
    stop = min(following.start() if following else stop, len(context.text))
    days = [d for d in context.state.dates_within((end, stop)) if d.start and d.start == d.end]
    numbers = diary_numbers(context.text[end:stop])
    bodies = find_bodies(context.text[end:stop])
    return Reference(
        Passage((start, stop)), match[0], bodies[-1][1] if bodies else None, days[0].start if days else None,
        match["number"].replace(" ", ""), numbers[0][1] if numbers else None,
    )  # fmt: skip


def _by_lost_sign(context: Context) -> Iterator[Reference]:
    """`Landstingsstyrelsen den 4 maj 1994, 77`; `KF 27, 2001-04-24`: the paragraph sign is lost."""
    text = context.text
    shorts = vocabulary("bodies")["short"]
    for day in context.days:
        start, end = day.passage.span
        if match := _LOST.match(text, end):
            clause = context.clause((start, match.end()))
            place = _whose(context, clause[0], start)
            bodies = [place] if place else [(s, n) for s, n in context.bodies(clause) if s[0] < start]
            if not bodies and (short := _short_before(text, clause[0], start)):
                bodies = [short]
            if not bodies and not re.search(r"protokoll|beslut", text[clause[0] : start], re.I):
                continue
            number = match["number"].replace(" ", "").casefold()
            if re.fullmatch(r"(?:19|20)\d{2}", number):
                continue
            left = bodies[-1][0][0] if bodies else start
            body = full_name(bodies[-1][1], context.own_body(start)) if bodies else context.own_body(start)
            date = day.start if day.start == day.end else None
            yield Reference(Passage((left, match.end())), text[left : match.end()], body, date, number)
        elif (match := _LOST_AFTER.match(text, end)) and match["short"].upper() in shorts and day.start == day.end:
            number = match["number"].replace(" ", "").casefold()
            yield Reference(
                Passage((start, match.end())), text[start : match.end()], full_name(match["short"]), day.start, number
            )
        elif before := _LOST_BEFORE.search(text[max(0, start - 14) : start]):
            left = max(0, start - 14) + before.start()
            if before[1].upper() in shorts and day.start == day.end:
                yield Reference(Passage((left, end)), text[left:end], full_name(before[1]), day.start, before[2])


def _short_before(text: str, begin: int, end: int) -> tuple[Span, str] | None:
    """The last body that a stretch names by a short form: *Kf antog planen 1992-11-30, 140*."""
    shorts = [word for word in _SHORT.finditer(text, begin, end) if word[0].upper() in vocabulary("bodies")["short"]]
    return (shorts[-1].span(), shorts[-1][0]) if shorts else None


_SHORT = re.compile(r"(?<![\w-])[A-ZÅÄÖ][A-Za-zåäö]{1,4}(?![\w-])")


def _chains(context: Context) -> Iterator[Reference]:
    """`Kf 45 Ks 55 Au 119`, the route of a matter: its later members are other bodies' decisions."""
    shorts = vocabulary("bodies")["short"]
    for match in _CHAIN.finditer(context.text):
        links = list(_LINK.finditer(context.text, *match.span()))
        of_bodies = list(takewhile(lambda link: link[1].upper() in shorts, links))
        for link in of_bodies[1:]:
            yield _link(link)
    for item in context.state.items:  # *118  Ks 201  Au 174*: the item's own number stands without its body
        opening = _BARE_OPENING.match(context.text, item.passage.span[0])
        first = _LINK.match(context.text, opening.end()) if opening else None
        if first is not None and first[1].upper() in shorts:
            yield _link(first)


def _link(link: re.Match[str]) -> Reference:
    return Reference(Passage(link.span()), link[0], full_name(link[1]), None, link[2].replace(" ", ""))


def _by_columns(context: Context) -> Iterator[Reference]:
    """The rows of a table with a column of days and one of bare paragraph numbers: who adopted an agreement, when."""
    flow = context.state.flow
    for table in context.state.tables:
        decided, day, paragraph = (table.column(role) for role in ("decided", "decided_on", "paragraph"))
        if day is None or paragraph is None:
            continue
        for row in table.rows:
            cells = row.cells
            number = _BARE.fullmatch(flow.words(cells[paragraph].span)) if paragraph in cells else None
            days = (
                [d for d in context.state.dates_within(cells[day].span) if d.start and d.start == d.end] if day in cells else []
            )
            if number is None or len(days) != 1:
                continue
            who = cells.get(decided) if decided is not None else None
            name = " ".join(flow.words(who.span).split()) if who else ""
            own = context.own_body(row.span[0])
            held = [cells[paragraph].span, days[0].passage.span, *([who.span] if who else [])]
            span = (min(start for start, _ in held), max(end for _, end in held))
            body = full_name(name, own) if name else own
            yield Reference(
                Passage(span), context.text[slice(*span)], body, days[0].start, number[1].replace(" ", "").casefold()
            )


_BARE = re.compile(r"\s*(\d{1,4}(?:\s?[a-h])?)\s*", re.I)
_DECIDED = re.compile(
    r"(?=[abdfgrtuåö])\b"  # one look at a first letter spares most words the rest
    r"(?:beslut(?:ade|ades|ad|at|et)?|beslöt|antog(?:s)?|antagen|antaget|fastställde(?:s)?|fastställd|fastställt|godkände(?:s)?|godkänd|"
    r"rekommenderade|återremitterade(?:s)?|bordlade(?:s)?|avslog|biföll|uppdrog|bemyndigade|tillstyrkte|avstyrkte|upphävde|reviderade(?:s)?|remitterade(?:s)?|överlämnade|förlängde(?:s)?|utsåg|förordnade|förordnat|dömde|dömt)\b",
    re.I,
)


_IN_BRACKETS = re.compile(r"\s?\(beslut", re.I)
_SIGN_AFTER = re.compile(r"[^\n]{0,12}§|,[ \t]?(?:[A-ZÅÄÖ][A-Za-zåäö]{1,4}[ \t]?)?\n[ \t]?§")
_SIGN_BEFORE = re.compile(r"§\s?\d{1,4}.{0,4}\Z")
"""Signs beside a day: it belongs to a paragraph."""


def _by_day(context: Context) -> Iterator[Reference]:
    """A body's decision of a day, without a paragraph: `beslutades av direktionen den 3 maj 2005`."""
    text = context.text
    for day in context.days:
        start, end = day.passage.span
        if day.start is None or day.role == "frist":
            continue
        own = context.own_date(start)
        later = day.start != day.end or (own and day.start >= own)
        if later and not _IN_BRACKETS.match(text[end : end + 9]):
            continue
        if (
            _SIGN_AFTER.match(text[end : end + 14])
            or _SIGN_BEFORE.search(text[max(0, start - 12) : start])
            or _LOST.match(text, end)
            or _LOST_AFTER.match(text, end)
        ):
            continue
        clause = context.clause((start, end))
        if "§" in text[clause[0] : clause[1]]:
            continue
        near = (max(clause[0], start - 90), min(clause[1], end + 45))
        verbs = [(m.start() + near[0], m.end() + near[0]) for m in _DECIDED.finditer(text[near[0] : near[1]])]
        bodies = context.bodies(near) if verbs else []
        pairs = [(b, name, v) for b, name in bodies for v in verbs if _together(text, b, v, (start, end))]
        if not pairs:
            continue
        span, name, verb = min(pairs, key=lambda pair: max(start - pair[0][1], pair[0][0] - end, 0))
        left, right = min(span[0], verb[0], start), max(span[1], verb[1], end)
        body = full_name(name, context.own_body(start))
        point = _POINT.match(text, end) if body == context.own_body(start) and not _signed(context) else None
        right = max(right, point.end()) if point else right
        printed = None
        for (first, last), number in diary_numbers(text[end : min(clause[1], end + 40)])[:1]:
            if _LABEL_BEFORE.fullmatch(text, end, end + first):
                printed, right = number, max(right, end + last)
        yield Reference(Passage((left, right)), text[left:right], body, day.start, point and point["number"], printed)


def _signed(context: Context) -> bool:
    """Whether the items of a document bear paragraph signs; else *punkt 7* of an earlier meeting is an item too."""
    return any("§" in context.text[item.passage.span[0] : item.passage.span[0] + _NUMBER] for item in context.state.items)


def _together(text: str, body: Span, verb: Span, day: Span) -> bool:
    """Whether body, verb and day are one statement: all near one another, in no list or other clause."""
    left, right = min(body[0], verb[0], day[0]), max(body[1], verb[1], day[1])
    return right - left <= 110 and not re.search(r"[.;\n\t]\s?[A-ZÅÄÖ]", text[left:right])


def _by_diary_number(context: Context, taken: list[Span]) -> Iterator[Reference]:
    """Diary numbers of other matters: not the document's or the item's own, nor one that stands alone on its line."""
    text, flow = context.text, context.state.flow
    own = {_key(dnr) for item in context.state.items for dnr in item.dnr} | {_key(dnr) for dnr in context.state.head.dnr}
    others = Covered(taken)
    line_end, bare = 0, False
    for span, printed in context.state.diary:
        block = flow.blocks[flow.block_at(span[0])]
        alone = block.span[1] - block.span[0] < _HEADING and flow.words(block.span).strip() == printed
        if alone or _key(printed) in own or _in_heading(context, span[0]) or span[0] in others:
            continue
        if span[0] >= line_end:
            line_start, line_end = text.rfind("\n", 0, span[0]) + 1, text.find("\n", span[1])
            line_end = line_end if line_end >= 0 else len(text)
            bare = len(_LABELS.sub("", _without_numbers(text[line_start:line_end]))) < _WORDS
        if bare and block.kind != "cell":
            continue
        yield Reference(Passage(span), printed, None, None, None, printed)


def _in_heading(context: Context, offset: int) -> bool:
    """Whether an offset stands in the first line of an item."""
    item = context.state.item_at(offset)
    start = item.passage.span[0] if item is not None else -_HEADING
    return offset - start < _HEADING and "\n" not in context.text[start:offset]


def _without_numbers(line: str) -> str:
    """A line without its diary numbers."""
    edges = [0, *(edge for span, _ in diary_numbers(line) for edge in span), len(line)]
    return "".join(line[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))


def _key(dnr: str) -> str:
    return _SIGNS.sub("", dnr.casefold())


_SIGNS = re.compile(r"[^0-9a-zåäö]")
