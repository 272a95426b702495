"""A page asks the database as often for 40 rows as for 2, and not at all while it is drawn."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from indicators.calc import parse_figure
from indicators.models import Indicator, PlanIndicator, Target
from indicators.models.figures import columns_of
from regions.models import Region
from reporting.models import Row, Submission
from reporting.pages.entry import entry_page
from reporting.pages.listing import list_page
from reporting.pages.review import review_page
from reporting.queries import submission_shown
from reporting.services import Entry, save_rows
from tests.integration.reporting.conftest import Office
from tests.integration.world import AT

Count = Callable[[Callable[[], object]], int]


def add_rows(office: Office, until: int) -> None:
    """More indicators in 东县's plan and form."""
    plan, form = office.world.plans["980101"], office.county
    for place in range(form.rows.count(), until):
        indicator = Indicator.objects.create(
            code=f"extra_{place}", name=f"附加指标{place}", unit="%", domain="其他", definition="附加。",
            basis="level", sense="higher", limit_low=Decimal(0), limit_high=Decimal(100),
        )  # fmt: skip
        row = PlanIndicator.objects.create(
            plan=plan, indicator=indicator, position=100 + place, name=indicator.name, unit="%"
        )
        Target.objects.create(plan_indicator=row, year=2025, entered_at=AT, **columns_of(parse_figure("95")))
        Row.objects.create(submission=form, indicator=indicator)


def keep_rows(office: Office, count: int) -> None:
    kept = office.county.rows.order_by("pk").values_list("pk", flat=True)[:count]
    office.county.rows.exclude(pk__in=list(kept)).delete()


def type_into_all(office: Office) -> None:
    entries = [
        Entry(
            row.pk, row.revision, "13∶42∶45" if row.indicator.sense == "composition" else "5.1", note="备注"
        )
        for row in office.county.rows.select_related("indicator")
    ]
    save_rows(submission_id=office.county.pk, entries=entries, by=office.people["clerk"], at=AT)


@pytest.mark.parametrize("person", ["clerk", "county_reviewer", "reviewer", "planner"])
@pytest.mark.parametrize("submitted", [False, True])
def test_form_page_asks_as_often_for_40_rows_as_for_2(
    office: Office, count_queries: Count, person: str, submitted: bool
) -> None:
    address, browser = reverse("reporting:submission", args=[office.county.pk]), office.browser(person)
    keep_rows(office, 2)
    type_into_all(office)
    if submitted:
        office.submit()
    browser.get(address)
    few = count_queries(lambda: browser.get(address))
    add_rows(office, 40)
    type_into_all(office)
    if submitted:
        office.submit()
    assert office.county.rows.count() == 40
    assert count_queries(lambda: browser.get(address)) == few


def test_list_asks_as_often_for_40_forms_as_for_2(office: Office, count_queries: Count) -> None:
    address, browser = reverse("reporting:list"), office.browser("reviewer")
    browser.get(address)
    few = count_queries(lambda: browser.get(address))
    for place in range(3, 41):
        region = Region.objects.create(
            code=f"9801{place + 10}", name=f"县{place}", level="county", parent_id="980100", is_standard=False
        )
        form = Submission.objects.create(round=office.round, region=region)
        Row.objects.create(submission=form, indicator=office.world.indicators["pension"])
    answers: list[Any] = []
    assert count_queries(lambda: answers.append(browser.get(address))) == few
    assert answers[0].content.decode().count("<progress") == 40


def test_templates_ask_nothing(office: Office, count_queries: Count) -> None:
    office.fill()
    office.submit()
    now = timezone.now()
    for person, template in (
        ("clerk", "submission_clerk"),
        ("county_reviewer", "submission_reviewer"),
        ("planner", "submission_list"),
    ):
        user = office.people[person]
        form = submission_shown(user, office.county.pk)
        assert form is not None
        page: object
        if template == "submission_clerk":
            page = entry_page(user=user, submission=form, now=now)
        elif template == "submission_reviewer":
            page = review_page(user=user, submission=form, now=now)
        else:
            page = list_page(user=user, params={}, now=now)
        context = {"page": page, "nav": (), "viewer": None}
        drawn: list[str] = []
        asked = count_queries(lambda name=template, given=context, out=drawn: out.append(
            render_to_string(f"reporting/{name}.html", given)
        ))  # fmt: skip
        assert asked == 0
        assert "东县" in drawn[0]
