from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("processes", "0003_walls")]

    operations = [
        migrations.AddField(
            model_name="actionchange", name="old", field=models.JSONField(default=dict)
        ),
        migrations.AddField(
            model_name="actionchange", name="new", field=models.JSONField(default=dict)
        ),
    ]
