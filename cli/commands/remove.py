"""`klubbat remove`: documents out of the archive, for good."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cli.archive import chosen
from cli.output import plain, print_json
from corpus.errors import UsageError
from corpus.store import ledger, removal
from corpus.store.archive import Archive, open_archive
from corpus.store.documents import identifier
from corpus.store.removal import Removed


@click.command("remove")
@click.argument("wanted", nargs=-1, metavar="HANDLING…")
@click.option("--yes", is_flag=True, help="Fråga inte först.")
@click.option("--list", "listed", is_flag=True, help="Lista det som är borttaget.")
@click.option("--undo", is_flag=True, help="Tillåt handlingen igen; nästa import läser in den.")
@click.option("--json", "as_json", is_flag=True, help="Svara med JSON.")
@click.pass_obj
def command(archive: Path, wanted: tuple[str, ...], yes: bool, listed: bool, undo: bool, as_json: bool) -> None:
    """Tar bort handlingar ur arkivet, för gott.

    Texten, fynden och originalet i arkivet tas bort, och handlingen läses inte in igen, inte heller från en annan plats.
    Filen där den lästes in rörs inte. Det som ligger i ett borttaget brev eller arkiv följer med, om det inte ligger någon
    annanstans också.

    HANDLING är beteckningen som search visar (eller början av den), en sökväg eller filens namn. En sökväg eller ett namn
    tar också bort filens äldre versioner; en beteckning bara just den handlingen.

    \b
    Exempel:
      klubbat remove 3f9a61c0
      klubbat remove "/mnt/gemensam/Protokoll 2019-03-05.pdf" --yes
      klubbat remove --list
    """
    if not wanted and not listed:
        raise UsageError("Ingen handling är angiven.", "Ange en beteckning eller sökväg: klubbat remove 3f9a61c0")
    with open_archive(archive) as opened:
        if wanted and undo:
            for document in [_taken_down(opened, name) for name in wanted]:
                removal.readmit(opened, document.sha256)
        elif wanted:
            names = {sha: name for each in wanted for sha, name in _documents(opened, each).items()}
            if not yes:
                _ask(names)
            from ingest.takedown import take_down  # a list needs nothing of the import

            take_down(opened, names)
        everything = removal.removed(opened)
    if as_json:
        print_json({"removed": [{**plain(document), "document": identifier(document.sha256)} for document in everything]})
    elif listed:
        for document in everything:
            print(f"{identifier(document.sha256)}  {document.day}  {document.name}")
        if not everything:
            print("Inget är borttaget.")
    elif undo:
        print("Tillåten igen. Läs in filen med: klubbat import")
    else:
        what = "1 handling borttagen." if len(names) == 1 else f"{len(names)} handlingar borttagna."
        print(f"{what} Ångra: klubbat remove --undo {identifier(next(iter(names)))}")


def _documents(archive: Archive, wanted: str) -> dict[str, str]:
    """The content hashes of what the user means, each with the file's name."""
    place = chosen(archive, wanted)
    found = {place.sha256: place.name} | ({} if place.replaced else _members(archive, place.path))
    if place.sha256.startswith(wanted.casefold()):
        return found
    now = {entry.sha256 for entry in ledger.entries(archive) if entry.path != place.path}
    return {
        version.sha256: version.name for version in ledger.versions(archive, place.path) if version.sha256 not in now
    } | found


def _members(archive: Archive, path: str) -> dict[str, str]:
    """What a file contains and lies nowhere else."""
    inside = list(ledger.under(archive, path, "/"))
    paths = {entry.path for entry in inside}
    return {
        entry.sha256: entry.name
        for entry in inside
        if entry.sha256 and all(other.path in paths for other in ledger.of_document(archive, entry.sha256))
    }


def _ask(names: dict[str, str]) -> None:
    if not sys.stdin.isatty():
        raise UsageError("Det som tas bort kommer inte tillbaka av sig självt.", "Bekräfta med --yes")
    for sha256, name in names.items():
        print(f"{identifier(sha256)}  {name}", file=sys.stderr)
    click.confirm("Ta bort?", abort=True, err=True)


def _taken_down(archive: Archive, wanted: str) -> Removed:
    """The document on the list that a user means by its identifier or name."""
    found = [
        document
        for document in removal.removed(archive)
        if document.sha256.startswith(wanted.casefold()) or document.name.casefold() == wanted.casefold()
    ]
    if len(found) != 1:
        raise UsageError(f"{wanted} passar på {len(found)} borttagna handlingar.", "De visas av: klubbat remove --list")
    return found[0]
