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
SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, 'rows of {table} are written once'); END;
"""


class AppendOnly(migrations.RunPython):
    """Refuse UPDATE and DELETE on a table, on PostgreSQL and on SQLite alike."""

    def __init__(self, table: str) -> None:
        def install(apps: Any, schema_editor: Any) -> None:
            if schema_editor.connection.vendor == "postgresql":
                schema_editor.execute(POSTGRES.format(table=table), params=None)
                return
            for verb in ("update", "delete"):
                schema_editor.execute(SQLITE.format(table=table, verb=verb), params=None)

        def remove(apps: Any, schema_editor: Any) -> None:
            if schema_editor.connection.vendor == "postgresql":
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}", params=None)
                return
            for verb in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}", params=None)

        super().__init__(install, remove)
        self.table = table

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return self.__class__.__name__, [self.table], {}
