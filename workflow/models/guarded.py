"""Guards in the database itself, behind the ones in code: they stop accidents and stray scripts, not an administrator.

A leaf is never changed or deleted and takes the next number; a plan's stage changes only with the entry it came from.
Against whoever owns the database only the signed and witnessed book helps, which is why there is one.
"""

from typing import Any

from django.conf import settings
from django.db import connections

LEAF = "workflow_leaf"

SQLITE = """
CREATE TRIGGER IF NOT EXISTS leaf_kept BEFORE UPDATE ON workflow_leaf BEGIN
  SELECT RAISE(ABORT, 'an entry of the book is never changed'); END;
CREATE TRIGGER IF NOT EXISTS leaf_stays BEFORE DELETE ON workflow_leaf BEGIN
  SELECT RAISE(ABORT, 'an entry of the book is never deleted'); END;
CREATE TRIGGER IF NOT EXISTS leaf_next BEFORE INSERT ON workflow_leaf
  WHEN NEW.n <> (SELECT COALESCE(MAX(n) + 1, 0) FROM workflow_leaf WHERE territory = NEW.territory) BEGIN
  SELECT RAISE(ABORT, 'an entry of the book takes the next number'); END;
CREATE TRIGGER IF NOT EXISTS plan_stage BEFORE UPDATE ON workflow_plan
  WHEN NEW.stage <> OLD.stage AND NOT EXISTS (SELECT 1 FROM workflow_leaf WHERE territory = NEW.territory
  AND n = NEW.stage_entry AND plan = NEW.key AND stage = NEW.stage) BEGIN
  SELECT RAISE(ABORT, 'a stage changes only with the entry it came from'); END;
CREATE TRIGGER IF NOT EXISTS plan_begins BEFORE INSERT ON workflow_plan
  WHEN NOT EXISTS (SELECT 1 FROM workflow_leaf WHERE territory = NEW.territory
  AND n = NEW.stage_entry AND plan = NEW.key AND stage = NEW.stage) BEGIN
  SELECT RAISE(ABORT, 'a plan begins only with the entry it came from'); END;
"""

POSTGRESQL = """
CREATE OR REPLACE FUNCTION workflow_leaf_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION 'an entry of the book is never changed or deleted'; END $$;
CREATE OR REPLACE FUNCTION workflow_leaf_next() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.n <> (SELECT COALESCE(MAX(n) + 1, 0) FROM workflow_leaf WHERE territory = NEW.territory) THEN
    RAISE EXCEPTION 'an entry of the book takes the next number'; END IF; RETURN NEW; END $$;
CREATE OR REPLACE FUNCTION workflow_plan_stage() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF (TG_OP = 'INSERT' OR NEW.stage <> OLD.stage) AND NOT EXISTS (
    SELECT 1 FROM workflow_leaf WHERE territory = NEW.territory
    AND n = NEW.stage_entry AND plan = NEW.key AND stage = NEW.stage) THEN
    RAISE EXCEPTION 'a stage changes only with the entry it came from'; END IF; RETURN NEW; END $$;
DROP TRIGGER IF EXISTS leaf_kept ON workflow_leaf;
CREATE TRIGGER leaf_kept BEFORE UPDATE OR DELETE ON workflow_leaf FOR EACH ROW EXECUTE FUNCTION workflow_leaf_kept();
DROP TRIGGER IF EXISTS leaf_table ON workflow_leaf;
CREATE TRIGGER leaf_table BEFORE TRUNCATE ON workflow_leaf FOR EACH STATEMENT EXECUTE FUNCTION workflow_leaf_kept();
DROP TRIGGER IF EXISTS leaf_next ON workflow_leaf;
CREATE TRIGGER leaf_next BEFORE INSERT ON workflow_leaf FOR EACH ROW EXECUTE FUNCTION workflow_leaf_next();
DROP TRIGGER IF EXISTS plan_stage ON workflow_plan;
CREATE TRIGGER plan_stage BEFORE INSERT OR UPDATE ON workflow_plan FOR EACH ROW EXECUTE FUNCTION workflow_plan_stage();
"""


KEPT = ("workflow_leaf", "workflow_checkpoint")


def limit_role(cursor: Any, role: str) -> None:
    """Give the application's role what it needs and no more: it may add entries and never change or delete one."""
    quoted = connections["default"].ops.quote_name(role)
    cursor.execute(f"GRANT USAGE ON SCHEMA public TO {quoted}")
    cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}")
    cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {quoted}")
    for table in KEPT:
        cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {quoted}")


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
            if settings.WORKFLOW_APP_ROLE:
                limit_role(cursor, settings.WORKFLOW_APP_ROLE)


def guards_in_place(using: str = "default") -> set[str]:
    """The names of the triggers that stand on the guarded tables."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")
        return {name for (name,) in cursor.fetchall()}
