"""Register files are seen in their own organisation alone, and a case names one of its own."""

from django.db import migrations

from core.row_security import protect, tie


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0014_register_files"),
    ]

    operations = [
        # No case names a file yet: there is nothing that the key could overlook.
        tie("complaints_case", "register_file_id", "complaints_registerfile"),
        protect("complaints_registerfile"),
    ]
