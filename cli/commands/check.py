"""`klubbat check`: whether the archive is whole."""

from __future__ import annotations

from pathlib import Path

import click

from cli.output import plain, print_json, size
from cli.progress import shown_progress
from corpus.store.archive import open_archive
from ingest.check import check
from ingest.pool import Progress


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="Svara med JSON.")
@click.pass_obj
def command(archive: Path, as_json: bool) -> int:
    """Kontrollerar att arkivet är helt, och lagar det som kan lagas.

    Databasen, varje handling och dess original (byte för byte), och att sökregistret stämmer med dem. Ett original som är
    skadat ersätts av filen som lästes in, om den finns kvar; ett sökregister byggs om.

    \b
    Exempel:
      klubbat check
      klubbat --archive /data/arkiv check --json

    Slutstatus: 0 arkivet är helt, eller blev det; 1 något återstår.
    """
    with open_archive(archive) as opened, shown_progress() as tell:
        report = check(opened, lambda what, done, total: tell(Progress(what, done, total)))
    if as_json:
        print_json({"whole": report.whole, **plain(report)})
        return 0 if report.whole else 1
    for fault in report.faults:
        where = fault.file or fault.document
        print(f"{'Lagat' if fault.repaired else 'Fel'}: {f'{where}: ' if where else ''}{fault.reason}")
        if fault.cure:
            print(f"  {fault.cure}")
    if report.orphans:
        print(f"{report.orphans} original hör inte till någon handling. De gör ingen skada.")
    if report.whole:
        print(f"Arkivet är helt: {report.documents} handlingar, {size(report.bytes)} original.")
    return 0 if report.whole else 1
