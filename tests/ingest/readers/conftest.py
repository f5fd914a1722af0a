"""Small files that the readers' tests write themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

Text = (
    tuple[float, float, str]
    | tuple[float, float, str, float]
    | tuple[float, float, str, float, bool]
    | tuple[float, float, str, float, bool, bool]
)
"""x and y from the upper left corner, the words, their size, whether they are bold, whether they are turned to run upwards."""
Rule = tuple[float, float, float, float]


def make_pdf(pages: Iterable[Sequence[Text]], rules: Sequence[Rule] = (), prefix: bytes = b"") -> bytes:
    """A PDF of A4 pages with texts in Helvetica; the same rules are drawn on each page."""
    objects: list[bytes] = []
    kids = []
    drawn = "".join(f"{x0} {842 - y0} m {x1} {842 - y1} l S\n" for x0, y0, x1, y1 in rules)
    for texts in pages:
        content = drawn.encode()
        for text in texts:
            x, y, words, *rest = text
            size = rest[0] if rest else 11
            font = "F2" if len(rest) > 1 and rest[1] else "F1"
            escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252")
            turn = "0 1 -1 0" if len(rest) > 2 and rest[2] else "1 0 0 1"
            content += f"BT /{font} {size} Tf {turn} {x} {842 - y} Tm (".encode() + escaped + b") Tj ET\n"
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"endstream")
        objects.append(b"")
        kids.append(len(objects) + 3)
        fonts = b"<< /F1 2 0 R /F2 3 0 R >>"
        objects[-1] = (
            b"<< /Type /Page /Parent 1 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font " % (len(objects) + 2)
            + fonts
            + b" >> >>"
        )
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
    refs = b" ".join(b"%d 0 R" % kid for kid in kids)
    first = [b"<< /Type /Pages /Kids [" + refs + b"] /Count %d >>" % len(kids), font % b"Helvetica", font % b"Helvetica-Bold"]
    everything = [*first, *objects, b"<< /Type /Catalog /Pages 1 0 R >>"]
    result = prefix + b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(everything, 1):
        offsets.append(len(result))
        result += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(result)
    result += b"xref\n0 %d\n0000000000 65535 f \n" % (len(everything) + 1)
    result += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return result + b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(everything) + 1,
        len(everything),
        table,
    )


@pytest.fixture
def pdf(tmp_path: Path) -> Callable[..., Path]:
    """Writes a PDF of pages of texts and gives its path."""

    def write(*pages: Sequence[Text], rules: Sequence[Rule] = (), prefix: bytes = b"", name: str = "fil.pdf") -> Path:
        path = tmp_path / name
        path.write_bytes(make_pdf(pages, rules, prefix))
        return path

    return write
