import uuid

from django.db import migrations, models

TABLES = ("clinics_clinic", "clinics_site", "clinics_site_specialties")
FUNCTION = """
CREATE FUNCTION clinics_revise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO clinics_revision (id, key) VALUES (1, gen_random_uuid())
    ON CONFLICT (id) DO UPDATE SET key = EXCLUDED.key;
    RETURN NULL;
END $$;
"""
FORWARD = FUNCTION + "\n".join(
    f"CREATE TRIGGER {table}_revise AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION clinics_revise();"
    for table in TABLES
)
BACKWARD = (
    "\n".join(f"DROP TRIGGER {table}_revise ON {table};" for table in TABLES)
    + "\nDROP FUNCTION clinics_revise();"
)


class Migration(migrations.Migration):
    dependencies = [("clinics", "0002_level")]
    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("key", models.UUIDField(default=uuid.uuid4)),
            ],
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
