"""Subscribers are seen only in the context of their organisation; services that stood are published."""

from django.db import migrations

from core.row_security import protect, tie


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0005_places"),
        ("processes", "0002_catalogue_maps_actions_news"),
    ]

    operations = [
        tie("processes_subscriberletter", "letter_id", "organisations_letter"),
        tie("processes_subscriberletter", "subscription_id", "processes_subscription"),
        protect("processes_subscriberletter"),
        protect("processes_subscription"),
        # Until now every service was seen by the public.
        migrations.RunSQL(
            "update processes_service set status = 'published'", migrations.RunSQL.noop
        ),
    ]
