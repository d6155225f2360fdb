"""The name of everybody as names are compared, `core.folding`, for those who are on record and those who come."""

from typing import Any

from django.db import migrations, models

from meritbook.core.folding import folded


def fold_names(apps: Any, schema_editor: Any) -> None:
    """The folded name of everybody who is on record, a thousand rows at a time."""
    user = apps.get_model("records", "User")
    rows = user.objects.using(schema_editor.connection.alias).order_by("pk").only("pk", "full_name")
    last = 0
    while some := list(rows.filter(pk__gt=last)[:1000]):
        last = some[-1].pk
        for one in some:
            one.folded_name = folded(one.full_name)
        user.objects.using(schema_editor.connection.alias).bulk_update(some, ["folded_name"], batch_size=200)


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0026_competencies"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="folded_name",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(fold_names, migrations.RunPython.noop),
    ]
