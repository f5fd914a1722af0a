"""The program `klubbat`: finds the command, and turns errors into one clear line and an exit status."""

from __future__ import annotations

import gc
import importlib
import io
import os
import sys
from pathlib import Path

import click

from cli.output import print_error
from cli.swedish import speak_swedish
from corpus.errors import ArchiveError, KlubbatError, UsageError

COMMANDS = (
    "import", "search", "show", "history", "decisions", "agreements", "assignments", "motions", "adoption", "coverage",
    "export", "extract", "status", "remove", "check", "backup", "restore", "reindex",
)  # fmt: skip
"""In the order in which the help lists them. Each is a module of `cli.commands` (Python keeps the name `import`)."""

_OPTIONS = "[FLAGGOR]"
_INTERRUPTED = 130


class _Commands(click.Group):
    """Commands that are imported when they are called: a search doesn't load what an import needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        name = "import_" if cmd_name == "import" else cmd_name
        command: click.Command = importlib.import_module(f"cli.commands.{name}").command
        command.options_metavar = _OPTIONS
        return command


@click.group(cls=_Commands, options_metavar=_OPTIONS, subcommand_metavar="KOMMANDO …")
@click.option(
    "--archive",
    type=click.Path(path_type=Path),
    envvar="KLUBBAT_ARCHIVE",
    default=Path("arkiv"),
    show_default=True,
    show_envvar=True,
    metavar="MAPP",
    help="Arkivets mapp.",
)
@click.version_option(package_name="klubbat", message="%(prog)s %(version)s", help="Visa versionen.")
@click.pass_context
def klubbat(context: click.Context, archive: Path) -> None:
    """Söker i och förklarar vad regioner och kommuner har beslutat, i högar av möteshandlingar.

    \b
    Exempel:
      klubbat import ~/Protokoll
      klubbat search hemsjukvårdsavtal
      klubbat history hemsjukvårdsavtal

    Allt stannar på den här datorn.
    """
    context.obj = archive


def run(arguments: list[str]) -> int:
    """Runs the program with arguments and returns its exit status: 0, 1 an error, 2 wrong use, 130 interrupted."""
    speak_swedish()
    as_json = "--json" in arguments
    try:
        status = klubbat.main(arguments, prog_name="klubbat", standalone_mode=False)
        sys.stdout.flush()
        return int(status or 0)
    except KlubbatError as error:
        print_error(error, as_json=as_json)
        return error.exit_code
    except click.UsageError as error:
        print_error(_wrong_use(error), as_json=as_json)
        return UsageError.exit_code
    except BrokenPipeError:  # the reader of our output, as `head`, has had enough: the rest goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return KlubbatError.exit_code
    except OSError as error:  # of the archive: those of the files that are read are theirs
        where = f" ({error.filename})" if error.filename else ""
        print_error(
            ArchiveError(f"{error.strerror or error}{where}.", "Kontrollera diskens utrymme och dina rättigheter."),
            as_json=as_json,
        )
        return ArchiveError.exit_code
    except (click.Abort, KeyboardInterrupt):
        print("Avbrutet.", file=sys.stderr)
        return _INTERRUPTED


def _wrong_use(error: click.UsageError) -> UsageError:
    command = error.ctx.command_path if error.ctx else "klubbat"
    return UsageError(error.format_message(), f"Hjälp och exempel: {command} --help")


def main() -> None:
    """The entry point of the console script."""
    gc.set_threshold(50_000)  # what a command loads is no garbage; looking for some takes a tenth of a first search
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # Windows' own character sets lack much of what documents print
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))
