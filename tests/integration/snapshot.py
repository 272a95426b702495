"""What many tests begin with, built once a process and copied into each test's transaction as SQL."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any, TypeVar

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction

T = TypeVar("T")
Rows = dict[type[models.Model], list[str]]  # each row as the SQL of its values

APPS = ("audit", "regions", "accounts", "plans", "indicators", "reporting", "intake", "dashboards")
QUOTED = {"sqlite": "quote({})", "postgresql": "quote_nullable({}::text)"}
_kept: dict[str, tuple[list[str], Any]] = {}


def restored(name: str, build: Callable[[], T]) -> T:
    """What `build` makes, with the rows it adds: from the second test on the same rows and ids as in the
    first, and objects of one's own. `build` adds rows only, and to the same rows each time.
    """
    if name in _kept:
        statements, pristine = _kept[name]
        with transaction.atomic(), connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
        return deepcopy(pristine)  # type: ignore[no-any-return]
    before = _rows()
    built = build()
    _kept[name] = (_insertions(before, _rows()), deepcopy(built))
    return built


def _rows() -> Rows:
    return {model: _rows_of(model) for app in APPS for model in apps.get_app_config(app).get_models()} | {
        through: _rows_of(through) for through in _throughs()
    }


def _throughs() -> list[type[models.Model]]:
    """Tables between two others that have no model of their own."""
    found = [model._meta.many_to_many for app in APPS for model in apps.get_app_config(app).get_models()]
    return [field.remote_field.through for fields in found for field in fields]


def _rows_of(model: type[models.Model]) -> list[str]:
    values = ", ".join(QUOTED[connection.vendor].format(f'"{column}"') for column in _columns(model))
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT {values} FROM "{model._meta.db_table}"')
        return [f"({', '.join(row)})" for row in cursor.fetchall()]


def _columns(model: type[models.Model]) -> list[str]:
    return [field.column for field in model._meta.concrete_fields]


def _insertions(before: Rows, after: Rows) -> list[str]:
    """Keys are checked at the end of the transaction, so that the order of the tables does not matter."""
    statements, grown = [], []
    for model, rows in after.items():
        old = set(before[model])
        assert old <= set(rows), f"{model._meta.label}: rows that were there have been changed"
        if added := [row for row in rows if row not in old]:
            columns = ", ".join(f'"{column}"' for column in _columns(model))
            statements.append(f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES {", ".join(added)}')
            grown.append(model)
    # On PostgreSQL rows with given ids leave the sequences behind.
    return statements + connection.ops.sequence_reset_sql(no_style(), grown)
