"""The page of notices, and the count in the head of every page."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Grant
from reporting import services
from reporting.models import Notice
from tests.integration.reporting.conftest import DUE, Office, morning
from tests.integration.world import AT

Count = Callable[[Callable[[], object]], int]
LIST = reverse("reporting:notices")


def test_page_lists_one_s_own_unread_first(quiet: Office) -> None:
    services.remind(at=morning(DUE))
    browser = quiet.browser("clerk")
    first = Notice.objects.filter(person=quiet.people["clerk"]).order_by("-pk")[0]
    body = browser.get(LIST).content.decode()
    assert "2 条未读" in body
    assert "甲市" not in body.partition("<main")[2]
    Notice.objects.filter(pk=first.pk).update(read_at=AT)
    body = browser.get(LIST).content.decode()
    assert body.index("开始填报") < body.index("今天（3 月 31 日）截止")


def test_page_narrows_by_state_and_kind(quiet: Office) -> None:
    services.remind(at=morning(DUE))
    Notice.objects.filter(kind="due").update(read_at=AT)
    browser = quiet.browser("clerk")

    def shown(query: str) -> str:
        return browser.get(f"{LIST}?{query}").content.decode().partition("通知列表")[2]

    assert "今天" not in shown("state=unread")
    assert "开始填报" not in shown("kind=due")
    assert "没有符合条件的通知" in shown("kind=due&state=unread")
    assert "开始填报" in shown("kind=%00&state=x&page=zz")


def test_opening_marks_read_and_leads_to_the_form(quiet: Office) -> None:
    services.remind(at=morning(DUE))
    notice = Notice.objects.filter(person=quiet.people["clerk"]).latest("pk")
    address = reverse("reporting:open_notice", args=[notice.pk])
    for person in ("stranger", "second_clerk", "reviewer"):
        assert quiet.browser(person).post(address).status_code == 404
    assert quiet.browser("clerk").get(address).status_code == 405
    notice.refresh_from_db()
    assert notice.read_at is None
    answer = quiet.browser("clerk").post(address)
    assert answer["Location"] == reverse("reporting:submission", args=[quiet.county.pk])
    notice.refresh_from_db()
    assert notice.read_at is not None


def test_notice_of_a_form_that_is_out_of_reach_says_so(quiet: Office) -> None:
    services.remind(at=morning(DUE))
    Grant.objects.filter(user=quiet.people["clerk"]).delete()
    notice = Notice.objects.filter(person=quiet.people["clerk"]).latest("pk")
    body = quiet.browser("clerk").post(reverse("reporting:open_notice", args=[notice.pk]), follow=True)
    assert "不在您的权限范围内" in body.content.decode()


def test_all_are_marked_read_but_what_came_since(quiet: Office) -> None:
    services.remind(at=AT)
    newest = Notice.objects.filter(person=quiet.people["clerk"]).latest("pk").pk
    services.remind(at=morning(DUE))
    body = quiet.browser("clerk").post(reverse("reporting:read_notices"), {"newest": newest}, follow=True)
    assert "已将 1 条通知标为已读" in body.content.decode()
    assert list(
        Notice.objects.filter(person=quiet.people["clerk"], read_at=None).values_list("kind", flat=True)
    ) == ["due"]
    assert Notice.objects.filter(person=quiet.people["second_clerk"], read_at=None).count() == 2
    body = quiet.browser("clerk").post(reverse("reporting:read_notices"), {"newest": "x"}, follow=True)
    assert "没有未读的通知" in body.content.decode()


def test_head_of_every_page_counts_what_is_unread(quiet: Office) -> None:
    browser = quiet.browser("clerk")
    assert 'class="count"' not in browser.get("/").content.decode()
    services.remind(at=morning(DUE))
    assert (
        '<span class="count">2</span><span class="visually-hidden"> 条</span>'
        in browser.get("/").content.decode()
    )


def test_nobody_signed_in_is_sent_to_the_login_page(quiet: Office) -> None:
    assert Client().get(LIST)["Location"].startswith(reverse("accounts:login"))


def test_everybody_has_a_page_even_an_empty_one(quiet: Office) -> None:
    for person in ("leader", "analyst", "administrator", "stranger"):
        assert "还没有通知" in quiet.browser(person).get(LIST).content.decode()


def test_page_asks_as_often_for_40_notices_as_for_2(quiet: Office, count_queries: Count) -> None:
    services.remind(at=morning(DUE))
    browser = quiet.browser("clerk")
    browser.get(LIST)
    few = count_queries(lambda: browser.get(LIST))
    Notice.objects.bulk_create(
        Notice(
            person=quiet.people["clerk"],
            kind="due",
            key=str(number),
            text="还有",
            submission=quiet.county,
            at=AT,
        )
        for number in range(40)
    )
    assert count_queries(lambda: browser.get(LIST)) == few
    body = browser.get(f"{LIST}?page=2").content.decode()
    assert "第 31–42 项，共 42 项" in body


def test_count_of_unread_is_found_by_its_index(quiet: Office) -> None:
    query = Notice.objects.filter(person=quiet.people["clerk"], read_at=None)
    if connection.vendor == "sqlite":
        assert "notice_unread" in query.explain() or "notice_once" in query.explain()
