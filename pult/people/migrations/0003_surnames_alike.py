from django.db import migrations

# The index itself keeps to the likeness that is wanted: with the server's own 0.3, which `%` goes
# by elsewhere, it hands over four times as many surnames only to have them dropped again.
FORWARD = """
CREATE FUNCTION people_surnames_alike(word text, most integer) RETURNS SETOF varchar
LANGUAGE sql STABLE ROWS 8 SET pg_trgm.similarity_threshold = 0.4 AS $$
    SELECT key FROM people_surname WHERE key % word
    ORDER BY similarity(key, word) DESC, key LIMIT most
$$;
"""
BACKWARD = "DROP FUNCTION people_surnames_alike(text, integer)"


class Migration(migrations.Migration):
    dependencies = [("people", "0002_surnames")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
