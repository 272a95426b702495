"""Several accounts with one password, and the departments that clerks belong to."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.models import Department, User
from accounts.services import AccountError, add_department, create_users
from audit.models import Event

PASSWORD = "long-enough-27"


def test_create_users_gives_each_the_password_and_an_event(db: None) -> None:
    users = create_users(
        people=[("one.x", "甲一"), ("two.x", "乙二")], password=PASSWORD, by=None, at=timezone.now()
    )
    assert all(User.objects.get(pk=user.pk).check_password(PASSWORD) for user in users)
    assert Event.objects.filter(action="account.created").count() == 2


def test_create_users_is_all_or_nothing(db: None) -> None:
    with pytest.raises(AccountError, match="应为"):
        create_users(
            people=[("one.x", "甲一"), ("二", "乙二")], password=PASSWORD, by=None, at=timezone.now()
        )
    assert not User.objects.filter(username="one.x").exists()


def test_add_department_keeps_its_name_once_in_a_region(world: Any) -> None:
    add_department(region_id="980101", name=" 就业科 ", by=None, at=timezone.now())
    assert Department.objects.filter(region="980101", name="就业科").count() == 1
    with pytest.raises(ValidationError):
        add_department(region_id="980101", name="就业科", by=None, at=timezone.now())


def test_add_department_is_for_system_administrators(world: Any, clerk: User) -> None:
    with pytest.raises(PermissionDenied):
        add_department(region_id="980101", name="培训科", by=clerk, at=timezone.now())
