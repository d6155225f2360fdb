"""What the database itself refuses, beyond what Django's constraints can say.

- The ledger takes new rows only: no change, no deletion, and on PostgreSQL no truncation.
- Two terms of the same thing may not share a day (triggers on SQLite, exclusion constraints on PostgreSQL).
- Class search: FTS5 on SQLite, kept in step by triggers; a GIN index on PostgreSQL.

`install` may run any number of times. It runs in a migration, and again after every migration, because SQLite loses a
table's triggers when a later migration rebuilds the table.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

LEDGER = "records_ledgerentry"
CLASSES = "records_classentry"
SEARCH = "records_classentry_search"


@dataclass(frozen=True)
class NoOverlap:
    """Rows of `table` with equal `keys` may not share a day, as far as `counts` (SQL over `{row}`) holds for both."""

    table: str
    keys: tuple[str, ...]
    nullable: tuple[str, ...] = ()
    counts: str = "1=1"
    of: str = ""
    """Tells two guards of one table apart."""

    @property
    def name(self) -> str:
        """Name of the guard, as it stands in an error of the database."""
        return f"{self.table}_{self.of}_terms_apart" if self.of else f"{self.table}_terms_apart"


NO_OVERLAPS = (
    NoOverlap("records_planrevision", ("key",), counts="{row}withdrawn_at IS NULL"),
    NoOverlap(
        "records_roleassignment", ("user_id", "role"), nullable=("department_id",), counts="{row}revoked_at IS NULL"
    ),
    NoOverlap(
        "records_decision",
        ("position_id",),
        counts="({row}status IN ('standing', 'superseded') AND {row}starts_on IS NOT NULL)",
    ),
    NoOverlap("records_departmentsize", ("department_id",)),
    NoOverlap("records_seat", ("position_id",)),
    NoOverlap("records_appointment", ("seat_id",), counts="{row}status = 'in_force'"),
    NoOverlap("records_appointment", ("executive_id",), counts="{row}status = 'in_force'", of="executive"),
    NoOverlap("records_contractrecord", ("appointment_id",)),
    NoOverlap("records_performancecontract", ("appointment_id",), counts="{row}withdrawn_at IS NULL"),
    NoOverlap("records_salarybudget", ("department_id",)),
    NoOverlap("records_paylimit", ("law",), counts="{row}withdrawn_at IS NULL"),
    NoOverlap("records_measureowner", ("measure_id",)),
    NoOverlap("records_riskowner", ("risk_id",)),
    NoOverlap("records_riskappetite", ("category",), nullable=("department_id",)),
    NoOverlap("records_boardarea", ("kind", "place")),
    NoOverlap("records_boardmember", ("board_id", "person")),
    NoOverlap("records_boarddesignation", ("board_id",)),
    NoOverlap("records_communityplan", ("board_id",)),
    NoOverlap("records_workassignment", ("person_id", "initiative"), nullable=("department_id",)),
)


REFUSE = "records_ledger_refuse"
_REFUSAL = (
    f" BEGIN RAISE EXCEPTION '{LEDGER}: the ledger takes new entries only' "
    "USING ERRCODE = 'integrity_constraint_violation'; END "
)
"""Body of the function that PostgreSQL's triggers call: a trigger is worth no more than what it calls."""


def _rules(connection: Any) -> tuple[NoOverlap, ...]:
    """The rules of the tables that stand: a migration that puts the guards up runs before later tables are made."""
    tables = set(connection.introspection.table_names())
    return tuple(rule for rule in NO_OVERLAPS if rule.table in tables)


def _sqlite(rules: Iterable[NoOverlap]) -> dict[str, str]:
    triggers = {
        f"{LEDGER}_no_{verb.lower()}": (
            f"CREATE TRIGGER {LEDGER}_no_{verb.lower()} BEFORE {verb} ON {LEDGER} "
            f"BEGIN SELECT RAISE(ABORT, '{LEDGER}: the ledger takes new entries only'); END"
        )
        for verb in ("UPDATE", "DELETE")
    }
    # REPLACE deletes the old row without firing a delete trigger unless recursive triggers are on.
    triggers[f"{LEDGER}_no_replace"] = (
        f"CREATE TRIGGER {LEDGER}_no_replace BEFORE INSERT ON {LEDGER} "
        f"WHEN EXISTS (SELECT 1 FROM {LEDGER} WHERE seq = NEW.seq OR hash = NEW.hash) "
        f"BEGIN SELECT RAISE(ABORT, '{LEDGER}: the ledger takes new entries only'); END"
    )
    for rule in rules:
        same = " AND ".join(
            [f"other.{key} = NEW.{key}" for key in rule.keys] + [f"other.{key} IS NEW.{key}" for key in rule.nullable]
        )
        for verb in ("INSERT", "UPDATE"):
            name = f"{rule.name}_{verb.lower()}"
            itself = " AND other.id <> NEW.id" if verb == "UPDATE" else ""
            triggers[name] = (
                f"CREATE TRIGGER {name} BEFORE {verb} ON {rule.table} "
                f"WHEN {rule.counts.format(row='NEW.')} AND EXISTS ("
                f"SELECT 1 FROM {rule.table} other WHERE {same}{itself} "
                f"AND {rule.counts.format(row='other.')} "
                "AND (other.ends_before IS NULL OR NEW.starts_on < other.ends_before) "
                "AND (NEW.ends_before IS NULL OR other.starts_on < NEW.ends_before)) "
                f"BEGIN SELECT RAISE(ABORT, '{rule.name}'); END"
            )
    add = f"INSERT INTO {SEARCH}(rowid, search_text) VALUES (NEW.id, NEW.search_text);"
    drop = f"INSERT INTO {SEARCH}({SEARCH}, rowid, search_text) VALUES ('delete', OLD.id, OLD.search_text);"
    for verb, body in (("INSERT", add), ("DELETE", drop), ("UPDATE", drop + add)):
        name = f"{SEARCH}_{verb.lower()}"
        triggers[name] = f"CREATE TRIGGER {name} AFTER {verb} ON {CLASSES} BEGIN {body} END"
    return triggers


def _postgresql(rules: Iterable[NoOverlap]) -> list[tuple[str, str, str]]:
    """Each guard as (name, how to remove it, how to make it)."""
    made = [
        (
            f"{LEDGER}_no_change",
            f"DROP TRIGGER IF EXISTS {LEDGER}_no_change ON {LEDGER}",
            f"CREATE TRIGGER {LEDGER}_no_change BEFORE UPDATE OR DELETE ON {LEDGER} "
            f"FOR EACH ROW EXECUTE FUNCTION {REFUSE}()",
        ),
        (
            f"{LEDGER}_no_truncate",
            f"DROP TRIGGER IF EXISTS {LEDGER}_no_truncate ON {LEDGER}",
            f"CREATE TRIGGER {LEDGER}_no_truncate BEFORE TRUNCATE ON {LEDGER} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {REFUSE}()",
        ),
    ]
    for rule in rules:
        keys = ", ".join(
            [f"{key} WITH =" for key in rule.keys] + [f"(COALESCE({key}, 0)) WITH =" for key in rule.nullable]
        )
        made.append(
            (
                rule.name,
                f"ALTER TABLE {rule.table} DROP CONSTRAINT IF EXISTS {rule.name}",
                f"ALTER TABLE {rule.table} ADD CONSTRAINT {rule.name} EXCLUDE USING gist "
                f"({keys}, daterange(starts_on, ends_before, '[)') WITH &&) WHERE ({rule.counts.format(row='')})",
            )
        )
    made.append(
        (
            SEARCH,
            f"DROP INDEX IF EXISTS {SEARCH}",
            f"CREATE INDEX {SEARCH} ON {CLASSES} USING gin (to_tsvector('simple', search_text))",
        )
    )
    return made


def missing(connection: Any) -> list[str]:
    """Names of the guards that the database lacks or whose wording is not ours; empty when all stand."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            standing = dict(cursor.fetchall())
            return [name for name, sql in _sqlite(_rules(connection)).items() if standing.get(name) != sql]
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND tgrelid::regclass::text LIKE 'records_%%' "
            "UNION SELECT conname FROM pg_constraint WHERE contype = 'x' AND convalidated "
            "UNION SELECT indexname FROM pg_indexes WHERE schemaname = current_schema()"
        )
        names = {row[0] for row in cursor.fetchall()}
        lacking = [name for name, _, _ in _postgresql(_rules(connection)) if name not in names]
        cursor.execute(
            "SELECT prosrc FROM pg_proc WHERE proname = %s AND pronamespace = current_schema()::regnamespace", [REFUSE]
        )
        return lacking if cursor.fetchall() == [(_REFUSAL,)] else [*lacking, REFUSE]


def remove(connection: Any) -> None:
    """Take the guards away: for undoing the migration, and for emptying a test database."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in _sqlite(_rules(connection)):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            cursor.execute(f"DROP TABLE IF EXISTS {SEARCH}")
        else:
            for _, drop, _ in _postgresql(_rules(connection)):
                cursor.execute(drop)


def install(connection: Any) -> None:
    """Put up every guard that is not standing."""
    lacking = set(missing(connection))
    if not lacking:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {SEARCH} USING fts5("
                f"search_text, content='{CLASSES}', content_rowid='id', tokenize='unicode61 remove_diacritics 2')"
            )
            for name, sql in _sqlite(_rules(connection)).items():
                if name in lacking:
                    cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
                    cursor.execute(sql)
            cursor.execute(f"INSERT INTO {SEARCH}({SEARCH}) VALUES ('rebuild')")
            return
        cursor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
        cursor.execute(f"CREATE OR REPLACE FUNCTION {REFUSE}() RETURNS trigger LANGUAGE plpgsql AS $${_REFUSAL}$$")
        for name, drop, make in _postgresql(_rules(connection)):
            if name in lacking:
                cursor.execute(drop)
                cursor.execute(make)
