"""A charter may be looked at again and found good."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("charters", "0004_regulation_history_is_final"),
    ]

    operations = [
        migrations.AlterField(
            model_name="charterchange",
            name="code",
            field=models.CharField(
                choices=[
                    ("begun", "began a new edition"),
                    ("languages", "chose the languages"),
                    ("topic", "changed a text"),
                    ("commitment_added", "added a commitment"),
                    ("commitment", "changed a commitment"),
                    ("commitment_retired", "retired a commitment"),
                    ("commitment_restored", "took a commitment up again"),
                    ("expectation", "changed an expectation"),
                    ("figure", "typed in a figure"),
                    ("submitted", "sent it for review"),
                    ("returned", "returned it to draft"),
                    ("approved", "approved it"),
                    ("published", "published an edition"),
                    ("withdrawn", "withdrew an edition"),
                    ("reviewed", "looked at it again: it stays"),
                ],
                max_length=20,
            ),
        ),
    ]
