from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contracts", "0003_roster_import")]
    operations = [
        migrations.AddField(
            model_name="rosterimport",
            name="accept_endings",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.AddField(
            model_name="rosterimport",
            name="titles_row",
            field=models.PositiveSmallIntegerField(null=True),
        ),
    ]
