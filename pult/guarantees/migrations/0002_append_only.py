from django.db import migrations

FORWARD = """
CREATE FUNCTION guarantees_letterevent_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'guarantees_letterevent is append-only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER guarantees_letterevent_append_only BEFORE UPDATE OR DELETE ON guarantees_letterevent
    FOR EACH ROW EXECUTE FUNCTION guarantees_letterevent_append_only();
CREATE TRIGGER guarantees_letterevent_no_truncate BEFORE TRUNCATE ON guarantees_letterevent
    FOR EACH STATEMENT EXECUTE FUNCTION guarantees_letterevent_append_only();
"""
BACKWARD = """
DROP TRIGGER guarantees_letterevent_no_truncate ON guarantees_letterevent;
DROP TRIGGER guarantees_letterevent_append_only ON guarantees_letterevent;
DROP FUNCTION guarantees_letterevent_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("guarantees", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
