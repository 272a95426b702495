"""Rounds opened and closed from the pages."""

from __future__ import annotations

import pytest
from django.urls import reverse

from reporting.models import Round
from tests.integration.reporting.conftest import Office

GOOD = {"region": "980100", "year": "2024", "opens_date": "2025-01-05", "due_date": "2025-03-31"}


def test_open_round_from_the_page(office: Office) -> None:
    browser = office.browser("planner")
    answer = browser.post(reverse("reporting:open_round"), GOOD)
    assert answer.status_code == 302
    opened = Round.objects.get(year=2024)
    assert (opened.title, opened.submissions.count()) == ("2024 年规划指标填报", 2)
    assert "已发起" in browser.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"year": "2025"}, "已经发起"),
        ({"year": "1800"}, "1950"),
        ({"year": "2101"}, "2100"),
        ({"year": "2019"}, "没有可填报的指标"),
        ({"year": "abc"}, "请填四位年份"),
        ({"region": "980000"}, "980000"),
        ({"region": "zz"}, "zz"),
        ({"due_date": "2025-01-01"}, "截止日期不能早于开始日期"),
        ({"opens_date": "昨天"}, "日期"),
        ({"title": "长" * 81}, "80"),
        ({"title": "a\x00b"}, "空字符"),
    ],
)
def test_open_round_tells_what_is_wrong_and_keeps_the_rest(
    office: Office, change: dict[str, str], said: str
) -> None:
    answer = office.browser("planner").post(reverse("reporting:open_round"), {**GOOD, **change})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert said in text
    assert Round.objects.count() == 1


def test_close_round_from_the_page(office: Office) -> None:
    browser = office.browser("planner")
    address = reverse("reporting:close_round", args=[office.round.pk])
    assert "已结束" in browser.post(address, follow=True).content.decode()
    assert "已经结束" in browser.post(address, follow=True).content.decode()
    assert browser.get(address).status_code == 200
    assert browser.post(f"/reporting/rounds/{10**18}/close/").status_code == 404
