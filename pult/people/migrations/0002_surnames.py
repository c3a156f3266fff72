from django.db import migrations

# Ordered, so that two imports that bring the same new surnames cannot deadlock.
FORWARD = """
CREATE FUNCTION people_keep_surnames() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO people_surname (key)
    SELECT DISTINCT split_part(name_key, ' ', 1) AS key FROM written
    WHERE NOT EXISTS (SELECT FROM people_surname s WHERE s.key = split_part(name_key, ' ', 1))
    ORDER BY key
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE TRIGGER people_surnames_of_new AFTER INSERT ON people_person
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION people_keep_surnames();
CREATE TRIGGER people_surnames_of_changed AFTER UPDATE ON people_person
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION people_keep_surnames();
"""
BACKWARD = """
DROP TRIGGER people_surnames_of_new ON people_person;
DROP TRIGGER people_surnames_of_changed ON people_person;
DROP FUNCTION people_keep_surnames();
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
