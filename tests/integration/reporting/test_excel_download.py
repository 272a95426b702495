"""The form as a sheet: who gets it, and what stands in it for whom."""

from __future__ import annotations

import pytest
from django.test import override_settings
from django.urls import reverse

from reporting import services
from tests.integration.reporting.conftest import Office
from tests.integration.reporting.sheets import download, shown_texts
from tests.integration.world import AT

pytestmark = pytest.mark.usefixtures("in_time")


def test_nobody_outside_the_grants_gets_the_sheet(office: Office) -> None:
    for person in ("stranger", "leader", "analyst", "administrator", "city_clerk", "bystander"):
        where = reverse("reporting:sheet", args=[office.county.pk])
        assert office.browser(person).get(where).status_code == 404, person


def test_whoever_sees_the_form_gets_its_sheet(office: Office) -> None:
    for person in ("clerk", "second_clerk", "county_reviewer", "reviewer", "planner"):
        answer = office.browser(person).get(reverse("reporting:sheet", args=[office.county.pk]))
        assert answer.status_code == 200, person
        assert answer["Content-Type"].endswith("spreadsheetml.sheet")
        assert "2025%20%E5%B9%B4%E5%BA%A6" in answer["Content-Disposition"]
        assert answer["Cache-Control"] == "private, no-store"


def test_sheet_shows_its_clerk_what_is_typed_so_far(office: Office) -> None:
    office.fill(pension="约九十五")
    assert shown_texts(download(office.browser("clerk"), office.county), "pension")["typed"] == "约九十五"


def test_drafts_are_not_in_the_sheet_of_others(office: Office) -> None:
    office.fill(pension="94.321")
    services.save_rows(
        submission_id=office.county.pk, entries=[office.entry("new_jobs", "6.3", note="私下的话")],
        by=office.people["clerk"], at=AT,
    )  # fmt: skip
    for person in ("county_reviewer", "reviewer", "planner"):
        data = download(office.browser(person), office.county)
        assert shown_texts(data, "pension")["typed"] == "", person
        assert shown_texts(data, "new_jobs")["note"] == "", person
    office.submit()
    for person in ("county_reviewer", "reviewer", "planner"):
        assert shown_texts(download(office.browser(person), office.county), "pension")["typed"] == "94.321"


def test_returned_rows_show_others_what_they_returned(office: Office) -> None:
    office.fill(pension="94.321")
    office.submit()
    services.return_for_correction(
        submission_id=office.county.pk, row_ids=[office.row("pension").pk], comment="请核对",
        by=office.people["county_reviewer"], at=AT,
    )  # fmt: skip
    services.save_rows(
        submission_id=office.county.pk,
        entries=[office.entry("pension", "94.9")],
        by=office.people["clerk"],
        at=AT,
    )
    assert shown_texts(download(office.browser("reviewer"), office.county), "pension")["typed"] == "94.321"
    assert shown_texts(download(office.browser("clerk"), office.county), "pension")["typed"] == "94.9"


@override_settings(
    SHEET_FACTS={
        "表号": "人社规监 1 表",
        "制定机关": "",
        "文号": "示统制〔2025〕3 号",
        "有效期至": "2027 年 1 月",
    }
)
def test_head_of_the_statistical_form_comes_from_the_settings(office: Office) -> None:
    from reporting.sheets.opening import grids_of

    values = {
        value for row in grids_of(download(office.browser("clerk"), office.county))[0].values for value in row
    }
    assert {
        "2025 年度规划指标完成情况",
        "人社规监 1 表",
        "甲市",
        "示统制〔2025〕3 号",
        "填报单位：东县",
    } <= values
