"""A published version stays as it was published; only its end may be brought forward."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION programmes_version_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        RAISE EXCEPTION 'published programme versions are kept'
            USING ERRCODE = 'restrict_violation';
    ELSIF OLD.state <> 'published' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    ELSIF TG_OP = 'UPDATE'
        AND to_jsonb(NEW) - 'period' = to_jsonb(OLD) - 'period'
        AND (isempty(NEW.period) OR lower(NEW.period) = lower(OLD.period))
        AND NEW.period <@ OLD.period
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a published programme version does not change'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER programmes_version_published
    BEFORE UPDATE OR DELETE ON programmes_programmeversion
    FOR EACH ROW EXECUTE FUNCTION programmes_version_published();
CREATE TRIGGER programmes_programmeversion_no_truncate
    BEFORE TRUNCATE ON programmes_programmeversion
    FOR EACH STATEMENT EXECUTE FUNCTION programmes_version_published();
"""
BACKWARD = """
DROP TRIGGER programmes_programmeversion_no_truncate ON programmes_programmeversion;
DROP TRIGGER programmes_version_published ON programmes_programmeversion;
DROP FUNCTION programmes_version_published();
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_versions")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
