"""What is one person's alone, in a shell: refused in a real office, and where it is allowed put on record each time."""

from __future__ import annotations

import getpass
import os
from typing import TYPE_CHECKING

from meritbook.core.errors import MeritbookError

if TYPE_CHECKING:
    from meritbook.actions.permissions import Standing
    from meritbook.records.models import User


class ConfidentialError(MeritbookError):
    """A command that tells what is one person's alone, in an office that does not let a shell read it."""

    code = "cli.confidential"
    remedy = (
        "Read it on the site, signed in as the person. An office that lets its shell read it sets "
        "MERITBOOK_SHELL_READS_CONFIDENTIAL to 1; each reading is then written to the ledger."
    )
    http_status = 403


def account() -> str:
    """The account of the machine in which the program runs, by its number where the machine knows no name."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        pass
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid()) if hasattr(os, "getuid") else "unknown"


def own_standing(user: str, capability: str, what: str) -> Standing:
    """What somebody may read of their own on the day of the office; `what` it is stands on record before it is told.

    Raises `ForbiddenError`, `ConfidentialError`.
    """
    from meritbook.cli.acting import standing_of

    standing = standing_of(user, capability)
    assert standing.user is not None  # noqa: S101  # a name names a person
    read_as(standing.user, what)
    return standing


def read_as(user: User, what: str) -> None:
    """Somebody's own is read in the shell; it is on record before anything is told.

    Raises `ConfidentialError` unless the office allows it; a demonstration does.
    """
    from django.conf import settings

    from meritbook.actions import shell_reading
    from meritbook.records import clock

    if not settings.MERITBOOK_SHELL_READS_CONFIDENTIAL:
        raise ConfidentialError(f"A shell does not tell {what} of a person here: nobody signs in to it.", where="--as")
    shell_reading.put_on_record(user, what, account=account(), at=clock.now())
