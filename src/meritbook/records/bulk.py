"""Many values of measures into the database at once, without a model for each.

COPY on PostgreSQL, one prepared statement on SQLite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.db import connection
from django.db.backends.utils import CursorWrapper

from meritbook.records.models import MeasureValue

PlainValue = tuple[int, str, str, str, str]
"""A value that stands and replaces none: key of the measure's row, first day of its period and the day that it ends
before as `2004-07-01`, the figure as the seal of its batch spells it, and the words beside it. A plain tuple: there are
millions.
"""
_GIVEN = ("measure_id", "starts_on", "ends_before", "value", "says")


_PIECE = 2_000
"""Values that are spelled and sent in one go."""
_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
"""What a text says in COPY's own format (PostgreSQL manual, COPY, "Text Format")."""


def _lines(batch: int, values: Sequence[PlainValue]) -> Iterator[str]:
    """The values as COPY reads them, spelled by us: a call of the driver for each took longer than the server."""
    for measure, first, last, value, says in values:
        yield f"{measure}\t{first}\t{last}\t{value}\t{says.translate(_ESCAPED) if says else ''}\t{batch}\tt\n"


def insert_values(batch: int, values: Sequence[PlainValue], meanwhile: Callable[[], object] | None = None) -> None:
    """Keep the values of a batch; raises `IntegrityError` as a model would.

    `meanwhile` is work that asks no database, done here while a server is busy with the values. On SQLite, which is no
    other process and lets nobody else write until then, it is not called.
    """
    table = connection.ops.quote_name(MeasureValue._meta.db_table)
    names = ", ".join(_GIVEN)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            lookups = _lookups(cursor, table)
            # The server looks up the measure and the batch of each value, one after the other, by plans that it keeps.
            # While there are few batches it takes reading all of them for the quickest, and then does so for every
            # value; that was a fifth of its work or more. Plans that it made before are dropped for the same reason.
            cursor.execute("SET LOCAL enable_seqscan = off; DISCARD PLANS")
            statement = f"COPY {table} ({names}, batch_id, current) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(statement) as copy:
                # In pieces: the server is at the first while the next is spelled.
                for start in range(0, len(values), _PIECE):
                    copy.write("".join(_lines(batch, values[start : start + _PIECE])))
            # What else it would do at the end of the transaction, with nobody to use the time. In one message: the
            # thread would wait for Python's lock between two.
            said = f"SET CONSTRAINTS {lookups} IMMEDIATE; SET CONSTRAINTS {lookups} DEFERRED"
            with ThreadPoolExecutor(1) as beside:
                looked_up = beside.submit(cursor.execute, f"{said}; SET LOCAL enable_seqscan = DEFAULT")
                if meanwhile is not None:
                    meanwhile()
                looked_up.result()
            return
        marks = ", ".join(["%s"] * len(_GIVEN))
        # Both are numbers of our own: written out, they need no tuple of their own for each row.
        statement = f"INSERT INTO {table} ({names}, batch_id, current) VALUES ({marks}, {batch:d}, 1)"  # noqa: S608
        cursor.executemany(statement, values)


def _lookups(cursor: CursorWrapper, table: str) -> str:
    """The constraints by which the server looks up the rows that a value names, as SQL."""
    cursor.execute(
        "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f' AND condeferrable", [table]
    )
    return ", ".join(connection.ops.quote_name(name) for (name,) in cursor.fetchall())
