"""Departments that answer for indicators."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError

from accounts.models import Department, User
from accounts.permissions import check_can_keep_region
from accounts.services.people import AccountError
from audit.services import record


@transaction.atomic
def add_department(*, region_id: str, name: str, by: User | None, at: datetime) -> Department:
    """A 处室 or 科室 of a region."""
    check_can_keep_region(by, region_id)
    department = Department(region_id=region_id, name=name.strip())
    _check(department)
    department.save(force_insert=True)
    record("department.added", subject=department, by=by, at=at)
    return department


@transaction.atomic
def rename_department(*, department_id: int, name: str, by: User | None, at: datetime) -> Department:
    """The department keeps what it answers for."""
    department = Department.objects.select_for_update(of=("self",)).get(pk=department_id)
    check_can_keep_region(by, department.region_id)
    old, department.name = department.name, name.strip()
    if department.name == old:
        return department
    _check(department)
    department.save(update_fields=["name"])
    record("department.renamed", subject=department, by=by, at=at, old=old, new=department.name)
    return department


@transaction.atomic
def remove_department(*, department_id: int, by: User | None, at: datetime) -> Department:
    """Only one that nothing points at; AccountError says what does."""
    department = Department.objects.select_for_update(of=("self",)).get(pk=department_id)
    check_can_keep_region(by, department.region_id)
    try:
        Department.objects.filter(pk=department_id).delete()
    except ProtectedError as error:
        raise AccountError(_held_by(department, error)) from None
    record("department.removed", subject=department, by=by, at=at)
    return department


def _check(department: Department) -> None:
    taken = Department.objects.filter(region=department.region_id, name=department.name)
    if taken.exclude(pk=department.pk).exists():
        raise ValidationError({"name": f"本地区已有名为“{department.name}”的部门。"})
    department.full_clean()


def _held_by(department: Department, error: ProtectedError) -> str:
    counts: dict[str, int] = {}
    for each in error.protected_objects:
        label = str(each._meta.verbose_name)
        counts[label] = counts.get(label, 0) + 1
    held = "、".join(f"{label} {count} 项" for label, count in counts.items())
    instead = "机构改名的请用“改名”；确要删除，请先把这些改由其他部门负责。"
    return f"“{department}”不能删除：还有{held}指向它。{instead}"
