from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from cli.main import run


def test_of_a_container_the_records_are_a_list_and_what_fails_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("2003/protokoll.txt", "Byanämnden\nProtokoll 2003-02-01\n\n§ 1 Val av justerare\n")
        archive.writestr("tom.pdf", b"")
    assert run(["extract", str(path)]) == 0
    out, told = capsys.readouterr()
    (record,) = json.loads(out)
    assert record["source"]["name"] == "a.zip/2003/protokoll.txt"
    assert [item["number"] for item in record["items"]] == ["1"]
    assert "a.zip/tom.pdf: Filen är tom." in told
