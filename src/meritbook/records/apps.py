"""The Django application that holds the record."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


def restore_guards(using: str, **_: Any) -> None:
    """Put the guards back that a rebuilt table lost."""
    from meritbook.records import guards

    connection = connections[using]
    if guards.LEDGER in connection.introspection.table_names():
        guards.install(connection)


class RecordsConfig(AppConfig):
    """Models and migrations."""

    name = "meritbook.records"
    label = "records"
    verbose_name = "Meritbook records"

    def ready(self) -> None:
        """Watch over the guards after every migration."""
        post_migrate.connect(restore_guards, sender=self)
