"""Which record the database holds, known without reading it where nothing was written since it was last known.

A record has a name: the fingerprint of every row of every table and of the numbers that the next rows get. Reading it
takes longer than most tests, so that it is noted, with how much the connection had written by then, in a table that
lasts as long as the connection and is undone with what it vouches for:

- What was written since raises SQLite's count of changes, also what is taken back later.
- What is undone takes the note back to an older one, whose count no longer fits.
- What another connection commits changes `PRAGMA data_version`.

At the beginning of a test its transaction holds what was committed last. A connection of its own watches whether that
has changed since it was read.
"""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass
from functools import cache
from typing import Any

Rows = dict[tuple[Any, ...], tuple[Any, ...]]
"""The rows of a table by their `rowid`."""


@dataclass(frozen=True)
class Record:
    """Every row of every table, as the database keeps it, and the numbers of their last rows."""

    tables: dict[str, tuple[tuple[str, ...], Rows]]
    numbers: tuple[tuple[str, int], ...]
    state: str
    """The name of the record."""


@dataclass
class _Seen:
    """What was committed when it was last looked at."""

    watcher: sqlite3.Connection | None = None
    path: str = ""
    begun: tuple[sqlite3.Connection, int, int] | None = None
    """The connection at the beginning of the test, how much it had written and what the watcher saw."""
    noting: sqlite3.Connection | None = None
    """The connection that has the table of notes."""
    base: tuple[int, str] | None = None
    """What the watcher saw, and the name of the record then."""


_seen = _Seen()


def begin() -> None:
    """A test begins: what the connection writes from here on is the test's. Nothing is read from the record."""
    from django.db import connection

    _seen.begun = None
    raw = connection.connection
    if isinstance(raw, sqlite3.Connection) and _seen.watcher is not None and not raw.in_transaction:
        if _seen.noting is not raw:
            _begin_to_note(raw)
        _seen.begun = (raw, raw.total_changes, _version(_seen.watcher))


def now() -> str:
    """The name of the record that the database holds."""
    from django.db import connection

    connection.ensure_connection()
    raw = connection.connection
    if _seen.noting is raw:
        state, *when = raw.execute("SELECT state, changes, version FROM temp.noted").fetchone()
        if when == [raw.total_changes, _version(raw)]:
            return str(state)
    version = _untouched(raw)
    if version is not None and _seen.base is not None and _seen.base[0] == version:
        state = _seen.base[1]
    else:
        state = read().state
        if version is not None:
            _seen.base = (version, state)
    note(state)
    return state


def note(state: str) -> None:
    """The database holds the record of that name: either it was read, or it was written row by row."""
    from django.db import connection

    raw = connection.connection
    if _seen.noting is not raw:
        if raw.in_transaction:
            # The table would be undone with the test.
            return
        _begin_to_note(raw)
    # Noting it is one more change.
    values = (state, raw.total_changes + 1, _version(raw))
    raw.execute("UPDATE temp.noted SET state = ?, changes = ?, version = ?", values)


def read() -> Record:
    """Every row of every table."""
    from django.db import connection

    found = {}
    with connection.cursor() as cursor:
        for table, columns in _tables():
            # The plus sign keeps the driver from turning a date into an object.
            names = ", ".join(f'+"{one}"' for one in columns)
            cursor.execute(f"SELECT rowid, {names} FROM {table}")  # noqa: S608
            found[table] = (columns, {row[:1]: row[1:] for row in cursor.fetchall()})
        cursor.execute("SELECT name, seq FROM sqlite_sequence WHERE seq > 0 ORDER BY name")
        numbers = tuple(cursor.fetchall())
    told = repr((sorted(found.items()), numbers))
    return Record(found, numbers, hashlib.sha256(told.encode()).hexdigest())


@cache
def _tables() -> tuple[tuple[str, tuple[str, ...]], ...]:
    from django.apps import apps

    return tuple(
        (model._meta.db_table, tuple(field.column for field in model._meta.local_concrete_fields))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    )


def _begin_to_note(raw: sqlite3.Connection) -> None:
    raw.execute("CREATE TEMP TABLE noted (state TEXT, changes INTEGER, version INTEGER)")
    raw.execute("INSERT INTO temp.noted VALUES ('', -1, -1)")
    _seen.noting = raw


def _version(raw: sqlite3.Connection) -> int:
    """Differs from an earlier answer of the same connection where another one has committed since."""
    (version,) = raw.execute("PRAGMA data_version").fetchone()
    return int(version)


def _untouched(raw: sqlite3.Connection) -> int | None:
    """What the watcher sees, where the record is as it was committed before the test began; otherwise `None`."""
    from django.db import connection

    path = str(connection.settings_dict["NAME"])
    if _seen.watcher is None or _seen.path != path:
        _seen.watcher, _seen.path, _seen.begun, _seen.base = sqlite3.connect(path), path, None, None
    if _seen.begun is None:
        return None
    version = _version(_seen.watcher)
    return version if _seen.begun == (raw, raw.total_changes, version) else None
