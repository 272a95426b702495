"""The trail and the versions of figures are written once: the database itself refuses changes."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from audit.models import Event
from indicators.models import Acceptance, ActualVersion, Target
from tests.integration.world import World


@pytest.mark.parametrize("model", [Event, ActualVersion, Acceptance, Target])
@pytest.mark.parametrize("statement", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_the_database_refuses_changes(world: World, model: type[Event], statement: str) -> None:
    before = model.objects.count()
    assert before
    with (
        pytest.raises(IntegrityError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table=model._meta.db_table))
    assert model.objects.count() == before


def test_the_orm_is_refused_alike(world: World) -> None:
    event = Event.objects.order_by("id")[0]
    event.by_name = "别人"
    with pytest.raises(IntegrityError), transaction.atomic():
        event.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        event.delete()
    event.refresh_from_db()
    assert event.by_name == "系统"
