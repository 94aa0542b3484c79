"""A published promise names the regulation it rests on, as it did on the day of publication."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("charters", "0005_review_that_keeps_an_edition"),
    ]

    operations = [
        migrations.AddField(
            model_name="editioncommitment",
            name="regulation",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="charters.regulation",
                verbose_name="legal basis",
            ),
        ),
    ]
