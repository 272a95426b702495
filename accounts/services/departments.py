"""Departments that answer for indicators."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.models import Department, User
from accounts.permissions import check_can_keep_accounts
from audit.services import record


@transaction.atomic
def add_department(*, region_id: str, name: str, by: User | None, at: datetime) -> Department:
    """A 处室 or 科室 of a region."""
    check_can_keep_accounts(by)
    department = Department(region_id=region_id, name=name.strip())
    department.full_clean()
    department.save(force_insert=True)
    record("department.added", subject=department, by=by, at=at)
    return department
