"""What holds for the house as a whole."""

from __future__ import annotations

from importlib.metadata import distribution, packages_distributions
from pathlib import Path

import pytest

PACKAGES = ("cli", "corpus", "index", "ingest", "nlp")
CACHES = (".git", ".venv", ".mypy", ".ruff", ".pytest", ".hypothesis", ".import")
ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_distribution_claims_our_package_names(package: str) -> None:
    """Two distributions with one package name overwrite each other without a word."""
    assert set(packages_distributions().get(package, ["klubbat"])) == {"klubbat"}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_is_typed_and_says_what_it_is(package: str) -> None:
    assert (ROOT / package / "py.typed").exists()
    assert (ROOT / package / "__init__.py").read_text(encoding="utf-8").startswith('"""')


def test_every_dependency_states_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    inside = False
    for line in lines:
        if line.endswith("= ["):
            inside = line.startswith(("dependencies", "dev"))
        elif line == "]":
            inside = False
        elif inside and line.strip():
            assert "#" in line, f"no reason beside {line.strip()}"


def test_modules_can_be_read_in_one_go() -> None:
    long = {
        str(path.relative_to(ROOT)): count
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > 450
    }
    assert not long


def test_the_repository_names_no_machine_and_no_registry() -> None:
    """Neither this machine's paths nor an address of a package registry belongs here."""
    marks = ("/work/" + "main", "/work/" + "shared", "pypi" + ".org", "/root/" + ".pyenv", "registry.npm" + "js")
    found = [
        (str(path.relative_to(ROOT)), mark)
        for path in ROOT.rglob("*")
        if path.is_file()
        and path.suffix in (".py", ".md", ".toml", ".sh", ".json", "")
        and not any(part.startswith(CACHES) for part in path.relative_to(ROOT).parts)
        and path.stat().st_size < 500_000
        for mark in marks
        if mark in path.read_text(encoding="utf-8", errors="ignore")
    ]
    assert not found


def test_the_program_is_installed_under_its_name() -> None:
    assert any(entry.name == "klubbat" for entry in distribution("klubbat").entry_points)
