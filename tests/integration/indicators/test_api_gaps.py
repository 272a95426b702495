"""What is behind, over the API: the rows and the order of the leaders' board."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.models import Department
from dashboards.words.seriousness import lagging_rows
from indicators.calc import parse_figure
from indicators.models import PlanIndicator, Verdict
from indicators.queries.progress import rows_of_plan
from indicators.services.assessment import assess_plan_indicators
from indicators.services.figures import Reported, accept, report
from tests.integration.world import AT, World

Caller = Callable[[str], Client]
PATH = "/api/v1/gaps/"
CODE = "980101"
LATE = AT + timedelta(days=10)


def rows(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.content
    return list(answer.json()["results"])


def ids(found: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in found]


@pytest.fixture
def laggards(world: World) -> World:
    """东县: 2023 corrected ten days later, with cause and measure: unemployment over its ceiling, new jobs
    far behind.
    """
    entries = [
        Reported(
            CODE, world.indicators[code].pk, 2023, parse_figure(text), reason="更正", cause=f"{code}的原因",
            measure=f"{code}的措施",
        )
        for code, text in (("unemployment", "6.1"), ("new_jobs", "0.1"), ("pension", "88"))
    ]  # fmt: skip
    made = report(figures=entries, by=None, at=LATE)
    accept(version_ids=[each.pk for each in made], by=None, at=LATE)
    rows = PlanIndicator.objects.filter(plan=world.plans[CODE])
    assess_plan_indicators(plan_indicator_ids=[row.pk for row in rows], at=LATE)
    return world


def board_list(world: World, code: str, year: int) -> list[str]:
    shown = rows_of_plan(world.people["leader"], world.plans[code], year=year, standing="accepted")
    return [f"{row.item.id}-{year}-accepted" for row in lagging_rows(shown)]


@pytest.mark.parametrize("code", ["980000", "980100", "980101"])
@pytest.mark.parametrize("year", [2022, 2023, 2025])
def test_rows_and_order_are_those_of_the_board(
    laggards: World, with_token: Caller, code: str, year: int
) -> None:
    listed = ids(rows(with_token("leader").get(f"{PATH}?region={code}&year={year}")))
    assert listed == board_list(laggards, code, year)
    assert listed or code != CODE


def test_order_over_all_plans_is_binding_then_lamp_then_deviation(
    laggards: World, with_token: Caller
) -> None:
    found = rows(with_token("leader").get(f"{PATH}?page_size=1000"))
    places = [
        (row["attribute"] != "binding", row["lamp"]["code"] != "bad", float(row["deviation"] or "inf"))
        for row in found
    ]
    assert places == sorted(places)
    assert {row["lamp"]["code"] for row in found} == {"bad", "warn"}


def test_pages_go_on_where_they_stopped_whether_stored_or_judged(laggards: World, with_token: Caller) -> None:
    program = with_token("leader")
    for more in ("", "&known_on=2025-03-12"):
        whole = ids(rows(program.get(f"{PATH}?page_size=1000{more}")))
        seen: list[str] = []
        url = f"{PATH}?page_size=2&count=1{more}"
        while url:
            answer = program.get(url).json()
            seen, url = seen + ids(answer["results"]), answer["next"]
            assert answer["count"] == len(whole)
        assert seen == whole


def test_a_row_says_gap_pace_cause_measure_and_department(laggards: World, with_token: Caller) -> None:
    row = laggards.row(CODE, "pension")
    department = Department.objects.create(region_id=CODE, name="社会保险科")
    PlanIndicator.objects.filter(pk=row.pk).update(department=department)
    said = with_token("clerk").get(f"{PATH}{row.pk}-2023-accepted/").json()
    verdict = Verdict.objects.get(plan_indicator=row, year=2023, standing="accepted")
    assert (said["status"], said["lamp"]["code"]) == (verdict.status, verdict.lamp)
    assert (said["gap"], said["remaining_pace"], said["unit"]) == ("7", "3.5", "%")
    assert (said["department"], said["attribute_label"]) == ("社会保险科", "约束性")
    assert (said["cause"], said["measure"]) == ("pension的原因", "pension的措施")
    assert said["flag_labels"] == ["逆向变动", "劣于基数"]
    assert said["why"][-1].endswith("。")


def test_causes_are_for_those_whose_grants_reach(laggards: World, with_token: Caller) -> None:
    """A sibling reads the verdict as published, and not what was told beside it."""
    laggards.people["stranger"].grants.update(region="980102")
    address = f"{PATH}?region={CODE}&indicator=pension&year=2023"
    (own,), (sibling,) = (rows(with_token(who).get(address)) for who in ("clerk", "stranger"))
    assert own["cause"] == "pension的原因"
    assert sibling == {**own, "cause": None, "measure": None}


def test_as_known_before_the_correction(laggards: World, with_token: Caller) -> None:
    program = with_token("leader")
    then = {row["id"]: row for row in rows(program.get(f"{PATH}?region={CODE}&known_on=2025-03-02"))}
    now = {row["id"]: row for row in rows(program.get(f"{PATH}?region={CODE}"))}
    pension = f"{laggards.row(CODE, 'pension').pk}-2023-accepted"
    assert (then[pension]["actual"], then[pension]["cause"]) == ("91.5", None)
    assert (now[pension]["actual"], now[pension]["cause"]) == ("88", "pension的原因")
    unemployment = f"{laggards.row(CODE, 'unemployment').pk}-2023-accepted"
    assert unemployment in now
    assert unemployment not in then
    assert program.get(f"{PATH}{unemployment}/?known_on=2025-03-02").status_code == 404
    assert program.get(f"{PATH}{pension}/?known_on=2025-03-02").json() == then[pension]
    again = {row["id"]: row for row in rows(program.get(f"{PATH}?region={CODE}&known_on=2025-03-12"))}
    assert list(again) == list(now)


@pytest.mark.parametrize(
    "query", ["lamp=bad", "status=seriously_behind,breached", "attribute=binding&lamp=warn"]
)
def test_filters_choose_the_same_stored_and_judged(laggards: World, with_token: Caller, query: str) -> None:
    program = with_token("leader")
    everything = rows(program.get(f"{PATH}?page_size=1000"))
    asked = dict(each.split("=") for each in query.split("&"))
    wanted = [
        row["id"]
        for row in everything
        if all(
            said in asked[name].split(",")
            for name, said in {**row, "lamp": row["lamp"]["code"]}.items()
            if name in asked
        )
    ]
    assert wanted
    assert ids(rows(program.get(f"{PATH}?page_size=1000&{query}"))) == wanted
    assert ids(rows(program.get(f"{PATH}?page_size=1000&{query}&known_on=2025-03-12"))) == wanted


def test_what_is_not_behind_is_no_gap(laggards: World, with_token: Caller) -> None:
    program = with_token("leader")
    met = Verdict.objects.filter(lamp="ok", standing="accepted")[0]
    address = f"{met.plan_indicator_id}-{met.year}-accepted/"
    assert program.get(f"/api/v1/progress/{address}").status_code == 200
    assert program.get(f"{PATH}{address}").status_code == 404
    answer = program.get(f"{PATH}?lamp=ok")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "lamp")


def test_too_much_to_judge_is_refused_with_a_way_out(
    laggards: World, with_token: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indicators.api.verdicts.MOST_JUDGED", 3)
    answer = with_token("leader").get(f"{PATH}?known_on=2025-03-12")
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["parameter"]) == (400, "known_on")
    assert "缩小范围" in error["detail"]


def test_what_the_stranger_may_not_see_is_not_there(laggards: World, with_token: Caller) -> None:
    program = with_token("stranger")
    for more in ("", "?known_on=2025-03-12", "?standing=provisional"):
        assert {row["region"]["code"] for row in rows(program.get(PATH + more))} <= {"980000"}
    pension = laggards.row(CODE, "pension").pk
    answer = program.get(f"{PATH}{pension}-2023-accepted/")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("more", ["", "&known_on=2025-03-12"])
def test_queries_do_not_grow_with_gaps(
    laggards: World, with_token: Caller, count_queries: Callable[[Callable[[], object]], int], more: str
) -> None:
    Verdict.objects.filter(standing="accepted").update(lamp="bad", status="seriously_behind")
    program = with_token("leader")
    address = f"{PATH}?year=2021-2025{more}"
    few = [count_queries(lambda: program.get(f"{address}&page_size=2")) for _ in range(2)][1]
    assert count_queries(lambda: program.get(f"{address}&page_size=40")) == few
