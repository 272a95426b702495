"""Rounds and forms over the API, read: who finds what, what a draft shows, filters, number of queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openapi_schema_validator import OAS31Validator

from accounts.services import issue_token
from indicators.models import ActualVersion, Indicator, PlanIndicator
from reporting import services
from reporting.models import Round, Row, Submission
from reporting.queries import forms_shown
from tests.integration.reporting.conftest import LATER, Office
from tests.integration.reporting.test_query_counts import add_rows, keep_rows, type_into_all

FORMS = "/api/v1/submissions/"
ROUNDS = "/api/v1/rounds/"
SEES_COUNTY = {
    "clerk": True, "second_clerk": True, "county_reviewer": True, "reviewer": True, "planner": True,
    "leader": False, "analyst": False, "administrator": False, "stranger": False, "city_clerk": False,
    "bystander": False,
}  # fmt: skip


def program(office: Office, person: str, scope: str = "read") -> Client:
    _, key = issue_token(user=office.people[person], name="测试", scope=scope, days=1, at=timezone.now())
    return Client(headers={"Authorization": f"Token {key}"})


def county(office: Office, person: str) -> dict[str, Any]:
    answer = program(office, person).get(f"{FORMS}{office.county.pk}/")
    assert answer.status_code == 200, answer.content.decode()
    return dict(answer.json())


def row_of(form: dict[str, Any], code: str) -> dict[str, Any]:
    return next(dict(row) for row in form["rows"] if row["indicator"]["code"] == code)


@pytest.mark.parametrize(("person", "sees"), SEES_COUNTY.items())
def test_a_form_exists_only_within_the_grants(office: Office, person: str, sees: bool) -> None:
    caller = program(office, person)
    assert caller.get(f"{FORMS}{office.county.pk}/").status_code == (200 if sees else 404)
    listed = [each["id"] for each in caller.get(FORMS).json()["results"]]
    assert (office.county.pk in listed) is sees


@pytest.mark.parametrize(("person", "sees"), {**SEES_COUNTY, "city_clerk": True}.items())
def test_a_round_exists_for_whoever_sees_a_form_of_it(office: Office, person: str, sees: bool) -> None:
    caller = program(office, person)
    assert caller.get(f"{ROUNDS}{office.round.pk}/").status_code == (200 if sees else 404)
    assert [each["id"] for each in caller.get(ROUNDS).json()["results"]] == [office.round.pk] * sees


def test_a_round_says_what_it_asks(office: Office) -> None:
    said = program(office, "planner").get(ROUNDS).json()["results"][0]
    assert said == {
        "id": office.round.pk,
        "region": {"code": "980100", "name": "甲市"},
        "year": 2025,
        "title": "2025 年规划指标填报",
        "opens_date": "2025-01-05",
        "due_date": "2025-03-31",
        "closed_at": None,
        "forms": 2,
    }
    assert program(office, "clerk").get(ROUNDS).json()["results"][0]["forms"] == 1


def test_a_form_says_how_far_it_is(office: Office) -> None:
    office.fill()
    office.submit()
    services.return_for_correction(
        submission_id=office.county.pk, row_ids=[office.row("pension").pk], comment="请核对",
        by=office.people["county_reviewer"], at=LATER,
    )  # fmt: skip
    services.extend(
        submission_id=office.county.pk, until_date=date(2099, 6, 1), reason="统计年报推迟",
        by=office.people["planner"], at=LATER,
    )  # fmt: skip
    said = county(office, "clerk")
    counts = {"draft": 0, "submitted": 3, "reviewed": 0, "accepted": 0, "returned": 1, "locked": 0}
    assert (said["state"], said["state_label"], said["counts"]) == ("returned", "已退回", counts)
    assert (said["total"], said["due_date"], said["days_late"]) == (4, "2099-06-01", 0)
    assert (said["region"], said["department"]) == ({"code": "980101", "name": "东县"}, None)
    row = row_of(said, "pension")
    assert (row["state"], row["returned_because"], row["submitted_by"]) == ("returned", "请核对", "陈录")


def test_figures_are_exact_strings_with_findings_and_outlook(office: Office) -> None:
    office.fill(pension="95.50", unemployment="约十万", skill_mix="13∶42∶45")
    said = county(office, "clerk")
    good, bad, mix = (row_of(said, code) for code in ("pension", "unemployment", "skill_mix"))
    assert (good["typed"], good["figure"]) == ("95.50", {"op": "=", "value": "95.50", "text": "95.50"})
    assert good["outlook"]["word"] == "完成"
    assert (bad["figure"], bad["outlook"]) == (None, None)
    assert [(each["code"], each["weight"]) for each in bad["findings"]] == [("not_a_figure", "error")]
    assert "约十万" in bad["findings"][0]["text"]
    assert mix["figure"]["value"] == ["13", "42", "45"]


@pytest.mark.parametrize("person", ["reviewer", "county_reviewer", "planner"])
def test_a_draft_is_its_clerk_s_alone(office: Office, person: str) -> None:
    office.fill(pension="94.321")
    assert row_of(county(office, "clerk"), "pension")["typed"] == "94.321"
    row = row_of(county(office, person), "pension")
    assert (row["typed"], row["figure"], row["findings"], row["outlook"]) == ("", None, [], None)
    office.submit()
    assert row_of(county(office, person), "pension")["typed"] == "94.321"
    services.withdraw(submission_id=office.county.pk, by=office.people["clerk"], at=LATER)
    assert row_of(county(office, person), "pension")["typed"] == ""


def test_of_a_returned_row_others_see_what_they_returned(office: Office) -> None:
    office.fill(pension="94.321")
    office.submit()
    services.return_for_correction(
        submission_id=office.county.pk, row_ids=[office.row("pension").pk], comment="请核对",
        by=office.people["county_reviewer"], at=LATER,
    )  # fmt: skip
    entry = office.entry("pension", "94.987", note="私下的话")
    services.save_rows(submission_id=office.county.pk, entries=[entry], by=office.people["clerk"], at=LATER)
    theirs = row_of(county(office, "county_reviewer"), "pension")
    assert (theirs["typed"], theirs["note"]) == ("94.321", "")
    mine = row_of(county(office, "clerk"), "pension")
    assert (mine["typed"], mine["note"]) == ("94.987", "私下的话")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["980100", "980101"]),
        ("?region=980101", ["980101"]),
        ("?subtree=980100", ["980100", "980101"]),
        ("?level=county", ["980101"]),
        ("?year=2025", ["980100", "980101"]),
        ("?year=2024", []),
        ("?state=submitted", ["980101"]),
        ("?state=draft", ["980100"]),
        ("?state=accepted", []),
        ("?round={round}", ["980100", "980101"]),
    ],
)
def test_filters_of_forms(office: Office, query: str, found: list[str]) -> None:
    office.fill()
    office.submit()
    answer = program(office, "planner").get(f"{FORMS}{query.format(round=office.round.pk)}")
    assert [each["region"]["code"] for each in answer.json()["results"]] == found


def test_the_state_filter_follows_the_form_s_own_state(office: Office) -> None:
    """Whatever the rows: a form is found under the one state it has."""
    for states in (["draft", "returned"], ["submitted", "accepted"], ["reviewed", "locked"], ["locked"] * 2):
        keep_rows(office, 2)
        for row, state in zip(office.county.rows.order_by("pk"), states, strict=True):
            Row.objects.filter(pk=row.pk).update(state=state, version=ActualVersion.objects.first())
        form = next(
            each
            for each in forms_shown(office.people["clerk"], today=date(2025, 3, 3))
            if each.submission == office.county
        )
        caller = program(office, "clerk")
        for state in ("draft", "returned", "submitted", "reviewed", "accepted", "locked"):
            listed = [each["id"] for each in caller.get(f"{FORMS}?state={state}").json()["results"]]
            assert (office.county.pk in listed) is (state == form.state.value), (states, state)


@pytest.mark.parametrize(
    ("query", "found"), [("?state=open", 1), ("?state=closed", 0), ("?year=2025", 1), ("?region=980000", 0)]
)
def test_filters_of_rounds(office: Office, query: str, found: int) -> None:
    assert len(program(office, "planner").get(f"{ROUNDS}{query}").json()["results"]) == found


@pytest.mark.parametrize(
    ("query", "parameter", "words"),
    [
        ("round=999999", "round", "没有编号为 999999 的填报任务"),
        ("round=x", "round", "不是整数"),
        ("state=open", "state", "没有“open”这个值"),
        ("region=430000", "region", "没有代码为"),
    ],
)
def test_a_bad_filter_is_named(office: Office, query: str, parameter: str, words: str) -> None:
    answer = program(office, "planner").get(f"{FORMS}?{query}")
    said = answer.json()
    assert (answer.status_code, said["code"]) == (400, "invalid_parameter")
    assert (said["errors"][0]["parameter"], words in said["errors"][0]["detail"]) == (parameter, True)


@pytest.mark.parametrize("person", ["clerk", "reviewer"])
def test_a_form_asks_as_often_for_40_rows_as_for_2(
    office: Office, count_queries: Callable[[Callable[[], object]], int], person: str
) -> None:
    caller, address = program(office, person), f"{FORMS}{office.county.pk}/"
    keep_rows(office, 2)
    type_into_all(office)
    caller.get(address)
    few = count_queries(lambda: caller.get(address))
    add_rows(office, 40)
    type_into_all(office)
    assert len(caller.get(address).json()["rows"]) == 40
    assert count_queries(lambda: caller.get(address)) == few


@pytest.mark.parametrize("path", [FORMS, ROUNDS])
def test_a_list_asks_as_often_for_40_as_for_2(
    office: Office, count_queries: Callable[[Callable[[], object]], int], path: str
) -> None:
    caller = program(office, "planner")
    caller.get(path)
    few = count_queries(lambda: caller.get(path))
    for year in range(1960, 1998):
        made = Round.objects.create(
            region_id="980100", year=year, title="旧", opens_date=date(year, 1, 1), due_date=date(year, 2, 1),
            opened_by=office.people["planner"],
        )  # fmt: skip
        form = Submission.objects.create(round=made, region_id="980100")
        Row.objects.create(submission=form, indicator=office.world.indicators["pension"])
    assert len(caller.get(path).json()["results"]) >= 39
    assert count_queries(lambda: caller.get(path)) == few


@pytest.mark.parametrize("path", [FORMS, ROUNDS, f"{FORMS}<id>/"])
def test_answers_are_as_the_document_says(office: Office, path: str) -> None:
    office.fill(unemployment="约十万")
    caller = program(office, "clerk")
    said = caller.get("/api/v1/schema").json()
    media = said["paths"][path.replace("<id>", "{id}")]["get"]["responses"]["200"]["content"]
    whole = {**media["application/json"]["schema"], "components": said["components"]}
    OAS31Validator(whole).validate(caller.get(path.replace("<id>", str(office.county.pk))).json())


def test_findings_tell_others_nothing_of_a_draft_beside(office: Office) -> None:
    """合计 is a draft again: what its clerk types there is no reason for a finding on 其中."""
    counts = ("unemployment", "pension")  # of persons, for once: rates of parts may exceed the whole's
    Indicator.objects.filter(code__in=counts).update(unit="万人")
    PlanIndicator.objects.filter(indicator__code__in=counts).update(unit="万人")
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
    own = row_of(county(office, "clerk"), "unemployment")["findings"]
    assert [each["code"] for each in own] == ["part_over_whole"]
    assert row_of(county(office, "county_reviewer"), "unemployment")["findings"] == []
