from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("charters", "0002_walls")]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name="closed_at",
            field=models.DateTimeField(null=True),
        ),
    ]
