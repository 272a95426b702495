"""Tables whose rows are written once: a migration operation that lets the database itself refuse changes."""

from __future__ import annotations

from typing import Any

from django.db import migrations

POSTGRES = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""
POSTGRES_UNLESS = """
CREATE OR REPLACE FUNCTION refuse_change_of_{table}() RETURNS trigger AS $$
BEGIN
  IF {unless} THEN
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME
    USING ERRCODE = 'integrity_constraint_violation';
END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_{table}();
"""
SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} WHEN NOT ({unless})
BEGIN SELECT RAISE(ABORT, 'rows of {table} are written once'); END;
"""
NEVER = "1 = 0"


class AppendOnly(migrations.RunPython):
    """Refuse UPDATE and DELETE on a table, on PostgreSQL and on SQLite alike.

    `unless` is an SQL condition on the row as it was (`OLD`) under which it may still change: what is
    only a draft. Given later for a table, it takes the place of the plain refusal, which comes back when the
    migration is taken back.
    """

    def __init__(self, table: str, unless: str = "") -> None:
        def install(apps: Any, schema_editor: Any) -> None:
            drop(schema_editor, table)
            refuse(schema_editor, table, unless)

        def remove(apps: Any, schema_editor: Any) -> None:
            drop(schema_editor, table)
            if unless:
                refuse(schema_editor, table, "")

        super().__init__(install, remove)
        self.table, self.unless = table, unless

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.table, self.unless], {}


def refuse(schema_editor: Any, table: str, unless: str) -> None:
    if schema_editor.connection.vendor == "postgresql":
        statement = POSTGRES_UNLESS if unless else POSTGRES
        schema_editor.execute(statement.format(table=table, unless=unless), params=None)
        return
    for verb in ("update", "delete"):
        statement = SQLITE.format(table=table, verb=verb, unless=unless or NEVER)
        schema_editor.execute(statement, params=None)


def drop(schema_editor: Any, table: str) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}", params=None)
        return
    for verb in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}", params=None)
