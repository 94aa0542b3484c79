"""The list of norms moved to `organisations`; its table was renamed there."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0001_squashed_0009_figures_as_at_a_day"),
        ("organisations", "0007_norms_of_conduct"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name="NormOfConduct")]
        ),
    ]
