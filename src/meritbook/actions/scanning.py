"""The office's own virus scanner: a command that is run on every attached file before it is kept."""

from __future__ import annotations

import shlex
import subprocess
import tempfile

from django.conf import settings

from meritbook.core.errors import MeritbookError

SECONDS = 60
"""How long the scanner may take: a form waits for it."""


class ScannedError(MeritbookError):
    """The scanner of the office refused the file."""

    code = "attachment.scanner_refused"
    remedy = "Do not open the file. Tell the security officer, and ask whoever sent it for a clean copy."
    http_status = 422


class ScannerError(MeritbookError):
    """The scanner of the office could not be run, or did not end in time. Without it no file is kept."""

    code = "attachment.scanner_failed"
    remedy = "Try again later; tell the system administrator, who sets the command in MERITBOOK_SCANNER."
    http_status = 503


def scan(data: bytes, *, name: str) -> None:
    """Let the office's scanner look into the file; without one nothing is done.

    It gets the path of a private copy, whose name it cannot choose. Raises `ScannedError` or `ScannerError`.
    """
    if not settings.MERITBOOK_SCANNER:
        return
    with tempfile.NamedTemporaryFile(prefix="meritbook-scan-") as copy:
        copy.write(data)
        copy.flush()
        try:
            command = [*shlex.split(settings.MERITBOOK_SCANNER), copy.name]
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
        except (OSError, ValueError, subprocess.TimeoutExpired) as problem:
            raise ScannerError("The virus scanner of the office did not answer.", where=name) from problem
    if done.returncode != 0:
        raise ScannedError(f"The virus scanner of the office refused “{name}”.", where=name)
