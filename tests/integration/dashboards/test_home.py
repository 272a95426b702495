from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from accounts.roles import Role
from accounts.services import create_user, grant
from dashboards.pages.home import HomePage, due_words, home_page
from indicators.models import ActualVersion, Indicator
from reporting.models import Round, Row, Submission
from tests.integration.world import AT, PASSWORD, World

SignedIn = Callable[[str], Client]
TODAY = date(2025, 3, 20)


@pytest.fixture
def opened(world: World) -> Round:
    return Round.objects.create(
        region_id="980000",
        year=2024,
        title="2024 年度填报",
        opens_date=date(2025, 1, 5),
        due_date=date(2025, 3, 31),
        opened_by=world.people["leader"],
    )


def form(opened: Round, region: str, *states: str, comment: str = "") -> Submission:
    submission = Submission.objects.create(round=opened, region_id=region)
    version = ActualVersion.objects.first()
    for indicator, state in zip(Indicator.objects.order_by("pk"), states, strict=False):
        Row.objects.create(
            submission=submission,
            indicator=indicator,
            state=state,
            version=version,
            comment=comment if state == "returned" else "",
        )
    return submission


def shown(user: User) -> HomePage:
    return home_page(user=user, today=TODAY)


def test_clerk_sees_what_is_owed_by_when_and_what_came_back(clerk: User, opened: Round) -> None:
    submission = form(opened, "980101", "returned", "draft", "submitted", comment="请核对单位")
    form(opened, "980100", "draft")
    tasks = shown(clerk).to_fill
    assert tasks is not None
    assert len(tasks) == 1
    assert tasks[0].url == f"/reporting/{submission.pk}/"
    assert tasks[0].state == "已退回"
    assert [each.comment for each in tasks[0].returned] == ["请核对单位"]
    assert "2025 年 3 月 31 日截止，还有 11 天" in tasks[0].words


def test_clerk_who_owes_nothing_is_told(clerk: User, opened: Round, signed_in: SignedIn) -> None:
    assert shown(clerk).to_fill == ()
    assert "没有开放的填报任务" in signed_in("clerk").get("/").content.decode()


def test_reviewer_sees_own_forms_to_review_and_those_below_to_accept(
    reviewer: User, opened: Round, world: World
) -> None:
    own = create_user(username="county", name="夏核", password=PASSWORD, by=None, at=AT)
    grant(user=own, region=world.regions["980101"], role=Role.REVIEWER, by=None, at=AT)
    form(opened, "980100", "submitted", "submitted", "draft")
    form(opened, "980101", "reviewed", "submitted")
    form(opened, "980201", "reviewed")
    tasks = shown(reviewer).to_check
    assert tasks is not None
    assert [(task.title, task.words.split("，")[0]) for task in tasks] == [
        ("甲市 2024 年度填报单", "待审核 2 项"),
        ("东县 2024 年度填报单", "待接收 1 项"),
    ]


def test_reviewer_reviews_for_a_region_that_has_no_reviewer(reviewer: User, opened: Round) -> None:
    form(opened, "980101", "reviewed", "submitted")
    tasks = shown(reviewer).to_check
    assert tasks is not None
    assert [(task.title, task.words.split("，")[0]) for task in tasks] == [
        ("东县 2024 年度填报单", "待审核 1 项"),
    ]


def test_leader_sees_the_headline_of_the_region(leader: User, signed_in: SignedIn) -> None:
    page = shown(leader)
    assert (page.to_fill, page.to_check, page.plans) == (None, None, None)
    assert page.board is not None
    assert page.board.region == "示范省"
    text = signed_in("leader").get("/").content.decode()
    assert "截至 2023 年底" in text
    assert 'href="/board/980000/"' in text


def test_planner_sees_plans_and_rounds_of_the_region(planner: User, opened: Round) -> None:
    page = shown(planner)
    assert page.plans is not None
    assert [(plan.region, plan.indicators) for plan in page.plans] == [("甲市", 4)]
    assert page.rounds == ()


def test_administrator_is_told_the_duty(administrator: User, signed_in: SignedIn) -> None:
    page = shown(administrator)
    assert page.board is None
    assert page.duties == ("系统管理员：负责账号和参数设置。",)
    assert "驾驶舱</a>" not in signed_in("administrator").get("/").content.decode()


def test_account_without_a_grant_is_told_whom_to_ask(db: None, client: Client) -> None:
    user = create_user(username="nobody", name="无", password=PASSWORD, by=None, at=AT)
    client.force_login(user)
    text = client.get("/").content.decode()
    assert "您的账号还没有授权" in text
    assert client.get("/board/")["Location"] == "/"
    assert "还没有可以查看的规划" in client.get("/plans/").content.decode()


def test_home_asks_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/")["Location"].startswith("/account/login/")


def test_head_shows_who_one_is_and_where_one_stands(signed_in: SignedIn, world: World) -> None:
    text = signed_in("leader").get("/board/980000/").content.decode()
    assert "示范省 · 领导" in text
    assert '<a href="/board/" aria-current="page">驾驶舱</a>' in text
    plan = signed_in("leader").get(f"/plans/{world.plans['980000'].pk}/").content.decode()
    assert '<a href="/plans/" aria-current="page">规划</a>' in plan


def test_query_count_does_not_grow_with_forms(signed_in: SignedIn, opened: Round, world: World) -> None:
    browser, counts = signed_in("reviewer"), []
    browser.get("/")  # the session notes when it was last seen
    for year in (2024, *range(1990, 2010)):
        each = opened
        if year != 2024:
            each = Round.objects.create(
                region_id="980000",
                year=year,
                title=f"{year}",
                opens_date=TODAY,
                due_date=TODAY + timedelta(1),
                opened_by=world.people["leader"],
            )
        form(each, "980100", "submitted", "returned")
        form(each, "980101", "reviewed")
        if year in (2024, 2009):
            with CaptureQueriesContext(connection) as captured:
                assert browser.get("/").status_code == 200
            counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("due", "words"),
    [(date(2025, 3, 21), "还有 1 天"), (TODAY, "今天截止"), (date(2025, 3, 18), "已逾期 2 天")],
)
def test_due_words_count_the_days(due: date, words: str) -> None:
    assert due_words(due, TODAY).endswith(words)
