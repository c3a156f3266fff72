from django.db import migrations

FORWARD = """
CREATE FUNCTION coverage_decision_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'coverage_decision is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER coverage_decision_append_only BEFORE UPDATE OR DELETE ON coverage_decision
    FOR EACH ROW EXECUTE FUNCTION coverage_decision_append_only();
CREATE TRIGGER coverage_decision_no_truncate BEFORE TRUNCATE ON coverage_decision
    FOR EACH STATEMENT EXECUTE FUNCTION coverage_decision_append_only();
"""
BACKWARD = """
DROP TRIGGER coverage_decision_no_truncate ON coverage_decision;
DROP TRIGGER coverage_decision_append_only ON coverage_decision;
DROP FUNCTION coverage_decision_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("coverage", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
