"""权重: the service that sets them and the planner's page."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Event
from indicators.models import PlanIndicator
from indicators.services.weights import WeightsMovedError, set_weights
from tests.integration.dashboards.plans_of_size import plan_of_size
from tests.integration.world import AT, World

CODE = "980100"
SignedIn = Callable[[str], Client]


def address(world: World) -> str:
    return reverse("indicators:weights", args=[world.plans[CODE].pk])


def weights(world: World) -> dict[str, Decimal | None]:
    rows = PlanIndicator.objects.filter(plan=world.plans[CODE]).select_related("indicator")
    return {row.indicator.code: row.weight for row in rows}


def typed(world: World, seen: str = "", **texts: str) -> dict[str, str]:
    """What a browser sends: every row of the plan, `texts` by indicator."""
    data = {}
    for row in PlanIndicator.objects.filter(plan=world.plans[CODE]).select_related("indicator"):
        data[f"seen-{row.pk}"] = seen
        data[f"weight-{row.pk}"] = texts.get(row.indicator.code, seen)
    return data


def set_for(world: World, by: User | None = None, **texts: str | None) -> list[int]:
    return set_weights(
        plan_id=world.plans[CODE].pk,
        weights={
            world.row(CODE, code).pk: None if text is None else Decimal(text) for code, text in texts.items()
        },
        by=by,
        at=AT,
    )


def test_weights_are_set_and_taken_back_with_a_trace(world: World, planner: User) -> None:
    jobs = world.row(CODE, "new_jobs")
    assert set_for(world, planner, new_jobs="30", pension="12.5") != []
    assert set_for(world, planner, new_jobs=None, pension="12.500") == [jobs.pk]
    assert weights(world) == {
        "new_jobs": None, "unemployment": None, "pension": Decimal("12.5"), "skill_mix": None,
    }  # fmt: skip
    event = Event.objects.filter(action="weights.set").latest("id")
    assert (event.details["old"], event.details["new"]) == ({str(jobs.pk): "30"}, {str(jobs.pk): ""})


@pytest.mark.parametrize("text", ["-1", "1000", "0.0001", "NaN"])
def test_impossible_weight_is_refused_with_all_the_others(world: World, planner: User, text: str) -> None:
    with pytest.raises(ValidationError):
        set_for(world, planner, new_jobs="30", pension=text)
    assert set(weights(world).values()) == {None}


def test_indicator_of_another_plan_is_refused(world: World, planner: User) -> None:
    other = world.row("980101", "new_jobs")
    with pytest.raises(ValidationError):
        set_weights(plan_id=world.plans[CODE].pk, weights={other.pk: Decimal(1)}, by=planner, at=AT)


def test_only_the_planner_of_the_region_sets_weights(world: World, leader: User) -> None:
    with pytest.raises(PermissionDenied):
        set_for(world, leader, new_jobs="30")
    with pytest.raises(PermissionDenied):
        set_weights(
            plan_id=world.plans["980000"].pk, weights={}, by=User.objects.get(username="planner"), at=AT
        )


@pytest.mark.parametrize("person", ["stranger", "clerk", "leader", "analyst", "reviewer", "administrator"])
def test_nobody_else_finds_the_page(world: World, signed_in: SignedIn, person: str) -> None:
    browser = signed_in(person)
    assert browser.get(address(world)).status_code == 404
    assert browser.post(address(world), typed(world, new_jobs="30")).status_code == 404
    assert set(weights(world).values()) == {None}


def test_planner_sets_weights_on_the_page(world: World, signed_in: SignedIn) -> None:
    browser = signed_in("planner")
    answer = browser.post(
        address(world), typed(world, new_jobs=" ６０ ", pension="37.5", unemployment="0"), follow=True
    )
    assert "已保存 3 项权重的改动。" in answer.content.decode()
    assert '合计 97.5，<b class="warn-ink">不是 100</b>' in answer.content.decode()
    assert weights(world)["new_jobs"] == Decimal(60)


def test_hundred_is_said(world: World, signed_in: SignedIn) -> None:
    set_for(world, new_jobs="60", pension="40")
    assert "合计正好 100" in signed_in("planner").get(address(world)).content.decode()


def test_bad_input_is_told_row_by_row_and_nothing_typed_is_lost(world: World, signed_in: SignedIn) -> None:
    answer = signed_in("planner").post(
        address(world), typed(world, new_jobs="三十", pension="-5", unemployment="20")
    )
    page = answer.content.decode()
    assert "有 2 处需要核对" in page
    assert "“三十”不是数字" in page
    assert "权重不能是负数" in page
    assert all(f'value="{text}"' in page for text in ("三十", "-5", "20"))
    assert set(weights(world).values()) == {None}


def test_weight_changed_by_somebody_else_meanwhile_is_not_overwritten(
    world: World, signed_in: SignedIn
) -> None:
    set_for(world, new_jobs="30")
    page = signed_in("planner").post(address(world), typed(world, new_jobs="50")).content.decode()
    assert "他人已把它改为“30”" in page
    assert weights(world)["new_jobs"] == Decimal(30)


def test_weight_changed_between_reading_and_saving_is_not_overwritten(world: World, planner: User) -> None:
    jobs = world.row(CODE, "new_jobs").pk
    set_for(world, new_jobs="30")
    with pytest.raises(WeightsMovedError):
        set_weights(
            plan_id=world.plans[CODE].pk, weights={jobs: Decimal(50)}, by=planner, at=AT, seen={jobs: ""}
        )
    assert weights(world)["new_jobs"] == Decimal(30)


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1e400", "1_0", "٣", "5" + "x" * 5000])
def test_what_is_no_number_is_called_so(world: World, signed_in: SignedIn, text: str) -> None:
    page = signed_in("planner").post(address(world), typed(world, new_jobs=text)).content.decode()
    assert "不是数字" in page
    assert f'value="{text}"' in page
    assert set(weights(world).values()) == {None}


def test_cells_left_alone_undo_nothing(world: World, signed_in: SignedIn) -> None:
    set_for(world, new_jobs="30")
    signed_in("planner").post(address(world), typed(world, pension="50"))
    assert (weights(world)["new_jobs"], weights(world)["pension"]) == (Decimal(30), Decimal(50))


def test_list_makes_as_many_queries_for_forty_indicators_as_for_two(
    world: World, signed_in: SignedIn, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    few, many = (plan_of_size(CODE, count) for count in (2, 40))
    browser = signed_in("planner")
    browser.get(address(world))  # whoever comes first pays for the session
    counts = [
        count_queries(lambda plan=plan: browser.get(reverse("indicators:weights", args=[plan.pk])))
        for plan in (few, many)
    ]
    assert counts[0] == counts[1]
