"""Migrations that make many tables: each works out what they look like together once, not once for every table.

Django draws up every related model again whenever a migration adds one, and here nearly every model is related to
nearly every other: a fresh database took four times as long as the tables themselves need.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.db import migrations


class Migration(migrations.Migration):
    """A migration whose neighbouring new tables are added to the models first and then made, in their order."""

    def apply(self, project_state: Any, schema_editor: Any, collect_sql: bool = False) -> Any:
        """The models after this migration, with the database brought to them."""
        if collect_sql or not schema_editor.atomic_migration:
            return super().apply(project_state, schema_editor, collect_sql)
        for makes_tables, group in groupby(self.operations, lambda one: type(one) is migrations.CreateModel):
            if makes_tables:
                self._make_tables(list(group), project_state, schema_editor)
            else:
                part = migrations.Migration(self.name, self.app_label)
                vars(part).update(atomic=self.atomic, operations=list(group))
                project_state = part.apply(project_state, schema_editor)
        return project_state

    def _make_tables(self, operations: list[Any], project_state: Any, schema_editor: Any) -> None:
        # The models as drawn up so far; without them nothing is drawn up until the first table needs it.
        project_state.__dict__.pop("apps", None)
        for one in operations:
            one.state_forwards(self.app_label, project_state)
        for one in operations:
            one.database_forwards(self.app_label, schema_editor, project_state, project_state)
