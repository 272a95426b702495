"""Commitments over the API: as printed, with what was accepted, within the grants."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from plans.models import Commitment, Plan
from plans.services import CommitmentEntry, Pledge, accept_reports, add_commitments, report_commitments
from tests.integration.world import AT, World

Caller = Callable[[str], Client]
URL = "/api/v1/commitments/"


@pytest.fixture
def told(world: World) -> list[Commitment]:
    """Of 甲市 one under way in 2023 and done in 2024, one delayed; of 东县 one not accepted yet."""
    city = add_commitments(
        plan_id=world.plans["980100"].pk,
        pledges=[
            Pledge(
                name="零工驿站",
                section="专栏1",
                op=">=",
                quantity=Decimal("10.50"),
                unit="个",
                text="10个以上",
            ),
            Pledge(name="技能大赛", text="每两年举办一届"),
        ],
        by=None,
        at=AT,
    )
    county = add_commitments(
        plan_id=world.plans["980101"].pk, pledges=[Pledge(name="招聘活动", is_per_year=True)], by=None, at=AT
    )
    stations, contest, fairs = city[0].pk, city[1].pk, county[0].pk
    accepted = [
        CommitmentEntry(stations, 2023, "under_way", Decimal("4.000"), "4"),
        CommitmentEntry(stations, 2024, "done", Decimal(12), "12", "提前一年"),
        CommitmentEntry(contest, 2024, "delayed", None, "—", "场馆未定"),
    ]
    reports = report_commitments(entries=accepted, by=None, at=AT)
    accept_reports(report_ids=[report.pk for report in reports], by=None, at=AT)
    waiting = [
        CommitmentEntry(stations, 2024, "under_way", Decimal(9), "9", "未接收的更正"),
        CommitmentEntry(fairs, 2024, "done", Decimal(40), "40", "未接收"),
    ]
    report_commitments(entries=waiting, by=None, at=AT)
    return [*city, *county]


def names(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [row["name"] for row in answer.json()["results"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["零工驿站", "技能大赛", "招聘活动"]),
        ("?region=980100", ["零工驿站", "技能大赛"]),
        ("?subtree=980100", ["零工驿站", "技能大赛", "招聘活动"]),
        ("?subtree=980101", ["招聘活动"]),
        ("?level=county", ["招聘活动"]),
        ("?year=2023", ["零工驿站"]),
        ("?year=2022", []),
        ("?year=2020-2023,2030", ["零工驿站"]),
        ("?region=980100,980101&state=published", ["零工驿站", "技能大赛", "招聘活动"]),
        ("?progress=done,delayed", ["零工驿站", "技能大赛"]),
        ("?progress=done", ["零工驿站"]),
        ("?progress=under_way", []),
        ("?progress=under_way&year=2023", ["零工驿站"]),
        ("?progress=delayed&year=2024", ["技能大赛"]),
    ],
)
def test_commitments_and_their_filters(
    told: list[Commitment], with_token: Caller, query: str, expected: list[str]
) -> None:
    assert names(with_token("leader").get(f"{URL}{query}")) == expected


def test_filter_by_plan(told: list[Commitment], world: World, with_token: Caller) -> None:
    assert names(with_token("leader").get(f"{URL}?plan={world.plans['980101'].pk}")) == ["招聘活动"]
    assert with_token("leader").get(f"{URL}?plan=999999").status_code == 400
    assert with_token("leader").get(f"{URL}?progress=finished").json()["errors"][0]["parameter"] == "progress"


def test_one_commitment_has_decimals_as_strings_and_only_what_was_accepted(
    told: list[Commitment], with_token: Caller
) -> None:
    said = with_token("leader").get(f"{URL}{told[0].pk}/").json()
    assert {name: said[name] for name in ("op", "quantity", "unit", "text", "is_per_year")} == {
        "op": ">=", "quantity": "10.5", "unit": "个", "text": "10个以上", "is_per_year": False,
    }  # fmt: skip
    assert said["region"] == {"code": "980100", "name": "甲市"}
    assert (said["progress"], said["department"]) == ("done", None)
    assert [(each["year"], each["done"], each["progress"]) for each in said["reports"]] == [
        (2023, "4", "under_way"),
        (2024, "12", "done"),
    ]
    assert said["reports"][1]["progress_label"] == "已完成"
    assert "未接收" not in str(said)


def test_words_have_no_quantity_and_nothing_reported_is_null(
    told: list[Commitment], with_token: Caller
) -> None:
    contest, fairs = (with_token("leader").get(f"{URL}{each.pk}/").json() for each in told[1:])
    assert (contest["quantity"], contest["reports"][0]["done"]) == (None, None)
    assert (fairs["progress"], fairs["reports"]) == (None, [])
    flat = ("progress_label", "progress_year", "done", "done_text")
    assert [fairs[name] for name in flat] == [None] * 4
    assert [contest[name] for name in flat] == ["进度滞后", 2024, None, "—"]


def test_the_latest_of_what_was_known_stands_beside(told: list[Commitment], with_token: Caller) -> None:
    """零工驿站: 4 were there in 2023, 12 in 2024; ten days later 2024 was corrected to 11."""
    later = AT + timedelta(days=10)
    entry = CommitmentEntry(told[0].pk, 2024, "under_way", Decimal(11), "11", reason="核实后更正")
    made = report_commitments(entries=[entry], by=None, at=later)
    accept_reports(report_ids=[report.pk for report in made], by=None, at=later)
    program = with_token("leader")

    def said(day: str) -> tuple[Any, ...]:
        row = program.get(f"{URL}{told[0].pk}/?known_on={day}").json()
        reports = [(each["year"], each["done"]) for each in row["reports"]]
        return row["progress"], row["progress_year"], row["done"], row["done_text"], reports

    assert said("2025-03-01") == ("done", 2024, "12", "12", [(2023, "4"), (2024, "12")])
    assert said("2025-03-11") == ("under_way", 2024, "11", "11", [(2023, "4"), (2024, "11")])
    for day, progress in (("2025-03-01", "done"), ("2025-03-11", "under_way")):
        assert "零工驿站" in names(program.get(f"{URL}?known_on={day}&progress={progress},stopped"))
        assert "零工驿站" in names(program.get(f"{URL}?known_on={day}&progress={progress}&year=2024"))
    assert "零工驿站" not in names(program.get(f"{URL}?known_on=2025-03-01&progress=under_way&year=2024"))
    assert names(program.get(f"{URL}?known_on=2025-02-28")) == []
    assert program.get(f"{URL}{told[0].pk}/?known_on=2025-02-28").status_code == 404


@pytest.mark.parametrize("person", ["stranger", "clerk"])
def test_draft_plans_commitments_are_not_there(
    told: list[Commitment], world: World, with_token: Caller, person: str
) -> None:
    Plan.objects.filter(pk=world.plans["980101"].pk).update(state="draft")
    program = with_token(person)
    assert "招聘活动" not in names(program.get(URL))
    assert program.get(f"{URL}{told[2].pk}/").status_code == 404


def test_stranger_finds_nothing_of_the_other_city(told: list[Commitment], with_token: Caller) -> None:
    program = with_token("stranger")
    assert names(program.get(URL)) == []
    for pk in (*(each.pk for each in told), 999999, 10**17):
        answer = program.get(f"{URL}{pk}/")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_document_shows_an_example(world: World, signed_in: Caller) -> None:
    paths = signed_in("clerk").get("/api/v1/schema").json()["paths"]
    for path, take in ((URL, lambda value: value["results"][0]), (f"{URL}{{id}}/", lambda value: value)):
        media = paths[path]["get"]["responses"]["200"]["content"]["application/json"]
        (example,) = media["examples"].values()
        assert take(example["value"])["quantity"] == "200"


def test_queries_do_not_grow_with_commitments(
    told: list[Commitment],
    world: World,
    with_token: Caller,
    count_queries: Callable[[Callable[[], object]], int],
) -> None:
    program = with_token("leader")
    program.get(URL)
    few = count_queries(lambda: program.get(URL))
    more = [Pledge(name=f"任务{number}") for number in range(37)]
    made = add_commitments(plan_id=world.plans["980101"].pk, pledges=more, by=None, at=AT)
    entries = [
        CommitmentEntry(each.pk, year, "done", Decimal(1), "1") for each in made for year in (2023, 2024)
    ]
    reports = report_commitments(entries=entries, by=None, at=AT)
    accept_reports(report_ids=[report.pk for report in reports], by=None, at=AT)
    assert count_queries(lambda: program.get(URL)) == few
