"""Many values of measures into the database at once, without a model for each.

COPY on PostgreSQL, one prepared statement on SQLite.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection

from meritbook.records.models import MeasureValue

PlainValue = tuple[int, str, str, str, str]
"""A value that stands and replaces none: key of the measure's row, first day of its period and the day that it ends
before as `2004-07-01`, the figure as the seal of its batch spells it, and the words beside it. A plain tuple: there are
millions.
"""
_GIVEN = ("measure_id", "starts_on", "ends_before", "value", "says")


_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
"""What a text says in COPY's own format (PostgreSQL manual, COPY, "Text Format")."""


def _lines(batch: int, values: Sequence[PlainValue]) -> Iterator[str]:
    """The values as COPY reads them, spelled in one go: a call of the driver for each took longer than the server."""
    for measure, first, last, value, says in values:
        yield f"{measure}\t{first}\t{last}\t{value}\t{says.translate(_ESCAPED) if says else ''}\t{batch}\tt\n"


def insert_values(batch: int, values: Sequence[PlainValue]) -> None:
    """Keep the values of a batch; raises `IntegrityError` as a model would."""
    table = connection.ops.quote_name(MeasureValue._meta.db_table)
    names = ", ".join(_GIVEN)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"COPY {table} ({names}, batch_id, current) FROM STDIN"
            with _looked_up_by_index(cursor):
                with connection.wrap_database_errors, cursor.copy(statement) as copy:
                    copy.write("".join(_lines(batch, values)))
            return
        marks = ", ".join(["%s"] * len(_GIVEN))
        # Both are numbers of our own: written out, they need no tuple of their own for each row.
        statement = f"INSERT INTO {table} ({names}, batch_id, current) VALUES ({marks}, {batch:d}, 1)"  # noqa: S608
        cursor.executemany(statement, values)


@contextmanager
def _looked_up_by_index(cursor: Any) -> Iterator[None]:
    """Look up the measure and the batch of each row at the end, by the index of their keys.

    The server does that for each row, at the latest when the transaction ends, by a plan that it made once. While there
    are few batches it takes reading all of them for the cheapest, and does so twenty thousand times for a part: of the
    time of an import on PostgreSQL that was a third.
    """
    cursor.execute(
        "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f' AND condeferrable",
        [connection.ops.quote_name(MeasureValue._meta.db_table)],
    )
    keys = ", ".join(connection.ops.quote_name(name) for (name,) in cursor.fetchall())
    cursor.execute("SET LOCAL enable_seqscan = off")
    cursor.execute("DISCARD PLANS")  # one that was made before reads all of them
    yield
    cursor.execute(f"SET CONSTRAINTS {keys} IMMEDIATE")
    cursor.execute(f"SET CONSTRAINTS {keys} DEFERRED")
    cursor.execute("SET LOCAL enable_seqscan = DEFAULT")
