"""Empty the write-ahead log of SQLite, so that what was deleted does not go on standing in it.

SQLite writes each change to the log beside the database file first, with the whole of the page, and writes the log over
from its beginning only much later: a draft or a box that was deleted stands in it for as long. `PRAGMA secure_delete`
fills what is freed in the database file itself with zeros; see `records.database_url`. On PostgreSQL nothing is done
here: deleted rows go at its vacuum, and its log is archived or written over as its own settings say.
"""

from __future__ import annotations

from functools import partial

from django.db import DEFAULT_DB_ALIAS, OperationalError, connections, transaction

WAIT_MS = 200
"""How long readers are waited for at the most. Somebody waits for the answer to what they did."""


def empty(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Carry the log over into the database file and cut it to nothing; whether it is empty now.

    Where somebody reads or writes at the moment, or a transaction is under way, it stays: that is nothing to fail for,
    as the daily work does it again.
    """
    connection = connections[using]
    if connection.vendor != "sqlite":
        return True
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        (usual,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {WAIT_MS}")
        try:
            busy, _, _ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except OperationalError:
            return False
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")
    return not busy


def empty_after_commit(using: str = DEFAULT_DB_ALIAS) -> None:
    """Empty the log once what is under way is kept; what goes wrong there undoes nothing."""
    transaction.on_commit(partial(empty, using), using=using, robust=True)
