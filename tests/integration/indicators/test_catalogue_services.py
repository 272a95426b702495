"""The catalogue's services: what is added, what is refused, what is judged again."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from accounts.services import grant
from audit.models import Event
from indicators.calc import parse_figure
from indicators.models import Indicator, IndicatorAlias, PendingAssessment, PlanIndicator, Verdict
from indicators.services.catalogue import (
    EntryMovedError,
    add_alias,
    add_indicator,
    add_indicators,
    change_indicator,
    remove_alias,
    state_of,
    suggest_code,
)
from indicators.services.figures import Reported, record_published
from indicators.services.loading import load_catalogue
from tests.integration.world import AT, World

ENTRY: dict[str, Any] = {
    "name": "村级服务站覆盖率", "unit": "%", "domain": "公共服务", "definition": "有服务站的村所占的份额。",
    "basis": "level", "sense": "higher",
}  # fmt: skip


def add(by: User | None = None, **values: Any) -> Indicator:
    return add_indicator(by=by, at=AT, **{**ENTRY, **values})


def said(error: pytest.ExceptionInfo[ValidationError]) -> dict[str, list[str]]:
    return error.value.message_dict


def change(world: World, code: str, by: User | None = None, **values: Any) -> Indicator:
    return change_indicator(indicator_id=world.indicators[code].pk, values=values, by=by, at=AT)


def test_entry_is_added_with_its_aliases_and_a_trace(world: World, planner: User) -> None:
    made = add(planner, aliases=["服务站覆盖率", " 服务站  覆盖率 ", "服务站覆盖率"], limit_low=Decimal(0))
    assert made.code == suggest_code("村级服务站覆盖率")
    assert sorted(made.aliases.values_list("name", flat=True)) == ["服务站 覆盖率", "服务站覆盖率"]
    event = Event.objects.get(action="indicator.added")
    assert (event.subject_id, event.by_name) == (str(made.pk), planner.label)
    assert event.details["basis"] == "level"
    assert event.details["limit_low"] == "0"


def test_suggested_code_follows_from_the_name_alone() -> None:
    assert suggest_code(" 村级  服务站 ") == suggest_code("村级 服务站")
    assert suggest_code("村级服务站") != suggest_code("乡级服务站")
    assert len(suggest_code("村级服务站")) == 12


@pytest.mark.parametrize("person", ["clerk", "reviewer", "leader", "analyst", "stranger"])
def test_only_planners_and_administrators_add(world: World, person: str) -> None:
    with pytest.raises(PermissionDenied, match="规划管理员"):
        add(world.people[person])
    with pytest.raises(PermissionDenied, match="规划管理员"):
        add_alias(indicator_id=world.indicators["pension"].pk, name="另名", by=world.people[person], at=AT)


def test_planner_of_a_city_changes_nothing_that_others_are_judged_by(world: World, planner: User) -> None:
    alias = add_alias(indicator_id=world.indicators["pension"].pk, name="养老参保率", by=planner, at=AT)
    with pytest.raises(PermissionDenied, match="最高一级地区"):
        change(world, "pension", planner, sense="lower")
    with pytest.raises(PermissionDenied, match="最高一级地区"):
        remove_alias(alias_id=alias.pk, by=planner, at=AT)


def test_planner_of_the_highest_region_and_administrator_change_entries(
    world: World, leader: User, administrator: User
) -> None:
    grant(user=leader, region=world.regions["980000"], role=Role.PLANNER, by=None, at=AT)
    leader = User.objects.get(pk=leader.pk)
    assert change(world, "pension", leader, decimals=1).decimals == 1
    assert change(world, "pension", administrator, decimals=3).decimals == 3


def test_names_that_are_taken_are_refused_with_whose_they_are(world: World) -> None:
    pension = world.indicators["pension"]
    add_alias(indicator_id=pension.pk, name="养老参保率", by=None, at=AT)
    with pytest.raises(ValidationError) as error:
        add(name="养老参保率")
    assert "“基本养老保险参保率”（代码 pension）的别名" in said(error)["name"][0]
    with pytest.raises(ValidationError) as error:
        add(aliases=["城镇新增就业"])
    assert "代码 new_jobs" in said(error)["aliases"][0]
    assert not Indicator.objects.filter(name=ENTRY["name"]).exists()
    with pytest.raises(ValidationError) as error:
        add_alias(indicator_id=pension.pk, name="养老参保率", by=None, at=AT)
    assert "已是这个指标的别名" in said(error)["name"][0]
    with pytest.raises(ValidationError) as error:
        change(world, "new_jobs", name="养老参保率")
    assert "的别名" in said(error)["name"][0]


def test_limits_and_thresholds_out_of_order_are_refused_by_field(world: World) -> None:
    for values, field in (
        ({"limit_low": Decimal(5), "limit_high": Decimal(5)}, "limit_high"),
        ({"jump_notice": Decimal(0)}, "jump_notice"),
        ({"jump_notice": Decimal(60)}, "jump_warning"),
    ):
        with pytest.raises(ValidationError) as error:
            add(**values)
        assert list(said(error)) == [field]


def test_change_leaves_old_and_new_and_only_touches_what_differs(world: World) -> None:
    change(world, "pension", sense="higher", domain=" 社会  保障 ", limit_high=Decimal("100.000"))
    event = Event.objects.get(action="indicator.changed")
    assert event.details == {"old": {"domain": "其他"}, "new": {"domain": "社会 保障"}, "judged_again": 0}
    change(world, "pension", domain="社会 保障")
    assert Event.objects.filter(action="indicator.changed").count() == 1


def test_change_of_the_sense_has_plans_judged_again(
    world: World, django_capture_on_commit_callbacks: Any
) -> None:
    own = world.row("980100", "pension")
    PlanIndicator.objects.filter(pk=own.pk).update(own_sense="higher")
    verdicts = Verdict.objects.filter(year=2023, standing="accepted")
    before = verdicts.get(plan_indicator=world.row("980000", "pension"))
    with django_capture_on_commit_callbacks(execute=True):
        change(world, "pension", sense="lower")
        waiting = set(PendingAssessment.objects.values_list("plan_indicator_id", flat=True))
        assert waiting == {world.row(code, "pension").pk for code in ("980000", "980101")}
    assert not PendingAssessment.objects.exists()
    after = verdicts.get(plan_indicator=world.row("980000", "pension"))
    assert before.status != after.status
    assert Event.objects.get(action="indicator.changed").details["judged_again"] == 2


@pytest.mark.parametrize(
    ("code", "values", "field", "words"),
    [
        ("pension", {"unit": "人"}, "unit", "3 个已发布的规划采用这个指标，已有"),
        ("pension", {"basis": "annual"}, "basis", "按“期末水平”填报"),
        ("new_jobs", {"basis": "level"}, "basis", "不能互换"),
        ("pension", {"sense": "composition"}, "sense", "结构比例与单个数值"),
        ("skill_mix", {"sense": "higher"}, "sense", "结构比例与单个数值"),
        ("pension", {"limit_high": Decimal("91.2")}, "limit_high", "3 条数据|4 条数据"),
    ],
)
def test_change_that_would_alter_the_meaning_of_figures_is_refused(
    world: World, code: str, values: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(ValidationError) as error:
        change(world, code, **values)
    assert list(said(error)) == [field]
    assert any(each in said(error)[field][0] for each in words.split("|"))
    assert not Event.objects.filter(action="indicator.changed").exists()


def test_flow_may_be_taken_year_by_year_unless_totals_were_reported(world: World) -> None:
    change(world, "new_jobs", basis="annual")
    change(world, "new_jobs", basis="cumulative")
    jobs = world.indicators["new_jobs"]
    total = Reported("980101", jobs.pk, 2022, parse_figure("12"), since_year=2021, reason="累计数")
    record_published(figures=[total], at=AT)
    with pytest.raises(ValidationError) as error:
        change(world, "new_jobs", basis="annual")
    assert "累计数" in said(error)["basis"][0]


def test_unused_entry_may_become_anything(world: World) -> None:
    made = add()
    changed = change_indicator(
        indicator_id=made.pk, values={"unit": "个", "basis": "annual", "sense": "composition"}, by=None, at=AT
    )
    assert (changed.unit, changed.basis, changed.sense) == ("个", "annual", "composition")


def test_entry_is_no_part_of_itself(world: World) -> None:
    whole = add()
    part = add(name="其中：山区", parent=whole)
    with pytest.raises(ValidationError) as error:
        change_indicator(indicator_id=whole.pk, values={"parent": part}, by=None, at=AT)
    assert list(said(error)) == ["parent"]


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(world: World) -> None:
    pension = world.indicators["pension"]
    seen = state_of(pension)
    change(world, "pension", decimals=1)
    with pytest.raises(EntryMovedError, match="他人改动"):
        change_indicator(indicator_id=pension.pk, values={"decimals": 3}, by=None, at=AT, seen=seen)


def test_removed_alias_leads_nowhere(world: World) -> None:
    alias = add_alias(indicator_id=world.indicators["pension"].pk, name="养老参保率", by=None, at=AT)
    remove_alias(alias_id=alias.pk, by=None, at=AT)
    assert not IndicatorAlias.objects.filter(name="养老参保率").exists()
    assert Event.objects.get(action="indicator.alias_removed").details == {"alias": "养老参保率"}


def test_loading_the_fixture_again_keeps_what_was_changed_by_hand(db: None, settings: Any) -> None:
    path = Path(settings.BASE_DIR) / "fixtures" / "catalogue.json"
    load_catalogue(path)
    first, second = Indicator.objects.exclude(aliases=None).order_by("code")[:2]
    moved = second.aliases.first()
    assert moved is not None
    remove_alias(alias_id=moved.pk, by=None, at=AT)
    change_indicator(indicator_id=first.pk, values={"decimals": 5}, by=None, at=AT)
    add_alias(indicator_id=first.pk, name=moved.name, by=None, at=AT)
    load_catalogue(path)
    assert Indicator.objects.get(pk=first.pk).decimals == 5
    assert IndicatorAlias.objects.get(name=moved.name).indicator == first


def test_several_entries_ask_as_much_as_one(
    world: World, planner: User, django_assert_max_num_queries: Any
) -> None:
    def entries(*names: str) -> list[dict[str, str]]:
        return [ENTRY | {"name": each} for each in names]

    with CaptureQueriesContext(connection) as one:
        add_indicators(entries=entries("零工市场数"), by=planner, at=AT)
    with django_assert_max_num_queries(len(one)):
        made = add_indicators(entries=entries("零工驿站数", " 家政  企业数"), by=planner, at=AT)
    assert made[" 家政  企业数"].name == "家政 企业数"
    assert Event.objects.filter(action="indicator.added", subject_id=str(made["零工驿站数"].pk)).exists()
    with pytest.raises(ValidationError, match="就是另一个指标的名称"):
        add_indicators(entries=entries("新的", "零工市场数"), by=planner, at=AT)
    with pytest.raises(ValidationError, match="重复"):
        add_indicators(entries=entries("甲 乙", "甲  乙"), by=planner, at=AT)
    assert not Indicator.objects.filter(name__in=["新的", "甲 乙"]).exists()
