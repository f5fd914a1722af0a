"""What the owner of an archive knows better than its documents, in `arkiv.toml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import UsageError
from corpus.store.settings import Apart, Settings, settings


def written(tmp_path: Path, text: str) -> Settings:
    (tmp_path / "arkiv.toml").write_text(text, encoding="utf-8")
    return settings(tmp_path)


def test_matters_and_persons_are_told_apart_and_together(tmp_path: Path) -> None:
    told = written(
        tmp_path,
        '[[samma]]\nnamn = ["A-avtalet", "Avtal om a"]\n[[olika]]\nnamn = ["A", "B"]\n[[olika]]\nnamn = "A"\n'
        'handlingar = "x.pdf"\n[personer]\n"Eva Ek" = ["Eva Ehk"]\n',
    )
    assert told.same == (("A-avtalet", "Avtal om a"),)
    assert told.apart == (Apart(("A", "B")), Apart(("A",), ("x.pdf",)))
    assert told.persons == (("Eva Ek", ("Eva Ehk",)),)
    assert told.annotate == Settings().annotate, "it changes no findings"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('[[samma]]\nnamn = ["ett"]', "minst två namn"),
        ('[[samma]]\nnamn = ["a", "b"]\nhandlingar = ["x"]', "inga handlingar"),
        ('[[olika]]\nnamn = ["ett"]', "minst två namn, eller ett namn och handlingar"),
        ('[samma]\nnamn = ["a", "b"]', "dubbla hakparenteser"),
        ('[[samma]]\nnamm = ["a", "b"]', "dubbla hakparenteser"),
        ('[[olika]]\nnamn = ["a", "b"]\norsak = "x"', "okänd uppgift"),
        ('[[olika]]\nnamn = [3, "b"]', "inom hakparenteser"),
        ("personer = 3", r"\[personer\] som rubrik"),
    ],
)
def test_what_cannot_be_understood_is_said_in_one_sentence(tmp_path: Path, text: str, what: str) -> None:
    with pytest.raises(UsageError, match=what):
        written(tmp_path, text)
