"""A synthetic archive: minutes of invented bodies as PDF, DOCX and text. The same seed gives the same words.

python bench/generate.py FOLDER --pdf 80 --docx 60 --text 0 --seed 1 [--office]

With `--office` LibreOffice makes the PDFs, as offices do: subsets of fonts within, justified text, page headers, tables.
Without it they are made here, with the same bytes each time.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import textwrap
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

PLACES = ("Alvesta ås", "Bergvik", "Dalsjö", "Ekhamra", "Forsby", "Granlunda", "Hällevik", "Idsjö", "Kvarnholm", "Lövbacka")
BODIES = ("Kommunstyrelsen", "Socialnämnden", "Barn- och utbildningsnämnden", "Tekniska nämnden", "Kommunfullmäktige")
FIRST = ("Anna", "Bengt", "Cecilia", "David", "Elsa", "Fredrik", "Gunilla", "Hassan", "Ingrid", "Johan", "Karin", "Lars")
LAST = ("Almgren", "Bergdahl", "Cederlöf", "Dahlin", "Ekelund", "Fors", "Grahn", "Hedlund", "Isaksson", "Jonasson", "Kvist")
PARTIES = ("S", "M", "C", "L", "KD", "V", "MP", "SD")
MATTERS = (
    "Samverkansavtal om hemsjukvård", "Upphandling av skolskjuts", "Taxa för vatten och avlopp", "Ombyggnad av förskola",
    "Detaljplan för hamnområdet", "Riktlinjer för färdtjänst", "Budgetuppföljning", "Renhållningsordning",
    "Bidrag till föreningar",
    "Avtal om räddningstjänst", "Plan för äldreboende", "Svar på medborgarförslag om gångväg", "Revisionsrapport",
    "Gemensam överenskommelse om missbruksvård", "Lokalförsörjningsplan",
)  # fmt: skip
SENTENCES = (
    "Förvaltningen har i tjänsteskrivelse den {day} redogjort för ärendet och dess ekonomiska följder.",
    "Kostnaden beräknas till {sum} kronor, vilket ryms inom nämndens ram för {year}.",
    "Ärendet har beretts tillsammans med {body}, som tillstyrker förslaget i dess helhet.",
    "Nuvarande avtal löper till och med den 31 december {year} och kan förlängas med ett år i taget.",
    "Synpunkter har inkommit från föräldraföreningen, näringslivet och berörda fastighetsägare i {place}.",
    "Vid nämndens sammanträde den {day} återremitterades ärendet för ytterligare utredning av konsekvenserna.",
    "Personalen har informerats enligt lagen om medbestämmande, och riskbedömningen har uppdaterats.",
    "Antalet brukare har ökat med {percent} procent sedan {year}, framför allt bland dem som är över åttio år.",
    "{name} ({party}) frågar hur uppföljningen ska gå till och får svar av förvaltningschefen.",
    "Barnrättsperspektivet har beaktats genom att elevråden har fått yttra sig över förslaget.",
)
DECISIONS = (
    "godkänna {matter}.", "bifalla förvaltningens förslag om {matter}.", "återremittera ärendet till förvaltningen.",
    "ge förvaltningschefen i uppdrag att redovisa {matter} senast den {day}.", "lägga informationen till handlingarna.",
    "föreslå kommunfullmäktige att anta {matter} att gälla från den 1 januari {year}.",
)  # fmt: skip

Line = tuple[str, str]
"""`heading`, `paragraph` or `row` (cells parted by tabs), and the words."""


def minutes(draw: random.Random, items: int) -> tuple[str, list[Line]]:
    """The title and the lines of invented minutes with so many items."""
    day = date(1995, 1, 1) + timedelta(days=draw.randrange(10_500))
    body, place = draw.choice(BODIES), draw.choice(PLACES)
    people = [f"{draw.choice(FIRST)} {draw.choice(LAST)}" for _ in range(9)]
    title = f"{body} {place} {day}"
    lines: list[Line] = [
        ("heading", f"{place} kommun"), ("heading", body), ("heading", f"Sammanträdesprotokoll {day}"),
        ("paragraph", f"Plats och tid: Kommunhuset, kl. {draw.randrange(8, 17)}.00–{draw.randrange(17, 20)}.30"),
        ("paragraph", "Beslutande: " + ", ".join(f"{name} ({draw.choice(PARTIES)})" for name in people)),
        ("paragraph", f"Sekreterare: {people[0]}. Justerare: {people[1]}."),
    ]  # fmt: skip

    def fill(words: str, matter: str) -> str:
        return words.format(
            day=day - timedelta(days=draw.randrange(5, 300)), year=day.year + draw.randrange(-3, 4), place=draw.choice(PLACES),
            sum=f"{draw.randrange(10, 900)} 000", body=draw.choice(BODIES).lower(), name=draw.choice(people),
            percent=draw.randrange(2, 40), party=draw.choice(PARTIES), matter=matter.lower(),
        )  # fmt: skip

    for number in range(1, items + 1):
        matter = draw.choice(MATTERS)
        lines.append(("heading", f"§ {number} {matter}"))
        lines.append(("paragraph", f"Dnr {draw.choice(('KS', 'SN', 'TN'))} {day.year}/{draw.randrange(1, 900)}"))
        lines.append(("heading", "Ärendebeskrivning"))
        for _ in range(draw.randrange(2, 5)):
            lines.append(("paragraph", " ".join(fill(draw.choice(SENTENCES), matter) for _ in range(draw.randrange(2, 6)))))
        if draw.random() < 0.2:
            costs = [
                (str(day.year + later), f"{draw.randrange(10, 900)} 000", f"{draw.randrange(1, 99)} %") for later in range(4)
            ]
            lines += [("row", "\t".join(cells)) for cells in [("År", "Kostnad, kronor", "Andel av ramen"), *costs]]
        if draw.random() < 0.2:
            lines += [("heading", "Yrkande"), ("paragraph", f"{draw.choice(people)} ({draw.choice(PARTIES)}) yrkar avslag.")]
        lines += [("heading", "Beslut"), ("paragraph", f"{body} beslutar att {fill(draw.choice(DECISIONS), matter)}")]
    return title, lines


def as_pdf(title: str, lines: list[Line]) -> bytes:
    """Pages of A4 in Helvetica, 46 lines each, with a page header; compressed."""
    rows: list[Line] = []
    for kind, words in lines:
        rows += [(kind, row) for row in textwrap.wrap(words.replace("\t", "    "), 84)]
        rows.append(("paragraph", ""))
    pages = [rows[at : at + 46] for at in range(0, len(rows), 46)]
    objects = [b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    objects.append(objects[1].replace(b"Helvetica", b"Helvetica-Bold"))
    kids = []
    for number, page in enumerate(pages, 1):
        texts = [(40, "F1", 9, f"{title}    Sida {number} ({len(pages)})")]
        texts += [(80 + 15 * at, "F2" if kind == "heading" else "F1", 11, row) for at, (kind, row) in enumerate(page) if row]
        stream = b"".join(
            b"BT /%s %d Tf 1 0 0 1 60 %d Tm [%s] TJ ET\n" % (font.encode(), size, 842 - y, _kerned(words))
            for y, font, size, words in texts
        )
        stream = zlib.compress(stream)
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 1 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 2 0 R /F2 3 0 R >> >> >>" % len(objects)
        )
    objects[0] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    objects.append(b"<< /Type /Catalog /Pages 1 0 R >>")
    data = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, len(objects), len(data),
    )  # fmt: skip


def _kerned(words: str) -> bytes:
    """Text as word processors write it: in pieces of a few letters with corrections between them."""
    pieces = re.findall(r".{1,3}", words)
    return b" ".join(
        b"(%s) %d" % (piece.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252"), 3 * (at % 4) - 4)
        for at, piece in enumerate(pieces)
    )


_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/header.xml" ContentType="{_MAIN}.header+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument"'
    ' Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
    f' Type="{_OFFICE}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="{_OFFICE}/header" Target="header.xml"/>'
    "</Relationships>",
    "word/styles.xml": f'<w:styles xmlns:w="{_WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman"'
    ' w:hAnsi="Times New Roman"/><w:kern w:val="8"/><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="120"/>'
    '<w:jc w:val="both"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="Rubrik1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="60"/></w:pPr><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'
    '<w:b/><w:sz w:val="24"/></w:rPr></w:style></w:styles>',
}
_PAGE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1700" w:right="1600" w:bottom="1400" w:left="1600" w:header="700" w:footer="700"/></w:sectPr>'
)


def as_docx(path: Path, title: str, lines: list[Line]) -> None:
    """A Word file whose headings have the style for it, with a page header and tables."""
    names = f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}"'
    body = "".join(_table(list(run)) if kind == "row" else "".join(map(_paragraph, run)) for kind, run in _by_kind(lines))
    number = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    header = f'<w:p><w:r><w:t xml:space="preserve">{escape(title)}    Sida </w:t></w:r>{number}</w:p>'
    parts = _PARTS | {
        "word/document.xml": f"<w:document {names}><w:body>{body}{_PAGE}</w:body></w:document>",
        "word/header.xml": f"<w:hdr {names}>{header}</w:hdr>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (2003, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def _by_kind(lines: list[Line]) -> Iterator[tuple[str, Iterator[Line]]]:
    return groupby(lines, key=lambda line: "row" if line[0] == "row" else "paragraph")


def _paragraph(line: Line) -> str:
    kind, words = line
    style = '<w:pPr><w:pStyle w:val="Rubrik1"/></w:pPr>' if kind == "heading" else ""
    return f"<w:p>{style}<w:r><w:t>{escape(words)}</w:t></w:r></w:p>"


def _table(rows: list[Line]) -> str:
    edges = "".join(f'<w:{edge} w:val="single" w:sz="4"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV"))
    cells = ("".join(f"<w:tc>{_paragraph(('', cell))}</w:tc>" for cell in words.split("\t")) for _, words in rows)
    body = "".join(f"<w:tr>{row}</w:tr>" for row in cells)
    return f"<w:tbl><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr>{body}</w:tbl>"


def by_office(sources: list[Path]) -> None:
    """Turns Word files into PDFs beside them by one run of LibreOffice, and removes them."""
    with TemporaryDirectory() as profile:
        for folder in sorted({path.parent for path in sources}):
            of_folder = [str(path) for path in sources if path.parent == folder]
            command = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf"]
            subprocess.run([*command, "--outdir", str(folder), *of_folder], check=True, capture_output=True)
    for path in sources:
        path.unlink()


def generate(
    folder: Path, pdf: int = 0, docx: int = 0, text: int = 0, seed: int = 1, items: int = 14, *, office: bool = False
) -> None:
    """Writes so many files of each kind, in folders of a hundred, the kinds mixed evenly; `items` a file on the average."""
    draw = random.Random(seed)
    sources: list[Path] = []
    for number, kind in enumerate(_mixed({"pdf": pdf, "docx": docx, "txt": text})):
        title, lines = minutes(draw, max(1, draw.randrange(items // 2, items * 3 // 2 + 1)))
        path = folder / f"{number // 100:03}" / f"{title} {number}.{kind}"
        path.parent.mkdir(parents=True, exist_ok=True)
        if kind == "pdf" and office:
            sources.append(path.with_suffix(".docx"))
            as_docx(sources[-1], title, lines)
        elif kind == "pdf":
            path.write_bytes(as_pdf(title, lines))
        elif kind == "docx":
            as_docx(path, title, lines)
        else:
            path.write_text("\n\n".join(words for _, words in lines), encoding="utf-8")
    if sources:
        by_office(sources)


def _mixed(counts: dict[str, int]) -> Iterator[str]:
    """The kinds, each as often as it counts, spread evenly."""
    places = [((at + 0.5) / count, kind) for kind, count in counts.items() for at in range(count)]
    return (kind for _, kind in sorted(places))


def main() -> None:
    """Writes an archive as the command line asks."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    for name, value in (("pdf", 80), ("docx", 60), ("text", 0), ("seed", 1), ("items", 14)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--office", action="store_true")
    generate(**vars(parser.parse_args()))


if __name__ == "__main__":
    main()
