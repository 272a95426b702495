"""What an edit makes old is judged again: after the commit, or, when the broker is lost, by the sweep."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from indicators.models import PendingAssessment, Standing, Verdict
from indicators.services.assessment import assess_plan_indicators, sweep
from tests.integration.reporting.conftest import LATER, Office

Commit = Callable[..., AbstractContextManager[Any]]


def verdict(office: Office, standing: str, indicator: str = "pension") -> Verdict | None:
    row = office.world.row("980101", indicator)
    return Verdict.objects.filter(plan_indicator=row, year=2025, standing=standing).first()


@pytest.fixture
def nobody_listens() -> str:
    """The address of a broker that is not there."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{taken.getsockname()[1]}/0"


def test_submit_marks_what_must_be_judged_again(office: Office) -> None:
    PendingAssessment.objects.all().delete()
    office.fill()
    assert not PendingAssessment.objects.exists(), "a draft counts for nothing"
    office.submit()
    waiting = set(PendingAssessment.objects.values_list("plan_indicator", flat=True))
    measures = ("new_jobs", "unemployment", "pension", "skill_mix")
    assert waiting == {office.world.row("980101", each).pk for each in measures}


def test_submit_is_judged_in_process_after_the_commit(
    office: Office, django_capture_on_commit_callbacks: Commit
) -> None:
    PendingAssessment.objects.all().delete()
    office.fill()
    with django_capture_on_commit_callbacks(execute=True):
        office.submit()
    assert not PendingAssessment.objects.exists()
    provisional, accepted = verdict(office, Standing.PROVISIONAL), verdict(office, Standing.ACCEPTED)
    assert provisional is not None
    assert (provisional.status, provisional.judged_year) == ("achieved", 2025)
    assert "provisional" in provisional.flag_list
    assert accepted is not None
    assert accepted.judged_year == 2023, "an accepted verdict never rests on what is only submitted"


def test_accept_makes_both_standings_agree(
    office: Office, django_capture_on_commit_callbacks: Commit
) -> None:
    office.fill()
    with django_capture_on_commit_callbacks(execute=True):
        office.submit()
        office.review()
        office.accept()
    accepted, provisional = verdict(office, Standing.ACCEPTED), verdict(office, Standing.PROVISIONAL)
    assert accepted is not None
    assert provisional is not None
    assert (accepted.status, accepted.judged_year) == ("achieved", 2025)
    assert (accepted.status, accepted.attainment) == (provisional.status, provisional.attainment)
    assert "provisional" not in accepted.flag_list


def test_withdraw_takes_the_provisional_verdict_back(
    office: Office, django_capture_on_commit_callbacks: Commit
) -> None:
    from reporting import services

    office.fill()
    with django_capture_on_commit_callbacks(execute=True):
        office.submit()
        services.withdraw(submission_id=office.county.pk, by=office.people["clerk"], at=LATER)
    found = verdict(office, Standing.PROVISIONAL)
    assert found is not None
    assert found.judged_year == 2024, "the figure of 2024 is still submitted"


def test_submit_succeeds_quickly_without_the_broker_and_the_sweep_catches_up(
    office: Office, nobody_listens: str, settings: Any, django_capture_on_commit_callbacks: Commit
) -> None:
    from celery import current_app

    PendingAssessment.objects.all().delete()
    office.fill()
    settings.CELERY_BROKER_URL = nobody_listens
    before, current_app.conf.broker_url = current_app.conf.broker_url, nobody_listens
    try:
        begin = time.monotonic()
        with django_capture_on_commit_callbacks(execute=True):
            office.submit()
        assert time.monotonic() - begin < 15  # not as long as the transport would go on trying
    finally:
        current_app.conf.broker_url = before
    assert office.states() == ["submitted"] * 4
    assert PendingAssessment.objects.count() == 4
    assert verdict(office, Standing.PROVISIONAL, "new_jobs") != "achieved"
    assert sweep(at=timezone.now(), older_than=timedelta(seconds=30)) == 4
    assert not PendingAssessment.objects.exists()
    found = verdict(office, Standing.PROVISIONAL)
    assert found is not None
    assert found.status == "achieved"


def test_sweep_leaves_what_was_marked_just_now(office: Office) -> None:
    PendingAssessment.objects.all().delete()
    office.fill()
    office.submit()
    marked = PendingAssessment.objects.latest("marked_at").marked_at
    assert sweep(at=marked + timedelta(seconds=10), older_than=timedelta(seconds=30)) == 0
    assert sweep(at=marked + timedelta(seconds=31), older_than=timedelta(seconds=30)) == 4


def test_assess_twice_changes_nothing(office: Office) -> None:
    office.fill()
    office.submit()
    ids = [office.world.row("980101", each).pk for each in ("pension", "new_jobs")]
    assert assess_plan_indicators(plan_indicator_ids=ids, at=LATER) > 0
    first = list(Verdict.objects.filter(plan_indicator__in=ids).order_by("pk").values())
    assert assess_plan_indicators(plan_indicator_ids=ids, at=LATER) == 0
    assert list(Verdict.objects.filter(plan_indicator__in=ids).order_by("pk").values()) == first
