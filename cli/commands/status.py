"""`klubbat status`: what the archive holds."""

from __future__ import annotations

from pathlib import Path

import click

from cli.output import STATES, file_object, print_json, print_troubled
from corpus.store import documents, ledger
from corpus.store.archive import open_archive


@click.command("status")
@click.option("--failed", is_flag=True, help="Lista filer som misslyckades eller bara delvis är inlästa, och vad som hjälper.")
@click.option("--gone", is_flag=True, help="Lista filer som inte längre finns där de lästes in.")
@click.option("--json", "as_json", is_flag=True, help="Svara med JSON.")
@click.pass_obj
def command(archive: Path, failed: bool, gone: bool, as_json: bool) -> None:
    """Visar vad arkivet innehåller och vad som misslyckades.

    \b
    Exempel:
      klubbat status
      klubbat status --failed
      klubbat status --gone
    """
    with open_archive(archive) as opened:
        counts = ledger.counts(opened)
        indexed = documents.indexed(opened)
        troubled = list(ledger.entries(opened, "failed", "partial"))
        missing = ledger.gone(opened)
        former = documents.former(opened)
    unindexed = sum(not current for current in indexed.values())
    if as_json:
        report: dict[str, object] = {
            "archive": str(opened.root),
            "documents": len(indexed),
            "unindexed": unindexed,
            "former_versions": former,
            "files": counts,
            "files_gone": len(missing),
        }
        if failed:
            report["failed"] = [file_object(entry) for entry in troubled]
        if gone:
            report["gone"] = [file_object(entry) for entry in missing]
        print_json(report)
        return
    if failed:
        print_troubled(troubled)
        if not troubled:
            print("Alla filer är helt inlästa.")
        return
    if gone:
        for entry in missing:
            print(f"{entry.path}\n  Saknades {entry.gone}; handlingen är kvar i arkivet.")
        if not missing:
            print("Alla filer finns kvar där de lästes in.")
        return
    print(f"Arkivet {opened.root} innehåller {len(indexed)} handlingar.")
    if unindexed:
        print(f"{unindexed} av dem är inte sökbara än.")
    if former:
        print(f"Dessutom finns {former} äldre versioner, som inte söks: klubbat show visar dem.")
    for state, count in counts.items():
        print(f"{STATES[state] + ':':<15}{count:>7}")
    if counts["failed"] or counts["partial"]:
        print("Vilka, varför och vad som hjälper: klubbat status --failed")
    if missing:
        print(f"{len(missing)} filer finns inte längre där de lästes in: klubbat status --gone")
    if counts["waiting"] or unindexed:
        print("En import blev inte klar. Kör samma import igen, så fortsätter den.")
