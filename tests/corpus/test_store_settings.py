"""What the owner of an archive tells it in `arkiv.toml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import UsageError
from corpus.stages import ANNOTATE
from corpus.store.archive import create_archive
from corpus.store.settings import Settings, require_model, settings


def test_a_new_archive_has_a_file_that_explains_itself_and_sets_nothing(tmp_path: Path) -> None:
    create_archive(tmp_path / "arkiv").close()
    assert "[organ]" in (tmp_path / "arkiv" / "arkiv.toml").read_text(encoding="utf-8")
    assert settings(tmp_path / "arkiv") == Settings()


def test_what_the_owner_wrote_stays_when_the_archive_is_opened_again(tmp_path: Path) -> None:
    create_archive(tmp_path / "arkiv").close()
    (tmp_path / "arkiv" / "arkiv.toml").write_text('[organ]\n"Hamnrådet" = "HR"\n', encoding="utf-8")
    create_archive(tmp_path / "arkiv").close()
    assert settings(tmp_path / "arkiv") == Settings(bodies=(("Hamnrådet", ("HR",)),))


def test_findings_made_under_other_settings_are_old() -> None:
    versions = {
        one.annotate for one in (Settings(), Settings("m"), Settings(bodies=(("A", ()),)), Settings(bodies=(("B", ()),)))
    }
    assert len(versions) == 4
    assert Settings().annotate == ANNOTATE


@pytest.mark.parametrize(
    "written", ["[organ", "[orgn]\n", "modell = 3", 'organ = "KS"', '[organ]\n"KS" = 3', '[organ]\n"KS" = [""]']
)
def test_a_file_that_cannot_be_followed_is_named(tmp_path: Path, written: str) -> None:
    (tmp_path / "arkiv.toml").write_text(written, encoding="utf-8")
    with pytest.raises(UsageError, match=r"arkiv\.toml"):
        settings(tmp_path)


@pytest.mark.parametrize("model", ["ingen_modell", "../ingen", ""])
def test_a_model_that_is_not_there_is_an_error_with_a_cure(model: str) -> None:
    with pytest.raises(UsageError, match="spaCy-modell"):
        require_model(model or "ingen mapp")
