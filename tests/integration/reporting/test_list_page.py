"""The list: what waits for whom, how late, and how the rounds stand."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from reporting import services
from reporting.models import Submission
from reporting.pages.listing import ListPage, list_page
from reporting.queries import days_late
from reporting.states import State
from tests.integration.reporting.conftest import LATER, Office

DURING = datetime(2025, 3, 26, 4, tzinfo=UTC)
AFTER = datetime(2025, 4, 10, 4, tzinfo=UTC)


def listed(office: Office, person: str, now: datetime = DURING, **params: str) -> ListPage:
    return list_page(user=office.people[person], params=params, now=now)


def test_clerk_sees_what_is_owed_and_until_when(office: Office) -> None:
    page = listed(office, "clerk")
    (form,) = page.forms
    assert (form.region, form.state, form.action, form.waits) == ("东县", State.DRAFT, "填报", True)
    assert (form.due, form.remaining, form.lateness) == ("2025 年 3 月 31 日", "还有 5 天", "")
    assert page.waiting == 1
    assert page.rounds == ()


def test_lateness_is_shown_apart_from_the_state(office: Office) -> None:
    assert listed(office, "clerk", AFTER).forms[0].lateness == "逾期 10 天未报"
    office.fill()
    services.submit(submission_id=office.county.pk, by=office.people["clerk"], at=AFTER)
    form = listed(office, "clerk", AFTER).forms[0]
    assert (form.lateness, form.state, form.waits) == ("迟报 10 天", State.SUBMITTED, False)


def test_returned_form_says_correct(office: Office) -> None:
    office.fill()
    office.submit()
    services.return_for_correction(
        submission_id=office.county.pk,
        row_ids=[office.row("pension").pk],
        comment="核对",
        by=office.people["county_reviewer"],
        at=LATER,
    )
    form = listed(office, "clerk").forms[0]
    assert (form.state, form.action, form.tally) == (State.RETURNED, "修改", "已退回 1，已上报 3")
    assert listed(office, "clerk", AFTER).forms[0].lateness == "逾期 10 天未改报"


def test_what_waits_follows_the_form_up(office: Office) -> None:
    office.fill()
    office.submit()
    assert [form.action for form in listed(office, "county_reviewer").forms] == ["审核"]
    assert {form.region: form.action for form in listed(office, "reviewer").forms} == {
        "甲市": "查看",
        "东县": "查看",
    }
    office.review()
    assert {form.region: form.action for form in listed(office, "reviewer").forms} == {
        "甲市": "查看",
        "东县": "接收",
    }
    assert listed(office, "reviewer").forms[0].region == "东县", "what waits comes first"


def test_rounds_count_forms_by_state(office: Office) -> None:
    office.fill()
    office.submit()
    (line,) = listed(office, "planner").rounds
    assert (line.forms, line.late, line.can_close) == (2, 0, True)
    assert line.states == ((State.DRAFT, 1), (State.SUBMITTED, 1))
    (late,) = listed(office, "reviewer", AFTER).rounds
    assert (late.late, late.can_close) == (1, False)


def test_filters_narrow_and_bad_ones_are_told(office: Office) -> None:
    office.fill()
    office.submit()
    assert [form.region for form in listed(office, "planner", state="submitted").forms] == ["东县"]
    assert listed(office, "planner", state="accepted").forms == ()
    assert len(listed(office, "planner", round=str(office.round.pk)).forms) == 2
    for params in ({"round": "99999"}, {"round": "x' or 1=1"}, {"state": "gone"}, {"round": "²"}):
        page = listed(office, "planner", **params)
        assert len(page.forms) == 2
        assert page.complaint


@pytest.mark.parametrize("number", ["0", "-1", "999", "x", "1e9", "٣"])
def test_page_numbers_beyond_the_list_fall_back(office: Office, number: str) -> None:
    assert len(listed(office, "planner", page=number).forms) == 2


def test_closed_rounds_are_found_when_asked_for(office: Office) -> None:
    services.close_round(round_id=office.round.pk, by=office.people["planner"], at=LATER)
    assert listed(office, "clerk").forms == ()
    (form,) = listed(office, "clerk", round="all").forms
    assert (form.action, form.waits) == ("查看", False)


@pytest.mark.parametrize("person", ["clerk", "planner", "stranger", "leader", "administrator"])
def test_empty_list_says_so(office: Office, person: str) -> None:
    services.close_round(round_id=office.round.pk, by=office.people["planner"], at=LATER)
    text = office.browser(person).get(reverse("reporting:list")).content.decode()
    assert "目前没有进行中的填报任务" in text


def test_empty_after_narrowing_says_so(office: Office) -> None:
    text = office.browser("planner").get(reverse("reporting:list"), {"state": "locked"}).content.decode()
    assert "没有符合条件的填报单" in text


def test_days_late_stop_counting_when_the_round_is_closed(office: Office) -> None:
    services.close_round(round_id=office.round.pk, by=office.people["planner"], at=AFTER)
    form = Submission.objects.select_related("round").get(pk=office.county.pk)
    assert days_late(form, {State.DRAFT: 4}, date(2026, 1, 1)) == 10
