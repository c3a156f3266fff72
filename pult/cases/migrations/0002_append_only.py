from django.db import migrations

FORWARD = """
CREATE FUNCTION cases_caseevent_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'cases_caseevent is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER cases_caseevent_append_only BEFORE UPDATE OR DELETE ON cases_caseevent
    FOR EACH ROW EXECUTE FUNCTION cases_caseevent_append_only();
CREATE TRIGGER cases_caseevent_no_truncate BEFORE TRUNCATE ON cases_caseevent
    FOR EACH STATEMENT EXECUTE FUNCTION cases_caseevent_append_only();
"""
BACKWARD = """
DROP TRIGGER cases_caseevent_no_truncate ON cases_caseevent;
DROP TRIGGER cases_caseevent_append_only ON cases_caseevent;
DROP FUNCTION cases_caseevent_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
