"""Errors of the command line itself, and the exit codes."""

from __future__ import annotations

from enum import IntEnum

from meritbook.core.errors import MeritbookError


class ExitCode(IntEnum):
    """What the shell learns from a run."""

    OK = 0
    BAD_NEWS = 1
    """The command ran, and its answer is bad news: the record was altered, or some files were not imported."""
    USAGE = 2
    UNPROVEN = 2
    """The same number: nothing was altered, but what was asked is not proven."""
    ERROR = 3
    """An error with a code; with `--json` it stands on standard output under `error`."""
    INTERRUPTED = 130


class UsageError(MeritbookError):
    """The command was written in a way that does not work."""

    code = "cli.usage"
    remedy = "Run the command with --help to see how it is written."


class NoRecordsError(MeritbookError):
    """The data folder holds no database yet."""

    code = "cli.no_records"
    remedy = "Make one with `meritbook init`, or import a class specification with `meritbook import PATH`."
    http_status = 404


class OutdatedRecordsError(MeritbookError):
    """The database was made by another version of the program."""

    code = "cli.records_outdated"
    remedy = "Back the data folder up, then run `meritbook migrate`."
    http_status = 503


class UnreadableFileError(MeritbookError):
    """A file or folder named on the command line cannot be read."""

    code = "cli.unreadable_file"
    remedy = "Check the path and whether you may read it."
    http_status = 404


class UnknownNameError(MeritbookError):
    """Nothing goes by the name that was given."""

    code = "cli.unknown_name"
    remedy = "Use one of the names that the message lists."
    http_status = 404


class AmbiguousNameError(MeritbookError):
    """Several things go by the name that was given."""

    code = "cli.ambiguous_name"
    remedy = "Name one of them exactly, or narrow the choice with --plan."
    http_status = 409


class PasswordError(MeritbookError):
    """A password that cannot be used."""

    code = "cli.password"
    remedy = "Choose a longer password that is neither common nor close to the name."


class PortError(MeritbookError):
    """The server cannot listen where it should."""

    code = "cli.port"
    remedy = "Choose another port with --port, or end the program that uses it."


class UnexpectedError(MeritbookError):
    """Something went wrong that the program did not foresee. Details stand in the log, not on the screen."""

    code = "meritbook.unexpected"
    remedy = "Try again. If it happens again, send the log to whoever looks after the program."
    http_status = 500
