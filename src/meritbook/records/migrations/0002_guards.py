"""The ledger's guard, terms that stay apart, and class search: see `meritbook.records.guards`."""

from typing import Any

from django.db import migrations

from meritbook.records import guards


def put_up(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001  # Django calls it so
    guards.install(schema_editor.connection)


def take_away(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001  # Django calls it so
    guards.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [migrations.RunPython(put_up, take_away)]
