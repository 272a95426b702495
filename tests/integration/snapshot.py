"""The world built once a process and copied into each test's transaction: some 500 queries less a test."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy, deepcopy

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model

from tests.integration.world import World, build_world

APPS = ("audit", "regions", "accounts", "plans", "indicators")
BATCH = 25  # SQLite takes 999 parameters a statement

Restore = Callable[[], World]
_kept: list[Restore] = []


def restored_world() -> World:
    """The same rows with the same ids as in the first test that asked; objects of one's own."""
    if _kept:
        return _kept[0]()
    world = build_world()
    models = [model for app in APPS for model in apps.get_app_config(app).get_models()]
    rows = {model: list(model._base_manager.all()) for model in models}
    pristine = deepcopy(world)

    @transaction.atomic  # keys are checked at its end, so that the order of the tables does not matter
    def restore() -> World:
        for model, kept in rows.items():
            model._base_manager.bulk_create([copy(row) for row in kept], batch_size=BATCH)
        _go_on_counting([model for model, kept in rows.items() if kept])
        return deepcopy(pristine)

    _kept.append(restore)
    return world


def _go_on_counting(models: list[type[Model]]) -> None:
    """On PostgreSQL rows with given ids leave the sequences behind."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
