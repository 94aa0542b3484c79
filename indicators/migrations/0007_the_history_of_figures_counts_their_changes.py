"""Pages say up to which line of its history they knew a submission; nothing reads a number beside it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("indicators", "0006_history_of_a_campaign")]

    operations = [migrations.RemoveField(model_name="submission", name="revision")]
