"""An archive's own register of bodies and its own model, from `arkiv.toml` to the findings."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from corpus.errors import UsageError
from corpus.store import documents
from corpus.store.archive import Archive
from corpus.store.documents import Stored
from index.search import search
from ingest.run import import_paths

MINUTES = """\
Tärnan
Protokoll 2011-04-05

§ 7 Simskola
Beslut
Tärnan beslutar att ge Ljungvik i uppdrag att ordna en simskola. Se Tä § 3, 2011-02-01.
"""


@pytest.fixture
def minutes(tmp_path: Path) -> Path:
    (tmp_path / "handlingar").mkdir()
    path = tmp_path / "handlingar" / "protokoll.txt"
    path.write_text(MINUTES, encoding="utf-8")
    return path


def only(archive: Archive) -> Stored:
    (stored,) = documents.every(archive)
    return stored


def tell(archive: Archive, words: str) -> None:
    (archive.root / "arkiv.toml").write_text(words, encoding="utf-8")


def test_a_body_that_no_ending_tells_is_known_once_its_name_stands_in_the_register(opened: Archive, minutes: Path) -> None:
    import_paths(opened, [minutes])
    assert only(opened).findings.head.body is None
    tell(opened, '[organ]\n"Tärnan" = ["Tä"]\n')
    assert import_paths(opened, [minutes]).unchanged == 1
    findings = only(opened).findings
    assert findings.head.body == "Tärnan"
    assert [(reference.body, reference.paragraph) for reference in findings.references] == [("Tärnan", "3")]
    tell(opened, "")
    import_paths(opened, [minutes])
    assert only(opened).findings.head.body is None


def test_a_model_of_the_owners_adds_names_and_persons_to_search_by(opened: Archive, minutes: Path, tmp_path: Path) -> None:
    language = spacy.blank("sv")
    ruler = language.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PRS", "pattern": "Ljungvik"}, {"label": "TME", "pattern": "2011"}])  # type: ignore[attr-defined]
    language.to_disk(tmp_path / "modell")
    tell(opened, f"modell = '{tmp_path / 'modell'}'\n")
    import_paths(opened, [minutes])
    stored = only(opened)
    assert [(name.name, name.kind, stored.document.words(name.passage.span)) for name in stored.findings.names] == [
        ("Ljungvik", "person", "Ljungvik")
    ]
    assert [hit.item for hit in search(opened, "person:Ljungvik").hits] == ["7"]


def test_a_model_that_is_missing_stops_the_import_before_it_begins(opened: Archive, minutes: Path) -> None:
    tell(opened, 'modell = "sv_som_inte_finns"\n')
    with pytest.raises(UsageError, match="sv_som_inte_finns"):
        import_paths(opened, [minutes])
    assert not list(documents.every(opened))
