"""Makes a folder of hostile and broken files, each of a kind that has brought down some program: `python hostile.py FOLDER`.

Good files of every format come from the sample archive or are made here; each is also cut, emptied in the middle and hit by
flipped bits, always the same ones.
"""

from __future__ import annotations

import io
import random
import struct
import sys
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

from compound import outlook_letter
from PIL import Image

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
WORDS = "Nämnden beslutar att godkänna avtalet om bryggorna och att uppdra åt hamnchefen att köpa in virke. "
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_OFFICE = f'xmlns:office="{_OASIS}:office:1.0" xmlns:text="{_OASIS}:text:1.0"'
_XML = "http://schemas.openxmlformats.org"
_SLIDES = (
    f'xmlns:p="{_XML}/presentationml/2006/main" xmlns:a="{_XML}/drawingml/2006/main" '
    f'xmlns:r="{_XML}/officeDocument/2006/relationships"'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'<Types xmlns="{_XML}/package/2006/content-types"><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    f'ContentType="{_WORD}.document.main+xml"/><Override PartName="/word/numbering.xml" '
    f'ContentType="{_WORD}.numbering+xml"/></Types>'
)


def zipped(*files: tuple[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, data in files:
            archive.writestr(name, data)
    return buffer.getvalue()


def docx(body: str, doctype: str = "") -> bytes:
    return docx_of(f"{doctype}<w:document {W}><w:body>{body}</w:body></w:document>")


def docx_of(document: bytes | str, numbering: bytes | str = f"<w:numbering {W}/>") -> bytes:
    return zipped(
        ("[Content_Types].xml", _TYPES),
        ("_rels/.rels", _related("officeDocument", "word/document.xml")),
        ("word/_rels/document.xml.rels", _related("numbering", "numbering.xml")),
        ("word/document.xml", document),
        ("word/numbering.xml", numbering),
    )


def _related(kind: str, target: str) -> str:
    relation = f'<Relationship Id="r1" Type="{_XML}/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_XML}/package/2006/relationships">{relation}</Relationships>'


def odt(body: str, doctype: str = "") -> bytes:
    body = f"<office:body><office:text>{body}</office:text></office:body>"
    return odt_of(f"{doctype}<office:document-content {_OFFICE}>{body}</office:document-content>")


def odt_of(content: bytes | str) -> bytes:
    return zipped(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content))


def pptx(body: str) -> bytes:
    """A presentation of one slide with some shapes."""
    return pptx_of(f"<p:sld {_SLIDES}><p:cSld><p:spTree>{body}</p:spTree></p:cSld></p:sld>")


def pptx_of(slide: bytes | str) -> bytes:
    return zipped(
        ("[Content_Types].xml", "<Types/>"),
        ("ppt/presentation.xml", f'<p:presentation {_SLIDES}><p:sldIdLst><p:sldId r:id="r1"/></p:sldIdLst></p:presentation>'),
        ("ppt/_rels/presentation.xml.rels", _related("slide", "slides/slide1.xml")),
        ("ppt/slides/slide1.xml", slide),
    )


def pdf(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of objects, numbered from 1."""
    data, offsets = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer <</Size %d /Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, len(objects) + 1, root, len(data),
    )  # fmt: skip


def stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(data), more, data)


CATALOG, FONT = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


def pdf_page(content: bytes, *more: bytes, resources: bytes = b"/Font<</F1 5 0 R>>") -> bytes:
    """A PDF of one page with a content stream (object 4), a font (5) and further objects."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<%s>>>>" % resources
    return pdf(CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, content, FONT, *more)


def good() -> Iterator[tuple[str, bytes]]:
    """One good file of each format."""
    for ending in ("pdf", "docx", "doc", "html"):
        path = min(SAMPLE.rglob(f"*.{ending}"), key=lambda path: path.stat().st_size)
        yield ending, path.read_bytes()
    yield "txt", (WORDS * 20).encode("cp850")
    yield "rtf", rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\pard " + (WORDS * 5).encode("cp1252") + rb"\par}"
    yield "odt", odt(f'<text:h text:outline-level="1">Avtal</text:h><text:p>{WORDS}</text:p>')
    yield "pptx", pptx(f"<p:sp><p:txBody><a:p><a:r><a:t>{WORDS}</a:t></a:r></a:p></p:txBody></p:sp>")
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = "a@example.org", "b@example.org", "Avtal"
    letter.set_content(WORDS)
    letter.add_attachment(WORDS.encode(), maintype="text", subtype="plain", filename="bilaga.txt")
    yield "eml", letter.as_bytes()
    yield "msg", outlook_letter()
    yield "zip", zipped(("a/avtal.txt", WORDS), ("b/brev.txt", WORDS[::-1]))
    for ending in ("png", "jpg", "tif"):
        buffer = io.BytesIO()
        Image.new("L", (300, 200), 255).save(buffer, {"jpg": "JPEG", "tif": "TIFF"}.get(ending, ending.upper()))
        yield ending, buffer.getvalue()


def damaged() -> Iterator[tuple[str, bytes]]:
    """Every good file, cut short, with a hole, and with flipped bits."""
    for ending, data in good():
        yield f"avhuggen-halv.{ending}", data[: len(data) // 2]
        yield f"avhuggen-slut.{ending}", data[: len(data) * 19 // 20]
        third = len(data) // 3
        yield f"hål.{ending}", data[:third] + bytes(third) + data[2 * third :]
        flipped, chance = bytearray(data), random.Random(ending)
        for _ in range(max(8, len(data) // 200)):
            flipped[chance.randrange(8, len(data))] ^= 1 << chance.randrange(8)
        yield f"bitar.{ending}", bytes(flipped)


def laughs(name: str) -> str:
    """A document type whose entity `name` grows to three thousand million letters."""
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE {name} [<!ENTITY l0 "hahaha">{entities}]>'


def hostile() -> Iterator[tuple[str, bytes]]:
    """Files that are made to bring a reader down."""
    yield "tom.pdf", b""
    yield "brus.pdf", random.Random(1).randbytes(50_000)
    yield "nollor.doc", bytes(50_000)
    yield "utan-ände.txt", b"a" * 3_000_000
    yield "stor.txt", (WORDS * 10).encode() * (70 * 1024)  # more than 64 MB
    yield "klamrar.rtf", rb"{\rtf1" + b"{" * 500_000
    yield "bin.rtf", rb"{\rtf1\bin2147483647 x\par y}"
    yield "siffror.rtf", rb"{\rtf1\u99999999\fs-5\uc999 \'zz\u-1 Hej\par}"
    # XML
    yield "skratt.docx", docx("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", laughs("w:document"))
    yield "skratt.odt", odt("<text:p>&l9;</text:p>", laughs("x"))
    yield "skratt.html", (laughs("html") + "<html><p>&l9;</p></html>").encode()
    secret = '<!DOCTYPE x [<!ENTITY fil SYSTEM "file:///etc/passwd">]>'
    yield "utifrån.docx", docx("<w:p><w:r><w:t>Hej &fil;</w:t></w:r></w:p>", secret)
    yield "utifrån.odt", odt("<text:p>Hej &fil;</text:p>", secret)
    yield "djup.docx", docx("<w:tbl><w:tr><w:tc>" * 5000 + "</w:tc></w:tr></w:tbl>" * 5000)
    yield "djup.odt", odt("<text:list><text:list-item>" * 5000 + "</text:list-item></text:list>" * 5000)
    yield "djup.html", b"<html>" + b"<div>" * 100_000 + b"Hej"
    yield "tabeller.html", b"<html>" + b"<table><tr><td>" * 3000 + b"Hej"
    yield "spalter.html", b"<html><table><tr><td colspan=99999999 rowspan=99999999>a<td>b</table>"
    yield "bred.odt", odt("<text:p>a<text:s text:c='999999999'/>b</text:p>")
    # ZIP
    yield "bomb.docx", zipped(("[Content_Types].xml", _TYPES), ("word/document.xml", bytes(300 << 20)))
    yield "bomb.odt", zipped(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", bytes(200 << 20)))
    bomb = zipped(*((f"{n}.txt", bytes(20 << 20)) for n in range(8)))
    yield "bomb.zip", bomb
    nested = zipped(("mitt.txt", WORDS))
    for depth in range(8):
        nested = zipped((f"{depth}.zip", nested), (f"{depth}.txt", f"Djup {depth}"))
    yield "djup.zip", nested
    yield (
        "vägar.zip",
        zipped(("../../utbrott.txt", "x"), ("/etc/utbrott.txt", "y"), ("C:\\utbrott.txt", "z"), ("a\0b.txt", "w")),
    )
    yield "många.zip", zipped(*((f"{n}.json", "") for n in range(11_000)))
    yield "tom.zip", b"PK\x05\x06" + bytes(18)
    yield "själv.zip", overlapping()
    # PDF
    yield "ring.pdf", pdf(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")
    yield "antal.pdf", pdf(CATALOG, b"<</Type/Pages/Kids[3 0 R]/Count 2000000000>>", b"<</Type/Page/Parent 2 0 R>>")
    yield "rot.pdf", pdf(b"<</Type/Catalog/Pages 1 0 R>>")
    yield "bomb.pdf", pdf_page(stream(zlib.compress(bytes(200 << 20)), b"/Filter/FlateDecode"))
    twice = zlib.compress(zlib.compress(b"BT /F1 9 Tf (x) Tj ET\n" * 2_000_000))
    yield "bomb2.pdf", pdf_page(stream(twice, b"/Filter[/FlateDecode/FlateDecode]"))
    yield "formring.pdf", pdf_page(
        stream(b"/X Do"), stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"),
        resources=b"/XObject<</X 6 0 R>>",
    )  # fmt: skip
    yield "objektström.pdf", pdf(CATALOG, stream(b"2 0 <</Type/Pages>>", b"/Type/ObjStm/N 999999999/First 4/Extends 2 0 R"))
    yield "mått.pdf", pdf_page(stream(b"")).replace(b"[0 0 595 842]", b"[0 0 9e9 9e9]")
    yield "krypterad.pdf", pdf_page(stream(b"")).replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt<</Filter/X/V 9>>")
    filters = b"/CF<</StdCF<</CFM/AESV3/Length 32>>>>/StmF/StdCF/StrF/StdCF"
    keys = b"/O<%s>/U<%s>/OE<%s>/UE<%s>/Perms<%s>" % tuple(b"5a" * length for length in (48, 48, 32, 32, 16))
    locked = b"/Root 1 0 R/Encrypt<</Filter/Standard/V 5/R 6/Length 256/P -4%s%s>>/ID[<5a><5a>]" % (filters, keys)
    yield "lösenord.pdf", pdf_page(stream(b"")).replace(b"/Root 1 0 R", locked)
    yield "parenteser.pdf", pdf_page(stream(b"(" * 1_000_000))
    yield "hakar.pdf", pdf(CATALOG, b"[" * 500_000)
    kids = b" ".join(b"4 0 R" for _ in range(10_000))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    yield "sidor.pdf", pdf(CATALOG, b"<</Type/Pages/Kids[%s]/Count 10000>>" % kids, b"null", page)
    yield (
        "makro.pdf",
        pdf_page(stream(b"BT /F1 9 Tf 50 500 Td (Hej) Tj ET")).replace(
            CATALOG, b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(calc.exe)>>>>"
        ),
    )
    # OLE
    ole = min(SAMPLE.rglob("*.doc"), key=lambda path: path.stat().st_size).read_bytes()
    yield "fatring.doc", ole[:512] + struct.pack("<128I", *range(128)) + ole[1024:]
    yield "huvud.doc", ole[:30] + b"\xff" * 40 + ole[70:]
    # letters
    yield (
        "delar.eml",
        b"From: a\nTo: b\nSubject: c\nMIME-Version: 1.0\n"
        + b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000)),
    )
    yield "rubriker.eml", b"From: " + b"=?utf-8?q?" * 5000 + b"\nTo: b\nSubject: " + b"<" * 50_000 + b"\n\nHej"
    yield "datum.eml", b"From: a\nTo: b\nSubject: c\nDate: Tue, 99 Foo 999999 99:99:99 +9999\n\nHej"
    # pictures
    yield (
        "bomb.png",
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(bytes(1 << 20)))
        + chunk(b"IEND", b""),
    )
    yield "ring.tif", b"II*\0\x08\0\0\0" + struct.pack("<HHHIII", 1, 256, 4, 1, 1, 8)
    yield "oändlig.gif", b"GIF89a" + b"\xff" * 1000


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def overlapping() -> bytes:
    """A ZIP whose directory names the same bytes two thousand times."""
    one = zipped(("a.txt", bytes(1 << 20)))
    directory, end = one.index(b"PK\x01\x02"), one.index(b"PK\x05\x06")
    entry = one[directory:end]
    tail = struct.pack("<HHHHIIH", 0, 0, 2000, 2000, len(entry) * 2000, directory, 0)
    return one[:directory] + entry * 2000 + b"PK\x05\x06" + tail


def make(folder: Path) -> None:
    """Writes all files, and one good one among them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in (*damaged(), *hostile()):
        (folder / name).write_bytes(data)
    (folder / "god.txt").write_text(f"Hamnnämnden\nProtokoll 2003-02-01\n\n{WORDS}", encoding="utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
