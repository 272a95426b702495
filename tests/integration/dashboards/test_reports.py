"""Reports: who may ask for one, what is refused and in which words, and the pages that show them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from accounts.services import create_user, grant
from audit.models import Event
from dashboards.models import Report
from dashboards.services import ReportRefusedError, request_report
from plans.models import Plan
from tests.integration.world import AT, PASSWORD, World

SignedIn = Callable[[str], Client]
LATER = AT + timedelta(days=1)
NOBODY = ("clerk", "administrator", "stranger")


def asked(by: User, plan: Plan, **changes: Any) -> Report:
    wanted: dict[str, Any] = {"kind": "annual", "year": 2023, "with_subtree": False, **changes}
    return request_report(plan_id=plan.pk, by=by, at=LATER, **wanted)


@pytest.fixture
def city(world: World) -> Plan:
    return world.plans["980100"]


@pytest.mark.parametrize("person", ["reviewer", "leader", "analyst", "planner"])
def test_those_who_read_the_region_and_all_below_may_ask(world: World, city: Plan, person: str) -> None:
    report = asked(world.people[person], city)
    assert report.state == "waiting"
    event = Event.objects.get(action="report.requested")
    assert (event.subject_id, event.region_code) == (str(report.pk), "980100")


@pytest.mark.parametrize("person", NOBODY)
def test_others_may_not_ask(world: World, person: str) -> None:
    with pytest.raises(PermissionDenied, match="只有管辖这一地区"):
        asked(world.people[person], world.plans["980101"])


def test_grants_must_reach_the_region_itself(world: World, analyst: User) -> None:
    """The province is readable to the city's analyst as published, but not theirs to report on."""
    with pytest.raises(PermissionDenied):
        asked(analyst, world.plans["980000"])


def test_what_cannot_be_made_is_refused_with_what_can(leader: User, city: Plan) -> None:
    with pytest.raises(ReportRefusedError, match=r"2024 年已接收的评价数据.*可选：2021、2022、2023 年"):
        asked(leader, city, year=2024)
    with pytest.raises(ReportRefusedError, match=r"不能生成总结评估报告.*最后一年"):
        asked(leader, city, kind="final")
    with pytest.raises(ReportRefusedError, match="没有这种报告"):
        asked(leader, city, kind="poem")
    with pytest.raises(ReportRefusedError, match="没有这个规划"):
        request_report(plan_id=0, kind="annual", year=2023, with_subtree=False, by=leader, at=LATER)
    Plan.objects.filter(pk=city.pk).update(state="draft")
    with pytest.raises(ReportRefusedError, match="还是草稿"):
        asked(leader, city)
    assert not Report.objects.exists()


def test_the_same_again_while_it_is_under_way_is_the_same_report(
    leader: User, analyst: User, city: Plan
) -> None:
    first = asked(leader, city)
    assert asked(leader, city) == first
    assert asked(leader, city, kind="notice") != first
    assert asked(leader, city, with_subtree=True) != first
    assert asked(analyst, city) != first
    Report.objects.filter(pk=first.pk).update(state="failed")
    assert asked(leader, city) != first


def test_nobody_has_more_than_five_under_way(leader: User, world: World) -> None:
    for year in (2021, 2022, 2023):
        asked(leader, world.plans["980100"], year=year)
    for year in (2021, 2022):
        asked(leader, world.plans["980101"], year=year)
    with pytest.raises(ReportRefusedError, match="已有 5 份报告正在生成"):
        asked(leader, world.plans["980101"])


def test_form_offers_what_is_possible_and_keeps_what_the_address_says(
    signed_in: SignedIn, city: Plan
) -> None:
    page = signed_in("leader").get(f"/reports/?plan={city.pk}&year=2023").context["page"]
    assert (page.plan_id, page.years, page.year) == (city.pk, (2023, 2022, 2021), 2023)
    assert [each.kind for each in page.kinds] == ["annual", "midterm", "notice"]
    assert [group.region for group in page.groups] == ["示范省", "甲市", "东县"]
    page = signed_in("analyst").get("/reports/").context["page"]
    assert [group.region for group in page.groups] == ["甲市", "东县"]


def test_address_out_of_reach_is_told(signed_in: SignedIn, world: World) -> None:
    browser = signed_in("analyst")
    assert (
        "不能生成报告。请另选" in browser.get(f"/reports/?plan={world.plans['980000'].pk}").content.decode()
    )
    assert (
        "已改为 2023 年"
        in browser.get(f"/reports/?plan={world.plans['980100'].pk}&year=2025").content.decode()
    )


def test_post_asks_and_leads_to_the_report(signed_in: SignedIn, city: Plan) -> None:
    answer = signed_in("leader").post("/reports/", {"plan": city.pk, "year": 2023, "kind": "notice"})
    report = Report.objects.get()
    assert (report.kind, report.with_subtree) == ("notice", False)
    assert answer["Location"] == f"/reports/{report.pk}/"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": ""}, "请选择报告种类"),
        ({"kind": "poem"}, "没有这种报告"),
        ({"year": "x"}, "没有收到规划或年度"),
        ({"year": 2024}, "不能生成报告"),
        ({"kind": "final"}, "总结评估"),
    ],
)
def test_refused_form_says_why_and_keeps_what_was_chosen(
    signed_in: SignedIn, city: Plan, changes: dict[str, Any], sentence: str
) -> None:
    sent = {"plan": city.pk, "year": 2023, "kind": "annual", "with_subtree": "on", **changes}
    answer = signed_in("leader").post("/reports/", sent)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert answer.context["page"].plan_id == city.pk
    assert answer.context["page"].with_subtree


@pytest.mark.parametrize("person", NOBODY)
def test_others_find_no_page_at_all(signed_in: SignedIn, leader: User, world: World, person: str) -> None:
    report = asked(leader, world.plans["980101"])
    browser = signed_in(person)
    for path in ("", f"{report.pk}/", f"{report.pk}/word/", f"{report.pk}/excel/", f"{report.pk}/data/"):
        assert browser.get(f"/reports/{path}").status_code == 404
    for path in ("", f"{report.pk}/again/"):
        assert browser.post(f"/reports/{path}", {}).status_code == 404
    assert browser.get("/reports/templates/").status_code == 404
    assert browser.get("/reports/templates/default/annual/").status_code == 404


def test_leader_of_another_region_finds_neither_report_nor_file(
    world: World, leader: User, city: Plan
) -> None:
    report = asked(leader, city)
    other = create_user(username="other", name="乙导", password=PASSWORD, by=None, at=AT)
    grant(user=other, region=world.regions["980200"], role=Role.LEADER, by=None, at=AT)
    browser = Client()
    browser.force_login(other)
    assert "还没有报告" in browser.get("/reports/").content.decode()
    for path in ("", "word/", "excel/", "data/"):
        assert browser.get(f"/reports/{report.pk}/{path}").status_code == 404
    assert browser.post(f"/reports/{report.pk}/again/").status_code == 404


def test_progress_is_polled_only_while_under_way(signed_in: SignedIn, leader: User, city: Plan) -> None:
    report = asked(leader, city)
    browser, htmx = signed_in("leader"), {"HX-Request": "true"}
    Report.objects.filter(pk=report.pk).update(state="running", done=2, total=5, step="编写 Word 报告")
    whole = browser.get(f"/reports/{report.pk}/").content.decode()
    assert 'hx-trigger="every 1s"' in whole
    part = browser.get(f"/reports/{report.pk}/", headers=htmx)
    assert part.content.decode() in whole
    assert "第 3 步，共 5 步：编写 Word 报告" in part.content.decode()
    Report.objects.filter(pk=report.pk).update(state="failed", error="没有数据。")
    part = browser.get(f"/reports/{report.pk}/", headers=htmx)
    assert part["HX-Refresh"] == "true"
    assert "hx-trigger" not in part.content.decode()


def test_failed_report_says_why_and_can_be_asked_for_again(
    signed_in: SignedIn, leader: User, city: Plan
) -> None:
    report = asked(leader, city)
    Report.objects.filter(pk=report.pk).update(state="failed", error="模板“甲.docx”的内容不在存储中。")
    browser = signed_in("leader")
    assert "模板“甲.docx”的内容不在存储中。" in browser.get(f"/reports/{report.pk}/").content.decode()
    assert browser.get(f"/reports/{report.pk}/word/").status_code == 404
    answer = browser.post(f"/reports/{report.pk}/again/")
    again = Report.objects.latest("pk")
    assert again != report
    assert answer["Location"] == f"/reports/{again.pk}/"


def test_list_makes_as_many_queries_for_two_reports_as_for_forty(
    signed_in: SignedIn, leader: User, city: Plan, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    browser = signed_in("leader")

    def add(count: int) -> None:
        for _ in range(count):
            Report.objects.filter(pk=asked(leader, city).pk).update(state="failed")

    add(2)
    browser.get("/reports/")  # keeps its session
    few = count_queries(lambda: browser.get("/reports/"))
    add(38)
    assert count_queries(lambda: browser.get("/reports/")) == few
    assert len(browser.get("/reports/").context["page"].rows) == 20


def test_boards_and_plans_lead_to_the_form_for_those_who_may(
    signed_in: SignedIn, world: World, city: Plan
) -> None:
    wanted = f"/reports/?plan={city.pk}&amp;year=2023"
    for path in ("/board/980100/", f"/plans/{city.pk}/"):
        assert wanted in signed_in("leader").get(path).content.decode()
        assert "/reports/?" not in signed_in("clerk").get(path).content.decode()
    assert "/reports/?" not in signed_in("analyst").get("/board/980000/").content.decode()


@pytest.mark.parametrize("name", ["board", "board_list", "board_regions", "board_compare"])
def test_every_tab_of_a_board_leads_to_the_report(signed_in: SignedIn, city: Plan, name: str) -> None:
    address = reverse(f"dashboards:{name}", args=[city.region_id])
    page = signed_in("leader").get(f"{address}?year=2023").context["page"]
    assert page.report_url == f"/reports/?plan={city.pk}&year=2023"


@pytest.mark.parametrize("name", ["plan", "plan_splits", "plan_index", "plan_commitments"])
def test_every_tab_of_a_plan_leads_to_the_report(signed_in: SignedIn, city: Plan, name: str) -> None:
    address = reverse(f"dashboards:{name}", args=[city.pk])
    page = signed_in("leader").get(f"{address}?year=2023").context["page"]
    assert page.report_url == f"/reports/?plan={city.pk}&year=2023"


def test_who_may_not_report_is_not_led_there(signed_in: SignedIn, city: Plan) -> None:
    address = reverse("dashboards:board_list", args=[city.region_id])
    assert signed_in("clerk").get(address).context["page"].report_url == ""
