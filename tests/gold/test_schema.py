from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from corpus.record import record
from corpus.secrecy import withhold
from ingest.read import read
from nlp.annotate import annotate

GOLD = Path(__file__).parents[3] / "shared" / "gold"
FILES = sorted(path for path in GOLD.glob("*/*") if path.suffix in (".pdf", ".docx", ".doc", ".html"))
SCHEMA = json.loads((files("corpus") / "record.schema.json").read_text(encoding="utf-8"))


@pytest.mark.skipif(not FILES, reason="the gold files are not here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_record_of_every_gold_file_follows_the_schema(path: Path) -> None:
    document = read(path)
    result = record(*withhold(document, annotate(document)), with_text=True)
    validator = jsonschema.Draft202012Validator(SCHEMA)
    plain = json.loads(json.dumps(result))
    assert [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(plain)] == []
