from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from cli.main import run

COUNCIL = """\
Almby kommun
Kommunfullmäktige
Protokoll 2011-03-14

§ 14 Samverkansavtal om hjälpmedel
Vårdrådet rekommenderade den 3 februari 2011, § 5, kommunerna att anta avtalet.

Yrkanden
Eva Ek (S) yrkar bifall till kommunstyrelsens förslag. Bo Sten (M) yrkar avslag.

Omröstning
Omröstning begärs. Med 12 ja-röster mot 9 nej-röster beslutar kommunfullmäktige enligt kommunstyrelsens förslag.

Beslut
Kommunfullmäktige beslutar att anta samverkansavtal om hjälpmedel.

§ 15 Motion om badbrygga
Eva Ek (S) har i en motion den 1 februari 2010 föreslagit en badbrygga.

Beslut
Kommunfullmäktige beslutar att bordlägga motionen.
"""
AGENDA = """\
Almby kommun
Kommunfullmäktige
Kallelse till sammanträde 2011-03-14

Ledamöter kallas till sammanträde måndagen den 14 mars 2011 kl. 18.00 i kommunhuset.

Ärenden
1. Samverkansavtal om hjälpmedel
2. Motion om badbrygga
3. Information om vägarna
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files, archive = tmp_path_factory.mktemp("handlingar"), tmp_path_factory.mktemp("arkiv")
    (files / "kf.txt").write_text(COUNCIL, encoding="utf-8")
    (files / "kallelse.txt").write_text(AGENDA, encoding="utf-8")
    assert run(["--archive", str(archive), "import", str(files)]) == 0
    return archive


def _told(archive: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert run(["--archive", str(archive), *arguments]) == 0
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["decisions"], "2011-03-14 Kommunfullmäktige, Almby kommun § 14 Samverkansavtal om hjälpmedel anta:"),
        (["decisions"], "Yrkande (avslag, avslaget): Bo Sten (M) yrkar avslag. Omröstning: ja 12, nej 9 kf.txt s. 1"),
        (["decisions", "--vote", "nej"], "Inga sådana beslut. Genomsökt: 2 handlingar, varav 1 protokoll"),
        (["motions"], "2010-02-01 Motion om badbrygga Eva Ek (S) Almby kommun öppen över ett år, hos Kommunfullmäktige"),
        (["motions"], "2011-03-14 Kommunfullmäktige § 15: bordlagd kf.txt s. 1"),
        (["motions", "--over-a-year", "--at", "2011-01-01"], "Inga sådana. Genomsökt: 2 handlingar"),
        (["adoption"], "2011-02-03 Vårdrådet § 5 Samverkansavtal om hjälpmedel"),
        (["adoption", "hjälpmedelsavtal"], "Almby kommun antagen 2011-03-14 Kommunfullmäktige § 14 kf.txt s. 1"),
        (["adoption", "snöröjning"], "Inga sådana rekommendationer. Genomsökt: 2 handlingar"),
        (["coverage"], "Kommunfullmäktige, Almby kommun 2011 1 möte: 03-14 §§ 14–15 saknas: §§ 1–13, före 2011-03-14"),
        (["show", "kf.txt", "--against", "kallelse.txt"], "§ 14 (ärende 1) Samverkansavtal om hjälpmedel"),
        (["show", "kf.txt", "--against", "kallelse.txt"], "(ärende 3) Information om vägarna finns inte i protokollet"),
    ],
)
def test_what_people_are_told(arguments: list[str], words: str, archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert words in _told(archive, capsys, *arguments)


@pytest.mark.parametrize("name", ["decisions", "motions", "adoption", "coverage"])
def test_programs_get_all_rows_with_their_sources_and_how_much_was_searched(
    name: str, archive: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer: dict[str, Any] = json.loads(_told(archive, capsys, name, "--json", "--limit", "1"))
    assert answer["searched"]["documents"] == 2
    assert answer["total"] == len(answer["rows"]) > 0
    for row in answer["rows"]:
        assert {"id", "document", "file", "page", "span", "words", "sources"} <= row.keys()
        assert row["sources"][0]["words"] == row["words"]


@pytest.mark.parametrize(
    "arguments", [["decisions", "--from", "2011-13"], ["decisions", "--action", "dansa"], ["motions", "--at", "i dag"]]
)
def test_what_cannot_be_meant_is_wrong_use(arguments: list[str], archive: Path) -> None:
    assert run(["--archive", str(archive), *arguments]) == 2
