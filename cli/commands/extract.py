"""`klubbat extract`: the record of one file, without an archive."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from cli.output import print_error, print_json
from corpus.errors import ReadError, UsageError
from corpus.record import record
from corpus.secrecy import withhold
from corpus.store.settings import require_model


@click.command("extract")
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path))
@click.option("--model", metavar="NAMN", help="En spaCy-modell som får lägga till namn på personer, organ och platser.")
@click.option("--text", "with_text", is_flag=True, help="Ta med hela texten.")
@click.option("--json", "as_json", is_flag=True, help="Svara med JSON; så svarar kommandot alltid.")
def command(file: Path, model: str | None, with_text: bool, as_json: bool) -> None:
    """Skriver ut vad som står i en fil, som JSON.

    Paragrafer, beslut, yrkanden, omröstningar, närvaro, uppdrag, avtal, datum och annat. Inget arkiv behövs. Av en fil som
    innehåller andra (ZIP, e-post eller PDF med bilagor) blir det en lista.

    \b
    Exempel:
      klubbat extract "Protokoll 2019-03-05.pdf"
      klubbat extract --text protokoll.docx > protokoll.json
    """
    if not file.exists():
        raise UsageError(f"Det finns ingen fil {file}.", "Kontrollera stavningen av sökvägen.")
    if not file.is_file():
        raise UsageError(f"{file} är ingen fil.", "Hela mappar läses in med: klubbat import MAPP")
    if model:
        require_model(model)
    with TemporaryDirectory(prefix="klubbat-") as folder:
        print_json(_records(file, Path(folder), model, with_text=with_text, as_json=as_json))


def _records(file: Path, folder: Path, model: str | None, *, with_text: bool, as_json: bool) -> Any:
    """The record of a file; of a container a list: its own, unless it is only that, and those of all that it contains.

    A member that can't be read is told as an error on standard error; the others come all the same.
    """
    # Within the function: the help shall not wait for spaCy and the readers.
    from ingest.media import MAIL, MAILBOX, OUTLOOK, ZIP, media_type
    from ingest.members import all_members
    from ingest.read import read
    from nlp.annotate import annotate

    def extracted(path: Path, name: str | None = None) -> Any:
        document = read(path)
        findings = annotate(document, model)  # to which the file's own name may matter
        if name is not None:
            document = replace(document, source=replace(document.source, name=name))
        return record(*withhold(document, findings), with_text=with_text)

    kind = media_type(file)
    found = [] if kind in (ZIP, MAILBOX) else [extracted(file)]
    several = kind in (ZIP, MAILBOX, MAIL, OUTLOOK)
    for member in all_members(file, folder):
        several = True
        try:
            if member.error is not None:
                raise member.error
            if member.file is not None and media_type(member.file) not in (ZIP, MAILBOX):
                found.append(extracted(member.file, f"{file.name}/{member.name}"))
        except ReadError as error:
            told = ReadError(error.code, f"{file.name}/{member.name}: {error}", error.cure)
            print_error(told, as_json=as_json)
    return found if several else found[0]
