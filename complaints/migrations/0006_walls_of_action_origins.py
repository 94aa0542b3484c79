"""Where an action came from is seen in its organisation alone; a case lies on a step of its own organisation."""

from django.db import migrations

from core.row_security import protect, tie


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0005_steps_and_action_origins"),
        ("processes", "0003_walls"),
    ]

    operations = [
        tie("complaints_actionorigin", "action_id", "processes_action"),
        tie("complaints_actionorigin", "case_id", "complaints_case"),
        tie("complaints_actionorigin", "cause_id", "complaints_cause"),
        # No case has a step yet: there is nothing that the key could overlook.
        tie("complaints_case", "step_id", "processes_step"),
        protect("complaints_actionorigin"),
    ]
