"""A plan revision that the program itself entered may give way, on its own first day, without a person's doing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0003_api_tokens")]

    operations = [
        migrations.RemoveConstraint(model_name="planrevision", name="planrevision_withdrawn_by_with_withdrawn_at"),
        migrations.AddConstraint(
            model_name="planrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(withdrawn_by__isnull=True) | models.Q(withdrawn_at__isnull=False),
                name="planrevision_withdrawn_by_has_a_moment",
            ),
        ),
        migrations.AddConstraint(
            model_name="planrevision",
            constraint=models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True)
                | models.Q(withdrawn_by__isnull=False)
                | models.Q(imported_by__isnull=True),
                name="planrevision_of_a_person_withdrawn_by_one",
            ),
        ),
    ]
