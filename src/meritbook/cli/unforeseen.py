"""What nobody foresaw: the traceback goes to a log, the user gets a short message that names it."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from meritbook.cli.errors import UnexpectedError
from meritbook.cli.home import home_folder
from meritbook.core.errors import MeritbookError


def unexpected(problem: Exception) -> UnexpectedError:
    """The error to show instead, with the place of the log."""
    log = log_unexpected(problem)
    said = "Something went wrong that Meritbook did not foresee."
    if log:
        said += " The details stand in the log that is named here."
    return UnexpectedError(said, where=str(log) if log else "")


def log_unexpected(problem: BaseException) -> Path | None:
    """Write the traceback to a file in the data folder, else in the folder for temporary files."""
    moment = datetime.now(UTC)
    text = f"{moment.isoformat()} {' '.join(map(repr, sys.argv[:2]))}\n" + "".join(traceback.format_exception(problem))
    folders = []
    with contextlib.suppress(MeritbookError):
        folders.append(home_folder())
    folders.append(Path(tempfile.gettempdir()))
    for folder in folders:
        log = folder / f"unexpected-{moment:%Y%m%dT%H%M%S}-{os.getpid()}.log"
        try:
            with os.fdopen(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                file.write(text)
        except OSError:
            continue
        return log
    return None
