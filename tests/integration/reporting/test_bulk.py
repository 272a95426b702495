"""Many forms at once: the same services, a transaction each, and what became of every form."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from audit.models import Event
from indicators.models import Indicator
from reporting import services
from reporting.services import Outcome
from tests.integration.reporting.conftest import LATER, Office

ADDRESS = "reporting:move_forms"


def move(office: Office, person: str, verb: str, *regions: str) -> list[Outcome]:
    return services.move_clean_rows(
        verb=verb,
        submissions=[office.forms[region] for region in regions],
        by=office.people[person],
        at=LATER,
    )


def ask(office: Office, indicator: str, region: str = "980101") -> None:
    """A reviewer wants to know something about a row."""
    services.comment(
        submission_id=office.forms[region].pk, row_id=office.row(indicator, region).pk, text="口径？",
        by=office.people["reviewer"], at=LATER,
    )  # fmt: skip


@pytest.fixture
def waiting(office: Office) -> Office:
    """东县 is reviewed and 甲市 handed up: both wait for 甲市's reviewers."""
    office.fill()
    office.submit()
    office.review()
    office.fill("980100", "city_clerk")
    office.submit("980100", "city_clerk")
    return office


def test_clean_rows_of_every_form_move_and_doubtful_ones_stay(waiting: Office) -> None:
    ask(waiting, "pension", "980100")
    (outcome,) = move(waiting, "reviewer", "review", "980100")
    assert (outcome.done, outcome.left, outcome.refused, outcome.label) == (3, 1, "", "审核通过")
    assert waiting.row("pension", "980100").state == "submitted"
    (outcome,) = move(waiting, "reviewer", "accept", "980101")
    assert (outcome.done, outcome.left) == (4, 0)
    assert waiting.states() == ["accepted"] * 4


def test_a_refused_form_does_not_hold_up_the_others(waiting: Office) -> None:
    first, second = move(waiting, "reviewer", "accept", "980100", "980101")
    assert "没有可以接收的项" in first.refused
    assert (first.done, second.done) == (0, 4)
    assert waiting.states("980100") == ["submitted"] * 4
    refused = Event.objects.get(action="submission.accepted", outcome="refused")
    assert refused.subject_id == str(waiting.city.pk)


def test_the_services_say_no_as_for_one_form(waiting: Office) -> None:
    (outcome,) = move(waiting, "county_reviewer", "accept", "980101")
    assert "上一级地区的审核员" in outcome.refused
    (outcome,) = move(waiting, "city_clerk", "review", "980100")
    assert "的审核员可以审核" in outcome.refused
    assert waiting.states() == ["reviewed"] * 4


def test_a_form_with_nothing_but_doubts_is_refused_in_words(waiting: Office) -> None:
    for indicator in ("new_jobs", "unemployment", "pension", "skill_mix"):
        ask(waiting, indicator)
    (outcome,) = move(waiting, "reviewer", "accept", "980101")
    assert "没有无疑问的项可以接收" in outcome.refused


def test_own_work_is_left_to_another_person(waiting: Office) -> None:
    move(waiting, "reviewer", "review", "980100")
    (outcome,) = move(waiting, "reviewer", "accept", "980100")
    assert "您本人审核" in outcome.refused
    (outcome,) = move(waiting, "second_reviewer", "accept", "980100")
    assert outcome.done == 4


@pytest.fixture(autouse=True)
def a_transaction_for_each_form(settings: Any) -> None:
    """Every form is locked, read and moved by itself: the same queries again are meant."""
    settings.ZEAL_ALLOWLIST = [{"model": "*", "field": "*"}]


def post(office: Office, person: str, action: str, *regions: str) -> str:
    body = {"action": action, "form": [office.forms[region].pk for region in regions]}
    answer = office.browser(person).post(reverse(ADDRESS), body, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_says_what_became_of_each_form(waiting: Office) -> None:
    ask(waiting, "pension")
    text = post(waiting, "reviewer", "accept", "980101", "980100")
    assert "已接收 3 项，其余 1 项有疑问，留待逐项核对。" in text
    assert "未办理" in text
    assert "没有可以接收的项" in text
    assert waiting.row("pension").state == "reviewed"


def test_nothing_ticked_is_told(waiting: Office) -> None:
    assert "请先勾选要办理的填报单" in post(waiting, "reviewer", "accept")


def test_an_unknown_verb_changes_nothing(waiting: Office) -> None:
    post(waiting, "reviewer", "close", "980101")
    assert waiting.states() == ["reviewed"] * 4


@pytest.mark.parametrize("person", ["stranger", "leader", "analyst", "administrator", "bystander"])
def test_forms_out_of_sight_are_not_found(waiting: Office, person: str) -> None:
    body = {"action": "accept", "form": waiting.county.pk}
    assert waiting.browser(person).post(reverse(ADDRESS), body).status_code == 404
    assert waiting.states() == ["reviewed"] * 4


def test_one_form_out_of_sight_stops_the_whole_request(waiting: Office) -> None:
    body = {"action": "accept", "form": [waiting.county.pk, 10**9, "x"]}
    assert waiting.browser("reviewer").post(reverse(ADDRESS), body).status_code == 404
    assert waiting.states() == ["reviewed"] * 4


def test_ticks_are_offered_where_the_reader_can_do_something(waiting: Office) -> None:
    address = reverse("reporting:list")
    text = waiting.browser("reviewer").get(address, {"tick": "all"}).content.decode()
    assert text.count('name="form"') == 2
    assert text.count(" checked>") == 2
    assert "批量接收（无疑问的项）" in text
    assert "批量审核通过（无疑问的项）" in text
    for person in ("clerk", "planner"):
        text = waiting.browser(person).get(address).content.decode()
        assert 'name="form"' not in text
        assert "批量" not in text


def test_links_and_filters_of_the_result_lead_to_the_list(waiting: Office) -> None:
    answer = waiting.browser("reviewer").get(reverse(ADDRESS), {"state": "reviewed"})
    assert answer["Location"] == f"{reverse('reporting:list')}?state=reviewed"


def test_clean_is_what_is_clean_beside_what_was_handed_up_not_beside_a_draft(office: Office) -> None:
    """The whole goes back and is being typed anew: its part, handed up, is not compared with that."""
    Indicator.objects.filter(code="unemployment").update(parent=office.row("pension").indicator)
    office.fill()
    office.submit()
    services.return_for_correction(
        submission_id=office.county.pk, row_ids=[office.row("pension").pk], comment="请核对",
        by=office.people["county_reviewer"], at=LATER,
    )  # fmt: skip
    services.save_rows(
        submission_id=office.county.pk,
        entries=[office.entry("pension", "4")],
        by=office.people["clerk"],
        at=LATER,
    )
    (outcome,) = move(office, "county_reviewer", "review", "980101")
    assert (outcome.done, outcome.left) == (3, 0)
