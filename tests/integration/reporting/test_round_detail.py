"""The page of a round: who finds it, what it shows, what its planner does there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.calc import parse_figure
from indicators.models import Indicator
from indicators.services.promises import Promise, add_promises
from indicators.services.publishing import publish_plan
from plans.services import create_plan
from regions.models import Region
from reporting import services
from reporting.models import Round, Row, Submission
from reporting.pages.rounds import RoundPage, round_page
from tests.integration.reporting.conftest import LATER, Office
from tests.integration.world import AT

FINDS = {
    "planner": True, "reviewer": True, "second_reviewer": True, "county_reviewer": True, "clerk": False,
    "city_clerk": False, "leader": False, "analyst": False, "administrator": False, "stranger": False,
    "bystander": False,
}  # fmt: skip
MANAGING = ("extend_form", "reschedule_round", "close_round")


def detail(office: Office) -> str:
    return reverse("reporting:round", args=[office.round.pk])


def managing(office: Office, name: str) -> str:
    return reverse(f"reporting:{name}", args=[(office.county if name == "extend_form" else office.round).pk])


def page_of(office: Office, person: str = "planner", **params: str) -> RoundPage:
    return round_page(user=office.people[person], of_round=office.round, params=params, now=LATER)


def add_county_plan(office: Office) -> Indicator:
    """西县 (980102) and 东县 publish a plan with one more indicator, 东县 also one that it has already."""
    extra = Indicator.objects.create(
        code="training", name="职业技能培训", unit="万人次", domain="就业", definition="培训人次。",
        basis="cumulative", sense="higher",
    )  # fmt: skip
    known = office.world.indicators["pension"]
    for region, indicators in (("980102", [extra]), ("980101", [known, extra])):
        plan = create_plan(
            region_id=region,
            title="专项规划",
            start_year=2023,
            end_year=2027,
            by=None,
            at=AT,
            issuer="县政府",
        )
        promises = [
            Promise(
                indicator_id=each.pk, name=each.name, unit=each.unit, attribute="expected", target_year=2027,
                target=parse_figure("9"), baseline=parse_figure("1"), baseline_year=2022,
            )
            for each in indicators
        ]  # fmt: skip
        add_promises(plan_id=plan.pk, promises=promises, by=None, at=AT)
        publish_plan(plan_id=plan.pk, by=None, at=AT)
    return extra


@pytest.mark.parametrize(("person", "finds"), FINDS.items())
def test_the_page_is_for_those_who_oversee(office: Office, person: str, finds: bool) -> None:
    assert office.browser(person).get(detail(office)).status_code == (200 if finds else 404)


@pytest.mark.parametrize("name", MANAGING)
def test_what_planners_do_is_found_by_them_alone(office: Office, name: str) -> None:
    for person in FINDS:
        expected = 200 if person == "planner" else 404
        assert office.browser(person).get(managing(office, name)).status_code == expected, person


def test_rounds_that_do_not_exist(office: Office) -> None:
    for number in (0, 10**17, 10**30):
        assert office.browser("planner").get(f"/reporting/rounds/{number}/").status_code == 404


def test_reviewers_read_only(office: Office) -> None:
    page = page_of(office, "county_reviewer")
    assert (page.manages, page.forms, [branch.name for branch in page.branches]) == (False, 1, ["东县"])
    body = office.browser("county_reviewer").get(detail(office)).content.decode()
    assert "结束任务" not in body
    assert "延期" not in body


def test_progress_by_region_in_the_order_of_the_tree(office: Office) -> None:
    office.fill()
    office.submit()
    page = page_of(office)
    assert [branch.name for branch in page.branches] == ["甲市本级", "东县"]
    assert [(line.region, line.depth) for branch in page.branches for line in branch.lines] == [
        ("甲市", 0),
        ("东县", 1),
    ]
    county = page.branches[1].lines[0]
    assert [(state.value, count) for state, count in county.shares] == [("submitted", 4)]
    assert [(state.value, count) for state, count in page.shares] == [("draft", 4), ("submitted", 4)]
    assert (page.total, page.accepted, page.unbegun, page.late) == (8, 0, 1, 0)


def test_who_has_not_begun_and_who_is_late(office: Office) -> None:
    office.fill()
    assert [form.region for branch in page_of(office, show="unbegun").branches for form in branch.lines] == [
        "甲市"
    ]
    body = office.browser("planner").get(detail(office)).content.decode()
    assert "未开始" in body
    late = office.browser("planner").get(f"{detail(office)}?show=late").content.decode()
    days = (timezone.localdate() - date(2025, 3, 31)).days
    assert late.count(f"逾期 {days} 天未报") == 2


@pytest.mark.parametrize("show", ["draft", "accepted", "nonsense"])
def test_filters_of_the_page(office: Office, show: str) -> None:
    body = office.browser("planner").get(f"{detail(office)}?show={show}&page=x").content.decode()
    assert ("没有符合条件的填报单" in body) is (show == "accepted")
    assert ("没有所选的条件" in body) is (show == "nonsense")


def test_extending_a_form_from_the_page(office: Office) -> None:
    address, browser = managing(office, "extend_form"), office.browser("planner")
    answer = browser.post(address, {"until": "2099-06-01", "reason": "统计年报推迟"}, follow=True)
    body = answer.content.decode()
    assert "已延期至 2099-06-01" in body
    assert "延至 2099 年 6 月 1 日" in body
    history = browser.get(address).content.decode()
    for words in ("统计年报推迟", "桂划", "2099 年 6 月 1 日"):
        assert words in history


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"until": "", "reason": "x"}, "请填写新的截止日期"),
        ({"until": "2099-06-01", "reason": " "}, "请写明原因"),
        ({"until": "2025-03-31", "reason": "x"}, "须晚于现在的截止日期"),
        ({"until": "2025-04-30", "reason": "x"}, "不能早于今天"),
        ({"until": "昨天", "reason": "x"}, "日期"),
        ({"until": "2099-06-01", "reason": "长" * 301}, "300"),
        ({"until": "2099-06-01", "reason": "a\0b"}, "空字符"),
    ],
)
def test_extending_tells_what_is_wrong_and_keeps_the_rest(
    office: Office, sent: dict[str, str], words: str
) -> None:
    answer = office.browser("planner").post(managing(office, "extend_form"), sent)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert office.county.extensions.count() == 0


def test_rescheduling_from_the_page(office: Office) -> None:
    address, browser = managing(office, "reschedule_round"), office.browser("planner")
    assert "本来就是" in browser.post(address, {"until": "2025-03-31", "reason": "x"}).content.decode()
    browser.post(address, {"until": "2025-05-31", "reason": "全省统一推迟"})
    office.round.refresh_from_db()
    assert office.round.due_date == date(2025, 5, 31)


def test_closing_is_asked_first_with_what_stays_behind(office: Office) -> None:
    office.fill()
    office.submit()
    office.review()
    office.accept()
    browser, address = office.browser("planner"), managing(office, "close_round")
    asked = browser.get(address).content.decode()
    assert "已接收的 4 项将锁定" in asked
    assert "留下 4 项" in asked
    assert Round.objects.get().closed_at is None
    body = browser.post(address, follow=True).content.decode()
    assert "已结束：已接收的各项已锁定" in body
    assert office.states() == ["locked"] * 4


def test_completing_from_the_page(office: Office) -> None:
    browser, address = office.browser("planner"), reverse("reporting:complete_round", args=[office.round.pk])
    assert "补充指标" not in browser.get(detail(office)).content.decode()
    assert "没有需要补充的指标" in browser.post(address, follow=True).content.decode()
    add_county_plan(office)
    assert "有 2 项还没有列入" in browser.get(detail(office)).content.decode()
    body = browser.post(address, follow=True).content.decode()
    assert "已补充 2 项，新增填报单 1 张" in body
    assert "还没有列入" not in body
    assert browser.get(address).status_code == 405


def test_others_complete_nothing(office: Office) -> None:
    add_county_plan(office)
    address = reverse("reporting:complete_round", args=[office.round.pk])
    told = office.browser("reviewer").post(address, follow=True).content.decode()
    assert "只有发起地区的规划管理员" in told
    for person in ("clerk", "stranger", "leader", "bystander"):
        assert office.browser(person).post(address).status_code == 404
    assert Row.objects.filter(submission__round=office.round).count() == 8


def test_the_page_asks_as_often_for_40_forms_as_for_2(
    office: Office, count_queries: Callable[[Callable[[], object]], int]
) -> None:
    browser = office.browser("planner")
    browser.get(detail(office))
    few = count_queries(lambda: browser.get(detail(office)))
    closing = count_queries(lambda: browser.get(managing(office, "close_round")))
    for place in range(3, 41):
        region = Region.objects.create(
            code=f"9801{place + 10}", name=f"县{place}", level="county", parent_id="980100", is_standard=False
        )
        form = Submission.objects.create(round=office.round, region=region)
        Row.objects.create(submission=form, indicator=office.world.indicators["pension"])
        services.extend(
            submission_id=form.pk, until_date=date(2099, 1, 1), reason="x", by=office.people["planner"],
            at=LATER,
        )  # fmt: skip
    body: list[str] = []
    assert count_queries(lambda: body.append(browser.get(detail(office)).content.decode())) == few
    assert body[0].count('class="depth-1"') == 39
    assert count_queries(lambda: browser.get(managing(office, "close_round"))) == closing


def test_long_rounds_come_in_pages(office: Office) -> None:
    for place in range(11, 91):
        region = Region.objects.create(
            code=f"9801{place}", name=f"县{place}", level="county", parent_id="980100", is_standard=False
        )
        form = Submission.objects.create(round=office.round, region=region)
        Row.objects.create(submission=form, indicator=office.world.indicators["pension"])
    first, second = page_of(office), page_of(office, page="2")
    assert (first.pages, first.found, first.forms) == (2, 82, 82)
    lines = [line.id for page in (first, second) for branch in page.branches for line in branch.lines]
    assert len(set(lines)) == len(lines) == 82
    assert page_of(office, page="99").page == 2
