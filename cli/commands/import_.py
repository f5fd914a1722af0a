"""`klubbat import`: files and folders into the archive."""

from __future__ import annotations

from pathlib import Path

import click

from cli.output import STATES, file_object, plain, print_json
from cli.progress import shown_progress
from corpus.store.archive import create_archive
from ingest.run import Summary, import_paths


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="SÖKVÄG…", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Svara med JSON.")
@click.pass_obj
def command(archive: Path, paths: tuple[Path, ...], as_json: bool) -> int:
    """Läser in filer och mappar, med allt som ligger i dem.

    Arkivet skapas om det inte finns. En fil som redan är inläst och inte har ändrats läses inte igen, så en avbruten
    import görs klar genom att samma kommando körs en gång till.

    \b
    Exempel:
      klubbat import ~/Protokoll
      klubbat --archive /data/arkiv import "Kallelser 2019" "Protokoll 2019-03-05.pdf"

    Slutstatus: 0 alla filer är inlästa, helt eller delvis; 1 några misslyckades; 2 fel användning; 130 avbruten.
    """
    with create_archive(archive) as opened, shown_progress() as progress:
        summary = import_paths(opened, paths, progress)
    if as_json:
        print_json(_as_object(summary))
    else:
        _print(summary)
    return 130 if summary.interrupted else 1 if summary.failed else 0


def _print(summary: Summary) -> None:
    if summary.interrupted:
        print(f"Avbruten; {summary.waiting} filer återstår. Kör samma import igen, så fortsätter den.")
    if summary.done or summary.partial or summary.failed or summary.waiting or not summary.unchanged:
        print(
            f"{summary.done} inlästa, {summary.partial} delvis inlästa, {summary.failed} misslyckade,"
            f" {summary.unchanged} oförändrade."
        )
    else:
        print(f"Inget att göra: {summary.unchanged} filer är redan inlästa och oförändrade.")
    if summary.passed_over:
        print(f"Filer som inte är handlingar hoppades över ({', '.join(summary.passed_over)}).")
    for entry in summary.troubled:
        print(f"{STATES[entry.state]}: {entry.path}\n  {entry.reason} {entry.cure}")


def _as_object(summary: Summary) -> dict[str, object]:
    value = plain(summary)
    del value["troubled"]
    value["files"] = [file_object(entry) for entry in summary.troubled]
    return value  # type: ignore[no-any-return]  # a dataclass gives an object
