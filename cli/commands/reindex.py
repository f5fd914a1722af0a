"""`klubbat reindex`: the index built anew."""

from __future__ import annotations

from pathlib import Path

import click

from cli.output import print_json
from cli.progress import shown_count
from corpus.store import documents
from corpus.store.archive import open_archive
from corpus.store.documents import identifier
from index.engine import ENGINES
from ingest.indexing import reindex
from ingest.lock import hold


@click.command("reindex")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    help="Sökmotor från och med nu: whoosh är inbyggd, tantivy är snabbare i arkiv med över hundratusen stycken.",
)
@click.option("--json", "as_json", is_flag=True, help="Svara med JSON.")
@click.pass_obj
def command(archive: Path, engine: str | None, as_json: bool) -> int:
    """Bygger om sökregistret ur databasen.

    Sökningar går bra under tiden: det nya registret byggs bredvid det gamla och tar dess plats när det är klart. Avbryts
    kommandot fortsätter det nästa gång där det var. Ett borttaget dokuments ord lämnar registrets filer helt.

    \b
    Exempel:
      klubbat reindex
      klubbat reindex --engine tantivy

    Slutstatus: 0 alla handlingar är sökbara; 1 några kunde inte göras sökbara.
    """
    with open_archive(archive) as opened, hold(opened.root), shown_count("indexerar") as tell:
        unindexed = reindex(opened, tell, engine)
        count = sum(documents.indexed(opened).values())
    if as_json:
        failed = [{"document": identifier(sha256), "reason": why.reason, "cure": why.cure} for sha256, why in unindexed.items()]
        print_json({"documents": count, "failed": failed})
    else:
        print(f"{count} handlingar är sökbara.")
        for sha256, why in unindexed.items():
            print(f"Fel: {identifier(sha256)}\n  {why.reason} {why.cure}")
    return 1 if unindexed else 0
