"""部门: services and pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import Department, User
from accounts.roles import Role
from accounts.services import AccountError, add_department, grant, remove_department, rename_department
from audit.models import Event
from indicators.models import PlanIndicator
from tests.integration.world import AT, World

SignedIn = Callable[[str], Client]
LIST = reverse("accounts:departments")


def new(region: str = "980100", name: str = "规划处", by: User | None = None) -> Department:
    return add_department(region_id=region, name=name, by=by, at=AT)


def test_planner_keeps_the_departments_of_the_own_region_only(world: World, planner: User) -> None:
    made = new(by=planner)
    rename_department(department_id=made.pk, name=" 综合处 ", by=planner, at=AT)
    assert Department.objects.get(pk=made.pk).name == "综合处"
    assert Event.objects.get(action="department.renamed").details == {"old": "规划处", "new": "综合处"}
    for region in ("980000", "980101", "980200"):
        with pytest.raises(PermissionDenied):
            new(region, by=planner)
    remove_department(department_id=made.pk, by=planner, at=AT)
    assert Event.objects.get(action="department.removed").subject_label == "综合处"


def test_administrator_keeps_the_departments_below(world: World, administrator: User) -> None:
    assert new("980201", by=administrator).name == "规划处"


@pytest.mark.parametrize("person", ["clerk", "reviewer", "leader", "analyst", "stranger"])
def test_nobody_else_keeps_departments(world: World, signed_in: SignedIn, person: str) -> None:
    with pytest.raises(PermissionDenied):
        new("980101", by=world.people[person])
    browser = signed_in(person)
    pk = world.department.pk
    assert browser.get(LIST).status_code == 404
    assert browser.get(reverse("accounts:department", args=[pk])).status_code == 404
    assert browser.post(reverse("accounts:department_remove", args=[pk])).status_code == 404
    assert Department.objects.filter(pk=pk).exists()


def test_name_is_taken_once_in_a_region(world: World) -> None:
    made = new()
    new("980200")
    with pytest.raises(ValidationError, match="本地区已有名为“规划处”的部门"):
        new()
    other = new(name="综合处")
    with pytest.raises(ValidationError, match="本地区已有"):
        rename_department(department_id=other.pk, name="规划处", by=None, at=AT)
    assert rename_department(department_id=made.pk, name="规划处", by=None, at=AT) == made


def test_department_in_use_is_not_removed_and_says_by_what(world: World, clerk: User) -> None:
    department = world.department
    grant(user=clerk, region=department.region, role=Role.CLERK, department=department, by=None, at=AT)
    PlanIndicator.objects.filter(plan__region="980101").update(department=department)
    with pytest.raises(AccountError) as error:
        remove_department(department_id=department.pk, by=None, at=AT)
    assert "授权 1 项" in str(error.value)
    assert "规划指标 4 项" in str(error.value)
    assert "请用“改名”" in str(error.value)
    assert Department.objects.filter(pk=department.pk).exists()


def test_pages_add_rename_and_remove(world: World, signed_in: SignedIn) -> None:
    browser = signed_in("planner")
    assert "还没有部门" in browser.get(LIST).content.decode()
    browser.post(f"{LIST}?region=980100", {"name": "规划处"})
    made = Department.objects.get(region="980100")
    assert "本地区已有" in browser.post(LIST, {"name": "规划处"}).content.decode()
    page = reverse("accounts:department", args=[made.pk])
    assert "请填写部门名称" in browser.post(page, {"name": " "}).content.decode()
    assert "综合处" in browser.post(page, {"name": "综合处"}, follow=True).content.decode()
    browser.post(reverse("accounts:department_remove", args=[made.pk]))
    assert not Department.objects.filter(region="980100").exists()


def test_page_tells_what_keeps_a_department(world: World, signed_in: SignedIn) -> None:
    made = new()
    PlanIndicator.objects.filter(plan__region="980100").update(department=made)
    browser = signed_in("planner")
    assert "规划指标 4 项" in browser.get(LIST).content.decode()
    remove = reverse("accounts:department_remove", args=[made.pk])
    assert "还有规划指标 4 项指向它" in browser.post(remove, follow=True).content.decode()


def test_regions_one_does_not_keep_are_not_there(world: World, signed_in: SignedIn) -> None:
    browser = signed_in("planner")
    assert browser.get(f"{LIST}?region=980200").status_code == 404
    assert browser.get(f"{LIST}?region=x%00").status_code == 404
    assert browser.get(reverse("accounts:department", args=[world.department.pk])).status_code == 404


def test_administrator_finds_regions_by_name(world: World, signed_in: SignedIn) -> None:
    browser = signed_in("administrator")
    assert browser.get(f"{LIST}?q=东县").context["page"].region == "东县"
    page = browser.get(f"{LIST}?q=没有").context["page"]
    assert (page.region, page.choices) == ("示范省", ())


def test_list_makes_as_many_queries_for_two_as_for_forty(
    world: World, signed_in: SignedIn, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    browser = signed_in("planner")
    for place in range(2):
        new(name=f"处{place}")
    browser.get(LIST)  # the first request after signing in also stores the session
    few = count_queries(lambda: browser.get(LIST))
    for place in range(2, 40):
        new(name=f"处{place}")
    assert count_queries(lambda: browser.get(LIST)) == few
