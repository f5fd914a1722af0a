"""What the owner of an archive tells it in advance: the file `arkiv.toml` in its folder, for anybody to edit."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zlib import crc32

from corpus.errors import UsageError
from corpus.stages import ANNOTATE

NAME = "arkiv.toml"
_TEMPLATE = """\
# Vad du kan berätta för Klubbat om handlingarna i det här arkivet. Rader som börjar med # läses inte.
# Modell och organ börjar gälla vid nästa: klubbat import. Det andra gäller genast.

# En spaCy-modell för svenska som du har installerat; den känner igen fler personer, organ och platser.
# modell = "sv_core_news_lg"

# Organ som handlingarna talar om, med sina förkortningar och andra namn.
[organ]
# "Vård- och omsorgsnämnden" = ["VON", "Omsorgen"]
# "Närvårdsrådet" = []

# Personer vars namn skrivs på flera sätt.
[personer]
# "Karin Lindberg" = ["Karin Lindbergh", "K Lindberg"]

# Ärenden eller avtal som är ett och samma, fast handlingarna inte säger det.
# [[samma]]
# namn = ["Avtal om vård i hemmet", "Närvårdsavtalet"]

# Ärenden eller avtal som inte är samma, fast namnen liknar varandra.
# [[olika]]
# namn = ["Avtal om familjerådgivning", "Avtal om familjerätt"]

# Handlingar som inte hör till ett ärende.
# [[olika]]
# namn = ["Avtal om hemsjukvård"]
# handlingar = ["Protokoll 2014-12-17.pdf"]
"""
_HEADINGS = {"modell", "organ", "personer", "samma", "olika"}


@dataclass(frozen=True, slots=True)
class Apart:
    """Matters that are not the same, or, with file names of documents, those that have nothing to do with the matters."""

    names: tuple[str, ...]
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """An archive's own settings, and what its owner knows better than the documents."""

    model: str | None = None
    """The name or folder of a spaCy model that adds names to what our own rules find."""
    bodies: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Names of bodies, each with its short forms and other names."""
    persons: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Names of persons, each with other ways in which it is written."""
    same: tuple[tuple[str, ...], ...] = ()
    """Names of one matter or agreement each."""
    apart: tuple[Apart, ...] = ()

    @property
    def annotate(self) -> int:
        """The version of the stage that annotates, under these settings: findings made under others are old."""
        return ANNOTATE + (crc32(repr((self.model, self.bodies)).encode()) << 16 if self.model or self.bodies else 0)


def settings(root: Path) -> Settings:
    """The settings of the archive in a folder. Raises UsageError where the file can't be understood."""
    path = root / NAME
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        raise _wrong(path, f"kan inte läsas: {error}") from error
    if unknown := told.keys() - _HEADINGS:
        raise _wrong(path, f"har en okänd rubrik: {min(unknown)}")
    model = told.get("modell")
    if not (model is None or isinstance(model, str)):
        raise _wrong(path, "ska ha modell som text")
    same = [entry for entry in _entries(path, told, "samma") if len(entry.names) > 1]
    if any(entry.documents for entry in same) or len(same) != len(told.get("samma", [])):
        raise _wrong(path, "ska ha minst två namn, och inga handlingar, under [[samma]]")
    apart = tuple(_entries(path, told, "olika"))
    if any(len(entry.names) < 2 and not entry.documents for entry in apart):
        raise _wrong(path, "ska ha minst två namn, eller ett namn och handlingar, under [[olika]]")
    return Settings(
        model or None, _table(path, told, "organ"), _table(path, told, "personer"), tuple(entry.names for entry in same), apart
    )


def require_model(model: str) -> None:
    """Raises UsageError where no spaCy model has this name or lies in this folder."""
    if not Path(model).is_dir() and not (re.fullmatch(r"\w+", model) and find_spec(model)):
        raise UsageError(
            f"Det finns ingen spaCy-modell {model}.", "Kontrollera namnet, eller installera modellen i Klubbats miljö (.venv)."
        )


def write_template(root: Path) -> None:
    """Lays out the file with its explanations, without settings."""
    (root / NAME).write_text(_TEMPLATE, encoding="utf-8")


def _table(path: Path, told: dict[str, Any], heading: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A heading under which names stand with other names."""
    table = told.get(heading, {})
    if not isinstance(table, dict):
        raise _wrong(path, f"ska ha [{heading}] som rubrik")
    return tuple((name, _names(path, f"namnen på {name}", others)) for name, others in sorted(table.items()))


def _entries(path: Path, told: dict[str, Any], heading: str) -> list[Apart]:
    """The entries that begin with [[heading]]."""
    entries = told.get(heading, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) and "namn" in entry for entry in entries):
        raise _wrong(path, f"ska ha [[{heading}]] inom dubbla hakparenteser och namn på raden under")
    if unknown := {key for entry in entries for key in entry} - {"namn", "handlingar"}:
        raise _wrong(path, f"har en okänd uppgift under [[{heading}]]: {min(unknown)}")
    return [
        Apart(_names(path, "namn", entry["namn"]), _names(path, "handlingar", entry.get("handlingar", []))) for entry in entries
    ]


def _names(path: Path, what: str, others: Any) -> tuple[str, ...]:
    others = [others] if isinstance(others, str) else others
    if not isinstance(others, list) or not all(isinstance(other, str) and other.strip() for other in others):
        raise _wrong(path, f'ska ha {what} inom hakparenteser: ["VON", "Omsorgen"]')
    return tuple(others)


def _wrong(path: Path, what: str) -> UsageError:
    return UsageError(f"{path} {what}.", "Rätta filen i en textredigerare, eller ta bort den.")
