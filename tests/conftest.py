"""What several tests share."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from concurrent.futures import Future

import pytest
from hypothesis import settings

from corpus.document import Block, BlockKind, Document, Source
from corpus.findings import Findings

settings.register_profile("tests", deadline=None)  # how long an example takes says more of the computer than of us
settings.load_profile("tests")
_LABEL = re.compile(r"\[([^\]]{1,6})\] (.*)")


def _document(script: str, *, name: str = "prov.txt") -> Document:
    """A document from lines, one a block, with marks for what a reader would have seen.

    `# x`, `## x` heading; `- x` list item with its dash; `[1.] x` list item whose label isn't in the text; `| a | b |` a row of
    cells (rows in a row are one table), `|! a | b |` a row of column heads; `**x**` bold paragraph; `~ x` furniture; `… x` goes
    on with the block before; `<3> x` stands in the meeting item 3 of a web page; `===` new page; `\\n` within a line a typed
    line break; else a paragraph. Empty lines part tables.
    """
    text = ""
    blocks: list[Block] = []
    page_starts = [0]
    table, row = -1, -1
    in_table = False
    for raw in script.strip("\n").split("\n"):
        line = raw.strip().replace("\\n", "\n")
        if not line:
            in_table = False
            continue
        if line == "===":
            page_starts.append(len(text))
            in_table = False
            continue
        if line.startswith("|"):
            table, row, in_table = (table, row + 1, True) if in_table else (table + 1, 0, True)
            head = line.startswith("|!")
            for column, cell in enumerate(line[2 if head else 1 :].strip().rstrip("|").split("|")):
                words = cell.strip()
                text += "\t" if column else ""
                blocks.append(
                    Block("cell", (len(text), len(text) + len(words)), table=table, row=row, column=column, head=head)
                )
                text += words
            text += "\n"
            continue
        in_table = False
        group = None
        if grouped := re.match(r"<(\d+)> (.*)", line, re.DOTALL):
            group, line = int(grouped[1]), grouped[2]
        kind: BlockKind = "paragraph"
        level, label, bold, continues = 0, "", False, False
        if heading := re.match(r"(#{1,6}) (.*)", line, re.DOTALL):
            kind, level, line = "heading", len(heading[1]), heading[2]
        elif labelled := _LABEL.fullmatch(line):
            kind, level, label, line = "item", 1, labelled[1], labelled[2]
        elif line.startswith("- "):
            kind, level = "item", 1
        elif line.startswith("~ "):
            kind, line = "furniture", line[2:]
        elif line.startswith("… "):
            continues, line = True, line[2:]
        elif line.startswith("**") and line.endswith("**"):
            bold, line = True, line[2:-2]
        span = (len(text), len(text) + len(line))
        blocks.append(Block(kind, span, level=level, label=label, bold=bold, continues=continues, group=group))
        text += line + "\n"
    ends = [*page_starts[1:], len(text)]
    source = Source(name, "0" * 64, "text/plain", len(text.encode()), "prov/1")
    return Document(source, text, tuple(zip(page_starts, ends, strict=True)), tuple(blocks))


@pytest.fixture
def document() -> Callable[..., Document]:
    """`document(script, name="x.pdf")`: see `_document`."""
    return _document


@pytest.fixture
def annotated() -> Callable[..., Findings]:
    """`annotated(script, name="x.pdf")`: the findings in the document that a script describes."""
    from nlp.annotate import annotate

    def run(script: str, *, name: str = "prov.txt") -> Findings:
        return annotate(_document(script, name=name))

    return run


@pytest.fixture
def needs_program() -> Callable[[str], None]:
    """`needs_program("tesseract")` skips the test where a program isn't installed; with KLUBBAT_PROGRAMS=required it fails."""

    def check(name: str) -> None:
        if shutil.which(name) is None:
            message = f"the program {name} is not installed"
            if os.environ.get("KLUBBAT_PROGRAMS") == "required":
                pytest.fail(message)
            pytest.skip(message)

    return check


class _Inline:
    """Stands in for the pool of processes: does everything at once in this one, where spaCy is loaded but once."""

    def __init__(self, **_: object) -> None: ...

    def schedule(self, work: Callable[..., object], args: tuple[object, ...], timeout: float) -> Future[object]:
        future: Future[object] = Future()
        future.set_result(work(*args))
        return future

    def close(self) -> None: ...

    def join(self) -> None: ...


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process."""
    monkeypatch.setattr("ingest.pool.ProcessPool", _Inline)
