"""Opens the data folder. Django is imported only here, and only when a command needs the records."""

from __future__ import annotations

import os
from pathlib import Path

from meritbook.cli.errors import NoRecordsError, OutdatedRecordsError
from meritbook.records.home import default_home


def home_folder() -> Path:
    """The data folder, which need not exist yet."""
    chosen = os.environ.get("MERITBOOK_HOME", "").strip()
    return Path(chosen).expanduser().absolute() if chosen else default_home(os.environ)


def has_records() -> bool:
    """Whether there is a database to ask: an address of one, or the file in the data folder."""
    return bool(os.environ.get("MERITBOOK_DATABASE_URL", "").strip()) or (home_folder() / "meritbook.sqlite3").exists()


def set_up_django() -> None:
    """Make Django ready; costs about half a second, so nothing calls it before it must."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "meritbook.settings")
    import django
    from django.apps import apps

    if not apps.ready:
        django.setup()


def waiting_migrations() -> list[str]:
    """Names of the migrations that the database lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate() -> list[str]:
    """Bring the database to this version of the program; the names of what was applied."""
    from django.core.management import call_command

    waiting = waiting_migrations()
    if waiting:
        call_command("migrate", verbosity=0, interactive=False)
    return waiting


def open_records(*, create: bool = False) -> None:
    """Make the records ready to use.

    With `create` a missing database is made. Raises `NoRecordsError` when there is none, and
    `OutdatedRecordsError` when it lacks migrations: a database with data is changed by `meritbook migrate` alone.
    """
    fresh = not has_records()
    if fresh and not create:
        raise NoRecordsError("There is no database in the data folder yet.", where=str(home_folder()))
    set_up_django()
    waiting = waiting_migrations()
    if not waiting:
        return
    # A first run that was killed while its tables were made leaves some of them, empty: that is still a fresh start.
    if create and (fresh or _is_empty()):
        migrate()
        return
    raise OutdatedRecordsError(
        f"The database lacks {len(waiting)} migration{'s' if len(waiting) > 1 else ''} of this version.",
        where=str(home_folder()),
        details={"waiting": waiting},
    )


def _is_empty() -> bool:
    """Whether nothing was recorded yet: whatever is recorded has an entry in the ledger."""
    from django.db import connection

    from meritbook.records.models import LedgerEntry

    return LedgerEntry._meta.db_table not in connection.introspection.table_names() or not LedgerEntry.objects.exists()
