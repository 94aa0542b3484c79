"""Who prepared, opened, closed and published a collection, and when; written once."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

TABLE = "indicators_campaignchange"
IS_FINAL = migrations.RunSQL(
    f"""
    create trigger is_final before update or delete on {TABLE}
        for each row execute function history_is_final();
    create trigger is_final_truncate before truncate on {TABLE}
        for each statement execute function history_is_final()
    """,
    f"drop trigger is_final_truncate on {TABLE}; drop trigger is_final on {TABLE}",
)
HAPPENINGS = [
    ("prepared", "prepared"),
    ("changed", "changed"),
    ("joined", "organisation taken in"),
    ("grouped", "group changed"),
    ("left", "organisation left out"),
    ("opened", "opened"),
    ("closed", "closed"),
    ("reopened", "opened again"),
    ("published", "published"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("indicators", "0005_corrections_may_be_dropped"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CampaignChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("happening", models.CharField(choices=HAPPENINGS, max_length=10)),
                ("old", models.JSONField(default=dict)),
                ("new", models.JSONField(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="indicators.campaign",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={"ordering": ["-pk"]},
        ),
        IS_FINAL,
    ]
