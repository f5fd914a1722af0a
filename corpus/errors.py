"""Errors that a user can do something about: each carries its exit status and its cure. Only `cli` turns them into output."""

from __future__ import annotations


class KlubbatError(Exception):
    """One clear sentence in Swedish (`str(error)`), what to do about it (`cure`) and the exit status of the program."""

    exit_code = 1

    def __init__(self, message: str, cure: str) -> None:
        super().__init__(message)
        self.cure = cure


class UsageError(KlubbatError):
    """The command or query can't be carried out as it was written."""

    exit_code = 2


class ReadError(KlubbatError):
    """A file can't be read. `code` is a stable word for the reason, for programs."""

    def __init__(self, code: str, message: str, cure: str) -> None:
        super().__init__(message, cure)
        self.code = code


class ArchiveError(KlubbatError):
    """The archive is missing, locked, damaged or of another version."""
