import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coverage", "0002_append_only"),
        ("guarantees", "0002_append_only"),
    ]

    operations = [
        migrations.RenameField("letter", "decision_id", "decision"),
        migrations.AlterField(
            model_name="letter",
            name="decision",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters",
                to="coverage.decision",
            ),
        ),
    ]
