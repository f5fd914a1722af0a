"""Whether a folder lies on a network drive, where SQLite's write-ahead log isn't safe (sqlite.org/wal.html)."""

from __future__ import annotations

from pathlib import Path

_NETWORK = frozenset(
    ["afs", "ceph", "cifs", "davfs", "fuse.davfs", "fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"]
)
_MOUNTS = Path("/proc/self/mounts")


def network_drive(folder: Path, mounts: Path = _MOUNTS) -> str | None:
    """The kind of network drive that an absolute, resolved path lies on (`cifs`); None where there is no sign of one.

    `mounts` is the system's table of what is mounted where (Linux). On Windows a drive from the network resolves to
    `\\\\server\\share`.
    """
    if folder.drive.startswith("\\\\"):
        return folder.drive
    try:
        table = mounts.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    best, kind = -1, None
    for line in table.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        # The table writes blanks and the like as octal numbers: `\040`.
        point = Path(fields[1].replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\"))
        # The longest mount point above the folder holds it; of two at the same place, the later.
        if len(point.parts) >= best and folder.is_relative_to(point):
            best, kind = len(point.parts), fields[2]
    return kind if kind in _NETWORK else None
