import django.db.models.deletion
from django.db import migrations, models

from meritbook.records.migrations import _together as together


class Migration(together.Migration):
    dependencies = [
        ("records", "0007_settlement_statement"),
    ]

    operations = [
        migrations.AddField(
            model_name="job",
            name="left_out",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="job",
            name="starts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        # No work is older than this in any release, so none waits that has no group.
        migrations.CreateModel(
            name="JobCandidate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.application"
                    ),
                ),
                (
                    "job",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="candidates", to="records.job"
                    ),
                ),
                (
                    "statement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.statement"
                    ),
                ),
            ],
            options={
                "ordering": ["job", "application"],
                "constraints": [models.UniqueConstraint(fields=("job", "application"), name="job_candidate_once")],
            },
        ),
    ]
