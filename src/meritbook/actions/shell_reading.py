"""That somebody's confidential report, plan or answers were read in a shell, where nobody signs in.

On the site a person reads their own after they signed in. In a shell whoever may run the program says as whom, and so
reads anybody's: no program can keep from the holder of the records what lies in them. So it is on record each time.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger
from meritbook.actions.actor import SYSTEM
from meritbook.records.models import LedgerEntry, User

ROLE = "shell"
"""How the ledger calls the part in which it is read: nobody signed in, so that no person is named as the reader."""


def put_on_record(of: User, what: str, *, account: str, at: datetime) -> LedgerEntry:
    """The entry: whose it was, what kind of thing, and the account of the machine in which the program ran."""
    with transaction.atomic():
        return ledger.write(
            SYSTEM,
            role=ROLE,
            at=at,
            why="Read in a shell.",
            action="read_in_shell",
            subject=f"user:{of.pk}",
            facts={"of": of.username, "what": what, "account": account},
        )
