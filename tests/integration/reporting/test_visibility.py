"""Who finds what: outside the grants a form does not exist; a draft's figures are its clerk's alone."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from accounts.services import create_user, grant
from reporting.models import Submission
from tests.integration.reporting.conftest import LATER, Office
from tests.integration.world import AT, PASSWORD

SEES_COUNTY = {
    "clerk": True, "second_clerk": True, "county_reviewer": True, "reviewer": True, "planner": True,
    "leader": False, "analyst": False, "administrator": False, "stranger": False, "city_clerk": False,
    "bystander": False,
}  # fmt: skip


def page(submission: Submission) -> str:
    return reverse("reporting:submission", args=[submission.pk])


@pytest.mark.parametrize(("person", "sees"), SEES_COUNTY.items())
def test_form_exists_only_within_the_grants(office: Office, person: str, sees: bool) -> None:
    browser = office.browser(person)
    assert browser.get(page(office.county)).status_code == (200 if sees else 404)
    assert (
        f'href="{page(office.county)}"' in browser.get(reverse("reporting:list")).content.decode()
    ) is sees


@pytest.mark.parametrize("person", ["stranger", "leader", "analyst", "administrator", "bystander"])
@pytest.mark.parametrize("action", ["save", "submit", "withdraw", "review", "accept", "return"])
def test_every_verb_of_a_stranger_is_not_found(office: Office, person: str, action: str) -> None:
    row = office.row("pension")
    body = {"action": action, f"typed-{row.pk}": "1", f"seen-{row.pk}": "0.x", "row": row.pk, "comment": "改"}
    assert office.browser(person).post(page(office.county), body).status_code == 404
    assert office.row("pension").typed == ""


@pytest.mark.parametrize("person", ["stranger", "leader", "reviewer", "county_reviewer", "planner"])
def test_autosave_is_for_the_clerk_alone(office: Office, person: str) -> None:
    row = office.row("pension")
    address = reverse("reporting:autosave", args=[office.county.pk])
    assert office.browser(person).post(address, {f"typed-{row.pk}": "95"}).status_code == 404


def test_nobody_signed_in_is_sent_to_the_login_page(office: Office) -> None:
    for address in (page(office.county), reverse("reporting:list"), reverse("reporting:open_round")):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert reverse("accounts:login") in answer["Location"]


@pytest.mark.parametrize("person", ["reviewer", "county_reviewer", "planner"])
def test_draft_figures_are_not_shown_to_reviewers(office: Office, person: str) -> None:
    office.fill(pension="94.321")
    body = office.browser(person).get(page(office.county)).content.decode()
    assert "94.321" not in body
    assert "填报中" in body


@pytest.mark.parametrize("person", ["reviewer", "county_reviewer"])
def test_withdrawn_figures_are_drafts_again(office: Office, person: str) -> None:
    from reporting import services

    office.fill(pension="94.321")
    office.submit()
    services.withdraw(submission_id=office.county.pk, by=office.people["clerk"], at=LATER)
    assert "94.321" not in office.browser(person).get(page(office.county)).content.decode()


def test_returned_row_shows_reviewers_what_they_returned(office: Office) -> None:
    from reporting import services

    office.fill(pension="94.321")
    office.submit()
    services.return_for_correction(
        submission_id=office.county.pk,
        row_ids=[office.row("pension").pk],
        comment="请核对",
        by=office.people["county_reviewer"],
        at=LATER,
    )
    services.save_rows(
        submission_id=office.county.pk,
        entries=[office.entry("pension", "94.987", note="私下的话")],
        by=office.people["clerk"],
        at=LATER,
    )
    body = office.browser("county_reviewer").get(page(office.county)).content.decode()
    assert "94.321" in body
    assert "94.987" not in body
    assert "私下的话" not in body
    mine = office.browser("clerk").get(page(office.county)).content.decode()
    assert "94.987" in mine
    assert "退回时 94.321" in mine
    assert "请核对" in mine


def test_clerk_of_a_department_sees_that_department_s_form_only(office: Office) -> None:
    own = Submission.objects.create(
        round=office.round, region_id="980101", department=office.world.department
    )
    person = create_user(username="section", name="科员", password=PASSWORD, by=None, at=AT)
    grant(
        user=person, region=office.world.regions["980101"], role=Role.CLERK, by=None, at=AT,
        department=office.world.department,
    )  # fmt: skip
    browser = Client()
    browser.force_login(person)
    assert browser.get(page(own)).status_code == 200
    assert browser.get(page(office.county)).status_code == 404


def test_planners_alone_open_rounds(office: Office) -> None:
    for person in ("clerk", "reviewer", "leader", "stranger", "administrator"):
        assert office.browser(person).get(reverse("reporting:open_round")).status_code == 404
    assert office.browser("planner").get(reverse("reporting:open_round")).status_code == 200


def test_rounds_of_others_cannot_be_closed(office: Office) -> None:
    address = reverse("reporting:close_round", args=[office.round.pk])
    for person in ("stranger", "leader", "bystander"):
        assert office.browser(person).post(address).status_code == 404
    told = office.browser("reviewer").post(address, follow=True).content.decode()
    assert "只有发起地区的规划管理员" in told
    office.round.refresh_from_db()
    assert office.round.closed_at is None
