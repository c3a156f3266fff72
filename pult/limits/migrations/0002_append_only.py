from django.db import migrations

FORWARD = """
CREATE FUNCTION limits_ledgerentry_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'limits_ledgerentry is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER limits_ledgerentry_append_only BEFORE UPDATE OR DELETE ON limits_ledgerentry
    FOR EACH ROW EXECUTE FUNCTION limits_ledgerentry_append_only();
CREATE TRIGGER limits_ledgerentry_no_truncate BEFORE TRUNCATE ON limits_ledgerentry
    FOR EACH STATEMENT EXECUTE FUNCTION limits_ledgerentry_append_only();
"""
BACKWARD = """
DROP TRIGGER limits_ledgerentry_no_truncate ON limits_ledgerentry;
DROP TRIGGER limits_ledgerentry_append_only ON limits_ledgerentry;
DROP FUNCTION limits_ledgerentry_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("limits", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
