"""Whether two names mean the same body: *KF* and *kommunfullmäktige*, *SAG* and *Samordningsgruppen (SAG)*."""

from __future__ import annotations

import re
from collections.abc import Iterable

from corpus.findings import Part
from corpus.store.archive import Archive
from corpus.store.findings import found, heads
from corpus.store.settings import Settings
from corpus.vocabulary import vocabulary

_DEFINED = re.compile(r"([^()]{4,90}?)\s*\(([A-ZÅÄÖ][A-Za-zÅÄÖåäö-]{1,11})\)")

_KINDS = frozenset({"nämnden", "styrelsen", "fullmäktige", "utskottet", "rådet", "direktionen", "samrådet", "beredningen"})
"""What texts call a body that is known from what stands before."""
_BODY = r"[A-ZÅÄÖ][\w-]+(?: (?:och |för |i )?[a-zåäö][\w-]+){0,4}?"
_END = r"(?= [–-] | (?:från|den|och|i)\b|[.,;)\n]|$)"
_RENAMED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[Nn]ytt namn (?:för|på) (?P<former>{_BODY}) (?:fastställs till|blir|är) (?P<present>{_BODY}){_END}",
        rf"(?P<former>{_BODY}) (?:har bytt|bytte|byter) namn till (?P<present>{_BODY}){_END}",
        rf"(?P<former>{_BODY})(?:, | \()numera (?P<present>{_BODY}){_END}",
        rf"(?P<present>{_BODY})(?:, | \()(?:tidigare|f\.? ?d\.?) (?P<former>{_BODY}){_END}",
    )
)
"""How texts say that a body has another name now; a name begins with its only capital letter."""
_OWNER = re.compile(r"(?:,| i (?=[A-ZÅÄÖ])|\s*\().*$")
"""What says whose body it is: *Kommunfullmäktige, Exempels kommun*, *Rådet i Exempels län*."""


def short_names(texts: Iterable[str]) -> dict[str, str]:
    """The short forms that texts define, *Samordningsgruppen (SAG)*, and those of the vocabulary; short → long, lower case."""
    known = {short.casefold(): name.casefold() for short, name in vocabulary("bodies")["short"].items()}
    for text in texts:
        if match := _DEFINED.fullmatch(text.strip()):
            known[match[2].casefold()] = match[1].strip().casefold()
    return known


def renamed(text: str) -> dict[str, str]:
    """The bodies that a text says have another name now: former name → present one, lower case."""
    found: dict[str, str] = {}
    for pattern in _RENAMED:
        for match in pattern.finditer(text):
            former, present = (" ".join(match[name].casefold().split()) for name in ("former", "present"))
            if former != present:
                found[former] = present
    return found


def body_names(archive: Archive, told: Settings) -> list[str]:
    """The bodies whose documents an archive holds, and those that its owner tells, with their short forms in brackets."""
    names = [owner.body for owner, _ in heads(archive)] + [row.owner.body for row in found(archive, Part)]
    return [
        *(name for name in names if name), *(f"{name} ({other})" for name, others in told.bodies for other in others),
    ]  # fmt: skip


def printed(texts: Iterable[str]) -> dict[str, str]:
    """For bodies that texts define with a short form: short and long form, lower case → *Samordningsgruppen (SAG)*."""
    names: dict[str, str] = {}
    for text in texts:
        if match := _DEFINED.fullmatch(text.strip()):
            names.setdefault(match[2].casefold(), text.strip())
            names.setdefault(match[1].strip().casefold(), text.strip())
    return names


def same_body(one: str | None, other: str | None, short: dict[str, str]) -> bool:
    """Whether two names can mean one body; a body that isn't named can be any."""
    if one is None or other is None:
        return True
    left, right = _keys(one, short), _keys(other, short)
    if any(_is_kind(a, b) for a, b in ((one, other), (other, one))):
        return True
    return any(a == b or a.startswith(f"{b} ") or b.startswith(f"{a} ") for a in left for b in right)


def _is_kind(one: str, other: str) -> bool:
    """Whether one name only says what kind of body it is, which the other is: *direktionen*, *Vattenförbundets direktion*."""
    kind = one.strip().casefold().removesuffix("s")
    forms = (kind, kind.removesuffix("n"), kind.removesuffix("en"), kind.removesuffix("et"))
    return kind in _KINDS and any(word.endswith(forms) for word in re.findall(r"\w+", other.casefold()))


def _keys(name: str, short: dict[str, str]) -> set[str]:
    if match := _DEFINED.fullmatch(name.strip()):
        keys = {match[1].strip().casefold(), match[2].casefold()}
    else:
        keys = {_OWNER.sub("", name.strip()).casefold()}
    keys = {key.removesuffix("s") for key in keys | {short[key] for key in keys if key in short}}
    return {re.sub(r"^landstings(?=fullmäktige|styrelse)", "region", key) for key in keys}  # their bodies became the regions'
