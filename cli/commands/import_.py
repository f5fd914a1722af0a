"""`klubbat import`: files and folders into the archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cli.output import file_object, plain, print_json, print_troubled, size
from cli.progress import shown_progress
from corpus.formats import name_of_kind
from corpus.store.archive import create_archive, open_archive
from ingest.run import Summary, import_paths
from ingest.stock import Verdict, Wishes
from ingest.survey import Survey, survey

if TYPE_CHECKING:
    from ingest.ocr.recogniser import Mode

_VERDICTS: dict[Verdict, str] = {
    "new": "nya",
    "changed": "ändrade",
    "again": "läses igen",
    "verify": "jämförs",
    "unchanged": "oförändrade",
}
_MOST_PATHS = 10
"""So many files with the same trouble are named; all of them are in `klubbat status --failed`."""


@click.command("import")
@click.argument("paths", nargs=-1, required=True, metavar="SÖKVÄG…", type=click.Path(path_type=Path))
@click.option(
    "--jobs", type=click.IntRange(1, 64), metavar="N", help="Så många filer läses samtidigt. Annars: en per processor."
)
@click.option("--dry-run", is_flag=True, help="Visa vad som skulle göras, efter slag och storlek, och ändra ingenting.")
@click.option("--retry", is_flag=True, help="Försök igen med filer som misslyckades eller bara är delvis inlästa.")
@click.option("--verify", is_flag=True, help="Jämför oförändrade filer med arkivet byte för byte, inte bara storlek och tid.")
@click.option(
    "--ocr",
    type=click.Choice(["auto", "never", "force"]),
    default="auto",
    show_default=True,
    help="Känn igen text i bilder: där det behövs, aldrig, eller på alla sidor.",
)
@click.option("--json", "as_json", is_flag=True, help="Svara med JSON.")
@click.pass_obj
def command(
    archive: Path,
    paths: tuple[Path, ...],
    jobs: int | None,
    dry_run: bool,
    retry: bool,
    verify: bool,
    ocr: Mode,
    as_json: bool,
) -> int:
    """Läser in filer och mappar, med allt som ligger i dem.

    Arkivet skapas om det inte finns. En fil som redan är inläst och inte har ändrats läses inte igen, så en avbruten
    import görs klar genom att samma kommando körs en gång till. En ändrad fil blir en ny version; den gamla finns kvar.

    \b
    Exempel:
      klubbat import ~/Protokoll
      klubbat import --dry-run /mnt/gemensam
      klubbat --archive /data/arkiv import "Kallelser 2019" "Protokoll 2019-03-05.pdf"

    Slutstatus: 0 alla filer är inlästa, helt eller delvis; 1 några misslyckades; 2 fel användning; 130 avbruten.
    """
    wishes = Wishes(jobs, retry, verify, ocr)
    if dry_run:
        if (archive / "klubbat.db").exists():
            with open_archive(archive) as opened:
                found = survey(opened, paths, wishes)
        else:
            found = survey(None, paths, wishes)
        if as_json:
            print_json(_survey_object(found))
        else:
            _print_survey(found)
        return 0
    with create_archive(archive) as opened, shown_progress() as tell:
        summary = import_paths(opened, paths, tell, wishes)
    if as_json:
        print_json(_as_object(summary))
    else:
        _print(summary)
    return 130 if summary.interrupted else 1 if summary.failed else 0


def _print_survey(found: Survey) -> None:
    if not found.tallies:
        print("Här finns inga filer att läsa in.")
    for tally in found.tallies:
        kind = name_of_kind(tally.kind)
        print(f"{_VERDICTS[tally.verdict]:<12}{tally.files:>8} filer{size(tally.bytes):>12}  {kind}")
    if found.gone:
        print(f"{found.gone} filer som har lästs in finns inte längre kvar; de markeras och blir kvar i arkivet.")
    _print_passed_over(found.passed_over)
    print_troubled(found.obstacles)


def _survey_object(found: Survey) -> dict[str, object]:
    value = plain(found)
    value["obstacles"] = [file_object(entry) for entry in found.obstacles]
    return value  # type: ignore[no-any-return]  # a dataclass gives an object


def _print_passed_over(endings: dict[str, int]) -> None:
    if endings:
        shown = ", ".join(f"{count} {ending}" for ending, count in endings.items())
        print(f"Filer som inte är handlingar hoppades över: {shown}.")


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
    if summary.removed:
        print(f"{summary.removed} är borttagna ur arkivet och lästes inte in: klubbat remove --list")
    if summary.gone:
        print(f"{summary.gone} finns inte längre där de lästes in; de är kvar i arkivet: klubbat status --gone")
    _print_passed_over(summary.passed_over)
    print_troubled(summary.troubled, _MOST_PATHS)


def _as_object(summary: Summary) -> dict[str, object]:
    value = plain(summary)
    del value["troubled"]
    value["files"] = [file_object(entry) for entry in summary.troubled]
    return value  # type: ignore[no-any-return]  # a dataclass gives an object
