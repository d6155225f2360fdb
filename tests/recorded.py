"""Setups that are acted out once in a process, and afterwards put on record again as the same rows.

An examination with candidates in every state takes the same acts before every test. `once` performs them the first
time, keeps what they changed in the database, and later writes that down in a hundredth of the time. What it writes is
what the acts wrote, to the last byte: rows, the numbers that the next rows get, ledger and originals. It does so only
where the record before the acts is the same as it was the first time, and otherwise acts again.

Which record it is, `recorded_states` knows without reading it where nothing was written since it was last known.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar

import recorded_states
from recorded_states import Record

Made = TypeVar("Made")


@dataclass(frozen=True)
class _Change:
    """What acts did to one table."""

    table: str
    columns: tuple[str, ...]
    added: tuple[tuple[Any, ...], ...]
    changed: tuple[tuple[str, tuple[Any, ...]], ...]
    """Statements, with their parameters, for the rows that were there before."""


@dataclass(frozen=True)
class _Kept:
    made: Any
    uses: tuple[Any, ...]
    changes: tuple[_Change, ...]
    numbers: tuple[tuple[str, int], ...]
    """The numbers of the last rows of the tables that the acts wrote to."""
    originals: tuple[bytes, ...]
    state: str
    """The record after the acts, as `recorded_states` names it."""


_kept: dict[tuple[str, str], _Kept] = {}


def once(name: str, act: Callable[[], Made], *uses: Any) -> Made:
    """What `act` makes; `name` is the setup's, and `uses` are the values of other setups that it builds on."""
    from django.db import connection

    if connection.vendor != "sqlite":
        # Other databases do not take the numbers of rows back when a test is undone.
        return act()
    state = recorded_states.now()
    key = (name, _meets(state, uses))
    kept = _kept.get(key)
    if kept is None:
        before = recorded_states.read()
        assert before.state == state, f"{name}: something was written that nobody noted"
        made = act()
        after = recorded_states.read()
        recorded_states.note(after.state)
        numbers = tuple(sorted(set(after.numbers) - set(before.numbers)))
        changes = tuple(_changes(before, after))
        # A copy, because a test may change what it is given. What the setup builds on stays what it is.
        copied = copy.deepcopy(made, {id(one): one for one in _parts(uses)})
        _kept[key] = _Kept(copied, uses, changes, numbers, _originals(), after.state)
        return made
    _write(kept)
    recorded_states.note(kept.state)
    same = {id(old): new for old, new in zip(_parts(kept.uses), _parts(uses), strict=True)}
    return copy.deepcopy(kept.made, same)


def _parts(uses: tuple[Any, ...]) -> list[Any]:
    """The values and, of those with fields, what stands in them."""
    return [
        part
        for one in uses
        for part in (one, *((getattr(one, field.name) for field in fields(one)) if is_dataclass(one) else ()))
    ]


def _meets(state: str, uses: tuple[Any, ...]) -> str:
    """What the acts meet: the record, the clock and the values they build on."""
    from meritbook.records import clock

    # The day counts by itself: a test that holds the office on another day leaves the clock's name as it is.
    told = (state, clock.now.__module__, clock.now.__qualname__, clock.today(), uses)
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _changes(before: Record, after: Record) -> Iterator[_Change]:
    for table, (columns, rows) in after.tables.items():
        _, old = before.tables[table]
        assert old.keys() <= rows.keys(), f"{table}: a setup that deletes rows cannot be kept"
        changed = []
        for rowid, row in rows.items():
            if rowid in old and old[rowid] != row:
                pairs = [(c, new) for c, new, was in zip(columns, row, old[rowid], strict=True) if new != was]
                sets = ", ".join(f'"{column}" = %s' for column, _ in pairs)
                values = (*(value for _, value in pairs), *rowid)
                changed.append((f"UPDATE {table} SET {sets} WHERE rowid = %s", values))  # noqa: S608
        added = tuple(row for rowid, row in rows.items() if rowid not in old)
        if added or changed:
            yield _Change(table, columns, added, tuple(changed))


def _originals() -> tuple[bytes, ...]:
    from django.core.files.storage import default_storage

    from meritbook.records.models import StoredDocument

    found = []
    for sha256 in StoredDocument.objects.order_by("pk").values_list("sha256", flat=True):
        with default_storage.open(f"{sha256[:2]}/{sha256}") as original:
            found.append(original.read())
    return tuple(found)


def _write(kept: _Kept) -> None:
    from django.db import connection, transaction

    from meritbook.records.models.documents import store_original

    for data in kept.originals:
        store_original(data)
    with transaction.atomic(), connection.cursor() as cursor:
        for one in kept.changes:
            names = ", ".join(f'"{column}"' for column in one.columns)
            places = ", ".join(["%s"] * len(one.columns))
            cursor.executemany(f"INSERT INTO {one.table} ({names}) VALUES ({places})", one.added)  # noqa: S608
            for statement, values in one.changed:
                cursor.execute(statement, values)
        for table, number in kept.numbers:
            # A row that the acts made and took away again leaves its number behind.
            cursor.execute("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", (number, table))
            if not cursor.rowcount:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", (table, number))
