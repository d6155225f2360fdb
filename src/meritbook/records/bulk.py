"""Many values of measures into the database at once, without a model for each.

COPY on PostgreSQL, one prepared statement on SQLite.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from meritbook.records.models import MeasureValue

PlainValue = tuple[int, str, str, str, str]
"""A value that stands and replaces none: key of the measure's row, first day of its period and the day that it ends
before as `2004-07-01`, the figure as the seal of its batch spells it, and the words beside it. A plain tuple: there are
millions.
"""
_GIVEN = ("measure_id", "starts_on", "ends_before", "value", "says")


def insert_values(batch: int, values: Sequence[PlainValue]) -> None:
    """Keep the values of a batch; raises `IntegrityError` as a model would."""
    table = connection.ops.quote_name(MeasureValue._meta.db_table)
    names = ", ".join(_GIVEN)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            statement = f"COPY {table} ({names}, batch_id, current) FROM STDIN"
            with connection.wrap_database_errors, cursor.copy(statement) as copy:
                for one in values:
                    copy.write_row((*one, batch, True))
            return
        marks = ", ".join(["%s"] * len(_GIVEN))
        # Both are numbers of our own: written out, they need no tuple of their own for each row.
        statement = f"INSERT INTO {table} ({names}, batch_id, current) VALUES ({marks}, {batch:d}, 1)"  # noqa: S608
        cursor.executemany(statement, values)
