"""`klubbat backup`: a copy of the archive, while it is in use."""

from __future__ import annotations

from pathlib import Path

import click

from cli.output import plain, print_json, size
from cli.progress import shown_count
from corpus.store.archive import open_archive
from corpus.store.backup import backup


@click.command("backup")
@click.argument("target", metavar="MAPP", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Svara med JSON.")
@click.pass_obj
def command(archive: Path, target: Path, as_json: bool) -> int:
    """Säkerhetskopierar arkivet till en mapp, också medan det används.

    Nästa gång till samma mapp kopieras bara det som har tillkommit. Sökregistret följer inte med: det byggs ur resten.

    \b
    Exempel:
      klubbat backup /media/usb/klubbat
      klubbat --archive /data/arkiv backup /mnt/kopior/arkiv

    Slutstatus: 0 allt är kopierat; 1 något original saknas eller är skadat.
    """
    with open_archive(archive) as opened, shown_count("kopierar") as tell:
        copied = backup(opened, target, tell)
    if as_json:
        print_json(plain(copied))
    else:
        print(f"{copied.documents} handlingar är säkra i {target}; {copied.copied} nya original, {size(copied.bytes)}.")
        for document in copied.lacking:
            print(f"Fel: originalet till {document} saknas eller är skadat.\n  Laga arkivet och kopiera igen: klubbat check")
    return 1 if copied.lacking else 0
