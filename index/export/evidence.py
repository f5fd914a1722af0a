"""An evidence sheet of a matter as DOCX, to attach to a case: time line, quotations with pages, what is unknown, sources."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document as Sheet
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from index.export.rows import Entry
from index.export.tables import replacing
from index.histories.events import HistoryEvent, Source, describe
from index.histories.history import History

_STATUS = {"decided": "beslutat där och då", "quoted": "återgivet i efterhand", "stated": "uppgift i lista, plan eller avtal"}
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WIDTHS = (Cm(2.4), Cm(6.2), Cm(5.2), Cm(2.7))


def write_evidence(told: History, target: Path, *, today: datetime.date, searched: str) -> None:
    """Writes the evidence sheet of a history. `searched` says in a sentence what it was made from. Raises OSError."""
    sheet = docx.Document()
    matter = _printable(told.matter or told.query)
    _prepare(sheet, matter, today)
    numbers = _numbered(told)
    acts = [event for event in told.events if event.event != "omnämnt"]
    sheet.add_heading(matter[:1].upper() + matter[1:], 0)
    if told.holds:
        sheet.add_paragraph().add_run(_printable(told.holds.sentence)).bold = True
    if names := [_printable(name) for name in told.names if name != told.matter]:
        sheet.add_paragraph(f"Även kallat: {', '.join(names)}")
    sheet.add_paragraph(
        f"Sammanställt med Klubbat {today.isoformat()} ur handlingarna i arkivet. {searched} Siffror inom hakparentes"
        " visar till källorna sist i underlaget; citaten är ordagranna."
    )
    sheet.add_heading("Tidslinje", 1)
    if acts:
        _timeline(sheet, acts, numbers)
    else:
        sheet.add_paragraph("Arkivet återger inget beslut i ärendet.")
    sheet.add_heading("Motstridiga uppgifter", 1)
    for conflict in told.conflicts:
        sheet.add_paragraph(_printable(conflict.what), "List Bullet")
        for source in conflict.sources:
            _quote(sheet, source, numbers)
        sheet.add_paragraph(_printable(conflict.resolution) if conflict.resolution else "Inget i arkivet avgör saken.")
    if not told.conflicts:
        sheet.add_paragraph("Inga motstridiga uppgifter har hittats.")
    sheet.add_heading("Vad som inte är känt", 1)
    for gap in _unknown(told):
        sheet.add_paragraph(gap, "List Bullet")
    sheet.add_heading("Vad källorna säger", 1)
    for event in told.events:
        _quotations(sheet, event, numbers)
    sheet.add_heading("Källor", 1)
    _sources(sheet, told, numbers)
    with replacing(target) as half:
        sheet.save(str(half))


def _prepare(sheet: Sheet, matter: str, today: datetime.date) -> None:
    """Page size, language, what the file says of itself, page numbers."""
    properties = sheet.core_properties
    properties.title, properties.author, properties.language = f"Underlag: {matter}", "Klubbat", "sv-SE"
    properties.created = properties.modified = datetime.datetime.combine(today, datetime.time())
    properties.comments = ""
    section = sheet.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    normal = sheet.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "sv-SE")
    normal.element.get_or_add_rPr().append(language)
    footer = section.footer.paragraphs[0]
    footer.add_run("Sida ")
    _field(footer, "PAGE")
    footer.add_run(" av ")
    _field(footer, "NUMPAGES")


def _field(paragraph: Paragraph, instruction: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), instruction)
    paragraph._p.append(field)


def _numbered(told: History) -> dict[str, int]:
    """The documents that are cited, each with its number: in the order of the time line."""
    documents = dict.fromkeys(source.document for source in _cited_sources(told))
    return {document: number for number, document in enumerate(documents, start=1)}


def _cited_sources(told: History) -> list[Source]:
    entries: tuple[Entry, ...] = (*told.events, *told.conflicts, *told.others)
    return [source for entry in entries for source in entry.sources]


def _timeline(sheet: Sheet, acts: Sequence[HistoryEvent], numbers: dict[str, int]) -> None:
    table = sheet.add_table(rows=1, cols=4, style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _WIDTHS, strict=True):
        column.width = width
    _row(table, 0, ("Datum", "Händelse", "Organ och paragraf", "Källa"), bold=True)
    header = OxmlElement("w:tblHeader")  # the heads stand on every page that the table goes on to
    table.rows[0]._tr.get_or_add_trPr().append(header)
    for event in acts:
        table.add_row()
        until = f" till och med {event.valid_to}" if event.valid_to else ""
        what = f"{event.event.capitalize()}{until} ({_STATUS[event.status]})" if event.status else event.event.capitalize()
        who = " ".join(part for part in (event.body, f"§ {event.paragraph}" if event.paragraph else None) if part)
        cited = dict.fromkeys(_cited(source, numbers) for source in event.sources)
        _row(table, len(table.rows) - 1, (event.date or "odaterat", what, who or "framgår inte", "; ".join(cited)))


def _row(table: Table, number: int, texts: Sequence[str], *, bold: bool = False) -> None:
    for cell, text, width in zip(table.rows[number].cells, texts, _WIDTHS, strict=True):
        cell.width = width
        cell.paragraphs[0].add_run(_printable(text)).bold = bold


def _quotations(sheet: Sheet, event: HistoryEvent, numbers: dict[str, int]) -> None:
    title = ": ".join(part for part in (describe(event) or "Odaterat", event.event) if part)
    sheet.add_heading(_printable(title), 2)
    for source in event.sources:
        _quote(sheet, source, numbers)


def _quote(sheet: Sheet, source: Source, numbers: dict[str, int]) -> None:
    item = f", § {source.item}" if source.item else ""
    paragraph = sheet.add_paragraph(style="Quote")
    paragraph.add_run(f"”{_printable(source.words)}”")
    paragraph.add_run(f" {_printable(source.file)}{item}, s. {source.page} [{numbers[source.document]}]").italic = False


def _cited(source: Source, numbers: dict[str, int]) -> str:
    return f"[{numbers[source.document]}] s. {source.page}"


def _unknown(told: History) -> list[str]:
    """What is referred to but missing, and what else may be."""
    unknown = [f"Saknas: {_printable(gap)}." for gap in told.gaps]
    if not told.complete:
        unknown.append("Alla filer i arkivet är inte helt inlästa; det som står i dem kan saknas här.")
    if told.others:
        unknown.append(
            f"Andra ärenden under samma ord ingår inte: {_printable('; '.join(other.what for other in told.others))}."
        )
    return unknown or ["Alla protokoll som källorna hänvisar till finns i arkivet, och alla filer är inlästa."]


def _sources(sheet: Sheet, told: History, numbers: dict[str, int]) -> None:
    """The documents that are cited: number, file, kind, and the identifier by which the archive has them."""
    cited = {source.document: source for source in _cited_sources(told)}
    for document, number in numbers.items():
        source = cited[document]
        sheet.add_paragraph(f"[{number}] {_printable(source.file)} ({source.kind}; beteckning {document})")


def _printable(text: str) -> str:
    """A text without the characters that XML can't hold."""
    return _NOT_XML.sub("\ufffd", text)
