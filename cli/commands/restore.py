"""`klubbat restore`: an archive from a backup."""

from __future__ import annotations

from pathlib import Path

import click

from cli.output import plain, print_json
from cli.progress import shown_count
from corpus.store.archive import open_archive
from corpus.store.backup import restore
from ingest.indexing import update_index


@click.command("restore")
@click.argument("source", metavar="MAPP", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Svara med JSON.")
@click.pass_obj
def command(archive: Path, source: Path, as_json: bool) -> int:
    """Gör ett arkiv av en säkerhetskopia.

    Arkivets mapp ska vara ny eller tom, så att inget skrivs över. Varje original jämförs med sin kontrollsumma.

    \b
    Exempel:
      klubbat restore /media/usb/klubbat
      klubbat --archive /data/arkiv restore /media/usb/klubbat

    Slutstatus: 0 allt är återställt; 1 något original saknas eller är skadat i kopian.
    """
    with shown_count("kopierar") as tell:
        copied = restore(source, archive, tell)
    with open_archive(archive) as opened, shown_count("indexerar") as tell:
        unindexed = update_index(opened, tell)
    if as_json:
        print_json(plain(copied))
    else:
        print(f"{copied.documents} handlingar är återställda till {archive}.")
        for document in copied.lacking:
            print(f"Fel: originalet till {document} saknas eller är skadat i kopian.\n  Vad som kan göras: klubbat check")
    return 1 if copied.lacking or unindexed else 0
