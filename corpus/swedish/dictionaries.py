"""What the lexicon is made of: lemmas and endings from simplemma, and from Hunspell what may stand in a compound."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

BEGINS, ENDS, WORD = 1, 2, 4
"""What a form may be: the first or a middle part of a compound, its last part in the base form, a word by itself."""

_DEFINITE = ("en", "et", "n", "t")
_FIRST_FLAGS, _LAST_FLAG, _ONLY_PART, _FORBIDDEN = frozenset("XU"), "Y", "Z", frozenset("%")


def lemmas() -> dict[str, str]:
    """The lemma of each form that simplemma knows."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    return _nouns_first(dict(DefaultDictionaryFactory().get_dictionary("sv")))


def endings() -> list[tuple[str, str]]:
    """What simplemma puts in the place of endings of words that have no lemma, as patterns: the first that fits is right."""
    from simplemma.strategies.defaultrules.sv import DEFAULT_RULES

    return [(pattern.pattern, base) for pattern, base in DEFAULT_RULES.items()]


def _nouns_first(lemmas: dict[str, str]) -> dict[str, str]:
    """The lemmas, with those nouns in their place that the dictionary takes for forms of verbs and participles.

    *nämnd* is no *nämna* and *plan* no *plana*, as *nämnden* and *planen* prove, nor *cyklar* a form of *cykla* beside
    *cyklarna*; *beslutet* belongs to *beslut* and not to *besluten*. A search would part such a noun from its own inflections.
    """

    definite = {lemma for form, lemma in lemmas.items() if form.startswith(lemma) and form[len(lemma) :] in _DEFINITE}

    def better(form: str, lemma: str) -> str:
        if lemma == form or form in definite:
            return form
        if form.endswith("ar"):
            plural = lemmas.get(form + "na", lemma)
            if plural not in (lemma, form) and not plural.endswith(("are", "na")):
                return plural
        base = form.removesuffix("s").removesuffix("et")
        return base if lemma == base + "en" and lemmas.get(base) == base else lemma

    return {form: better(form, lemma) for form, lemma in lemmas.items()}


def hunspell() -> tuple[Path, Path] | None:
    """The dictionary and affix files that the package hunspell-sv has installed."""
    try:
        files = distribution("hunspell-sv").files or []
    except PackageNotFoundError:
        return None
    paths = {file.name: Path(str(file.locate())).resolve() for file in files if file.name in ("sv_SE.dic", "sv_SE.aff")}
    if len(paths) < 2 or not all(path.is_file() for path in paths.values()):
        return None
    return paths["sv_SE.dic"], paths["sv_SE.aff"]


def pieces() -> dict[str, int]:
    """The roles of the forms that Hunspell knows; none where it isn't installed.

    What may stand in a compound are entries with a compound flag, and what the affix rules with one make of them (*flicka* →
    *flick-*, *tjänst* → *tjänste-*).
    """
    found: dict[str, int] = defaultdict(int)
    paths = hunspell()
    if not paths:
        return found
    dictionary, affixes = (path.read_text(encoding="utf-8").splitlines() for path in paths)
    rules = _compound_rules(affixes)
    for word, flags in _entries(dictionary):
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
