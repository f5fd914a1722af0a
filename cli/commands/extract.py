"""`klubbat extract`: the record of one file, without an archive."""

from __future__ import annotations

from pathlib import Path

import click

from cli.output import print_json
from corpus.errors import UsageError
from corpus.record import record
from corpus.secrecy import withhold


@click.command("extract")
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path))
@click.option("--text", "with_text", is_flag=True, help="Ta med hela texten.")
@click.option("--json", "as_json", is_flag=True, help="Svara med JSON; så svarar kommandot alltid.")
def command(file: Path, with_text: bool, as_json: bool) -> None:
    """Skriver ut vad som står i en fil, som JSON.

    Paragrafer, beslut, yrkanden, omröstningar, närvaro, uppdrag, avtal, datum och annat. Inget arkiv behövs.

    \b
    Exempel:
      klubbat extract "Protokoll 2019-03-05.pdf"
      klubbat extract --text protokoll.docx > protokoll.json
    """
    # Within the function: the help shall not wait for spaCy and the readers.
    from ingest.read import read
    from nlp.annotate import annotate

    if not file.exists():
        raise UsageError(f"Det finns ingen fil {file}.", "Kontrollera stavningen av sökvägen.")
    if not file.is_file():
        raise UsageError(f"{file} är ingen fil.", "Hela mappar läses in med: klubbat import MAPP")
    document = read(file)
    print_json(record(*withhold(document, annotate(document)), with_text=with_text))
