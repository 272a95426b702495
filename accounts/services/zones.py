"""开发区、新区: zones of a region, kept by whoever keeps the region."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from accounts.models import User
from accounts.permissions import check_can_keep_region
from regions import services
from regions.models import Region


@transaction.atomic
def add_zone(
    *, parent_id: str, name: str, by: User | None, at: datetime, valid_from: date | None = None
) -> Region:
    check_can_keep_region(by, parent_id)
    return services.add_zone(parent_id=parent_id, name=name, valid_from=valid_from, by=by, at=at)


@transaction.atomic
def change_zone(*, code: str, name: str, valid_to: date | None, by: User | None, at: datetime) -> Region:
    """Rename a zone, end it on a day, or take its end back (None)."""
    zone = Region.objects.get(pk=code)
    check_can_keep_region(by, zone.parent_id or code)
    return services.change_zone(code=code, name=name, valid_to=valid_to, by=by, at=at)
