"""Each search vector names its organisation, so that a search reads the texts of that one alone."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0012_walls_of_commitments"),
    ]

    operations = [
        migrations.RunSQL(
            """
            update complaints_casesearch
            set vector = vector || array_to_tsvector(array['organisation' || organisation_id])
            """,
            "update complaints_casesearch set vector = ts_delete(vector, 'organisation' || organisation_id)",
        ),
    ]
