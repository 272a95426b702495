"""Rows that are made quickly are the rows that the framework makes."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps

from common.rows import QuickRow
from tests.integration.world import World

QUICK = [model for model in apps.get_models() if issubclass(model, QuickRow)]


def test_there_are_some() -> None:
    assert {"Verdict", "Actual", "ActualVersion", "Region"} <= {model.__name__ for model in QUICK}


@pytest.mark.parametrize("model", QUICK, ids=lambda model: model.__name__)
def test_a_row_is_what_the_framework_makes_of_it(model: Any, world: World) -> None:
    columns = [field.attname for field in model._meta.concrete_fields]
    values = model._base_manager.values_list(*columns).first()
    if values is None:  # annual targets: a row of the same shape will do
        values = tuple(range(len(columns)))
    quick, usual = (
        model.from_db("default", columns, values),
        super(QuickRow, model).from_db("default", columns, values),
    )
    assert {**vars(quick), "_state": None} == {**vars(usual), "_state": None}
    assert (quick._state.adding, quick._state.db) == (usual._state.adding, usual._state.db)
    assert quick == usual


def test_columns_not_asked_for_are_loaded_when_used(world: World, django_assert_num_queries: Any) -> None:
    model: Any = QUICK[0]
    row = model._base_manager.only("pk").first()
    whole = model._base_manager.get(pk=row.pk)
    deferred = row.get_deferred_fields()
    assert deferred
    with django_assert_num_queries(len(deferred)):
        assert {name: getattr(row, name) for name in deferred} == {
            name: getattr(whole, name) for name in deferred
        }
