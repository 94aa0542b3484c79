"""Figures as at a day find by index what befell the organisation's cases later, and what was open then."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0008_evidence_from_the_index_alone")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["organisation", "closed_on", "received_on"], name="cases_by_closing"
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                fields=["organisation", "happened_at", "case"], name="events_by_moment"
            ),
        ),
    ]
