"""The full-text index over `Findable.folded`: FTS5 on SQLite, GIN on PostgreSQL.

Whoever alters consult_findable later: SQLite remakes the table then and drops the triggers silently; run `make_index`
again in that migration (tests/consult/test_finding.py asserts that they are there).
"""

from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE IF NOT EXISTS consult_findable_words
  USING fts5(folded, content='consult_findable', content_rowid='id', tokenize='ascii', prefix='2 3', detail='none');
CREATE TRIGGER IF NOT EXISTS findable_added AFTER INSERT ON consult_findable BEGIN
  INSERT INTO consult_findable_words(rowid, folded) VALUES (NEW.id, NEW.folded); END;
CREATE TRIGGER IF NOT EXISTS findable_gone AFTER DELETE ON consult_findable BEGIN
  INSERT INTO consult_findable_words(consult_findable_words, rowid, folded) VALUES ('delete', OLD.id, OLD.folded); END;
CREATE TRIGGER IF NOT EXISTS findable_changed AFTER UPDATE ON consult_findable BEGIN
  INSERT INTO consult_findable_words(consult_findable_words, rowid, folded) VALUES ('delete', OLD.id, OLD.folded);
  INSERT INTO consult_findable_words(rowid, folded) VALUES (NEW.id, NEW.folded); END;
INSERT INTO consult_findable_words(consult_findable_words) VALUES ('rebuild');
"""
SQLITE_BACK = """
DROP TRIGGER IF EXISTS findable_added;
DROP TRIGGER IF EXISTS findable_gone;
DROP TRIGGER IF EXISTS findable_changed;
DROP TABLE IF EXISTS consult_findable_words;
"""
POSTGRESQL = (
    "CREATE INDEX IF NOT EXISTS findable_words ON consult_findable "
    "USING gin (to_tsvector('simple'::regconfig, folded));"
)
POSTGRESQL_BACK = "DROP INDEX IF EXISTS findable_words;"


def run(schema_editor, script):
    """Each statement of the script; a trigger ends with END and a semicolon."""
    statement = ""
    for line in script.strip().splitlines():
        statement += line + "\n"
        inside = "CREATE TRIGGER" in statement and not line.rstrip().endswith("END;")
        if line.rstrip().endswith(";") and not inside:
            schema_editor.execute(statement, params=None)
            statement = ""


def make_index(apps, schema_editor):
    """The index, and on SQLite what keeps it in step."""
    run(schema_editor, SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def drop_index(apps, schema_editor):
    """Without it the words are still there and the search is not."""
    run(schema_editor, SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK)


class Migration(migrations.Migration):
    dependencies = [("consult", "0002_speaking_and_answering")]
    operations = [migrations.RunPython(make_index, drop_index)]
