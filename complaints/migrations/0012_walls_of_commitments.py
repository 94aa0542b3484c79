"""A case names a promise of its own organisation."""

from django.db import migrations

from core.row_security import tie


class Migration(migrations.Migration):
    dependencies = [
        ("charters", "0002_walls"),
        ("complaints", "0011_commitments"),
    ]

    operations = [
        # No case names a promise yet: there is nothing that the key could overlook.
        tie("complaints_case", "commitment_id", "charters_commitment"),
    ]
