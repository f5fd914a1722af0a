"""Coverage-guided fuzzing of our own readers: `python tests/fuzz/fuzz.py TARGET FOLDER [-max_total_time=600 …]`.

FOLDER keeps the inputs that were found to reach new code, and what brought a reader down (`crash-…`, `timeout-…`,
`oom-…`). The options are libFuzzer's. A reader may raise ReadError; what it gives has to be a document that holds together.
"""

from __future__ import annotations

import random
import re
import sys
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import atheris

sys.path.insert(0, str(Path(__file__).parents[1] / "ingest"))
import hostile
import olefile
from lxml import etree

with atheris.instrument_imports(include=["ingest"]):
    from corpus.document import Document
    from corpus.errors import ReadError
    from corpus.store import documents
    from corpus.swedish.lexicon import lemma
    from ingest import read as reading
    from ingest.members import members
    from ingest.ocr import hocr
    from ingest.opendocument.xml import o
    from ingest.readers import doc
    from ingest.word.binary import WordFile
    from ingest.word.xml import w

    reading.readers()
lemma("avtal")  # opens the dictionaries, which take longer than any input may
_READERS = Path(reading.__file__).parent
_VALUES = (
    "1", "0", "2", "9", "-1", "99999999999", "--1", "½", "x", "", "begin", "separate", "end", "restart", "none", "bullet",
    "true",
)  # fmt: skip
_TEXTS = ("Nämnden beslutar", " ", "§ 4", "a)", "1.", "–", "\n", "å" * 50)
_HOCR = """<div class='ocr_page' title='bbox 0 0 2480 3508'><span class='ocr_line' title="bbox 200 300 900 350; baseline
-0.002 -9; x_size 48.5; textangle 90"><span class='ocrx_word' title='bbox 200 300 420 350; x_wconf 93'>Beslut</span></span>
<div class='ocr_separator' title='bbox 10 10 900 12'></div></div>"""


@dataclass(frozen=True, slots=True)
class Target:
    """What is fuzzed: it takes the bytes of an input; the seeds are what it begins with."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]


def holds_together(document: Document) -> None:
    """Fails where a document is not what `corpus.document` promises."""
    text = document.text
    assert unicodedata.is_normalized("NFC", text)
    assert document.pages[0][0] == 0
    assert document.pages[-1][1] == len(text)
    assert all(before[1] == after[0] for before, after in pairwise(document.pages))
    assert all(0 <= block.span[0] < block.span[1] <= len(text) for block in document.blocks)
    assert all(before.span[1] <= after.span[0] for before, after in pairwise(document.blocks))
    assert documents.decode_document(documents.encode(document)) == document


def file(ending: str, wrap: Callable[[bytes], bytes] = bytes) -> Callable[[bytes], None]:
    """Reads and unpacks a file that is made of the input."""

    def run(data: bytes) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"fil.{ending}"
            path.write_bytes(wrap(data))
            with suppress(ReadError):
                holds_together(reading.read(path, ocr="never"))
            with suppress(ReadError):
                list(members(path, Path(folder) / "ut"))

    return run


def word(data: bytes) -> None:
    """Reads the streams of a Word 97 file: the length of the first, it, the other."""
    end = 4 + int.from_bytes(data[:4], "little") % (len(data) + 1)
    with suppress(*doc.DAMAGE):
        doc.pieces(WordFile(data[4:end], {"0Table": data[end:], "1Table": data[end:]}))


def recognised(data: bytes) -> None:
    """Reads what tesseract may print."""
    with suppress(ValueError):
        hocr.parse(data, 300)


def grown(path: Sequence[str], names: Sequence[str], attributes: Sequence[str]) -> Callable[[bytes], bytes]:
    """Makes well-formed XML of the input, within elements that are open from the start: each two bytes open an element, set an
    attribute, write text or close the element."""

    def grow(data: bytes) -> bytes:
        stack = [etree.Element(path[0])]
        for name in path[1:]:
            stack.append(etree.SubElement(stack[-1], name))
        for operation, what in zip(data[::2], data[1::2], strict=False):
            here, value = stack[-1], operation >> 2
            match operation & 3:
                case 0:
                    stack.append(etree.SubElement(here, names[(what + value * 256) % len(names)]))
                case 1:
                    here.set(attributes[what % len(attributes)], _VALUES[value % len(_VALUES)])
                case 2 if len(here):
                    here[-1].tail = (here[-1].tail or "") + _TEXTS[what % len(_TEXTS)]
                case 2:
                    here.text = (here.text or "") + _TEXTS[what % len(_TEXTS)]
                case _ if len(stack) > 1:
                    stack.pop()
        return etree.tostring(stack[0])

    return grow


def named(pattern: str, *places: str) -> list[str]:
    """The names that some of the readers' modules speak of."""
    sources = (path.read_text(encoding="utf-8") for place in places for path in sorted(_READERS.glob(place)))
    return sorted({name for source in sources for name in re.findall(pattern, source)})


def _with_lists(numbering: bytes) -> bytes:
    paragraph = '<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p>'
    body = "".join(paragraph % (depth, number) for depth in range(3) for number in range(3))
    return hostile.docx_of(f"<w:document {hostile.W}><w:body>{body}</w:body></w:document>", numbering)


def _streams() -> Iterator[bytes]:
    path = min(hostile.SAMPLE.rglob("*.doc"), key=lambda path: path.stat().st_size)
    with olefile.OleFileIO(str(path)) as ole:
        first = ole.openstream("WordDocument").read()
        yield len(first).to_bytes(4, "little") + first + ole.openstream("1Table").read()


def _good(*endings: str) -> Callable[[], Iterator[bytes]]:
    return lambda: (data for ending, data in hostile.good() if ending in endings)


def _noise() -> Iterator[bytes]:
    for number in range(20):
        yield random.Random(number).randbytes(100 * (number + 1))


_W = [w(name) for name in named(r'\bw\("(\w+)"\)', "readers/docx.py", "word/*.py")]
_W_ATTRIBUTES = [w(name) for name in named(r'(?:value|number)\([^()]+, "(\w+)"\)', "readers/docx.py", "word/*.py")] + [w("val")]
_O = [o(name) for name in named(r'\bo\("([\w:-]+)"\)', "readers/odt.py", "opendocument/styles.py")]
_P = [
    f"{{http://schemas.openxmlformats.org/{space}/2006/main}}{name}"
    for letter, space in (("A", "drawingml"), ("P", "presentationml"))
    for name in named(r"\{_" + letter + r"\}(\w+)", "readers/pptx.py")
]
_PRESENTATION = named(r'\.get\("(\w+)"\)', "readers/pptx.py")

_BODY = grown([w("document"), w("body")], _W, _W_ATTRIBUTES)
_LISTS = grown([w("numbering")], _W, _W_ATTRIBUTES)
_TEXT = grown([o("office:document-content"), o("office:body"), o("office:text")], _O, _O)
_SLIDE = grown(["slide"], _P, _PRESENTATION)

TARGETS = {
    "any": Target(file(""), lambda: (data for _, data in hostile.good() if len(data) < 5000)),
    "text": Target(file("txt"), _good("txt")),
    "html": Target(file("html"), _good("html")),
    "rtf": Target(file("rtf"), _good("rtf")),
    "eml": Target(file("eml"), _good("eml")),
    "msg": Target(file("msg"), _good("msg")),
    "zip": Target(file("zip"), _good("zip")),
    "word": Target(word, _streams),
    "docx": Target(file("docx", lambda data: hostile.docx_of(_BODY(data))), _noise),
    "numbering": Target(file("docx", lambda data: _with_lists(_LISTS(data))), _noise),
    "odt": Target(file("odt", lambda data: hostile.odt_of(_TEXT(data))), _noise),
    "pptx": Target(file("pptx", lambda data: hostile.pptx_of(_SLIDE(data))), _noise),
    "hocr": Target(recognised, lambda: iter([_HOCR.encode()])),
}


def main(name: str, folder: Path, *options: str) -> None:
    """Fuzzes a target until libFuzzer's options say that it is enough, or something is found."""
    target = TARGETS[name]
    corpus = folder / name
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    atheris.Setup(
        [name, str(corpus), f"-artifact_prefix={folder}/{name}-", "-timeout=60", "-rss_limit_mb=2500", *options], target.run
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *sys.argv[3:])
