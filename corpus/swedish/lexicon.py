"""The lexicon: lemmas of Swedish words, and which words may begin and end a compound.

It is made of simplemma's dictionary and the compound flags of the Hunspell dictionary, parsed once for each user into an SQLite
file in the user's cache folder, so that a search reads the few pages it needs and loads no dictionary. Where that folder
can't be written the lexicon is built in memory; where the Hunspell dictionary is missing only the lemmas are there.

Most of what is asked are pieces of words that no dictionary has: a sieve (Bloom, 1970; the two hashes are either end of a CRC)
knows nearly all of them without asking the file.
"""

from __future__ import annotations

import os
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path
from tempfile import TemporaryDirectory
from zlib import crc32

LAYOUT = 7
"""Of the SQLite file: raised when what is stored changes."""

BEGINS, ENDS, WORD = 1, 2, 4
"""What a form may be: the first or a middle part of a compound, its last part in the base form, a word by itself."""

_SIEVE = 1 << 24
"""Bits for a million forms."""
_PLACE = _SIEVE - 1
_DEFINITE = ("en", "et", "n", "t")
_FIRST_FLAGS, _LAST_FLAG, _ONLY_PART, _FORBIDDEN = frozenset("XU"), "Y", "Z", frozenset("%")


@cache
def lexicon_version() -> str:
    """Names the data that the lexicon is made of: an index that was built with other data has other keys."""
    hunspell = version("hunspell-sv") if _hunspell() else "none"
    return f"{LAYOUT}-{version('simplemma')}-{hunspell}"


def lemma(form: str) -> str | None:
    """The lemma that the dictionary has for a form, or None."""
    return _lemma(form) if _sieve("lemma")(form.lower()) else None


def lemma_in_any_case(form: str) -> str | None:
    """The lemma of a form, or else of the form with its first letter small instead of capital, or capital instead of small."""
    if not _sieve("lemma")(form.lower()):
        return None
    found = _lemma(form)
    return _lemma(form.lower() if form[:1].isupper() else form.capitalize()) if found is None else found


def roles(form: str) -> int:
    """The BEGINS, ENDS and WORD bits of a form in the Hunspell dictionary, 0 where it isn't there."""
    return _roles(form) if _sieve("piece")(form) else 0


@lru_cache(maxsize=100_000)
def _lemma(form: str) -> str | None:
    row = _connection().execute("SELECT lemma FROM lemma WHERE form = ?", (form,)).fetchone()
    return row[0] if row else None


@lru_cache(maxsize=50_000)
def _roles(form: str) -> int:
    row = _connection().execute("SELECT roles FROM piece WHERE form = ?", (form,)).fetchone()
    return row[0] if row else 0


@cache
def has_compound_flags() -> bool:
    """Whether the Hunspell dictionary was there when the lexicon was built."""
    return not lexicon_version().endswith("-none")


def _cache_folder() -> Path:
    """The user's folder for what can be made again, by the custom of the system."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "klubbat"


@cache
def _sieve(table: str) -> Callable[[str], int]:
    """Tells of a form in lower case whether a table may have it: 0 if it hasn't."""
    bits: bytes = _connection().execute("SELECT bits FROM sieve WHERE name = ?", (table,)).fetchone()[0]

    def may_have(form: str) -> int:
        code = crc32(form.encode())
        return bits[(code & _PLACE) >> 3] >> (code & 7) & 1 and bits[code >> 11] >> (code >> 8 & 7) & 1

    return may_have


_connections: dict[int, sqlite3.Connection] = {}
"""One for each process: a connection must not cross a fork."""


def _connection() -> sqlite3.Connection:
    connection = _connections.get(os.getpid())
    if connection is None:
        connection = _connections[os.getpid()] = _open()
    return connection


def _open() -> sqlite3.Connection:
    folder = _cache_folder()
    path = folder / f"lexicon-{lexicon_version()}.sqlite"
    try:
        if not path.exists():
            folder.mkdir(parents=True, exist_ok=True)
            with TemporaryDirectory(dir=folder) as beside:
                made = Path(beside) / path.name
                connection = sqlite3.connect(made)
                _fill(connection)
                connection.close()
                made.replace(path)
            for old in folder.glob("lexicon-*.sqlite"):
                if old != path:
                    old.unlink()
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        connection.execute("SELECT 1 FROM piece LIMIT 1")
    except (OSError, sqlite3.Error):
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        _fill(connection)
    return connection


def _fill(connection: sqlite3.Connection) -> None:
    """Writes both tables."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    lemmas = DefaultDictionaryFactory().get_dictionary("sv")
    connection.executescript(
        "PRAGMA synchronous = off; PRAGMA journal_mode = off;"
        "CREATE TABLE lemma (form TEXT PRIMARY KEY, lemma TEXT NOT NULL) WITHOUT ROWID;"
        "CREATE TABLE piece (form TEXT PRIMARY KEY, roles INTEGER NOT NULL) WITHOUT ROWID;"
    )
    connection.executemany("INSERT OR IGNORE INTO lemma VALUES (?, ?)", sorted(_nouns_first(dict(lemmas)).items()))
    found = _hunspell()
    if found:
        connection.executemany("INSERT INTO piece VALUES (?, ?)", sorted(_pieces(*found).items()))
    connection.execute("CREATE TABLE sieve (name TEXT PRIMARY KEY, bits BLOB NOT NULL)")
    for table in ("lemma", "piece"):
        bits = bytearray(_SIEVE >> 3)
        for (form,) in connection.execute(f"SELECT form FROM {table}"):
            code = crc32(form.lower().encode())
            for place in (code & _PLACE, code >> 8):
                bits[place >> 3] |= 1 << (place & 7)
        connection.execute("INSERT INTO sieve VALUES (?, ?)", (table, bytes(bits)))
    connection.commit()


def _nouns_first(lemmas: dict[str, str]) -> dict[str, str]:
    """The lemmas, with those nouns in their place that the dictionary takes for forms of verbs and participles.

    *nämnd* is no *nämna* and *plan* no *plana*, as *nämnden* and *planen* prove, nor *cyklar* a form of *cykla* beside
    *cyklarna*; *beslutet* belongs to *beslut* and not to *besluten*. A search would part such a noun from its own inflections.
    """

    def better(form: str, lemma: str) -> str:
        if lemma == form:
            return form
        if any(lemmas.get(form + ending) == form for ending in _DEFINITE):
            return form
        plural = lemmas.get(form + "na", lemma)
        if plural not in (lemma, form) and form.endswith("ar") and not plural.endswith(("are", "na")):
            return plural
        base = form.removesuffix("s").removesuffix("et")
        return base if lemma == base + "en" and lemmas.get(base) == base else lemma

    return {form: better(form, lemma) for form, lemma in lemmas.items()}


def _hunspell() -> tuple[Path, Path] | None:
    """The dictionary and affix files that the package hunspell-sv has installed."""
    try:
        files = distribution("hunspell-sv").files or []
    except PackageNotFoundError:
        return None
    paths = {file.name: Path(str(file.locate())).resolve() for file in files if file.name in ("sv_SE.dic", "sv_SE.aff")}
    if len(paths) < 2 or not all(path.is_file() for path in paths.values()):
        return None
    return paths["sv_SE.dic"], paths["sv_SE.aff"]


def _pieces(dictionary: Path, affixes: Path) -> dict[str, int]:
    """The forms that the dictionary lets stand in a compound: entries with a compound flag, and what the affix rules with
    one make of them (*flicka* → *flick-*, *tjänst* → *tjänste-*)."""
    rules = _compound_rules(affixes.read_text(encoding="utf-8").splitlines())
    found: dict[str, int] = defaultdict(int)
    for word, flags in _entries(dictionary.read_text(encoding="utf-8").splitlines()):
        if _FORBIDDEN & flags:
            continue
        form = word.lower()
        if _FIRST_FLAGS & flags:
            found[form] |= BEGINS
        if _LAST_FLAG in flags:
            found[form] |= ENDS
        if _ONLY_PART not in flags:
            found[form] |= WORD
        for flag in flags & rules.keys():
            for strip, add, condition in rules[flag]:
                if condition.search(word):
                    found[(word.removesuffix(strip) if strip else word).lower() + add] |= BEGINS
    return dict(found)


def _entries(lines: Iterable[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Word and flags of the lines of a .dic file; its first line is a count."""
    for number, line in enumerate(lines):
        word, _, flags = line.split("\t")[0].strip().partition("/")
        if number and word.replace("-", "").isalpha():
            yield word.strip("-"), frozenset(flags)


def _compound_rules(lines: Iterable[str]) -> dict[str, list[tuple[str, str, re.Pattern[str]]]]:
    """The suffix rules of an .aff file whose result may begin a compound, by flag: what they strip, add, and demand."""
    rules: dict[str, list[tuple[str, str, re.Pattern[str]]]] = defaultdict(list)
    for line in lines:
        fields = line.split()
        if len(fields) < 5 or fields[0] != "SFX" or "/" not in fields[3]:
            continue
        add, flags = fields[3].split("/", 1)
        if _FIRST_FLAGS & set(flags) and fields[1].isalpha():
            strip, add = fields[2].strip("0"), add.strip("0")
            rules[fields[1]].append((strip, add, re.compile(fields[4] + "$")))
    return rules
