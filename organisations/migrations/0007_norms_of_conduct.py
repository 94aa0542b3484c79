"""Norms of conduct stand below the charter, which promises to keep them, and the register, which names those broken."""

import core.texts
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_squashed_0006_unsubscribing"),
        ("complaints", "0001_squashed_0009_figures_as_at_a_day"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "alter table complaints_normofconduct rename to organisations_normofconduct",
                    "alter table organisations_normofconduct rename to complaints_normofconduct",
                ),
            ],
            state_operations=[
                migrations.CreateModel(
                    name="NormOfConduct",
                    fields=[
                        (
                            "code",
                            models.CharField(max_length=40, primary_key=True, serialize=False),
                        ),
                        (
                            "name",
                            core.texts.TextField(
                                blank=True, default=core.texts.Text, verbose_name="name"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField()),
                        (
                            "source",
                            core.texts.TextField(
                                blank=True, default=core.texts.Text, verbose_name="source"
                            ),
                        ),
                    ],
                    options={"ordering": ["position"]},
                ),
            ],
        ),
    ]
