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
# Ändringar börjar gälla vid nästa: klubbat import

# En spaCy-modell för svenska som du har installerat; den känner igen fler personer, organ och platser.
# modell = "sv_core_news_lg"

# Organ som handlingarna talar om, med sina förkortningar och andra namn.
[organ]
# "Vård- och omsorgsnämnden" = ["VON", "Omsorgen"]
# "SamReKo" = []
"""


@dataclass(frozen=True, slots=True)
class Settings:
    """An archive's own settings."""

    model: str | None = None
    """The name or folder of a spaCy model that adds names to what our own rules find."""
    bodies: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Names of bodies, each with its short forms and other names."""

    @property
    def annotate(self) -> int:
        """The version of the stage that annotates, under these settings: findings made under others are old."""
        return ANNOTATE + (crc32(repr((self.model, self.bodies)).encode()) << 16 if self != Settings() else 0)


def settings(root: Path) -> Settings:
    """The settings of the archive in a folder. Raises UsageError where the file can't be understood."""
    path = root / NAME
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        raise _wrong(path, f"kan inte läsas: {error}") from error
    model, bodies = told.get("modell"), told.get("organ", {})
    if unknown := told.keys() - {"modell", "organ"}:
        raise _wrong(path, f"har en okänd rubrik: {min(unknown)}")
    if not (model is None or isinstance(model, str)) or not isinstance(bodies, dict):
        raise _wrong(path, "ska ha modell som text och [organ] som rubrik")
    return Settings(model or None, tuple((name, _names(path, name, others)) for name, others in sorted(bodies.items())))


def require_model(model: str) -> None:
    """Raises UsageError where no spaCy model has this name or lies in this folder."""
    if not Path(model).is_dir() and not (re.fullmatch(r"\w+", model) and find_spec(model)):
        raise UsageError(
            f"Det finns ingen spaCy-modell {model}.", "Kontrollera namnet, eller installera modellen i Klubbats miljö (.venv)."
        )


def write_template(root: Path) -> None:
    """Lays out the file with its explanations, without settings."""
    (root / NAME).write_text(_TEMPLATE, encoding="utf-8")


def _names(path: Path, name: str, others: Any) -> tuple[str, ...]:
    others = [others] if isinstance(others, str) else others
    if not isinstance(others, list) or not all(isinstance(other, str) and other.strip() for other in others):
        raise _wrong(path, f'ska ha namnen på {name} inom hakparenteser: ["VON", "Omsorgen"]')
    return tuple(others)


def _wrong(path: Path, what: str) -> UsageError:
    return UsageError(f"{path} {what}.", "Rätta filen i en textredigerare, eller ta bort den.")
