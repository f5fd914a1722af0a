"""LibreOffice, where it is installed, for formats that only it can read: it converts a file to one of ours."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import quoteattr

from corpus.errors import ReadError
from ingest.program import ProgramError, installed, run

_SECONDS = 120.0
_SETTINGS = {
    # Nothing in a file is run, and nothing that it links to is fetched: what would be goes to a port where nobody listens.
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel"): "3",
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution"): "true",
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks"): "true",
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent"): "true",
    ("/org.openoffice.Office.Writer/Content/Update", "Link"): "2",
    ("/org.openoffice.Inet/Settings", "ooInetProxyType"): "2",
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName"): "127.0.0.1",
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort"): "9",
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName"): "127.0.0.1",
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort"): "9",
}


@contextmanager
def converted(path: Path, ending: str, to: str, *, what: str, package: str) -> Iterator[Path]:
    """The file, with an ending that tells LibreOffice what it is, converted to `to` (`docx`), as long as the block lasts.

    Raises ReadError `needs-libreoffice` where it isn't installed, with the Debian package in the cure, and `damaged` where it
    can't make anything of the file. `what` names such files in Swedish.
    """
    program = installed("soffice") or installed("libreoffice")
    if program is None:
        cure = f"Installera LibreOffice (sudo apt install {package}) och kör klubbat import --retry."
        raise ReadError("needs-libreoffice", f"{what} kan bara läsas med LibreOffice.", cure)
    with TemporaryDirectory(prefix="klubbat-") as folder:
        place = Path(folder)
        _profile(place / "profil" / "user")
        source = place / f"fil.{ending}"
        shutil.copyfile(path, source)
        command = [
            program,
            "--headless",
            "--norestore",
            "--nolockcheck",
            f"-env:UserInstallation={(place / 'profil').as_uri()}",
        ]
        target = place / "ut" / f"fil.{to}"
        try:
            run([*command, "--convert-to", to, "--outdir", str(target.parent), str(source)], seconds=_SECONDS)
        except ProgramError as error:
            raise _unreadable(what, to) from error
        if not target.exists():
            raise _unreadable(what, to, package)
        yield target


def _unreadable(what: str, to: str, package: str = "") -> ReadError:
    cure = f"Öppna den i sitt program, spara den som {to.upper()} och importera den igen."
    if package:  # it ends in good order where the part is missing that knows the format
        cure = f"Kontrollera att paketet {package} är installerat. Annars: {cure[0].lower()}{cure[1:]}"
    return ReadError("damaged", f"{what} kunde inte läsas av LibreOffice.", cure)


def _profile(folder: Path) -> None:
    """Writes a user's profile with our settings."""
    items = "".join(
        f'<item oor:path={quoteattr(path)}><prop oor:name={quoteattr(name)} oor:op="fuse"><value>{value}</value></prop></item>'
        for (path, name), value in _SETTINGS.items()
    )
    space = 'xmlns:oor="http://openoffice.org/2001/registry"'
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><oor:items {space}>{items}</oor:items>', encoding="utf-8"
    )
