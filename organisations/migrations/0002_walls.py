"""Letters are seen only in the context of their organisation."""

from django.db import migrations

from core.row_security import protect, tie


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [
        tie("organisations_lettertry", "letter_id", "organisations_letter"),
        protect("organisations_letter"),
        protect("organisations_lettertry"),
    ]
