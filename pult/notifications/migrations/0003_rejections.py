from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_sending")]

    operations = [
        migrations.AddField(
            "message", "rejections", models.PositiveSmallIntegerField(default=0, db_default=0)
        ),
    ]
