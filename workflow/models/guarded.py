"""Guards in the database itself, behind the ones in code: they stop accidents and stray scripts, not an administrator.

A leaf is never changed or deleted and takes the next number; a plan's stage changes only with the entry it came from.
Against whoever owns the database only the signed and witnessed book helps, which is why there is one.
"""

from typing import Any

from django.db import connections

LEAF, PLAN = "workflow_leaf", "workflow_plan"

SQLITE = f"""
CREATE TRIGGER IF NOT EXISTS leaf_kept BEFORE UPDATE ON {LEAF} BEGIN
  SELECT RAISE(ABORT, 'an entry of the book is never changed'); END;
CREATE TRIGGER IF NOT EXISTS leaf_stays BEFORE DELETE ON {LEAF} BEGIN
  SELECT RAISE(ABORT, 'an entry of the book is never deleted'); END;
CREATE TRIGGER IF NOT EXISTS leaf_next BEFORE INSERT ON {LEAF}
  WHEN NEW.n <> (SELECT COALESCE(MAX(n) + 1, 0) FROM {LEAF} WHERE territory = NEW.territory) BEGIN
  SELECT RAISE(ABORT, 'an entry of the book takes the next number'); END;
CREATE TRIGGER IF NOT EXISTS plan_stage BEFORE UPDATE ON {PLAN}
  WHEN NEW.stage <> OLD.stage AND NOT EXISTS (SELECT 1 FROM {LEAF} WHERE territory = NEW.territory
  AND n = NEW.stage_entry AND plan = NEW.key AND stage = NEW.stage) BEGIN
  SELECT RAISE(ABORT, 'a stage changes only with the entry it came from'); END;
CREATE TRIGGER IF NOT EXISTS plan_begins BEFORE INSERT ON {PLAN}
  WHEN NOT EXISTS (SELECT 1 FROM {LEAF} WHERE territory = NEW.territory
  AND n = NEW.stage_entry AND plan = NEW.key AND stage = NEW.stage) BEGIN
  SELECT RAISE(ABORT, 'a plan begins only with the entry it came from'); END;
"""

POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION workflow_leaf_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION 'an entry of the book is never changed or deleted'; END $$;
CREATE OR REPLACE FUNCTION workflow_leaf_next() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.n <> (SELECT COALESCE(MAX(n) + 1, 0) FROM {LEAF} WHERE territory = NEW.territory) THEN
    RAISE EXCEPTION 'an entry of the book takes the next number'; END IF; RETURN NEW; END $$;
CREATE OR REPLACE FUNCTION workflow_plan_stage() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF (TG_OP = 'INSERT' OR NEW.stage <> OLD.stage) AND NOT EXISTS (SELECT 1 FROM {LEAF} WHERE territory = NEW.territory
    AND n = NEW.stage_entry AND plan = NEW.key AND stage = NEW.stage) THEN
    RAISE EXCEPTION 'a stage changes only with the entry it came from'; END IF; RETURN NEW; END $$;
DROP TRIGGER IF EXISTS leaf_kept ON {LEAF};
CREATE TRIGGER leaf_kept BEFORE UPDATE OR DELETE ON {LEAF} FOR EACH ROW EXECUTE FUNCTION workflow_leaf_kept();
DROP TRIGGER IF EXISTS leaf_table ON {LEAF};
CREATE TRIGGER leaf_table BEFORE TRUNCATE ON {LEAF} FOR EACH STATEMENT EXECUTE FUNCTION workflow_leaf_kept();
DROP TRIGGER IF EXISTS leaf_next ON {LEAF};
CREATE TRIGGER leaf_next BEFORE INSERT ON {LEAF} FOR EACH ROW EXECUTE FUNCTION workflow_leaf_next();
DROP TRIGGER IF EXISTS plan_stage ON {PLAN};
CREATE TRIGGER plan_stage BEFORE INSERT OR UPDATE ON {PLAN} FOR EACH ROW EXECUTE FUNCTION workflow_plan_stage();
"""


def guard_tables(*, using: str = "default", **_: Any) -> None:
    """Put the guards in place; runs after every migration and does nothing twice."""
    connection = connections[using]
    if LEAF not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.connection.executescript(SQLITE)
        else:
            cursor.execute(POSTGRESQL)


def guards_in_place(using: str = "default") -> set[str]:
    """The names of the triggers that stand on the guarded tables."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        return {name for (name,) in cursor.fetchall()}
