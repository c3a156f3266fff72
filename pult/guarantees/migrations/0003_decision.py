import django.db.models.deletion
from django.db import migrations, models

# The column stays what it was; only now it must name a decision that there is.
FORWARD = """
ALTER TABLE guarantees_letter ADD CONSTRAINT guarantees_letter_decision_id_fk
    FOREIGN KEY (decision_id) REFERENCES coverage_decision (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX guarantees_letter_decision_id_index ON guarantees_letter (decision_id);
"""
BACKWARD = """
DROP INDEX guarantees_letter_decision_id_index;
ALTER TABLE guarantees_letter DROP CONSTRAINT guarantees_letter_decision_id_fk;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("coverage", "0002_append_only"),
        ("guarantees", "0002_append_only"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.RemoveField("letter", "decision_id"),
                migrations.AddField(
                    model_name="letter",
                    name="decision",
                    field=models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="coverage.decision",
                    ),
                ),
            ],
            database_operations=[migrations.RunSQL(FORWARD, BACKWARD)],
        )
    ]
