"""Whoever attests knows the definitions: that one changed stands in the history of the figures."""

from django.db import migrations, models

HAPPENINGS = [
    ("begun", "begun"),
    ("computed", "computed from the register"),
    ("brought_in", "brought in from a file"),
    ("declared", "figures declared"),
    ("answered", "question answered"),
    ("submitted", "submitted"),
    ("returned", "returned with remarks"),
    ("attested", "attested"),
    ("correction", "correction begun"),
    ("dropped", "correction dropped"),
    ("redefined", "definition changed"),
    ("reminded", "reminded"),
]


class Migration(migrations.Migration):
    dependencies = [("indicators", "0007_the_history_of_figures_counts_their_changes")]

    operations = [
        migrations.AlterField(
            model_name="submissionchange",
            name="happening",
            field=models.CharField(choices=HAPPENINGS, max_length=12),
        ),
    ]
