"""目标调整 from the page: typed, shown with its effect, confirmed; the old target stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.models import Event
from indicators.calc import parse_figure
from indicators.models import Baseline, Target, Verdict
from indicators.services.annual import set_annual_targets
from indicators.services.revision import TargetMovedError, revise_target
from plans.models import Plan
from plans.services import PlanError
from tests.integration.world import AT, World

CODE = "980100"
GOOD = {
    "figure": "92",
    "in_force_date": "2023-06-30",
    "reason": "中期评估后调整",
    "approved_by": "甲市人民政府",
    "document_number": "甲政发〔2023〕7号",
    "seen_version": "1",
}
PREVIEW, CONFIRM = {"action": "preview"}, {"action": "confirm", "shown_for": "92|2023-06-30"}
SignedIn = Callable[[str], Client]


def address(world: World, indicator: str = "pension") -> str:
    return reverse("indicators:revise_target", args=[world.row(CODE, indicator).pk])


def status(world: World, year: int) -> str:
    row = world.row(CODE, "pension")
    return str(Verdict.objects.get(plan_indicator=row, year=year, standing="accepted").status)


@pytest.mark.parametrize("person", ["stranger", "clerk", "leader", "analyst", "reviewer", "administrator"])
def test_nobody_else_finds_the_page(world: World, signed_in: SignedIn, person: str) -> None:
    browser = signed_in(person)
    assert browser.get(address(world)).status_code == 404
    assert browser.post(address(world), {**GOOD, **CONFIRM}).status_code == 404
    assert not Target.objects.filter(version=2).exists()


def test_no_such_indicator(world: World, signed_in: SignedIn) -> None:
    missing = reverse("indicators:revise_target", args=[10**17])
    assert signed_in("planner").get(missing).status_code == 404


def test_effect_is_shown_and_nothing_saved(world: World, signed_in: SignedIn) -> None:
    said = signed_in("planner").post(address(world), {**GOOD, **PREVIEW}).content.decode()
    for text in ("目标由", "还没有保存", "确认调整", "2023", "2024", "滞后", "快于时序进度"):
        assert text in said
    assert '<th scope="row">2022 年</th>' not in said
    for text in GOOD.values():
        assert text in said
    assert not Target.objects.filter(version=2).exists()


def test_confirmed_target_is_kept_beside_the_old_and_judged_by(
    world: World, signed_in: SignedIn, planner: User, django_capture_on_commit_callbacks: Any
) -> None:
    before = [status(world, year) for year in (2022, 2023)]
    browser, row = signed_in("planner"), world.row(CODE, "pension")
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(address(world), {**GOOD, **CONFIRM})
    assert answer["Location"] == reverse("dashboards:indicator", args=[row.plan_id, row.pk])
    assert "目标已由“95”调整为“92”" in browser.get(answer["Location"]).content.decode()
    old, new = row.targets.order_by("version")
    assert (old.text, new.text, new.in_force_date) == ("95", "92", date(2023, 6, 30))
    assert (new.approved_by, new.entered_by, new.document_number) == (
        GOOD["approved_by"], planner, GOOD["document_number"],
    )  # fmt: skip
    after = [status(world, year) for year in (2022, 2023)]
    assert (before, after) == (["behind", "behind"], ["behind", "ahead"])
    used = dict(row.verdicts.filter(standing="accepted").values_list("year", "target_version"))
    assert (used[2022], used[2023]) == (1, 2)
    event = Event.objects.get(action="target.revised")
    assert (event.details["old"], event.details["new"], event.region_code) == ("95", "92", CODE)
    assert event.details["approved_by"] == GOOD["approved_by"]
    said = browser.get(address(world)).content.decode()
    assert said.index("中期评估后调整") < said.index("随规划生效")


@pytest.mark.parametrize("shown", ["", "94|2023-06-30", "92|2022-06-30"])
def test_what_was_not_shown_cannot_be_confirmed(world: World, signed_in: SignedIn, shown: str) -> None:
    data = {**GOOD, **CONFIRM, "shown_for": shown}
    said = signed_in("planner").post(address(world), data).content.decode()
    assert "还没有保存" in said
    assert not Target.objects.filter(version=2).exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"figure": ""}, "请填写新的目标值"),
        ({"figure": "尽量提高"}, "不是数字"),
        ({"figure": "完成上级下达任务"}, "不是数字"),
        ({"figure": "93万人"}, "单位已由指标规定"),
        ({"figure": "—"}, "须是数值"),
        ({"figure": "1∶4∶5"}, "目标须是一个数"),
        ({"figure": "〔93〕"}, "不按累计评价"),
        ({"figure": "≤93"}, "与指标方向（越高越好）相反"),
        ({"figure": "95.0"}, "与现行目标“95”相同"),
        ({"figure": "９５"}, "与现行目标“95”相同"),
        ({"figure": "9" * 61}, "60"),
        ({"reason": " "}, "请写明调整的原因"),
        ({"reason": "长" * 301}, "300"),
        ({"approved_by": ""}, "请填写批准机关"),
        ({"approved_by": "长" * 81}, "80"),
        ({"document_number": ""}, "请填写批准文件的文号"),
        ({"document_number": "a\x00b"}, "空字符"),
        ({"in_force_date": ""}, "请填写生效日期"),
        ({"in_force_date": "去年"}, "请填写日期"),
        ({"in_force_date": "2020-12-31"}, "生效日期须在规划期内"),
        ({"in_force_date": "2026-01-01"}, "生效日期须在规划期内"),
    ],
)
def test_what_is_wrong_is_told_and_the_rest_kept(
    world: World, signed_in: SignedIn, change: dict[str, str], said: str
) -> None:
    for action in (PREVIEW, CONFIRM):
        answer = signed_in("planner").post(address(world), {**GOOD, **action, **change})
        text = answer.content.decode()
        assert answer.status_code == 200
        assert said in text
        kept = [value for name, value in GOOD.items() if name not in change]
        assert all(value in text for value in kept)
    assert not Target.objects.filter(version=2).exists()


def test_growth_needs_a_baseline_to_grow_from(world: World, signed_in: SignedIn) -> None:
    browser, data = signed_in("planner"), {**GOOD, **PREVIEW, "figure": "增长5%"}
    assert "确认调整" in browser.post(address(world), data).content.decode()
    refused = browser.post(address(world, "new_jobs"), data).content.decode()
    assert "没有可以据此推算的基数" in refused
    Baseline.objects.filter(plan_indicator=world.row(CODE, "pension")).delete()
    assert "没有可以据此推算的基数" in browser.post(address(world), data).content.decode()


def test_date_not_before_the_last_revision(world: World, signed_in: SignedIn) -> None:
    _revised(world, "94")
    data = {**GOOD, **PREVIEW, "seen_version": "2", "in_force_date": "2022-12-31"}
    assert (
        "不能早于上一次调整的生效日期 2023-01-15"
        in signed_in("planner").post(address(world), data).content.decode()
    )
    same_day = {**data, "in_force_date": "2023-01-15"}
    assert "确认调整" in signed_in("planner").post(address(world), same_day).content.decode()


def _revised(world: World, text: str, **more: Any) -> Target:
    return revise_target(
        plan_indicator_id=world.row(CODE, "pension").pk, figure=parse_figure(text),
        in_force_date=date(2023, 1, 15), reason="上级调整", document_number="甲政发〔2023〕1号",
        approved_by="甲市人民政府", **{"by": None, "at": AT, **more},
    )  # fmt: skip


def test_two_planners_at_once(world: World, signed_in: SignedIn, planner: User) -> None:
    _revised(world, "94")
    said = signed_in("planner").post(address(world), {**GOOD, **CONFIRM}).content.decode()
    assert "目标已被调整为“94”（第 2 版）" in said
    assert 'name="seen_version" value="2"' in said
    assert all(value in said for name, value in GOOD.items() if name != "seen_version")
    assert "确认调整" not in said
    unsaid = {name: value for name, value in GOOD.items() if name != "seen_version"}
    assert "（第 2 版）" in signed_in("planner").post(address(world), {**unsaid, **CONFIRM}).content.decode()
    with pytest.raises(TargetMovedError, match="第 2 版"):
        _revised(world, "93", by=planner, seen_version=1)
    assert Target.objects.filter(plan_indicator=world.row(CODE, "pension")).count() == 2


@pytest.mark.parametrize(
    ("state", "said"), [(Plan.State.DRAFT, "还是草稿"), (Plan.State.CLOSED, "目标不能再调整")]
)
def test_only_a_published_plan_is_revised(
    world: World, signed_in: SignedIn, planner: User, state: str, said: str
) -> None:
    Plan.objects.filter(pk=world.plans[CODE].pk).update(state=state)
    for answer in (
        signed_in("planner").get(address(world)),
        signed_in("planner").post(address(world), {**GOOD, **CONFIRM}),
    ):
        assert said in answer.content.decode()
        assert 'name="figure"' not in answer.content.decode()
    with pytest.raises(PlanError, match=said):
        _revised(world, "93", by=planner)


@pytest.mark.parametrize("lacking", ["reason", "document_number", "approved_by"])
def test_service_itself_wants_reason_paper_and_approval(world: World, lacking: str) -> None:
    said: dict[str, Any] = {"reason": "因", "document_number": "号", "approved_by": "府", lacking: "  "}
    with pytest.raises(ValidationError, match="请填写"):
        revise_target(
            plan_indicator_id=world.row(CODE, "pension").pk, figure=parse_figure("93"),
            in_force_date=date(2023, 1, 15), by=None, at=AT, **said,
        )  # fmt: skip
    assert not Target.objects.filter(version=2).exists()


def test_service_knows_who_may(world: World, leader: User) -> None:
    with pytest.raises(PermissionDenied):
        _revised(world, "93", by=leader)


def test_annual_targets_are_pointed_to(world: World, signed_in: SignedIn) -> None:
    annual = reverse("indicators:annual_targets", args=[world.plans[CODE].pk])
    assert annual not in signed_in("planner").get(address(world)).content.decode()
    row = world.row(CODE, "pension")
    set_annual_targets(plan_indicator_id=row.pk, figures={2022: parse_figure("92")}, by=None, at=AT)
    assert annual in signed_in("planner").get(address(world)).content.decode()
