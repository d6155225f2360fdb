"""Migrations that make many tables do so together, and come to the very tables that Django makes one by one."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, connections, migrations, models
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

import meritbook.records.migrations
from meritbook.records.migrations import _together as together
from meritbook.records.models import User

FOLDER = Path(meritbook.records.migrations.__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("0*.py"))


def _table(table: str, /, **more: Any) -> migrations.CreateModel:
    return migrations.CreateModel(table, [("id", models.AutoField(primary_key=True)), *more.items()])


def _to(name: str) -> Any:
    return models.ForeignKey(to=f"harbour.{name}", on_delete=models.PROTECT)


OPERATIONS = [
    _table("Port", name=models.CharField(max_length=40, unique=True)),
    _table("Ship", home=_to("port"), visited=models.ManyToManyField(to="harbour.port", related_name="+")),
    migrations.AddField("ship", "length", models.IntegerField(default=0)),
    migrations.AlterField("port", "name", models.CharField(max_length=80, unique=True)),
    migrations.AddConstraint("ship", models.CheckConstraint(condition=models.Q(length__gte=0), name="ship_length")),
    _table("Master", ship=_to("ship"), above=models.ForeignKey("self", null=True, on_delete=models.PROTECT)),
    _table("Watch", master=_to("master"), port=_to("port")),
]


class _RefusedError(Exception):
    """Raised on purpose."""


def _made_by(kind: type[migrations.Migration], path: Path, operations: list[Any]) -> tuple[list[Any], ProjectState]:
    """What stands in the file's schema after the operations, and the models then."""
    from django.conf import settings

    wrapper = DatabaseWrapper({**settings.DATABASES["default"], "NAME": str(path), "OPTIONS": {}}, "harbour")
    migration = kind("0001_initial", "harbour")
    migration.operations = operations
    state = ProjectState()
    state.apps  # noqa: B018  # drawn up before, as Django's executor does
    connections["harbour"] = wrapper
    try:
        with wrapper.schema_editor(atomic=True) as editor:
            state = migration.apply(state, editor)
    finally:
        wrapper.close()
        del connections["harbour"]
    return _schema(path), state


def _schema(path: Path) -> list[Any]:
    file = sqlite3.connect(path)
    found = file.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY rowid").fetchall()
    file.close()
    return found


@pytest.mark.django_db
def test_tables_that_are_made_together_are_the_tables_that_are_made_one_by_one(tmp_path: Path) -> None:
    one_by_one, state = _made_by(migrations.Migration, tmp_path / "one.sqlite3", OPERATIONS)
    at_once, same = _made_by(together.Migration, tmp_path / "together.sqlite3", OPERATIONS)
    assert {"harbour_port", "harbour_ship", "harbour_ship_visited", "harbour_master", "harbour_watch"} <= {
        name for _, name, *_ in one_by_one
    }
    assert at_once == one_by_one
    assert same == state
    assert {one.__name__ for one in same.apps.get_models()} == {one.__name__ for one in state.apps.get_models()}


@pytest.mark.django_db
def test_a_migration_that_fails_half_way_leaves_no_table_behind(tmp_path: Path) -> None:
    def refuse(*_: Any) -> None:
        raise _RefusedError

    with pytest.raises(_RefusedError):
        _made_by(together.Migration, tmp_path / "half.sqlite3", [*OPERATIONS, migrations.RunPython(refuse)])
    assert _schema(tmp_path / "half.sqlite3") == []


@pytest.mark.parametrize("name", NAMES)
def test_every_migration_that_makes_more_than_one_table_makes_them_together(name: str) -> None:
    migration = import_module(f"meritbook.records.migrations.{name}").Migration
    tables = [one for one in migration.operations if isinstance(one, migrations.CreateModel)]
    assert len(tables) < 2 or issubclass(migration, together.Migration)


@pytest.mark.django_db
def test_the_names_of_everybody_on_record_are_folded(at: datetime) -> None:
    users = [User(username=f"u{n}", full_name=f"José Nº {n}", created_at=at) for n in range(2_100)]
    User.objects.bulk_create(users)
    User.objects.update(folded_name="")
    migration = import_module("meritbook.records.migrations.0027_folded_names")
    # The people as the migration knows them: rows without what their model does today.
    then = MigrationExecutor(connection).loader.project_state(("records", "0027_folded_names")).apps
    migration.fold_names(then, SimpleNamespace(connection=connection))
    assert not User.objects.filter(folded_name="").exists()
    assert User.objects.get(username="u2099").folded_name == "jose no 2099"
