import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0006_open_questions"),
    ]

    operations = [
        # No settlement is older than this: no action wrote any before.
        migrations.AddField(
            model_name="settlement",
            name="statement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="settlements", to="records.statement"
            ),
        ),
    ]
