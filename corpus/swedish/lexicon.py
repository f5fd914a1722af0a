"""The lexicon: lemmas of Swedish words, and which pieces may begin and end a compound.

It is made of the dictionaries and of the vocabulary of compounds, once for each user, as static tries (Yata, *Dictionary
compression by nesting prefix/Patricia tries*, 2011) in one file in the user's cache folder. The file is mapped into memory: a
search reads the few pages it needs, and all processes share them. Where the folder can't be written the lexicon is built in
memory.

One walk down a trie finds all forms that a string of letters begins with. Of what may end a compound the letters stand
backwards, so that one walk finds all last parts.
"""

from __future__ import annotations

import json
import os
import re
import struct
import sys
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from itertools import accumulate, pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from marisa_trie import BytesTrie, Trie

from corpus.swedish import dictionaries, parts
from corpus.vocabulary import vocabulary

LAYOUT = 8
"""Raised when the lexicon says something else of a form, or is stored in another way."""

_SIZES = struct.Struct("<7Q")
"""What the file begins with: the bytes of each trie, and those of the endings."""


class _Lexicon(NamedTuple):
    lemmas: BytesTrie
    """How many letters to take from the end of a form, and the UTF-8 of what comes in their place."""
    roles: BytesTrie
    """A byte for each form in the Hunspell dictionary."""
    known: Trie
    """Forms in lower case that have a lemma as they are or with a capital."""
    known_backwards: Trie
    firsts: Trie
    lasts_backwards: Trie
    endings: bytes
    """As `dictionaries.endings` tells them, in JSON."""
    content: memoryview | None = None
    """The file, since tries don't hold on to what they are mapped from."""


@cache
def lexicon_version() -> str:
    """Names the data that the lexicon is made of: an index that was built with other data has other keys."""
    hunspell = version("hunspell-sv") if dictionaries.hunspell() else "none"
    return f"{LAYOUT}-{version('simplemma')}-{hunspell}"


def lemma(form: str) -> str | None:
    """The lemma that the dictionary has for a form, or None."""
    found = _lexicon().lemmas.get(form)
    if not found:
        return None
    change: bytes = found[0]
    return form[: len(form) - change[0]] + change[1:].decode()


def lemma_in_any_case(form: str) -> str | None:
    """The lemma of a form, or else of the form with its first letter small instead of capital, or capital instead of small."""
    found = lemma(form)
    return lemma(form.lower() if form[:1].isupper() else form.capitalize()) if found is None else found


def roles(form: str) -> int:
    """The BEGINS, ENDS and WORD bits of a form in the Hunspell dictionary, 0 where it isn't there."""
    found = _lexicon().roles.get(form)
    return found[0][0] if found else 0


def known_beginnings(word: str) -> list[str]:
    """What a word in lower case begins with that has a lemma in any case, the shortest first; the word itself too."""
    found: list[str] = _lexicon().known.prefixes(word)
    return found


def known_ends(word: str) -> list[int]:
    """How long the ends of a word in lower case are that have a lemma in any case, the shortest first."""
    return [len(end) for end in _lexicon().known_backwards.prefixes(word[::-1])]


@cache
def endings() -> list[tuple[re.Pattern[str], str]]:
    """Endings of words that have no lemma, and what their base form has instead; the first that fits is right."""
    return [(re.compile(pattern), base) for pattern, base in json.loads(_lexicon().endings)]


def first_parts(letters: str) -> list[str]:
    """What letters in lower case begin with that may be the first or a middle part of a compound, the shortest first."""
    found: list[str] = _lexicon().firsts.prefixes(letters)
    return found


def last_parts(word: str) -> set[int]:
    """The places in a word in lower case from which the rest may be the last part of a compound."""
    return {len(word) - len(part) for part in _lexicon().lasts_backwards.prefixes(word[::-1])}


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
def _lexicon() -> _Lexicon:
    """The lexicon of the cache folder; it is made where it isn't there yet or is damaged."""
    folder = _cache_folder()
    words = blake2b(repr(vocabulary("compounds")).encode(), digest_size=6).hexdigest()
    path = folder / f"lexicon-{lexicon_version()}-{words}.tries"
    try:
        return _read(path)
    except (OSError, ValueError, RuntimeError, struct.error):
        made = _made()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=folder) as beside:
            _write(Path(beside) / path.name, made)
            (Path(beside) / path.name).replace(path)
        for old in folder.glob("lexicon-*"):
            if old != path:
                old.unlink(missing_ok=True)
        return _read(path)
    except OSError:
        return made


def _made() -> _Lexicon:
    lemmas, pieces = dictionaries.lemmas(), dictionaries.pieces()
    return _Lexicon(
        BytesTrie(_changes(lemmas)),
        BytesTrie((form, bytes([roles])) for form, roles in pieces.items()),
        Trie(_known(lemmas)),
        Trie(form[::-1] for form in _known(lemmas)),
        Trie(parts.beginning(lemmas, pieces)),
        Trie(form[::-1] for form in parts.ending(lemmas, pieces)),
        json.dumps(dictionaries.endings()).encode(),
    )


def _known(lemmas: dict[str, str]) -> Iterator[str]:
    return (form.lower() for form in lemmas if form in (form.lower(), form.capitalize()))


def _changes(lemmas: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    from rapidfuzz.distance import Prefix

    for form, lemma in lemmas.items():
        shared = Prefix.similarity(form, lemma)
        yield form, bytes([len(form) - shared]) + lemma[shared:].encode()


def _write(path: Path, lexicon: _Lexicon) -> None:
    contents = [*(trie.tobytes() for trie in lexicon[:6]), lexicon.endings]
    with path.open("wb") as file:
        file.writelines((_SIZES.pack(*map(len, contents)), *contents))
        file.flush()
        os.fsync(file.fileno())


def _read(path: Path) -> _Lexicon:
    """The tries of a file. Raises OSError where it can't be opened, another error where it is no whole lexicon."""
    with path.open("rb") as file:
        content = memoryview(mmap(file.fileno(), 0, access=ACCESS_READ))
    places = list(accumulate(_SIZES.unpack_from(content), initial=_SIZES.size))
    if places[-1] != len(content):
        raise ValueError(f"{path} is cut off")
    kinds = (BytesTrie, BytesTrie, Trie, Trie, Trie, Trie)
    *of_tries, (first, last) = pairwise(places)
    tries = [kind().map(content[start:end]) for kind, (start, end) in zip(kinds, of_tries, strict=True)]
    return _Lexicon._make((*tries, bytes(content[first:last]), content))
